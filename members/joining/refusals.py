"""Why a verb of joining is not carried out: each a sentence for the one who asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Nothing was written."""

    sentence: Any = "This cannot be done."

    def __init__(self, sentence: Any = "") -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


# What applicants are told.


class NotADraft(Refused):
    """It was sent meanwhile; `application` as it stands now."""

    sentence = _("This application has been sent already. It can no longer be changed here.")

    def __init__(self, application: Any) -> None:
        super().__init__()
        self.application = application


class Stale(Refused):
    """It was saved elsewhere after the page was opened. `stored` are the values that differ."""

    sentence = _(
        "This application was saved in another window after you opened this one. What you typed "
        "is below, and nothing of it is saved yet. Where the two differ, you are told what is "
        "stored. Save once more to keep what you see here."
    )

    def __init__(self, application: Any, stored: dict[str, str]) -> None:
        super().__init__()
        self.application, self.stored = application, stored


class Incomplete(Refused):
    """`missing`: field name → sentence."""

    sentence = _("Something is still missing.")

    def __init__(self, missing: dict[str, Any]) -> None:
        super().__init__()
        self.missing = missing


class AlreadyMember(Refused):
    sentence = _("This organisation is already a member. Ask us for access.")

    def __init__(self, organisation: Any) -> None:
        super().__init__()
        self.organisation = organisation


class BeingRead(Refused):
    sentence = _(
        "An application with this name from this country is already being read. If it is yours, "
        "have its link sent to you again. If you know of no other, write to us."
    )


class NotAsked(Refused):
    sentence = _("There is no open question: your answer may have arrived already.")


# What the desk is told.


class NotAllowed(Refused):
    sentence = "Only the membership desk does this. Ask an administrator for the role."


class Nothing(Refused):
    """There is no text where one is needed."""


class Faster(Refused):
    """Somebody else was, or the button was pressed twice. The sentence says who and when."""


class MemberMeanwhile(Refused):
    """`organisation`: the member that has the name."""

    def __init__(self, organisation: Any) -> None:
        super().__init__(
            f"“{organisation}” is a member already, in the same country. Decline this application, "
            "or ask the applicant."
        )
        self.organisation = organisation


class IsAClaim(Refused):
    sentence = "This one says that it belongs to a member. Give access, ask, or decline."


class NotAClaim(Refused):
    sentence = "This application does not say that it belongs to a member that is still one."
