"""To whom of the desk a text is limited: the page where they are chosen, and the way back."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cultural_alliance import choosing
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from cultural_alliance.choosing.fields import SomeOfMany

from .. import access, limiting
from ..models import Edition
from .acting import Deciding
from .action import Action, Done
from .decision_forms import DecisionForm
from .edition_verbs import page_of
from .page import require
from .places import Place
from .situation import DocumentSituation, Situation, find_edition

if TYPE_CHECKING:
    from django.db.models import QuerySet

BEFORE = (Place.DRAFT, Place.SUBMITTED, Place.SCHEDULED, Place.SET_ASIDE)
# The greatest first: a person is told by the greatest of their roles.
ROLES = (Role.ADMINISTRATOR, Role.PUBLISHER, Role.WRITER)


def role_of(person: User) -> str:
    """Expects the groups prefetched."""
    held = {group.name for group in person.groups.all()}
    return next((role.label for role in ROLES if role.value in held), "Superuser")


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: User) -> str:
        return named(person)


def named(person: User) -> str:
    return f"{person} ({role_of(person).lower()})"


def _colleagues() -> "QuerySet[User]":
    return limiting.desk().prefetch_related("groups")


def _found(words: str) -> "QuerySet[User]":
    called = Q()
    for word in words.split():
        called &= Q(name__icontains=word) | Q(email__icontains=word)
    return _colleagues().filter(called)


choosing.offers.register(
    "colleague", choosing.Offer("Colleagues", _colleagues, _found, access.WRITE, named)
)


class LimitForm(DecisionForm):
    readers = PeopleField(
        label="Who else may see it",
        queryset=User.objects.none(),
        required=False,
        help_text="You are always among them. Take a publisher who has no hand in the text: nobody "
        "else can approve it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: QuerySet[User] = limiting.desk().exclude(pk=self.person.pk)
        few: Any = self.fields["readers"]
        few.queryset = others.prefetch_related("groups")
        if choosing.offers["colleague"].is_long():
            about = {"label": few.label, "help_text": few.help_text, "required": False}
            self.fields["readers"] = SomeOfMany(few.queryset, offer="colleague", **about)
        assert isinstance(self.subject, Edition)
        self.initial["readers"] = list(self.subject.readers.values_list("person", flat=True))


def _limit(edition: Edition, by: User, data: dict[str, Any]) -> Done:
    limiting.limit(edition, by=by, readers=data["readers"])
    if can_be_approved(edition):
        return Done("Limited. All preview links to it are dead.", page_of(edition))
    return Done(
        "Limited, and all preview links to it are dead. None of those who see it can approve it.",
        page_of(edition),
    )


def _open_up(edition: Edition, by: User, data: dict[str, Any]) -> Done:
    limiting.open_up(edition, by=by)
    return Done("The whole desk sees the text now.", page_of(edition))


def _open_abandoned(edition: Edition, by: User, data: dict[str, Any]) -> Done:
    limiting.open_abandoned(edition, by=by)
    return Done("The whole desk sees the text now.", page_of(edition))


def can_be_approved(edition: Edition) -> bool:
    """Whether somebody who sees it may publish, and had no hand in it."""
    seen_by = limiting.audience(edition).exclude(contribution__edition=edition)
    return access.holders(access.PUBLISH).filter(pk__in=seen_by.values("pk")).exists()


LIMIT: Action[Situation, Edition] = Action(
    "limit",
    "Limit who can see it",
    "Until it is public, these people alone find it anywhere: in lists, in search, by its address. "
    "Its preview links die at once, and none can be made while it is limited.",
    access.WRITE,
    LimitForm,
    lambda situation: situation.place in BEFORE,
    _limit,
    button="Limit it to these people",
)
OPEN_UP: Action[Situation, Edition] = Action(
    "open_up",
    "Open it to the whole desk",
    "Everybody who writes or publishes sees it again.",
    access.WRITE,
    DecisionForm,
    lambda situation: situation.edition.readers.exists(),
    _open_up,
)


OPEN_ABANDONED: Action[DocumentSituation, Edition] = Action(
    "open_up",
    "Open an abandoned text to the whole desk",
    "None of the people it is limited to works at the desk any more, so nobody sees it. Everybody "
    "who writes or publishes will see it.",
    access.REMOVE,
    DecisionForm,
    lambda situation: True,
    _open_abandoned,
    button="Open it to the whole desk",
)


def limit(request: HttpRequest, pk: int) -> HttpResponse:
    return respond(request, pk, LIMIT)


def open_up(request: HttpRequest, pk: int) -> HttpResponse:
    """By those who see the text; of one that nobody sees any more, by an administrator, who is
    told its document and language alone."""
    person = access.person(request)
    abandoned = limiting.abandoned().select_related("document").filter(pk=pk).first()
    if abandoned and person.has_perm(access.REMOVE):
        situation = DocumentSituation(abandoned.document, person)
        deciding = Deciding(request, OPEN_ABANDONED, abandoned, situation)
        deciding.ways_on = [("Back to the desk", reverse("admin:index"))]
        return deciding.respond()
    return respond(request, pk, OPEN_UP)


def respond(request: HttpRequest, pk: int, action: Action[Situation, Edition]) -> HttpResponse:
    require(request, access.WRITE)
    edition = find_edition(pk, access.person(request))
    deciding = Deciding(request, action, edition, Situation(edition, access.person(request)))
    deciding.ways_on = [("See where the text stands", page_of(edition))]
    return deciding.respond()
