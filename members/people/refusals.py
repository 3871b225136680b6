"""Why something is not done with the people: each a sentence for the one who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    sentence: str | Promise = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class AlreadyColleague(Refused):
    sentence = _("This person belongs to the organisation already.")


class OrganisationLeft(Refused):
    sentence = _("This organisation is no longer a member of the Alliance.")


class LastOwner(Refused):
    sentence = _("Somebody has to own the organisation here: make somebody else an owner first.")


class NoColleague(Refused):
    sentence = _("This person does not belong to the organisation any more.")


class InvitationOver(Refused):
    sentence = _("This invitation has been used, withdrawn or replaced by a newer one.")


class ForSomebodyElse(Refused):
    sentence = _("This invitation was sent to another address than that of your account.")


class SignInFirst(Refused):
    sentence = _("There is an account with this address already: sign in with it.")


class TooManyInvitations(Refused):
    sentence = _(
        "Your organisation has sent many invitations today. Please send the next one tomorrow."
    )
