"""However long its lists grow: no page of the desk counts all rows of anything, and none offers
more of them than a person reads. Every address of the admin is walked, a later one too."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.accounts.roles import Role
from cultural_alliance.choosing import SHORT, Offer
from cultural_alliance.desk_lists import DeskList
from cultural_alliance.vocabularies.models import Region, Resource, Sector
from messages.admin import StatementAdmin
from messages.models import Occasion, Speaker, Statement, Topic
from tests.support import world as worlds
from tests.support.cast import administrator, make_user
from tests.support.desk import words
from tests.support.record import make_draft, make_page, make_statement
from tests.test_who_sees_what import read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OF_ONE = re.compile(r'COUNT\(\*\) AS "__COUNT" FROM "\w+" WHERE \(?"\w+"\."\w+_ID" = \d')
ADMINISTRATOR = worlds.PEOPLE.index("administrator")


@pytest.fixture
def addresses(client: Client) -> list[str]:
    """Of all pages of the admin that an administrator can look at, in a world with one of each."""
    world = worlds.build()
    person = world.people["administrator"]
    assert person
    client.force_login(person)
    rows = (row for row in read() if row.address.startswith("/admin/") and row.method == "GET")
    shown = (row for row in rows if row.statuses[ADMINISTRATOR] == 200)
    return list(dict.fromkeys(row.address.format(**world.names) for row in shown))


def choices_of(page: Any) -> list[str]:
    """The addresses to which the filters of a list lead, if it is one."""
    changelist = (page.context or {}).get("cl") if page.context else None
    specs = changelist.filter_specs if changelist else []
    return [choice["query_string"] for spec in specs for choice in spec.choices(changelist)]


def counting(client: Client, address: str) -> list[str]:
    """The queries that count without an end, and not what belongs to one thing."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    asked = (query["sql"].upper().replace("LIMIT 1)", ")") for query in queries)  # of EXISTS
    counts = (sql for sql in asked if "COUNT(" in sql and "LIMIT" not in sql)
    return [sql for sql in counts if not OF_ONE.search(sql)]


def test_no_page_counts_all_rows(
    client: Client, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = 0
    for address in addresses:
        assert counting(client, address) == [], address
        for query in choices_of(client.get(address)):
            listed += 1
            assert counting(client, address + query) == [], address + query
    assert listed > 50
    monkeypatch.setattr(DeskList, "paginator", Paginator)
    monkeypatch.setattr(DeskList, "get_changelist", lambda *_args, **_kwargs: ChangeList)
    assert counting(client, "/admin/editions/edition/"), "the control"


@pytest.mark.once
def test_a_text_is_opened_and_saved_at_the_same_cost_beside_fifty_others(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = administrator()
    client.force_login(by)
    draft, public = make_draft(by=by), make_statement(published_on=timezone.now())
    texts = [f"/admin/editions/edition/{each.pk}/" for each in (draft, public.editions.get())]
    asked = [
        *(f"{text}{page}" for text in texts for page in ("change/", "preview/")),
        *(f"/admin/statements/statement/{page}" for page in (f"{public.pk}/change/", "add/")),
        "/admin/",
    ]

    def cost(address: str, **sent: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, sent) if sent else client.get(address)
        assert answer.status_code == 200, address
        return len(queries)

    def saved() -> int:
        draft.refresh_from_db()
        return cost(f"{texts[0]}autosave/", **words(draft, body=f"<p>{draft.revision}</p>"))

    def costs() -> list[int]:
        return [*(cost(address) for address in asked), saved()]

    costs()  # what is asked once in the life of a process
    one = costs()
    for number in range(50):
        make_statement(f"Day {number}", published_on=timezone.now())
    make_draft(by=by)
    assert costs() == one
    each = Statement.objects.all
    asks_each = lambda *_: all(one.editions.exists() for one in each())  # noqa: E731
    monkeypatch.setattr(StatementAdmin, "has_add_permission", asks_each)
    assert costs() != one, "the control"


def test_every_list_is_one_of_the_desk() -> None:
    lists = [each for each in admin.site._registry.values() if each.get_urls()]
    others = [each for each in lists if not isinstance(each, DeskList)]
    assert [each.opts.label for each in others] == ["editions.Document"], "which has no list"


class Offered(HTMLParser):
    """How many choices each field of a page has, by its name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.select, self.number = "", Counter[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        name = about.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "option":
            self.number[self.select] += 1
        elif tag == "input" and about.get("type") in ("checkbox", "radio"):
            self.number[name] += 1


def make_many() -> None:
    """More than a plain list holds, of everything that forms choose among."""
    for model in (Occasion, Topic, Speaker, Sector, Region, Resource):
        model._default_manager.bulk_create(
            model(slug=f"row-{number}", names={"en": f"Row {number}"}) for number in range(SHORT)
        )
    for number in range(SHORT):
        make_page(f"page-{number}")
        make_user(Role.WRITER)


def test_no_form_offers_more_rows_than_a_person_reads(
    client: Client, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [*addresses, "/admin/editions/edition/bulk/topic/?in=documents&of=1"]

    def offered(address: str) -> Counter[str]:
        page = client.get(address)
        is_page = page.headers["Content-Type"].startswith("text/html")
        return Offered(page.text).number if is_page else Counter()

    before = {address: offered(address) for address in addresses}
    make_many()
    for address in addresses:
        for name, number in offered(address).items():
            assert number <= max(SHORT, before[address][name]), (address, name)
    monkeypatch.setattr(Offer, "is_long", lambda _offer: False)
    longest = max(offered("/admin/statements/statement/add/").values())
    assert longest > SHORT, "the control"
