"""A text is written in the admin: saved unfinished, cleaned, never lost, frozen once public."""

import pytest
from django.test import Client

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, publishing
from cultural_alliance.editions.models import Edition, Event, State

from .support.cast import administrator, make_user, publisher, writer
from .support.desk import page_of, words
from .support.record import approved, correct, make_draft, make_statement, make_translation
from .support.record import submitted as submit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def author() -> User:
    return writer(name="Ana")


@pytest.fixture
def draft(author: User) -> Edition:
    return make_draft(by=author)


@pytest.fixture
def desk(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def test_a_text_is_saved_and_the_editor_returns_to_it(desk: Client, draft: Edition) -> None:
    answer = desk.post(page_of(draft), words(draft, title="A better title"))
    assert (answer.status_code, answer["Location"]) == (302, page_of(draft))
    draft.refresh_from_db()
    assert draft.title == "A better title"


def test_an_unfinished_text_with_only_a_title_is_saved(desk: Client, draft: Edition) -> None:
    desk.post(page_of(draft), words(draft, body="", summary=""))
    draft.refresh_from_db()
    assert (draft.body, draft.summary) == ("", "")


def test_a_missing_title_is_told_beside_its_field_and_on_top_and_nothing_typed_is_lost(
    desk: Client, draft: Edition
) -> None:
    answer = desk.post(page_of(draft), words(draft, title=" ", body="<p>Kept words</p>"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Give the text a title.") == 2
    assert "&lt;p&gt;Kept words&lt;/p&gt;" in page
    draft.refresh_from_db()
    assert "Kept words" not in draft.body


@pytest.mark.parametrize(
    ("hostile", "kept"),
    [
        ("<p>Peace<script>alert(1)</script> now</p>", "Peace now"),
        ('<p onclick="alert(1)">Peace <img src=x onerror=alert(1)>now</p>', "Peace now"),
        ('<p><a href="javascript:alert(1)">Peace</a> now</p>', "Peace"),
        ('<svg><script>alert(1)</script></svg><p style="x">Peace now</p>', "Peace now"),
        ('<iframe src="//evil.example"></iframe><p>Peace now</p>', "Peace now"),
    ],
)
def test_of_hostile_html_no_script_survives_and_the_text_does(
    desk: Client, draft: Edition, hostile: str, kept: str
) -> None:
    desk.post(page_of(draft), words(draft, body=hostile))
    draft.refresh_from_db()
    assert kept in draft.body
    for danger in ("script", "onclick", "onerror", "style", "iframe", "alert", "<img"):
        assert danger not in draft.body


def test_text_without_tags_becomes_paragraphs_at_blank_lines(desk: Client, draft: Edition) -> None:
    desk.post(page_of(draft), words(draft, body="First.\n\nSecond,\nstill second."))
    draft.refresh_from_db()
    assert draft.body == "<p>First.</p>\n<p>Second,<br>still second.</p>"


def test_saving_what_has_not_changed_writes_nothing(desk: Client, draft: Edition) -> None:
    before = Event.objects.count()
    desk.post(page_of(draft), words(draft))
    assert Event.objects.count() == before
    desk.post(page_of(draft), words(draft, summary="Now it has."))  # the control
    assert Event.objects.count() == before + 1


def test_a_step_is_taken_from_an_open_form_without_losing_what_was_typed(
    desk: Client, draft: Edition
) -> None:
    answer = desk.post(page_of(draft), words(draft, title="Typed last", then="submit"))
    assert answer["Location"].endswith(f"/{draft.pk}/submit/")
    draft.refresh_from_db()
    assert draft.title == "Typed last"


def test_a_stale_save_is_answered_with_both_texts_and_their_differences(
    desk: Client, draft: Edition
) -> None:
    mine = words(draft, body="<p>Culture is what I share.</p>")
    drafting.save_draft(
        draft, by=writer(name="Boris"), revision=draft.revision, body="<p>Culture is theirs.</p>"
    )
    answer = desk.post(page_of(draft), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Boris saved it" in page
    assert answer.context["conflict"].theirs.body == "<p>Culture is theirs.</p>"
    assert "&lt;p&gt;Culture is what I share.&lt;/p&gt;" in page
    assert "<ins>" in page and "<del>" in page
    draft.refresh_from_db()
    assert draft.body == "<p>Culture is theirs.</p>"


def test_after_a_stale_save_the_editor_saves_over_the_newer_text(
    desk: Client, draft: Edition
) -> None:
    mine = words(draft, body="<p>Mine.</p>")
    theirs = drafting.save_draft(draft, by=writer(), revision=draft.revision, body="<p>Theirs.</p>")
    form = desk.post(page_of(draft), mine).context["form"]
    assert form["revision"].value() == str(theirs.revision)
    desk.post(page_of(draft), words(theirs, body="<p>Theirs. Mine.</p>"))
    draft.refresh_from_db()
    assert draft.body == "<p>Theirs. Mine.</p>"


def test_the_save_button_pressed_twice_is_no_conflict(desk: Client, draft: Edition) -> None:
    sent = words(draft, body="<p>Once.</p>")
    assert desk.post(page_of(draft), sent).status_code == 302
    assert desk.post(page_of(draft), sent).status_code == 302


def test_what_was_typed_into_a_text_that_was_submitted_meanwhile_is_not_lost(
    desk: Client, draft: Edition, author: User
) -> None:
    sent = words(draft, body="<p>A late thought.</p>")
    publishing.submit(draft, by=author, revision=draft.revision)
    answer = desk.post(page_of(draft), sent)
    assert answer.status_code == 409
    assert b"A late thought." in answer.content
    assert b"submitted now" in answer.content


def test_what_was_typed_into_a_text_that_was_deleted_meanwhile_is_not_lost(
    desk: Client, draft: Edition, author: User
) -> None:
    sent = words(draft, body="<p>A late thought.</p>")
    url = page_of(draft)
    drafting.delete_unpublished(draft, by=author)
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    assert b"A late thought." in answer.content
    assert desk.get(url).status_code == 404


def test_only_a_draft_can_be_written(desk: Client, draft: Edition) -> None:
    assert desk.get(page_of(draft)).context["form"] is not None
    submit(draft)
    answer = desk.get(page_of(draft))
    assert answer.context["form"] is None
    assert b"Culture is what we share." in answer.content


def test_a_public_text_cannot_be_altered_through_its_page(desk: Client) -> None:
    edition = approved(make_draft())
    answer = desk.post(page_of(edition), words(edition, body="<p>Altered.</p>"))
    assert answer.status_code == 409
    edition.refresh_from_db()
    assert "Altered" not in edition.body


def test_a_correction_asks_for_its_note_and_a_first_text_does_not(desk: Client) -> None:
    first = make_draft()
    assert "change_note" not in desk.get(page_of(first)).context["form"].fields
    statement = approved(first).document
    assert "change_note" in desk.get(page_of(make_draft(statement))).context["form"].fields


def test_a_translation_says_what_it_follows_and_an_original_does_not(desk: Client) -> None:
    statement = approved(make_draft()).document
    translation = make_draft(statement, "ar")
    form = desk.get(page_of(translation)).context["form"]
    assert {"standing", "follows"} <= set(form.fields)
    assert form.fields["body"].widget.attrs["dir"] == "rtl"
    original = desk.get(page_of(make_draft(statement))).context["form"]
    assert not {"standing", "follows"} & set(original.fields)
    assert original.fields["body"].widget.attrs["dir"] == "ltr"


def test_a_translation_may_not_follow_a_text_of_another_document(desk: Client) -> None:
    elsewhere = approved(make_draft())
    translation = make_draft(approved(make_draft()).document, "fr")
    answer = desk.post(page_of(translation), words(translation, follows=elsewhere.pk))
    assert answer.status_code == 422


def test_the_history_tells_who_did_what(desk: Client, draft: Edition, author: User) -> None:
    submit(draft, by=author)
    publishing.send_back(draft, by=publisher(name="Chen"), comment="Shorter, please.")
    page = desk.get(page_of(draft)).content.decode()
    assert "Chen</strong> sent it back" in page
    assert "Shorter, please." in page


def test_a_former_text_is_read_and_says_so(desk: Client) -> None:
    first = approved(make_draft())
    correct(first.document, body="<p>Corrected.</p>")
    answer = desk.get(page_of(first))
    assert answer.context["situation"].place.value == "Former"
    assert answer.context["steps"].first is None


def test_pages_of_texts_are_for_those_who_may_write(client: Client, draft: Edition) -> None:
    assert client.get(page_of(draft)).status_code == 302  # a stranger signs in first
    client.force_login(make_user())
    assert client.get(page_of(draft)).status_code == 302
    outsider = make_user()
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    assert client.get(page_of(draft)).status_code == 403
    for insider in (writer(), publisher(), administrator()):
        client.force_login(insider)
        assert client.get(page_of(draft)).status_code == 200


def test_an_unknown_text_is_not_found(desk: Client) -> None:
    assert desk.get("/admin/editions/edition/999999/change/").status_code == 404


def test_a_translation_is_edited_and_keeps_what_it_follows(desk: Client) -> None:
    statement = make_statement(published_on=approved(make_draft()).published_at)
    make_translation(statement, "fr")
    draft = make_draft(statement, "fr", title="Mieux", change_note="Un mot.")
    desk.post(page_of(draft), words(draft, body="<p>Encore mieux.</p>"))
    draft.refresh_from_db()
    assert draft.body == "<p>Encore mieux.</p>"
    assert draft.follows is not None and draft.state == State.DRAFT
