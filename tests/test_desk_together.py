"""Languages, and the pages that belong to them, go live in one instant: all of them or none."""

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, limiting, publishing
from cultural_alliance.editions.admin import companions
from cultural_alliance.editions.models import Document, Edition, Event, State
from cultural_alliance.pages.models import Page

from .support.cast import publisher, writer
from .support.desk import page_of, step_of
from .support.record import approved, make_draft, make_page, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LATER = {"when": "later", "day": "2035-09-12", "clock": "10:00", "zone": "Europe/Paris"}
AT = datetime(2035, 9, 12, 8, tzinfo=UTC)


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def new_page(slug: str, parent: Document | None = None, *, by: User | None = None) -> Edition:
    """A page that waits for approval and was never public."""
    by = by or writer()
    draft = drafting.start_document(Page(slug=slug, parent=parent), by=by, title=slug.capitalize())
    draft = drafting.save_draft(draft, by=by, revision=draft.revision, body="<p>Words.</p>")
    return submitted(draft, by=by)


def key(edition: Edition) -> str:
    return f"{edition.pk}.{edition.revision}"


def sent(*texts: Edition, others: Any = (), **typed: Any) -> dict[str, Any]:
    about = {"texts": [key(each) for each in texts], "others": [key(each) for each in others]}
    return {**about, "when": "now", **typed}


def offered(desk: Client, document: Document) -> list[str]:
    fields = desk.get(step_of(document, "approve_together")).context["form"].fields
    return [label for _key, label in fields["others"].choices] if "others" in fields else []


def states(*editions: Edition) -> set[str]:
    found = Edition.objects.filter(pk__in=[each.pk for each in editions])
    return set(found.values_list("state", flat=True))


def test_languages_and_a_page_that_belongs_to_them_go_live_in_one_instant() -> None:
    original = submitted(make_draft(title="The statement"))
    french = submitted(make_draft(original.document, "fr", title="La déclaration"))
    page = new_page("campaign")
    desk, url = as_(publisher()), step_of(original.document, "approve_together")
    typed = sent(original, french, others=[page], **LATER)
    confirm = desk.post(url, typed)
    shown = unescape(confirm.content.decode())
    for words in ("The statement", "La déclaration", "Campaign", "They become public"):
        assert words in shown
    assert "Wednesday 12 September 2035, 10:00:00" in shown and "08:00:00" in shown
    assert states(original, french, page) == {State.SUBMITTED}
    answer = desk.post(url, typed | {"confirmed": confirm.context["at"].isoformat()}, follow=True)
    told = unescape(answer.content.decode())
    assert "“Campaign” (English)" in told and "“La déclaration” (Français)" in told
    texts = Edition.objects.filter(pk__in=[original.pk, french.pk, page.pk])
    assert {each.published_at for each in texts} == {AT}
    assert len({each.release for each in texts}) == 1 and texts[0].release


def test_all_or_none_and_the_refusal_names_the_text() -> None:
    first = submitted(make_draft(title="The first"))
    second = submitted(make_draft(title="The second"))
    original = make_draft(title="Not approved")  # which the translation follows
    french = submitted(make_draft(original.document, "fr", title="Trop tôt"))
    answer = as_(publisher()).post(
        step_of(first.document, "approve_together"), sent(first, others=[second, french])
    )
    assert answer.status_code == 409
    assert "“Trop tôt” (Français): The text that this translation follows" in unescape(
        answer.content.decode()
    )
    assert states(first, second, french) == {State.SUBMITTED}
    assert not Event.objects.filter(verb="approved").exists()


def test_what_a_text_lacks_is_told_with_its_name_and_nothing_typed_is_lost() -> None:
    statement = approved(make_draft(title="Public")).document
    good = submitted(make_draft(title="Whole"))
    bad = submitted(make_draft(statement, title="A correction"))
    Edition.objects.filter(pk=bad.pk).update(change_note="")
    answer = as_(publisher()).post(
        step_of(good.document, "approve_together"), sent(good, others=[bad], comment="My note")
    )
    words = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "“A correction” (English): The text is not complete yet." in words
    assert "My note" in words and states(good, bad) == {State.SUBMITTED}


