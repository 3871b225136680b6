"""No word of a text that is not public reaches anybody outside the list of its panel.

Texts at every place carry words that stand nowhere else: in the title, the summary, the text, the
change note, a comment, a file and its name. Each kind of person then asks every address of the
portal (the table of `who_sees_what.txt`, with the numbers of these texts), and more.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, files, limiting
from cultural_alliance.editions.models import Attachment, Comment, Document, Edition
from cultural_alliance.outbox.models import Message
from tests.support import world as worlds
from tests.support.cast import make_user, publisher, writer
from tests.support.desk import step_of
from tests.support.record import approved, make_draft, make_statement, submitted
from tests.test_who_sees_what import Row, read, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

PLACES = ("draft", "submitted", "scheduled", "aside", "correction", "original")
OPEN = ("draft", "scheduled")
SECRET = re.compile(r"zqx(?:limited|open)[a-z]+", re.I)  # a token drawn by lot may hold "zqx"
COMMON = "Papageno"  # in every title: a search for it answers without repeating a secret
DESK = ("writer", "publisher", "administrator")


@dataclass
class Secrets:
    """`names` are those of the table's addresses, one set for each text and each neighbour."""

    author: User = field(default_factory=writer)
    chosen: User = field(default_factory=publisher)
    names: list[dict[str, object]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def fill(self, *, limited: bool) -> "Secrets":
        for place in PLACES if limited else OPEN:
            self.add(place, limited=limited)
        Message.objects.update(given_up_at=timezone.now())  # and so listed at the desk of the mail
        return self

    def texts(self, which: str) -> dict[str, str]:
        return {
            name: f"{COMMON} Zqx{which}{name}" for name in ("title", "summary", "change_note")
        } | {"body": f"<p>{COMMON} Zqx{which}body.</p>"}

    def add(self, place: str, *, limited: bool) -> None:
        which = f"{'limited' if limited else 'open'}{place}"
        if place == "correction":
            statement: Document = make_statement("Public", published_on=timezone.now())
            neighbour = statement.editions.get()
        else:
            statement = make_statement("An empty beginning", by=self.author)
            neighbour = None
        draft = self._draft(statement, which)
        if limited:
            limiting.limit(draft, by=self.author, readers=[self.chosen])
        if place == "original":
            other = make_user(worlds.Role.WRITER)
            neighbour = drafting.start_draft(statement, "fr", by=other, title="Sans secret")
        self._note(draft, place)
        for edition in filter(None, (draft, neighbour)):
            numbers = {"draft": edition.pk, "edition": edition.pk, "document": statement.pk}
            self.names.append(numbers)
        self.addresses += [
            f"/m/{statement.pk}/",
            step_of(statement, "approve_together"),
            f"{step_of(statement, 'start')}?language=en",
            *self._beside(draft, neighbour),
        ]

    def _draft(self, statement: Document, which: str) -> Edition:
        draft = statement.editions.not_yet_public().first() or make_draft(statement, by=self.author)
        draft = drafting.save_draft(
            draft, by=self.author, revision=draft.revision, **self.texts(which)
        )
        content = f"Zqx{which}bytes".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        with transaction.atomic():
            files.put(sha256, content)
        attachment = Attachment.objects.create(
            edition=draft,
            name=f"Zqx{which}file.pdf",
            description=f"Zqx{which}described",
            content_type="application/pdf",
            size=len(content),
            sha256=sha256,
        )
        self.addresses.append(f"/files/{attachment.pk}/{attachment.name}")
        Comment.objects.create(
            edition=draft,
            person=self.author,
            text=f"Zqx{which}comment",
            quote=f"Zqx{which}quote",
            paragraph=1,
        )
        return draft

    def _note(self, draft: Edition, place: str) -> None:
        note = draft.title.split()[-1].replace("title", "note")
        if place == "submitted":
            submitted(draft, by=self.author)
        elif place == "scheduled":
            approved(draft, by=self.chosen, at=timezone.now() + timedelta(days=1))
        elif place == "aside":
            drafting.set_aside(draft, by=self.author, comment=note)

    def _beside(self, draft: Edition, neighbour: Edition | None) -> Iterator[str]:
        if neighbour:
            page = f"/admin/editions/edition/{neighbour.pk}"
            yield f"{page}/differences/?with={draft.pk}"
            yield f"{page}/differences/?with={draft.pk}&against={draft.pk}"


SEARCHES = (
    "/en/search/?words=",
    "/fr/search/?words=",
    "/en/info/messages/?words=",
    "/en/members/?words=",
    "/admin/editions/edition/?q=",
    "/admin/statements/statement/?q=",
    "/admin/pages/page/?q=",
    "/admin/editions/edition/board/?q=",
)
MORE = (
    "/admin/?",
    "/sitemap-statements.xml",
    *(f"/{code}/info/messages/feed/" for code in ("en", "fr", "ar", "zh", "ru", "es")),
    *(f"/admin/editions/edition/?place={place}" for place in ("draft", "submitted", "scheduled")),
    *(f"/admin/statements/statement/?stands={each}" for each in ("draft", "scheduled", "never")),
    "/admin/editions/edition/?mine=yes",
    "/admin/autocomplete/?term=Papageno&app_label=editions&model_name=edition&field_name=follows",
    "/preview/nonsense/draft/",
)


def addresses(world: worlds.World, secrets: Secrets) -> list[str]:
    rows = [row for row in read() if row.method == "GET"]
    asked = dict.fromkeys(f"{each}{COMMON}" for each in SEARCHES) | dict.fromkeys(MORE)
    asked |= dict.fromkeys(row.address.format(**world.names) for row in rows if not of_text(row))
    for names in secrets.names:
        each = {**world.names, **names}
        asked |= dict.fromkeys(row.address.format(**each) for row in rows if of_text(row))
    asked |= dict.fromkeys(secrets.addresses)
    mail = Message.objects.values_list("pk", flat=True)
    asked |= dict.fromkeys(f"/admin/outbox/message/{pk}/change/" for pk in mail)
    return list(asked)


def of_text(row: Row) -> bool:
    """Whether it is asked of each text with secrets, instead of those of the world."""
    return any(f"{{{name}}}" in row.address for name in ("draft", "edition", "document"))


@dataclass
class Walk:
    """What one person is told at all of the addresses: the secret words of each answer, less those
    that were in the question; and which answers were pages."""

    person: User | None
    found: dict[str, set[str]] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)

    def ask(self, asked: Iterable[str]) -> "Walk":
        client = signed_in(self.person)
        for address in asked:
            answer: Any = client.get(address)
            assert answer.status_code != 429, f"{address} was not answered"
            content = b"".join(answer) if answer.streaming else answer.content
            said = words_in(f"{answer.headers} {content.decode(errors='replace')}")
            if words := said - words_in(address):
                self.found[address] = words
            if answer.status_code == 200:
                self.pages.add(address)
        return self


