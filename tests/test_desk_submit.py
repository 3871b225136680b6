"""Submitting: what is missing is listed, each linked to its field; and the mark of what was
published without a second person."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, urgency
from cultural_alliance.editions.models import Edition, State
from messages.models import Statement
from tests.support.cast import publisher, writer
from tests.support.desk import page_of, step_of
from tests.support.record import (
    approved,
    make_draft,
    make_statement,
    make_translation,
    removed,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def unfinished(author: User) -> Edition:
    return drafting.start_document(Statement(original_language="en"), by=author, title="A title")


def links(page: str, text: Edition) -> list[str]:
    return re.findall(f'href="{page_of(text)}#(id_[a-z_]+)"', page)


@pytest.mark.parametrize("verb", ["submit", "publish_urgently"])
def test_what_is_missing_is_listed_before_and_after_the_button(client: Client, verb: str) -> None:
    author = publisher()
    text = unfinished(author)
    client.force_login(author)
    for answer in (
        client.get(step_of(text, verb)),
        client.post(
            step_of(text, verb), {"revision": text.revision, "comment": "Read it.", "reason": "Now"}
        ),
    ):
        page = answer.content.decode()
        assert page.count("Write the text.") == 1
        assert links(page, text) == ["id_body"]
    assert answer.status_code == 422
    assert Edition.objects.get(pk=text.pk).state == State.DRAFT


def test_each_missing_thing_leads_to_a_field_of_the_texts_page(client: Client) -> None:
    author = writer()
    statement = make_statement(published_on=timezone.now())
    make_translation(statement, "fr")
    text = make_draft(statement, "fr", by=author, change_note="")
    text = drafting.save_draft(text, by=author, revision=text.revision, follows=None, body="")
    client.force_login(author)
    asked = links(client.get(step_of(text, "submit")).content.decode(), text)
    assert asked == ["id_body", "id_follows", "id_change_note"]
    fields = client.get(page_of(text)).content.decode()
    assert [f'id="{name}"' in fields for name in asked] == [True] * 3


def test_of_a_whole_text_nothing_is_missing_and_a_note_goes_to_the_reviewers(
    client: Client,
) -> None:
    author = writer()
    text = make_draft(by=author)
    client.force_login(author)
    page = client.get(step_of(text, "submit")).content.decode()
    assert "missing" not in page and "Note to the reviewers" in page
    client.post(step_of(text, "submit"), {"revision": text.revision, "comment": "Mind ¶2."})
    client.force_login(publisher())
    assert "Mind ¶2." in client.get(page_of(text)).content.decode()


def test_nobody_approves_what_they_submitted(client: Client) -> None:
    hand = publisher()
    text = submitted(make_draft(by=writer()), by=hand)
    client.force_login(hand)
    sent = {"when": "now", "revision": text.revision}
    assert client.post(step_of(text, "approve"), sent).status_code == 403
    client.force_login(publisher())
    assert client.post(step_of(text, "approve"), sent).status_code == 302


def urgent(by: User, title: str = "The dam broke") -> Edition:
    text = make_draft(title=title)
    return urgency.publish_urgently(text, by=by, revision=text.revision, reason="A flood.")


def strip(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return "".join(re.findall(r'<section class="urgent-strip".*?</section>', page, re.DOTALL))


def test_an_urgent_publication_is_marked_on_every_page_until_a_second_publisher_answers(
    client: Client,
) -> None:
    hurried = publisher()
    edition = urgent(hurried)
    other = page_of(make_draft())
    pages = ["/admin/", page_of(edition), other, "/admin/statements/statement/"]
    second = publisher()
    client.force_login(second)
    for address in pages:
        mark = strip(client, address)
        assert 'role="status"' in mark and "The dam broke" in mark
        for verb in ("countersign", "reverse"):
            assert f'href="{step_of(edition, verb)}"' in mark
    for person in (hurried, writer()):
        client.force_login(person)
        mark = strip(client, "/admin/")
        assert "A different publisher has to countersign" in mark and "button" not in mark
    urgency.countersign(edition, by=second)
    assert not any(strip(client, address) for address in pages)


def test_reversing_or_removing_ends_the_mark_and_other_desks_never_see_it(client: Client) -> None:
    from cultural_alliance.accounts.roles import Role
    from tests.support.cast import make_user

    first, second = urgent(publisher()), urgent(publisher(), "The bridge fell")
    client.force_login(make_user(Role.ENQUIRY_DESK))
    assert strip(client, "/admin/") == ""
    client.force_login(publisher())
    urgency.reverse(first, by=publisher(), reason="It held.")
    assert "The dam broke" not in strip(client, "/admin/")
    assert "The bridge fell" in strip(client, "/admin/")
    removed(second.document)
    assert strip(client, "/admin/") == ""


@pytest.mark.once
def test_the_mark_costs_one_query_however_many_wait(client: Client) -> None:
    hurried, text = publisher(), approved(make_draft())
    client.force_login(publisher())

    def asked() -> list[dict[str, Any]]:
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(text))
        return queries.captured_queries

    asked()
    without = asked()
    for number in range(5):
        urgent(hurried, f"Flood {number}")
    assert len(asked()) == len(without)
    assert strip(client, "/admin/").count("urgent-one") == 3
    assert "And more" in strip(client, "/admin/")