def test_what_changed_since_the_page_was_shown_is_no_choice() -> None:
    author = writer()
    text, other = submitted(), submitted(make_draft(title="Other", by=author))
    old = key(other)
    publishing.recall(other, by=author)
    desk, url = as_(publisher()), step_of(text.document, "approve_together")
    submitted(make_draft(title="One more"))
    answer = desk.post(url, sent(text) | {"others": [old]})
    assert answer.status_code == 422
    assert "was changed or decided about meanwhile" in unescape(answer.content.decode())
    assert states(text) == {State.SUBMITTED}


def test_nobody_is_offered_their_own_texts_or_those_limited_to_others() -> None:
    person, author = publisher(), writer()
    text = submitted(make_draft(title="Theirs"))
    submitted(make_draft(title="My own", by=person))
    limited = submitted(make_draft(title="Limited", by=author))
    limiting.limit(limited, by=author, readers=[])
    submitted(make_draft(title="Open"))
    desk = as_(person)
    assert offered(desk, text.document) == ["English: Open"]
    forged = desk.post(step_of(text.document, "approve_together"), sent(text, others=[limited]))
    assert forged.status_code == 422 and states(text, limited) == {State.SUBMITTED}


def test_pages_of_the_family_come_first_then_those_of_the_same_writers() -> None:
    author = writer()
    above = make_page("above")
    page = new_page("middle", above, by=author)
    below = new_page("below", page.document)
    correction = submitted(make_draft(above, title="Above, corrected"))
    theirs = submitted(make_draft(title="By the same writer", by=author))
    for number in range(companions.MOST):
        submitted(make_draft(title=f"Other {number}"))
    found = companions.of(page.document.specific, publisher())
    assert len(found) == companions.MOST
    assert {each.pk for each in found[:2]} == {below.pk, correction.pk}
    assert found[2].pk == theirs.pk


def test_a_page_and_the_one_below_it_go_live_together_and_are_moved_together() -> None:
    page = new_page("upper")
    below = new_page("lower", page.document)
    desk = as_(publisher())
    at = timezone.now() + timedelta(days=2)
    publishing.approve_together(
        [below, page], by=publisher(), revisions={e.pk: e.revision for e in (page, below)}, at=at
    )
    assert Document.objects.get(pk=below.document_id).path == "upper/lower"
    asked = desk.get(step_of(page, "reschedule")).content.decode()
    assert "Approved together with it" in asked and "Lower" in asked
    moved = {**LATER, "confirmed": "2035-09-12T10:00:00+02:00"}
    answer = desk.post(step_of(page, "reschedule"), moved, follow=True)
    assert "“Lower” (English)" in unescape(answer.content.decode())
    published = Edition.objects.filter(pk__in=[page.pk, below.pk])
    assert {each.published_at for each in published} == {AT}
    desk.post(step_of(page, "unschedule"), {"comment": "Not yet."})
    assert states(page, below) == {State.DRAFT}


def test_one_text_is_offered_the_others_that_wait_and_alone_it_is_not_offered() -> None:
    text = submitted()
    desk = as_(publisher())
    assert (
        step_of(text.document, "approve_together") not in desk.get(page_of(text)).content.decode()
    )
    submitted(make_draft(title="Beside it"))
    assert step_of(text.document, "approve_together") in desk.get(page_of(text)).content.decode()


def test_two_publishers_press_and_the_second_is_told_who_and_when() -> None:
    first, second = publisher(name="Ana"), publisher(name="Boris")
    texts = [submitted(make_draft(title="One"))]
    texts.append(submitted(make_draft(texts[0].document, "fr")))
    url = step_of(texts[0].document, "approve_together")
    as_(first).post(url, sent(*texts))
    answer = as_(second).post(url, sent(*texts))
    assert answer.status_code == 409
    assert f"Ana approved it on {timezone.localtime():%A}" in unescape(answer.content.decode())
    assert Event.objects.filter(verb="approved").count() == 2
