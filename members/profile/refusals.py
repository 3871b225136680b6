"""Why a profile is not changed: each a sentence for the one who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    sentence: str | Promise = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class Stale(Refused):
    sentence = _("Somebody else saved this profile while you were writing.")


class FirstLanguage(Refused):
    sentence = _(
        "These are the words in the first language, which readers of other languages see too. "
        "Choose another first language, then remove this one."
    )


class NoWords(Refused):
    sentence = _("There are no words in this language any more.")


# To the membership desk, whose admin is in English.


class AlreadyDone(Refused):
    sentence = "It stands like this already: somebody was faster. Look at where it stands now."


class HasOwner(Refused):
    sentence = "Somebody owns this organisation here. Its owners invite others themselves."
