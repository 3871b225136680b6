"""Every address of the portal, and what each kind of person is answered there.

The table is `who_sees_what.txt`: a pattern, an address of it, and the status for each of the nine
people (`tests/support/world.py`) in their order, or one status for all of them. An address that
only takes POST says so. A pattern that is missing from the table is a failure.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from cultural_alliance.accounts.models import User
from tests.support import world as worlds

TABLE = Path(__file__).with_name("who_sees_what.txt")


@dataclass(frozen=True)
class Row:
    pattern: str
    method: str
    address: str
    statuses: tuple[int, ...]


def read() -> list[Row]:
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, asked, answered = (part.strip() for part in line.split(" | "))
            method, _space, address = asked.partition(" ")
            statuses = [int(status) for status in answered.split()]
            everybody = statuses * (len(worlds.PEOPLE) if len(statuses) == 1 else 1)
            rows.append(Row(pattern, method, address, tuple(everybody)))
    return rows


def signed_in(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def test_no_address_is_missing_from_the_table() -> None:
    known = {row.pattern for row in read()}
    assert set(worlds.patterns()) - known == set()
    assert known - set(worlds.patterns()) == set(), "these are no longer addresses"


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("name", worlds.PEOPLE)
def test_each_address_answers_each_person_as_the_table_says(name: str) -> None:
    world, place = worlds.build(), worlds.PEOPLE.index(name)
    person = world.people[name]
    wrong = []
    client = signed_in(person)
    for row in read():
        ask = client.post if row.method == "POST" else client.get
        answered = ask(row.address.format(**world.names)).status_code
        if answered != row.statuses[place]:
            wrong.append(f"{row.address}: {answered} instead of {row.statuses[place]}")
        if row.method == "POST":  # which may have signed the person out
            client = signed_in(person)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_what_is_private_to_an_organisation_differs_by_person() -> None:
    """The control: the table would notice if everybody were let in, or nobody."""
    private = [row for row in read() if "{organisation}/people" in row.address]
    assert private
    for row in private:
        answers = dict(zip(worlds.PEOPLE, row.statuses, strict=True))
        assert answers["stranger"] == 404 and answers["anonymous"] == 302
