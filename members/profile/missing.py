"""What a profile lacks, and why a partner would want it. Told once, as a list; nothing insists."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Organisation, OrganisationText


@dataclass(frozen=True)
class Wish:
    """`field` is the form's; `why` a sentence; `is_met` looks at the organisation and its words
    in the first language."""

    field: str
    label: str | Promise
    why: str | Promise
    is_met: Callable[[Organisation, OrganisationText], bool]


@dataclass(frozen=True)
class Missing:
    field: str
    label: str | Promise
    why: str | Promise
    url: str


@dataclass(frozen=True)
class Completeness:
    """`met` of `total`, and what is `missing`: the first is the next step."""

    total: int
    missing: list[Missing]

    @property
    def met(self) -> int:
        return self.total - len(self.missing)


WISHES = (
    Wish(
        "summary",
        _("In one sentence"),
        _("It is the first thing that a partner reads in every list."),
        lambda organisation, text: bool(text.summary),
    ),
    Wish(
        "about",
        _("About the organisation"),
        _("A partner wants to know whom they would work with."),
        lambda organisation, text: bool(text.about),
    ),
    Wish(
        "brings",
        _("What it brings to a partnership"),
        _("It tells a partner what they would gain with you."),
        lambda organisation, text: bool(text.brings),
    ),
    Wish(
        "seeks",
        _("What it looks for"),
        _("Whoever can help you has to know with what."),
        lambda organisation, text: bool(text.seeks),
    ),
    Wish(
        "sectors",
        _("Sectors"),
        _("Partners narrow the list of members by sector first."),
        lambda organisation, text: bool(organisation.sectors.all()),
    ),
    Wish(
        "working_languages",
        _("Languages of work"),
        _("A partner wants to know in which language to write to you."),
        lambda organisation, text: bool(organisation.working_languages),
    ),
    Wish(
        "place",
        _("Place"),
        _("Partners look for somebody nearby, or in the town that they travel to."),
        lambda organisation, text: bool(organisation.place),
    ),
    Wish(
        "website",
        _("Website"),
        _("It shows your work, and that you are who you say."),
        lambda organisation, text: bool(organisation.website),
    ),
    Wish(
        "founded",
        _("Founding year"),
        _("It tells a partner how long you have done this."),
        lambda organisation, text: bool(organisation.founded),
    ),
    Wish(
        "contact_name",
        _("Contact person"),
        _("People write more readily to somebody with a name."),
        lambda organisation, text: bool(organisation.contact_name),
    ),
    Wish(
        "logo",
        _("Logo"),
        _("It makes your page and your requests easy to recognise."),
        lambda organisation, text: bool(organisation.logo),
    ),
)


def of(organisation: Organisation) -> Completeness:
    """Asks no query of an organisation fetched `with_texts`."""
    texts = {text.language: text for text in organisation.texts.all()}
    text = texts.get(organisation.first_language) or OrganisationText()
    missing = [
        Missing(wish.field, wish.label, wish.why, _address(organisation, wish.field))
        for wish in WISHES
        if not wish.is_met(organisation, text)
    ]
    return Completeness(total=len(WISHES), missing=missing)


def _address(organisation: Organisation, field: str) -> str:
    """Where it can be filled in."""
    if field == "logo":
        return reverse("members:profile_logo", kwargs={"pk": organisation.pk})
    profile = reverse("members:profile", kwargs={"pk": organisation.pk})
    return f"{profile}?language={organisation.first_language}#id_{field}"
