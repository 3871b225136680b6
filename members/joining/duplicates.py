"""What exists already: the same name in the same country, which bars an application, and what is
only like it, which the desk is shown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q, QuerySet

from ..models import ApplicationState, JoinApplication, Organisation
from . import names

SAME_NAME = "the same name in the same country"
SAME_SITE = "the same website"
SIMILAR_NAME = "a similar name in the same country"
# So many names of a country are compared letter by letter, and so many likenesses shown.
COMPARED, SHOWN = 2_000, 10
ALIKE = 0.82  # of 1, by difflib: "Riverside Music" and "River Side Musics" are
SHORTEST_INSIDE = 6  # letters; a shorter name within another says nothing


@dataclass(frozen=True)
class Likeness:
    """A member, or another application, that this application may be the double of."""

    other: Organisation | JoinApplication
    why: str

    @property
    def is_member(self) -> bool:
        return isinstance(self.other, Organisation)


def member_named(name: str, country: str) -> Organisation | None:
    """The member with this name in this country."""
    key = names.key(name)
    if not key or not country:
        return None
    rows = Organisation.objects.members().filter(country=country).values_list("pk", "name")
    found = [pk for pk, other in rows.order_by("pk").iterator() if names.key(other) == key]
    return Organisation.objects.get(pk=found[0]) if found else None


def is_being_read(application: JoinApplication) -> bool:
    """Whether another with the same name from the same country waits at the desk."""
    waiting = JoinApplication.objects.waiting().exclude(pk=application.pk)
    same = waiting.filter(name_key=names.key(application.name), country=application.country_code)
    return bool(application.name) and same.filter(claims__isnull=True).exists()


def likely(application: JoinApplication) -> list[Likeness]:
    """For the desk, the strongest first: members, then other applications that were sent."""
    members = [*_by_name(application), *_by_site(application)]
    once = {each.other.pk: each for each in reversed(members)}
    strongest = sorted(once.values(), key=lambda each: (each.why != SAME_NAME, each.other.pk))
    return [*strongest[:SHOWN], *_applications(application)]


def _by_name(application: JoinApplication) -> list[Likeness]:
    here = Organisation.objects.members().filter(country=application.country_code)
    found = []
    for other in here.order_by("sort_name", "pk")[:COMPARED]:
        if names.key(other.name) == application.name_key:
            found.append(Likeness(other, SAME_NAME))
        elif is_similar(application, other):
            found.append(Likeness(other, SIMILAR_NAME))
    return found


def is_similar(application: JoinApplication, other: Organisation) -> bool:
    mine, theirs = application.name_key, names.key(other.name)
    if not mine or not theirs:
        return False
    if _short(application) and _short(application) == _short(other):
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) >= SHORTEST_INSIDE and shorter in longer:
        return True
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )


def _short(each: JoinApplication | Organisation) -> str:
    return names.key(each.short_name) if each.short_name else ""


def _by_site(application: JoinApplication) -> list[Likeness]:
    site = names.site(application.website)
    if not site:
        return []
    maybe = Organisation.objects.members().filter(website__icontains=site).order_by("pk")
    same = (other for other in maybe[:COMPARED] if names.site(other.website) == site)
    return [Likeness(other, SAME_SITE) for other in same]


def _applications(application: JoinApplication) -> list[Likeness]:
    sent = JoinApplication.objects.exclude(state=ApplicationState.DRAFT).exclude(pk=application.pk)
    same = sent.filter(name_key=application.name_key, country=application.country_code)
    shown = same.exclude(name_key="").order_by("-submitted_at", "-pk")[:SHOWN]
    return [Likeness(other, SAME_NAME) for other in shown]


def flags(applications: Iterable[JoinApplication]) -> dict[int, list[str]]:
    """For a list of the desk, by application: why each may be a double of a member. Two queries,
    however many; similar names are only looked for on an application's own page."""
    applications = list(applications)
    by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
    by_site: dict[str, set[int]] = defaultdict(set)
    for each in applications:
        if each.name_key:
            by_name[each.name_key, each.country_code].add(each.pk)
        if site := names.site(each.website):
            by_site[site].add(each.pk)
    found: dict[int, list[str]] = defaultdict(list)
    for name, country in _names_in({country for _, country in by_name}):
        for pk in by_name.get((names.key(name), country), ()):
            found[pk].append(SAME_NAME)
    for website in _websites(by_site):
        for pk in by_site.get(names.site(website), ()):
            found[pk].append(SAME_SITE)
    return {pk: list(dict.fromkeys(whys)) for pk, whys in found.items()}


def _names_in(countries: Iterable[str]) -> "QuerySet[Any, tuple[str, str]]":
    here = Organisation.objects.members().filter(country__in=list(countries))
    return here.values_list("name", "country")


def _websites(sites: Iterable[str]) -> "QuerySet[Any, str]":
    wanted = Q(pk__in=[])
    for site in sites:
        wanted |= Q(website__icontains=site)
    return Organisation.objects.members().filter(wanted).values_list("website", flat=True)
