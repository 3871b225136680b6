"""The steps with one person: each a page that asks first, and acts when its form is sent."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest

from cultural_alliance import languages
from cultural_alliance.languages import Language

from .. import invitations, staffing
from ..models import User
from .filters import standing_of


@dataclass(frozen=True)
class Step:
    name: str  # in its address
    label: str
    what: str  # what happens, told before it does
    done: str  # what has happened
    act: Callable[[User, User], User]  # (person, by whom)
    standings: tuple[str, ...]  # to whom it is offered
    grave: bool = False


STEPS = {
    step.name: step
    for step in (
        Step(
            "invite",
            "Send the invitation again",
            "A new mail with a new link goes out. Links sent before stop working.",
            "was invited again",
            lambda person, by: staffing.renew_invitation(person),
            ("invited",),
        ),
        Step(
            "switch-off",
            "Switch off",
            "The person is signed out everywhere at once and cannot sign in. "
            "Roles and work stay; the account can be switched on again.",
            "was switched off",
            lambda person, by: staffing.switch_off(person, by=by),
            ("on", "invited"),
        ),
        Step(
            "switch-on",
            "Switch on",
            "The person can sign in again, with the same password and roles.",
            "was switched on",
            lambda person, by: staffing.switch_on(person),
            ("off",),
        ),
        Step(
            "empty",
            "Empty the account",
            "Name, e-mail address, roles and second step are taken away for good, and the account "
            "is switched off. What the person decided stays in the record.",
            "was emptied",
            lambda person, by: staffing.empty(person, by=by),
            ("on", "invited", "off"),
            grave=True,
        ),
    )
}


def offered(person: User, by: User) -> list[Step]:
    """Nobody is offered a step with their own account."""
    if person == by:
        return []
    return [step for step in STEPS.values() if standing_of(person) in step.standings]


@transaction.atomic
def take(request: HttpRequest, step: Step, person: User, *, by: User) -> User:
    """Raises `Refused`."""
    person = step.act(person, by)
    if step.name == "invite":
        send_invitation(request, person, by, languages.get(request.POST.get("language", "")))
    return person


def send_invitation(request: HttpRequest, person: User, by: User, language: Language) -> None:
    """Stored with the change that causes it; a mail server that is away delays it, no more."""
    invitations.send(person, by=by, language=language)
    flash.success(request, f"An invitation goes to {person.email}.")