def words_in(text: str) -> set[str]:
    return {word.lower() for word in SECRET.findall(text)}


def test_nobody_outside_the_list_reads_a_word_and_those_inside_find_every_one() -> None:
    """The walk of an insider is the control: it finds what could leak. Whatever is a page for a
    stranger is one for everybody, and tells the insider nothing either. An administrator may all
    that others at the desk may: where one is refused, they are."""
    world, secrets = worlds.build(), Secrets().fill(limited=True)
    asked = addresses(world, secrets)
    everything = addresses(world, secrets.fill(limited=False))
    anonymous, inside = Walk(None).ask(everything), Walk(secrets.chosen).ask(asked)
    assert anonymous.found == {}
    assert anonymous.pages & set(inside.found) == set()
    told = set().union(*inside.found.values())
    for place in PLACES:
        wanted = {"title", "body", "summary", "file", "bytes", "comment"}
        own = {f"zqxlimited{place}{each}" for each in wanted}
        assert own <= told, own - told
    keeper = Walk(world.people["administrator"]).ask(set(asked) - anonymous.pages)
    assert limited(keeper.found) == {}
    for name in ("writer", "publisher"):  # who see what is open to the desk
        assert limited(Walk(world.people[name]).ask(keeper.pages).found) == {}, name
    own = {each for each in everything if not each.startswith("/admin/")} - anonymous.pages
    for name in set(worlds.PEOPLE[1:]) - set(DESK):
        assert Walk(world.people[name]).ask(own | keeper.pages).found == {}, name


def limited(found: dict[str, set[str]]) -> dict[str, set[str]]:
    told = {each: {word for word in words if "limited" in word} for each, words in found.items()}
    return {each: words for each, words in told.items() if words}


def test_a_list_of_the_desk_finds_for_each_what_is_open_to_them() -> None:
    secrets = Secrets().fill(limited=True).fill(limited=False)
    asked = [f"/admin/editions/edition/?q={COMMON}"]
    outside = Walk(writer()).ask(asked).found[asked[0]]
    assert outside == {f"zqxopen{place}title" for place in OPEN}
    for person in (secrets.author, secrets.chosen):
        listed = Walk(person).ask(asked).found[asked[0]]
        assert outside | {f"zqxlimited{place}title" for place in PLACES} <= listed


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_refusal_names_what_is_in_the_way(language: str) -> None:
    """Of a text that is limited to others it is known that one is on its way, and no more."""
    secrets = Secrets()
    secrets.add("correction", limited=True)
    public = Edition.objects.published().get()
    client = signed_in(writer())
    for step, data in (("start", {"language": language}), ("correct", {})):
        subject: Any = public.document if step == "start" else public
        answer = client.post(step_of(subject, step), data, follow=True)
        assert not SECRET.findall(answer.content.decode())
    page = client.get(f"/admin/editions/edition/{public.pk}/change/").content.decode()
    assert "a text limited to others" in page
