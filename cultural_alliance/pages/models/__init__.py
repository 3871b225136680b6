from .activity import Activity
from .page import Page

__all__ = ["Activity", "Page"]
