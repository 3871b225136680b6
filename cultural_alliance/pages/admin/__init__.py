from .activity import ActivityAdmin
from .page import PageAdmin

__all__ = ["ActivityAdmin", "PageAdmin"]
