"""Subscribing to new statements: asked for on the page, confirmed by letter, left by one click."""
