"""Why a verb on a partner request refuses: each refusal is a sentence that one can act on."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..models import PartnerRequest, RequestVerb

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


class Refused(Exception):
    """The verb was not carried out, and nothing was written."""

    def __init__(self, sentence: str, **about: Any) -> None:
        self.sentence = sentence
        self.about = about
        super().__init__(sentence)


class WrongState(Refused):
    """The request does not stand where this can be done."""


class AlreadyDecided(WrongState):
    """Somebody else was faster, or the button was pressed twice."""


class Stale(Refused):
    """A colleague saved in between. `about`: `request`, as it stands now."""


class Incomplete(Refused):
    """`about`: `missing`, a list of `missing.Missing`."""


class WrongDeadline(Refused):
    """The day is too near or too far."""


class NotAllowed(Refused):
    """The person may not do this."""


class TooMany(Refused):
    """A limit is reached."""


# Of these a refusal says nothing: they leave the state as it was.
BESIDES = (RequestVerb.CHANGED, RequestVerb.CONTACTED)


def decided_already(request: PartnerRequest) -> AlreadyDecided:
    """Who did what, and when, since the button was shown."""
    last = request.events.exclude(verb__in=BESIDES).select_related("by").last()
    if last is None:
        return AlreadyDecided(
            _("This cannot be done now: the request is “%(state)s”.")
            % {"state": request.get_state_display()}
        )
    return AlreadyDecided(told(last.by, last.get_verb_display(), last.at))


def told(by: "User | None", what: str, at: datetime) -> str:
    when = date_format(localtime(at), "DATETIME_FORMAT")
    if by is None:
        return _("This has happened already: %(what)s, %(when)s.") % {"what": what, "when": when}
    return _("Somebody was faster: %(what)s by %(who)s, %(when)s.") % {
        "what": what,
        "who": by,
        "when": when,
    }
