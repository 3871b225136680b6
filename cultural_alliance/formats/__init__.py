"""Dates as an institution writes them, where Django's own formats write them otherwise."""
