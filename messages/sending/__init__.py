"""Send: a statement to one colleague. Nothing is kept of it but counts under a keyed hash."""
