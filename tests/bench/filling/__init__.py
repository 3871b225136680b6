"""A database full of realistic things, in minutes."""
