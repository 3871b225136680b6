"""Organisations, their people, and their partner requests in every state."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.accounts.models import User
from cultural_alliance.vocabularies.countries import REGION_OF, region_of
from cultural_alliance.vocabularies.models import Resource, Sector
from members.models import (
    Direction,
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    OrganisationText,
    PartnerRequest,
    PartnerRequestText,
    RequestEvent,
    RequestLine,
    RequestState,
    RequestVerb,
    Side,
)

from .entries import Entries, Text
from .loading import Load, stored
from .rows import Rows
from .words import Passage, name, tongues

ORGANISATIONS, REQUESTS = 100, 10  # one for so many editions
STATES = {
    RequestState.OPENED: 60,
    RequestState.EXPIRED: 20,
    RequestState.CLOSED: 12,
    RequestState.DRAFT: 6,
    RequestState.SUBMITTED: 1,
    RequestState.RETURNED: 1,
}
COUNTRIES = sorted(REGION_OF)


class Members:
    def __init__(self, load: Load) -> None:
        self.random = Random(11)
        self.now = timezone.now().replace(microsecond=0)
        self.tongues, self.entries = tongues(), Entries(load)
        self.sectors = list(Sector.objects.values_list("pk", flat=True))
        self.resources = list(Resource.objects.values_list("pk", flat=True))
        self.people = User.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.user = load.table(User, "id email name password date_joined")
        self.membership = load.table(Membership, "organisation_id person_id role")
        self.organisation = load.table(
            Organisation,
            "id name sort_name slug kind country place working_languages first_language"
            " is_listed member_since left_at changed_at",
        )
        self.text = load.table(OrganisationText, "organisation_id language summary about")
        self.sector = load.table(Organisation.sectors.through, "organisation_id sector_id")
        self.request = load.table(
            PartnerRequest,
            "id organisation_id author_id state slug direction countries reach partner_kinds"
            " working_languages deadline first_language created_at saved_at submitted_at opened_at"
            " closed_at",
        )
        self.of_sector = load.table(PartnerRequest.sectors.through, "partnerrequest_id sector_id")
        self.words = load.table(PartnerRequestText, "request_id language title summary description")
        self.line = load.table(RequestLine, "request_id side resource_id sentences")
        self.event = load.table(RequestEvent, "request_id verb by_id at looked_at")

    def add_organisation(self, pk: int) -> None:
        random, title = self.random, f"House of {name(pk).capitalize()}"
        person, since = self.people + pk, self._day(9000)
        is_public = random.random() < 0.95
        codes = self._languages()
        self.user.add(person, f"member-{pk}@example.org", title, "!", stored(since))
        self.membership.add(pk, person, MembershipRole.OWNER.value)
        self.organisation.add(
            pk, title, title.casefold(), f"house-of-{name(pk)}",
            random.choice(OrganisationKind.values), random.choice(COUNTRIES), "",
            json.dumps(codes), codes[0], is_public, stored(since.date()),
            None if is_public or random.random() < 0.5 else stored(self.now), stored(since),
        )  # fmt: skip
        for sector in random.sample(self.sectors, 2):
            self.sector.add(pk, sector)
        for code in codes:
            text = self._text(code, title, since)
            self.text.add(pk, code, text.summary.text[:300], text.passages[0].text)
            self.entries.put("organisation", pk, text, [], since)

    def add_request(self, pk: int, organisations: int) -> None:
        random = self.random
        owner = 1 + int(organisations * random.random() ** 1.5)
        state = random.choices(list(STATES), list(STATES.values()))[0]
        opened = self._day(400) if state not in ("draft", "submitted", "returned") else None
        begun = (opened or self._day(60)) - timedelta(days=3)
        wanted = random.sample(COUNTRIES, random.randint(0, 2))
        codes = self._languages()
        closed = stored(self.now) if state in ("closed", "expired") else None
        self.request.add(
            pk, owner, self.people + owner, state.value, f"partner-{name(pk)}",
            random.choice(Direction.values), json.dumps(wanted),
            json.dumps(sorted({region_of(code) for code in wanted})),
            json.dumps(random.sample(OrganisationKind.values, random.randint(0, 2))),
            json.dumps(codes), stored(self._deadline(state)), codes[0], stored(begun),
            stored(begun), stored(begun) if state != "draft" else None, stored(opened), closed,
        )  # fmt: skip
        self.of_sector.add(pk, random.choice(self.sectors))
        for place, resource in enumerate(random.sample(self.resources, 4)):
            side = Side.NEED if place < 2 else Side.OFFER
            sentence = random.choice(self.tongues[codes[0]].sentences).text
            self.line.add(pk, side.value, resource, json.dumps({codes[0]: sentence}))
        for code in codes[:2]:
            text = self._text(code, name(pk).capitalize(), begun)
            self.words.add(
                pk, code, text.title[:150], text.summary.text[:300], text.passages[0].text
            )
            if opened and state == "opened":
                self.entries.put("request", pk, text, [], opened)
        verbs = [RequestVerb.SUBMITTED, RequestVerb.OPENED] if opened else []
        if opened and random.random() < 0.02:
            verbs.append(RequestVerb.CHANGED)
        for verb in verbs:
            self.event.add(pk, verb.value, self.people + owner, stored(begun), None)

    def _deadline(self, state: RequestState) -> date:
        days = (-300, -1) if state == RequestState.EXPIRED else (0, 180)
        return (self.now + timedelta(days=self.random.randint(*days))).date()

    def _text(self, code: str, title: str, at: datetime) -> Text:
        tongue, random = self.tongues[code], self.random
        heading = Passage("", frozenset(), "")
        passages = [random.choice(tongue.passages)]
        return Text(0, code, title, heading, random.choice(tongue.sentences), passages, at)

    def _languages(self) -> list[str]:
        return self.random.sample(languages.CODES, self.random.randint(1, 3))

    def _day(self, most: int) -> datetime:
        return self.now - timedelta(days=1 + most * self.random.random() ** 2)


def number(editions: int) -> int:
    return editions // ORGANISATIONS + editions // REQUESTS


def fill(load: Load, rows: Rows, editions: int) -> Iterator[int]:
    made, last = Members(load), editions // ORGANISATIONS
    for pk in range(1, last + 1):
        made.add_organisation(pk)
        yield pk
    for pk in range(1, editions // REQUESTS + 1):
        made.add_request(pk, last)
        yield pk
