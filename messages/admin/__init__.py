from cultural_alliance.editions.admin import beside, listing
from cultural_alliance.editions.admin.bulk import action as bulk

from . import delivery
from .filters import OccasionFilter, TopicFilter
from .statement import StatementAdmin
from .topics import SET_TOPIC
from .vocabulary import OccasionAdmin, SpeakerAdmin, TopicAdmin

__all__ = ["OccasionAdmin", "SpeakerAdmin", "StatementAdmin", "TopicAdmin"]

beside.PANELS.insert(0, delivery.panel)
bulk.ACTIONS.append(SET_TOPIC)
listing.FILTERS += [OccasionFilter, TopicFilter]
