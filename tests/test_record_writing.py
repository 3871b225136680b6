"""Writing: a text from its first sentence until it is handed in, set aside or deleted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cultural_alliance.editions import access, drafting, publishing, scheduling
from cultural_alliance.editions.models import Document, Edition, Event, Standing, State
from cultural_alliance.editions.refusals import (
    AlreadyOne,
    Frozen,
    Incomplete,
    NotAllowed,
    Refused,
    Stale,
    WrongState,
)
from messages.models import Statement
from tests.support import cast, record

pytestmark = pytest.mark.django_db


def verbs(edition: Edition) -> list[str]:
    return [event.verb for event in record.events_of(edition)]


def test_a_new_document_starts_with_an_empty_draft_in_its_original_language() -> None:
    statement = Statement(original_language="fr")
    draft = drafting.start_document(statement, by=cast.writer(), title="Message")

    assert (draft.language, draft.state, draft.number) == ("fr", State.DRAFT, None)
    assert (draft.title, draft.body, draft.standing) == ("Message", "", Standing.ORIGINAL)
    assert (statement.kind, statement.path, statement.first_published_at) == ("statement", "", None)
    assert verbs(draft) == ["started"]


@pytest.mark.parametrize("role", [None, "enquiry-desk", "membership-desk"])
def test_writing_takes_a_writer(role: str | None) -> None:
    person = cast.make_user(cast.Role(role) if role else None)
    draft = record.make_draft()
    for attempt in (
        lambda: drafting.start_document(Statement(), by=person),
        lambda: drafting.start_draft(draft.document, "fr", by=person),
        lambda: drafting.save_draft(draft, by=person, revision=draft.revision, title="x"),
        lambda: drafting.set_aside(draft, by=person),
        lambda: drafting.delete_unpublished(draft, by=person),
        lambda: publishing.submit(draft, by=person, revision=draft.revision),
    ):
        with pytest.raises(NotAllowed, match="Ask an administrator"):
            attempt()
    assert Document.objects.count() == Edition.objects.count() == 1


def test_somebody_who_was_switched_off_writes_no_more() -> None:
    person = cast.writer()
    person.is_active = False
    person.save()
    with pytest.raises(NotAllowed):
        drafting.start_document(Statement(), by=person)


def test_a_correction_starts_from_the_public_text() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    public = statement.editions.get()

    draft = drafting.start_draft(statement, "en", by=cast.writer(), from_=public)

    assert (draft.title, draft.body) == (public.title, public.body)
    assert (draft.number, draft.change_note) == (None, "")


def test_a_translation_says_which_edition_it_follows() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    second = record.correct(statement, body="<p>Other.</p>")

    draft = drafting.start_draft(statement, "ar", by=cast.writer(), from_=second)

    assert (draft.follows, draft.standing) == (second, Standing.OFFICIAL)
    assert (draft.title, draft.body) == (second.title, "")


def test_a_draft_starts_from_no_other_documents_text() -> None:
    other = record.make_statement(published_on=date(2006, 1, 11)).editions.get()
    statement = record.make_statement(published_on=date(2006, 1, 12))
    with pytest.raises(Refused, match="its own document"):
        drafting.start_draft(statement, "fr", by=cast.writer(), from_=other)


def test_there_is_one_text_at_a_time() -> None:
    statement = record.make_statement()
    for make in (record.make_draft, record.submitted, record.approved):
        document = make().document
        if make is record.approved:
            record.correct(document, body="<p>x</p>", at=timezone.now() + timedelta(days=1))
        with pytest.raises(AlreadyOne, match="unschedule it or set it aside") as refusal:
            drafting.start_draft(document, "en", by=cast.writer())
        assert refusal.value.about["edition"].document_id == document.pk
    assert drafting.start_draft(statement, "fr", by=cast.writer()).language == "fr"


def test_a_save_keeps_the_text_and_tells_what_changed() -> None:
    draft = record.make_draft()
    saved = drafting.save_draft(
        draft,
        by=cast.writer(),
        revision=draft.revision,
        title="  A title  ",
        body="<p>One<script>alert(1)</script></p>",
        summary=draft.summary,
    )
    assert (saved.title, saved.body) == ("A title", "<p>One</p>")
    assert saved.revision == draft.revision + 1
    event = Event.objects.latest("pk")
    assert (event.verb, event.changed) == ("saved", {"fields": ["title", "body"]})


def test_an_autosave_leaves_no_event_but_names_its_author() -> None:
    draft, other = record.make_draft(), cast.publisher()
    before = Event.objects.count()
    saved = drafting.save_draft(
        draft, by=other, revision=draft.revision, autosave=True, body="<p>Half a</p>"
    )
    assert saved.body == "<p>Half a</p>"
    assert Event.objects.count() == before
    assert access.has_contributed(other, saved)


def test_a_save_that_changes_nothing_is_no_save() -> None:
    draft = record.make_draft()
    before = Event.objects.count()
    again = drafting.save_draft(
        draft, by=cast.writer(), revision=draft.revision, title=draft.title, body=draft.body
    )
    assert (again.revision, Event.objects.count()) == (draft.revision, before)


def test_a_stale_save_is_refused_with_the_text_as_it_stands() -> None:
    draft = record.make_draft()
    seen = draft.revision
    drafting.save_draft(draft, by=cast.writer(), revision=seen, body="<p>First.</p>")
    with pytest.raises(Stale, match="Somebody else saved this text") as refusal:
        drafting.save_draft(draft, by=cast.writer(), revision=seen, body="<p>Second.</p>")
    assert refusal.value.about["edition"].body == "<p>First.</p>"


def test_an_approved_text_is_not_saved_over() -> None:
    edition = record.approved()
    with pytest.raises(WrongState, match="approved now"):
        drafting.save_draft(edition, by=cast.writer(), revision=edition.revision, title="x")
    for attempt in (
        edition.save,
        edition.delete,
        Edition.objects.filter(pk=edition.pk).delete,
        lambda: Edition.objects.filter(pk=edition.pk).update(title="x"),
    ):
        with pytest.raises(Frozen, match="Correct it by a new edition"):
            attempt()
    assert Edition.objects.get().title == record.TITLE


def test_a_translation_follows_no_other_document_and_not_itself() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    stranger = record.make_statement(published_on=date(2006, 1, 12)).editions.get()
    french, english = record.make_draft(statement, "fr"), record.make_draft(statement)
    for draft, follows in ((french, stranger), (french, french), (english, french)):
        with pytest.raises(Incomplete) as refusal:
            drafting.save_draft(draft, by=cast.writer(), revision=draft.revision, follows=follows)
        assert "follows" in refusal.value.about["missing"]


def test_a_text_set_aside_is_kept_and_makes_room() -> None:
    draft = record.make_draft()
    aside = drafting.set_aside(draft, by=cast.writer(), comment="Another one is better.")
    fresh = drafting.start_draft(draft.document, "en", by=cast.writer())
    assert (aside.state, fresh.state) == (State.SET_ASIDE, State.DRAFT)
    with pytest.raises(WrongState, match="set aside now"):
        drafting.set_aside(draft, by=cast.writer())
    drafting.set_aside(fresh, by=cast.writer())
    taken_up = drafting.start_draft(draft.document, "en", by=cast.writer(), from_=aside)
    assert taken_up.body == draft.body


def test_a_draft_begun_by_mistake_is_deleted_and_its_trail_stays() -> None:
    draft = record.make_draft()
    pk, document = draft.pk, draft.document_id
    drafting.delete_unpublished(draft, by=draft.saved_by)
    assert not Document.objects.exists() and not Edition.objects.exists()
    assert [e.verb for e in Event.objects.about(document)] == ["started", "saved", "deleted"]
    assert Event.objects.latest("pk").edition == pk
    with pytest.raises(WrongState, match="gone"):
        drafting.delete_unpublished(Edition(pk=pk, document_id=document), by=cast.publisher())


def test_a_strangers_draft_is_not_deleted_but_by_a_publisher() -> None:
    draft = record.make_draft()
    with pytest.raises(NotAllowed, match="Only those who wrote"):
        drafting.delete_unpublished(draft, by=cast.writer())
    drafting.delete_unpublished(draft, by=cast.publisher())
    assert not Edition.objects.exists()


def test_a_text_that_a_translation_follows_is_not_deleted() -> None:
    draft = record.make_draft()
    record.make_draft(draft.document, "fr")
    with pytest.raises(Refused, match="delete the translation first"):
        drafting.delete_unpublished(draft, by=draft.saved_by)
    assert Edition.objects.count() == 2


def test_what_was_approved_is_never_deleted() -> None:
    statement = record.make_statement(published_on=date(2006, 1, 11))
    draft = record.make_draft(statement)
    with pytest.raises(WrongState, match="approved now"):
        drafting.delete_unpublished(statement.editions.get(number=1), by=cast.publisher())
    drafting.delete_unpublished(draft, by=cast.publisher())
    assert Statement.objects.get() == statement
    with pytest.raises(Exception, match="protected"):
        statement.delete()


def test_a_document_that_is_old_in_hand_takes_nothing_back() -> None:
    statement = record.make_statement()
    record.approved(statement.editions.get())
    published = Statement.objects.get()

    statement.reference = "DG/2006/1"
    statement.save()

    after = Statement.objects.get()
    assert after.reference == "DG/2006/1"
    assert (after.path, after.slug) == (published.path, published.slug) != ("", "")
    assert after.first_published_at == published.first_published_at is not None


def test_an_unscheduled_text_is_a_draft_again() -> None:
    edition = record.approved(at=timezone.now() + timedelta(days=1))
    [draft] = scheduling.unschedule(edition, by=cast.publisher())
    assert draft.state == State.DRAFT
    assert (draft.number, draft.published_at, draft.recorded_at, draft.digest) == (
        *(None, None, None),
        "",
    )
    drafting.save_draft(draft, by=cast.writer(), revision=draft.revision, title="Other")
