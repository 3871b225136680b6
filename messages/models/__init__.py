from .statement import Statement, StatementKind
from .vocabulary import Occasion, Speaker, Topic

__all__ = ["Occasion", "Speaker", "Statement", "StatementKind", "Topic"]
