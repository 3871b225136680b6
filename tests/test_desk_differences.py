"""At the desk any two texts of a document are compared: public, former, on its way, last seen."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import reviewing
from cultural_alliance.editions.admin.comparing import MOST
from cultural_alliance.editions.amending import amend_facts
from cultural_alliance.editions.drafting import save_draft
from cultural_alliance.editions.models import Attachment, DraftReader, Edition, State
from cultural_alliance.editions.publishing import send_back

from .support.cast import publisher, writer
from .support.record import (
    approved,
    correct,
    make_draft,
    make_statement,
    make_translation,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def person() -> User:
    return writer()


@pytest.fixture
def desk(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def at(edition: Edition) -> str:
    return reverse("admin:editions_edition_differences", args=[edition.pk])


def changed_words(answer: Any) -> set[str]:
    rows = answer.context["comparison"].rows
    runs = [run for row in rows for run in [*(row.old or []), *(row.new or [])]]
    return {word for run in runs if run.kind in ("ins", "del") for word in run.text.split()}


def chosen(answer: Any) -> dict[str, str]:
    return {
        select.name: next(label for _key, label, is_chosen in select.options if is_chosen)
        for select in answer.context["selects"]
    }


def test_a_correction_is_read_beside_the_public_text_unless_another_is_chosen(desk: Client) -> None:
    first = approved(make_draft(body="<p>One hundred members.</p>"))
    correct(first.document, body="<p>Two hundred members.</p>")
    draft = make_draft(first.document, body="<p>Three hundred members.</p>")
    answer = desk.get(at(draft))
    assert "Edition 2 (public)" in chosen(answer)["with"]
    assert chosen(answer)["text"].startswith("Draft, saved")
    assert {"Two", "Three"} <= changed_words(answer)
    answer = desk.get(at(draft), {"with": first.pk})
    assert "Edition 1 (former)" in chosen(answer)["with"]
    assert changed_words(answer) == {"One", "Three"}


def test_any_two_are_compared_in_either_order(desk: Client) -> None:
    first = approved(make_draft(body="<p>One hundred members.</p>"))
    second = correct(first.document, body="<p>Two hundred members.</p>")
    draft = make_draft(first.document, body="<p>Three hundred members.</p>")
    answer = desk.get(at(draft), {"with": second.pk, "text": first.pk})
    assert changed_words(answer) == {"One", "Two"}
    assert "Edition 1" in answer.context["new_label"]
    assert desk.get(at(draft), {"with": "public"}).context["old_label"].startswith("Edition 2")


def test_the_text_is_compared_with_what_the_reviewer_last_saw(client: Client) -> None:
    reviewer = publisher()
    client.force_login(reviewer)
    draft = submitted(make_draft(body="<p>One hundred members.</p>"))
    reviewing.read(draft, by=reviewer, revision=draft.revision)
    draft = send_back(draft, by=reviewer, comment="Count again.")
    draft = save_draft(
        draft, by=writer(), revision=draft.revision, body="<p>Two hundred members.</p>"
    )
    answer = client.get(at(draft))  # nothing of it is public
    assert chosen(answer)["with"].startswith("What you saw on")
    assert changed_words(answer) == {"One", "Two"}
    assert changed_words(client.get(at(draft), {"with": "seen"})) == {"One", "Two"}


def test_what_another_person_saw_is_no_choice(desk: Client) -> None:
    reviewer = publisher()
    draft = submitted()
    look = reviewing.read(draft, by=reviewer, revision=draft.revision)
    draft = send_back(draft, by=reviewer, comment="Count again.")
    assert desk.get(at(draft), {"with": f"look-{look.pk}"}).status_code == 404
    assert desk.get(at(draft), {"with": "seen"}).status_code == 404


@pytest.mark.parametrize("key", ["999999", "nonsense", "public", "look-1", "9" * 30, "١"])
def test_a_text_that_is_not_there_is_not_found(desk: Client, key: str) -> None:
    assert desk.get(at(make_draft()), {"with": key}).status_code == 404


def test_a_text_of_another_document_or_language_is_no_choice(desk: Client) -> None:
    statement = make_statement(published_on=timezone.now())
    english, french = statement.editions.get(), make_translation(statement, "fr")
    for other in (french, make_draft()):
        assert desk.get(at(english), {"with": other.pk}).status_code == 404
    assert b"nothing to compare" in desk.get(at(english)).content


def test_a_text_that_is_limited_to_others_is_no_choice(desk: Client, person: User) -> None:
    public = approved(make_draft(body="<p>One hundred members.</p>"))
    draft = make_draft(public.document, body="<p>Secret members.</p>")
    named(draft, publisher())
    assert desk.get(at(public), {"with": draft.pk}).status_code == 404
    assert desk.get(at(draft)).status_code == 404
    assert b"nothing to compare" in desk.get(at(public)).content
    named(draft, person)
    assert "Secret" in changed_words(desk.get(at(public), {"text": draft.pk, "with": public.pk}))


def named(edition: Edition, person: User) -> None:
    DraftReader.objects.create(edition=edition, person=person, named_by=person)


def test_facts_of_their_time_are_compared(desk: Client) -> None:
    statement = make_statement(published_on=timezone.now() - timedelta(days=1), reference="DG/1")
    first = statement.editions.get()
    amend_facts(statement, by=publisher(), facts={"reference": "DG/2"}, note="A misprint.")
    page = desk.get(at(make_draft(statement)), {"with": first.pk}).content.decode()
    assert "Reference" in page and "DG/1" in page and "DG/2" in page
    assert "Facts and files changed: 1" in page


def test_files_are_compared_as_added_removed_and_changed(desk: Client) -> None:
    public = approved(make_draft())
    draft = make_draft(public.document)
    attach(draft, "a" * 64, "map.png", "A map")
    attach(draft, "b" * 64, "speech.pdf", "The speech")
    public = approved(draft)
    draft = make_draft(public.document)
    draft.attachments.all().delete()
    attach(draft, "a" * 64, "map.png", "A map of Africa")
    attach(draft, "c" * 64, "speech.pdf", "The speech")
    attach(draft, "d" * 64, "new.pdf", "")
    files = desk.get(at(draft)).context["comparison"].files
    assert [(each.old, each.new) for each in files] == [
        ("map.png: A map", "map.png: A map of Africa"),
        (
            f"speech.pdf: The speech (SHA-256 {'b' * 12}…)",
            f"speech.pdf: The speech (SHA-256 {'c' * 12}…)",
        ),
        ("", "new.pdf"),
    ]


def attach(edition: Edition, sha256: str, name: str, description: str) -> None:
    Attachment.objects.create(
        edition=edition,
        sha256=sha256,
        name=name,
        description=description,
        content_type="application/pdf",
        size=1,
        position=edition.attachments.count(),
    )


def test_one_column_has_both_texts_in_one_sentence(desk: Client) -> None:
    first = approved(make_draft(body="<p>One hundred members.</p>"))
    draft = make_draft(first.document, body="<p>Two hundred members.</p>")
    beside, one = (desk.get(at(draft), {"view": view}).content.decode() for view in ("side", "one"))
    assert "compare-old" in beside and "compare is-one" not in beside
    assert "compare is-one" in one and "compare-old" not in one
    assert one.index("<del>") < one.index("<ins>") < one.index("hundred members")
    assert 'name="view" value="one"' in one  # the next choice keeps it
    assert desk.get(at(draft), {"view": "<script>"}).status_code == 200


def test_equal_texts_are_said_to_be_equal(desk: Client) -> None:
    first = approved(make_draft())
    draft = make_draft(first.document)
    assert b"word for word" in desk.get(at(draft)).content
    draft = save_draft(draft, by=writer(), revision=draft.revision, title="Another")
    assert b"word for word" not in desk.get(at(draft)).content


@pytest.mark.once
def test_the_choice_is_bounded_and_costs_the_same_for_one_text_and_for_many(desk: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(at(draft)).status_code == 200
        return len(queries)

    first = approved(make_draft())
    draft = make_draft(first.document)
    cost()
    alone = cost()
    aside = {"document": first.document, "language": "en", "state": State.SET_ASIDE}
    Edition.objects.bulk_create([Edition(title=str(n), **aside) for n in range(MOST)])
    assert cost() == alone
    answer = desk.get(at(draft), {"with": first.pk})  # the oldest is chosen by its number
    assert "Edition 1 (public)" in chosen(answer)["with"]
    assert {len(select.options) for select in answer.context["selects"]} == {MOST + 2}
