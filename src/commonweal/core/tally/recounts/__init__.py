"""Stand-alone scripts that count published results again, one for each rule."""
