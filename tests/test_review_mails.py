"""Who is written to about a text on its way: exactly the people concerned, and no draft text."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import (
    by_link,
    drafting,
    publishing,
    reviewing,
    sharing,
    urgency,
)
from cultural_alliance.editions.models import DraftReader, Edition, State
from cultural_alliance.editions.refusals import Incomplete
from cultural_alliance.outbox.models import Message
from tests.support.cast import administrator, make_user, publisher, writer
from tests.support.mail import Mailbox, work_once
from tests.support.record import make_draft, make_statement, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = "A sentence that nobody may read yet."
Mails = list[Any]


def draft(**about: Any) -> Edition:
    return make_draft(title="The flood", body=f"<p>{SECRET}</p>", **about)


def told(mails: Mails) -> list[str]:
    """To whom, and nobody twice. The box is empty afterwards."""
    for mail in mails:
        everything = mail.subject + mail.body + mail.alternatives[0].content
        assert SECRET not in everything
        assert "/admin/editions/edition/" in mail.body
    to = sorted(address for mail in mails for address in mail.to)
    mails.clear()
    return to


def emails(*people: User | None) -> list[str]:
    return sorted(person.email for person in people if person)


def test_a_submission_is_told_to_those_who_may_approve_it(mailoutbox: Mails) -> None:
    author, wrote_too, other = publisher(), publisher(), publisher()
    keeper = administrator()
    writer(), make_user()
    gone = publisher()
    gone.is_active = False
    gone.save()
    text = draft(by=author)
    drafting.save_draft(text, by=wrote_too, revision=text.revision, summary="A flood.")
    text.refresh_from_db()
    submitted(text, by=author)
    [mail, _other] = mailoutbox
    assert mail.subject == "Waiting for approval: The flood"
    assert told(mailoutbox) == emails(other, keeper)


def test_a_refused_submission_is_told_to_nobody(mailoutbox: Mails) -> None:
    publisher()
    text = drafting.start_document(
        make_statement()._meta.model(original_language="en"), by=writer(), title="Only a title"
    )
    with pytest.raises(Incomplete):
        submitted(text)
    assert mailoutbox == []


def test_a_return_is_told_to_who_wrote_and_who_submitted(mailoutbox: Mails) -> None:
    author, hand, sender = writer(), writer(), publisher()
    text = submitted(draft(by=author), by=hand)
    mailoutbox.clear()
    publishing.send_back(text, by=sender, comment="Shorter.")
    assert {mail.subject for mail in mailoutbox} == {"Sent back: The flood"}
    assert told(mailoutbox) == emails(author, hand)


def test_a_comment_is_told_to_the_writers_and_to_those_in_the_conversation(
    mailoutbox: Mails,
) -> None:
    author, first, second = writer(), publisher(), publisher()
    text = submitted(draft(by=author))
    mailoutbox.clear()
    about = reviewing.comment(text, by=first, text="Which flood?", paragraph=1)
    assert told(mailoutbox) == emails(author)
    reviewing.answer(about, by=author, text="That of May.")
    assert told(mailoutbox) == emails(first)
    reviewing.comment(text, by=second, text="Good.")
    assert told(mailoutbox) == emails(author, first)


def test_a_sign_off_is_told_to_the_writers_and_to_whoever_made_the_link(
    mailoutbox: Mails,
) -> None:
    author, maker = writer(), publisher()
    text = draft(by=author)
    link, _token = sharing.share(
        text, by=maker, name="Amina", expires_at=timezone.now() + timedelta(days=3)
    )
    for _twice in range(2):
        by_link.sign_off(link, name="Dr Amina Diallo", text_digest=sharing.digest_of(text))
    assert mailoutbox[0].subject == "Signed off: The flood"
    assert "Dr Amina Diallo has signed off" in mailoutbox[0].body
    assert told(mailoutbox) == emails(author, maker)
    by_link.comment(link, text="Which flood?")
    assert "Amina has made a comment" in mailoutbox[0].body


def test_an_approval_is_told_to_the_writers_with_its_instant_in_their_zone(
    mailoutbox: Mails,
) -> None:
    author = writer()
    author.time_zone = "Asia/Beirut"
    author.save()
    text = submitted(draft(by=author))
    mailoutbox.clear()
    at = timezone.now() + timedelta(days=3)
    edition = publishing.approve(text, by=publisher(), revision=text.revision, at=at)
    local = at.astimezone(author.zone)
    assert f"{local:%A} {local.day} {local:%B %Y, %H:%M:%S} (Asia/Beirut)" in mailoutbox[0].body
    assert mailoutbox[0].subject == "Approved and scheduled: The flood"
    assert told(mailoutbox) == emails(author)
    assert edition.is_scheduled()


def test_an_urgent_publication_is_told_to_all_other_publishers(mailoutbox: Mails) -> None:
    hurried, second, third = publisher(), publisher(), administrator()
    text = draft()
    mailoutbox.clear()
    urgency.publish_urgently(text, by=hurried, revision=text.revision, reason="The dam broke.")
    assert "> The dam broke." in mailoutbox[0].body
    assert told(mailoutbox) == emails(second, third)


def test_of_a_limited_text_only_its_people_are_told_and_not_even_its_title(
    mailoutbox: Mails,
) -> None:
    author, insider, outsider = writer(), publisher(), publisher()
    text = draft(by=author)
    reviewing.comment(text, by=outsider, text="I see it still.")
    for person in (author, insider):
        DraftReader.objects.create(edition=text, person=person, named_by=author)
    mailoutbox.clear()
    text = submitted(text)
    mails = list(mailoutbox)
    assert told(mailoutbox) == emails(insider)
    reviewing.comment(text, by=insider, text="Not yet.")
    mails += mailoutbox
    assert told(mailoutbox) == emails(author)
    at = timezone.now() + timedelta(days=3)
    publishing.approve(text, by=insider, revision=text.revision, at=at)
    mails += mailoutbox
    assert told(mailoutbox) == emails(author)
    assert len(mails) == 3
    assert not any("flood" in mail.subject + mail.body for mail in mails)


def test_nobody_is_written_to_about_an_example(mailoutbox: Mails) -> None:
    publisher()
    submitted(make_statement(is_example=True).editions.get())
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_where_mail_is_dead_the_submission_stands_and_its_letter_waits(
    smtp_server: Mailbox,
) -> None:
    reader = publisher()
    smtp_server.refusal = "451 Not now"
    text = submitted(draft())
    work_once()
    assert Edition.objects.get(pk=text.pk).state == State.SUBMITTED
    assert smtp_server.to(reader.email) == [] and Message.objects.waiting().count() == 1
