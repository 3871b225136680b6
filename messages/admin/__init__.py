from .statement import StatementAdmin
from .vocabulary import OccasionAdmin, SpeakerAdmin, TopicAdmin

__all__ = ["OccasionAdmin", "SpeakerAdmin", "StatementAdmin", "TopicAdmin"]
