"""Counting rules: how many voices become one outcome. One file per rule."""
