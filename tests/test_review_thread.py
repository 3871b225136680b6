"""Review: the conversation beside a text, and what a reviewer has seen of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import digests, drafting, publishing, reviewing
from cultural_alliance.editions.models import (
    Comment,
    DraftReader,
    Edition,
    Look,
    PreviewLink,
    SignOff,
    State,
)
from cultural_alliance.editions.refusals import NotAllowed, Stale, WrongState
from tests.support.cast import publisher, writer
from tests.support.desk import page_of, step_of, words
from tests.support.record import approved, make_draft, make_statement, removed, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BODY = "<p>Culture is what we share.</p><p>We share it here.</p>"


@pytest.fixture
def reviewer(client: Client) -> User:
    person = publisher(name="Chen")
    client.force_login(person)
    return person


def at(edition: Edition, name: str, *more: Any) -> str:
    return reverse(f"admin:editions_edition_{name}", args=[edition.pk, *more])


def shown(client: Client, edition: Edition, query: str = "") -> str:
    return client.get(page_of(edition) + query).content.decode()


def has_conversation(page: str) -> bool:
    return 'id="conversation"' in page


def changed(edition: Edition, **texts: Any) -> Edition:
    """Sent back, written again by its writer, and submitted once more."""
    author = edition.saved_by
    assert author
    back = publishing.recall(edition, by=author)
    saved = drafting.save_draft(back, by=author, revision=back.revision, **texts)
    return submitted(saved, by=author)


def test_a_comment_stands_beside_the_text_with_the_words_it_is_about(
    client: Client, reviewer: User
) -> None:
    text = submitted(make_draft(body=BODY))
    answer = client.post(at(text, "comment"), {"paragraph": "2", "text": "Where is here?"})
    made = Comment.objects.get()
    assert answer["Location"] == f"{page_of(text)}#comment-{made.pk}"
    assert (made.person, made.paragraph, made.quote) == (reviewer, 2, "We share it here.")
    page = shown(client, text)
    assert '<a href="#p2">¶2</a>' in page and "Where is here?" in page
    assert "Conversation (1 open)" in page


def test_a_comment_on_words_that_were_changed_since_keeps_them(
    client: Client, reviewer: User
) -> None:
    text = submitted(make_draft(body=BODY))
    for number in (1, 2):
        reviewing.comment(text, by=reviewer, text="Shorter?", paragraph=number)
    text = changed(text, body="<p>New.</p><p>Culture is what we share.</p><p>Here.</p>")
    page = shown(client, text)
    assert '<a href="#p2">¶2</a>' in page  # the first paragraph, where it stands now
    assert "On ¶2, which was changed since:" in page and "We share it here." in page


def test_each_paragraph_that_waits_for_a_decision_offers_itself_for_a_comment(
    client: Client, reviewer: User
) -> None:
    text = submitted(make_draft(body=BODY))
    assert 'href="?paragraph=2#comment"' in shown(client, text)
    answer = client.get(page_of(text), {"paragraph": "2"})
    [panel] = [each for each in answer.context["panels"] if each.anchor == "conversation"]
    assert panel.context["quote"] == "We share it here."
    assert panel.context["form"]["paragraph"].value() == 2
    assert 'href="?paragraph=2#comment"' not in shown(client, approved(text))


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": " "}, "Write your comment."),
        ({"text": "Why?", "paragraph": "9"}, "The text has 2 numbered paragraphs."),
        ({"text": "Why?", "paragraph": "-1"}, "greater than or equal to 1"),
    ],
)
def test_a_comment_that_cannot_be_placed_is_asked_again_with_its_words(
    client: Client, reviewer: User, sent: dict[str, str], told: str
) -> None:
    answer = client.post(at(submitted(make_draft(body=BODY)), "comment"), sent)
    assert answer.status_code == 422
    assert told in answer.content.decode() and sent["text"].strip() in answer.content.decode()
    assert not Comment.objects.exists()


def test_the_writer_answers_and_a_comment_is_settled_and_reopened(
    client: Client, reviewer: User
) -> None:
    text = submitted(make_draft(by=writer(name="Ana")))
    about = reviewing.comment(text, by=reviewer, text="Name the year.")
    assert text.saved_by
    client.force_login(text.saved_by)
    client.post(at(text, "on_comment", about.pk, "answer"), {"text": "It is 2006."})
    assert Comment.objects.get(answers=about).who == "Ana"
    client.post(at(text, "on_comment", about.pk, "settle"))
    page = shown(client, text)
    assert "Settled by Ana" in page and "It is 2006." in page and "open)" not in page
    again = client.post(at(text, "on_comment", about.pk, "settle"))
    assert again.status_code == 409
    assert "Ana has settled this comment already." in again.content.decode()
    client.post(at(text, "on_comment", about.pk, "reopen"))
    assert "Conversation (1 open)" in shown(client, text)
    assert client.post(at(text, "on_comment", about.pk, "reopen")).status_code == 409
    assert client.post(at(submitted(), "on_comment", about.pk, "settle")).status_code == 404


@pytest.mark.parametrize("step", ["comment", "answer", "settle"])
def test_the_conversation_beside_a_draft_leads_on_after_the_text_is_saved(
    client: Client, step: str
) -> None:
    text = make_draft()
    assert text.saved_by
    about = reviewing.comment(text, by=publisher(), text="Name the year.")
    client.force_login(text.saved_by)
    then = step if step == "comment" else f"{step}-{about.pk}"
    page = shown(client, text)
    assert f'form="text" name="then" value="{then}"' in page
    assert at(text, "comment") not in page, "a form of its own would leave the text behind"
    sent = client.post(page_of(text), words(text, title="Typed meanwhile", then=then))
    text.refresh_from_db()
    assert text.title == "Typed meanwhile"
    own = at(text, "comment") if step == "comment" else at(text, "on_comment", about.pk, step)
    assert sent["Location"] == own and client.get(own).status_code == 200
    lost = client.post(page_of(text), words(text, then=f"lose-{about.pk}"))
    assert lost["Location"] == page_of(text)


def test_an_answer_to_an_answer_stands_under_the_same_comment() -> None:
    text, person = submitted(), publisher()
    about = reviewing.comment(text, by=person, text="Name the year.")
    first = reviewing.answer(about, by=person, text="Or the day.")
    assert reviewing.answer(first, by=writer(), text="Both.").answers == about


def test_a_text_is_sent_back_with_a_comment_on_a_paragraph(client: Client, reviewer: User) -> None:
    text = submitted(make_draft(body=BODY))
    sent = {"comment": "Say where.", "paragraph": "7", "seen": text.revision}
    refused = client.post(step_of(text, "send_back"), sent)
    assert refused.status_code == 422 and b"has 2 numbered paragraphs" in refused.content
    client.post(step_of(text, "send_back"), sent | {"paragraph": "2"})
    text.refresh_from_db()
    assert text.state == State.DRAFT
    assert (Comment.objects.get().text, Comment.objects.get().paragraph) == ("Say where.", 2)
    assert Look.objects.get().person == reviewer


def test_submissions_returns_and_comments_stand_in_their_order_in_time(
    client: Client, reviewer: User
) -> None:
    draft = make_draft()
    author = draft.saved_by
    assert author
    text = publishing.submit(draft, by=author, revision=draft.revision, comment="Please read it.")
    reviewing.comment(text, by=reviewer, text="A comment first.")
    publishing.send_back(text, by=reviewer, comment="Too long.")
    page = shown(client, text).partition('<ol class="thread">')[2]
    told = [
        *("submitted it for approval", "Please read it.", "A comment first."),
        *("Too long.", "sent it back"),
    ]
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert page.count("Too long.") == 1


def test_a_sign_off_stands_in_the_conversation_and_is_void_once_the_text_is_another(
    client: Client, reviewer: User
) -> None:
    text = submitted()
    link = PreviewLink.objects.create(
        edition=text,
        name="The minister",
        token_sha256="0" * 64,
        made_by=reviewer,
        expires_at=timezone.now() + timedelta(days=3),
    )
    digest = digests.of_draft(text, text.document.specific.facts())
    SignOff.objects.create(link=link, name="Maria Silva", text_digest=digest)
    assert "Maria Silva" in shown(client, text) and "holds no longer" not in shown(client, text)
    assert "holds no longer" in shown(client, changed(text, title="Another title"))


def test_after_the_approval_the_conversation_stays_and_takes_nothing_more(
    client: Client, reviewer: User
) -> None:
    text = submitted()
    about = reviewing.comment(text, by=reviewer, text="Name the year.")
    publishing.approve(text, by=reviewer, revision=text.revision)  # a comment is no hand in it
    page = shown(client, text)
    assert "Name the year." in page and "stays with the text" in page
    for address in (
        at(text, "comment"),
        *(at(text, "on_comment", about.pk, verb) for verb in ("answer", "settle", "reopen")),
    ):
        assert client.post(address, {"text": "Too late."}).status_code == 409
    with pytest.raises(WrongState):
        reviewing.answer(about, by=reviewer, text="Too late.")


def test_what_was_said_about_a_limited_text_stays_among_its_people(
    client: Client, reviewer: User
) -> None:
    draft, insider = make_draft(), publisher()
    text = submitted(draft)
    about = reviewing.comment(text, by=insider, text="Not yet a word of this.", paragraph=1)
    for person in (text.saved_by, insider):
        DraftReader.objects.create(edition=text, person=person, named_by=insider)
    for address in (
        *(at(text, name) for name in ("comment", "read")),
        at(text, "on_comment", about.pk, "answer"),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "Let me in."}).status_code == 404
    publishing.approve(text, by=insider, revision=text.revision)
    assert not has_conversation(shown(client, text))
    client.force_login(insider)
    assert "Not yet a word of this." in shown(client, text)


def test_the_words_of_a_removed_text_are_gone_from_its_conversation_too() -> None:
    text = submitted(make_draft(body=BODY))
    reviewing.comment(text, by=publisher(), text="Is this true?", paragraph=1)
    removed(approved(text).document)
    assert not Comment.objects.exists()


def test_what_a_reviewer_saw_is_kept_when_they_say_so_and_not_by_opening_a_page(
    client: Client, reviewer: User
) -> None:
    text = submitted(make_draft(title="As it was"))
    assert "I have read it" in shown(client, text)
    client.get(at(text, "differences"))
    assert not Look.objects.exists()
    client.post(at(text, "read"), {"revision": text.revision})
    look = Look.objects.get()
    assert (look.person, look.revision, look.title) == (reviewer, text.revision, "As it was")
    client.post(at(text, "read"), {"revision": text.revision})
    assert Look.objects.get() == look
    assert "You read this text" in shown(client, text)


def test_the_reviewer_is_told_what_changed_since_they_last_looked(
    client: Client, reviewer: User
) -> None:
    text = submitted(make_draft(title="As it was"))
    client.post(at(text, "comment"), {"text": "Another title?", "seen": text.revision})
    seen = text.revision
    text = changed(text, title="As it is")
    assert f"revision {seen})</span>" in shown(client, text)
    assert "<del>" in since(client, text)
    reviewing.read(text, by=reviewer, revision=text.revision)  # the former look is still the one
    assert "<del>" in since(client, text)
    same = changed(text, title="As it is")
    assert "The two texts are the same" in since(client, same)


def since(client: Client, text: Edition) -> str:
    """The page behind “Since you last looked”."""
    [address] = re.findall('href="([^"]*)">Since you last looked', shown(client, text))
    return client.get(address).content.decode()


def test_what_changed_since_the_public_edition_is_one_click_away(
    client: Client, reviewer: User
) -> None:
    statement = make_statement(published_on=timezone.now() - timedelta(days=7))
    text = submitted(make_draft(statement, body="<p>Corrected.</p>"))
    page = shown(client, text)
    assert f"{at(text, 'differences')}?with=public" in page and "Since you last looked" not in page


def test_only_who_may_approve_keeps_what_they_saw(client: Client) -> None:
    author, other = publisher(), writer()
    text = submitted(make_draft(by=author))
    for person in (author, other):
        client.force_login(person)
        assert "I have read it" not in shown(client, text)
        assert client.post(at(text, "read"), {"revision": text.revision}).status_code == 403
        with pytest.raises(NotAllowed):
            reviewing.read(text, by=person, revision=text.revision)
        reviewing.comment(text, by=person, text="A remark.", seen=text.revision)
    assert not Look.objects.exists()


def test_nobody_is_said_to_have_read_what_they_did_not_see(client: Client, reviewer: User) -> None:
    text = submitted()
    old, text = text.revision, changed(text, title="Another")
    with pytest.raises(Stale):
        reviewing.read(text, by=reviewer, revision=old)
    reviewing.comment(text, by=reviewer, text="A remark.", seen=old)
    assert not Look.objects.exists()


def test_former_looks_go_when_the_text_is_approved(reviewer: User) -> None:
    text = submitted()
    reviewing.read(text, by=reviewer, revision=text.revision)
    publishing.approve(text, by=reviewer, revision=text.revision)
    assert not Look.objects.exists()


@pytest.mark.once
def test_a_long_conversation_is_cut_and_costs_no_more_than_a_short_one(
    client: Client, reviewer: User
) -> None:
    text = submitted(make_draft(body=BODY))
    reviewing.comment(text, by=reviewer, text="Comment 0.", paragraph=1)
    shown(client, text)
    with CaptureQueriesContext(connection) as short:
        page = shown(client, text)
    assert "Show what was said before" not in page
    for number in range(1, 50):
        about = reviewing.comment(text, by=reviewer, text=f"Comment {number}.", paragraph=1)
        reviewing.answer(about, by=reviewer, text="And more.")
    with CaptureQueriesContext(connection) as long:
        page = shown(client, text)
    assert len(long) == len(short)
    assert "Comment 49." in page and "Comment 0." not in page
    assert "Show what was said before" in page
    assert "Comment 0." in shown(client, text, "?conversation=whole")
