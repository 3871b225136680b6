"""Choosing among rows, of which there may be any number: found by typed words, never all listed.

choosing.offers.register("topic", Offer(…))     a section offers its rows
choosing.field_for(db_field)                    the form field, where the rows are too many
"""

from .fields import field_for
from .offers import SHORT, SHOWN, Offer, offers

__all__ = ["SHORT", "SHOWN", "Offer", "field_for", "offers"]
