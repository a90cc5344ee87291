"""How deciding is said and drawn: for its pages, and for the filters of templates."""
