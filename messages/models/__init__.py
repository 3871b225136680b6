from .alert import Alert, Delivery, News
from .occasion_rule import OccasionRule, Recurrence
from .statement import Statement, StatementKind
from .subscriber import Frequency, Subscriber
from .vocabulary import Occasion, Speaker, Topic

__all__ = [
    "Alert",
    "Delivery",
    "Frequency",
    "News",
    "Occasion",
    "OccasionRule",
    "Recurrence",
    "Speaker",
    "Statement",
    "StatementKind",
    "Subscriber",
    "Topic",
]
