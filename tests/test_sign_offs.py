"""A sign-off is of the exact text: the record keeps who, when and what, and an edit voids it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.editions import amending, by_link, drafting, sharing
from cultural_alliance.editions.models import Edition, Event, PreviewLink, SignOff, Verb
from cultural_alliance.editions.refusals import Stale
from cultural_alliance.editions.verifying import Verification
from tests.support.careful import careful
from tests.support.cast import publisher
from tests.support.desk import page_of
from tests.support.record import approved, correct, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def made_link(edition: Edition) -> tuple[PreviewLink, str]:
    assert edition.saved_by
    until = timezone.now() + timedelta(days=7)
    return sharing.share(edition, by=edition.saved_by, name="Amina Diallo", expires_at=until)


def signature(digest: str, **changed: Any) -> dict[str, Any]:
    fields = {**careful(), "text_digest": digest, "name": "Dr Amina Diallo", "confirm": "on"}
    return {**{f"sign-{name}": value for name, value in (fields | changed).items()}, "sign": ""}


def edited(edition: Edition, **texts: Any) -> Edition:
    assert edition.saved_by
    edition.refresh_from_db()
    return drafting.save_draft(edition, by=edition.saved_by, revision=edition.revision, **texts)


def test_the_record_keeps_the_name_the_instant_and_the_digest(client: Client) -> None:
    draft = make_draft()
    link, token = made_link(draft)
    behind = client.post(f"/preview/{token}/")["Location"]
    digest = sharing.digest_of(draft)
    before = timezone.now()
    assert client.post(behind, signature(digest)).status_code == 302
    assert client.post(behind, signature(digest)).status_code == 302, "the button, twice"
    signed = SignOff.objects.get()
    assert (signed.name, signed.text_digest) == ("Dr Amina Diallo", digest)
    assert before <= signed.at <= timezone.now()
    event = Event.objects.get(verb=Verb.SIGNED_OFF)
    kept = {"link": link.pk, "signed_by": "Dr Amina Diallo", "text_digest": digest}
    assert event.actor is None and event.changed == kept and event.edition == draft.pk
    assert "Signed by Dr Amina Diallo" in client.get(behind).content.decode()
    client.force_login(publisher())
    page = client.get(page_of(draft)).content.decode()
    assert "Holds" in page and "Dr Amina Diallo</strong> signed off the text" in page


@pytest.mark.parametrize("what", ["title", "summary", "body", "facts"])
def test_any_later_edit_voids_it_and_the_desk_says_so(what: str, client: Client) -> None:
    draft = make_draft()
    link, token = made_link(draft)
    by_link.sign_off(link, name="Amina", text_digest=sharing.digest_of(draft))
    client.force_login(publisher())
    assert "Void" not in client.get(page_of(draft)).content.decode()
    if what == "facts":
        amending.amend_facts(draft.document.specific, by=publisher(), facts={"reference": "A/1"})
    else:
        edited(draft, **{what: "<p>Other</p>" if what == "body" else "Other"})
    assert "Void: edited since" in client.get(page_of(draft)).content.decode()
    behind = client.post(f"/preview/{token}/")["Location"]
    page = client.get(behind).content.decode()
    assert "does not hold for it any more" in page and "Sign off this text" in page


def test_a_save_that_changes_nothing_leaves_it_whole(client: Client) -> None:
    draft = make_draft(title="Same")
    link, _token = made_link(draft)
    by_link.sign_off(link, name="Amina", text_digest=sharing.digest_of(draft))
    edited(draft, title="Same", summary="")
    client.force_login(publisher())
    assert "Void" not in client.get(page_of(draft)).content.decode()


def test_nobody_signs_a_text_that_they_did_not_read(client: Client) -> None:
    draft = make_draft()
    _link, token = made_link(draft)
    behind = client.post(f"/preview/{token}/")["Location"]
    read = sharing.digest_of(draft)
    draft = edited(draft, title="Another text")
    answer = client.post(behind, signature(read))
    page = answer.content.decode()
    assert answer.status_code == 409 and not SignOff.objects.exists()
    assert "The text was edited while you read it." in page and "Another text" in page
    assert sharing.digest_of(draft) in page, "what stands now can be signed"
    with pytest.raises(Stale):
        by_link.sign_off(PreviewLink.objects.get(), name="Amina", text_digest=read)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"confirm": ""}, {"text_digest": ""}, {"subject_line": "a machine"}]
)
def test_a_sign_off_needs_a_name_and_a_confirmation(wrong: dict[str, str], client: Client) -> None:
    draft = make_draft()
    _link, token = made_link(draft)
    behind = client.post(f"/preview/{token}/")["Location"]
    answer = client.post(behind, signature(sharing.digest_of(draft), **wrong))
    assert answer.status_code == 400 and not SignOff.objects.exists()


def test_the_record_is_whole_with_it_and_tells_the_public_nothing_of_it(client: Client) -> None:
    first = approved(make_draft())
    draft = make_draft(first.document, body="<p>Better.</p>")
    link, _token = made_link(draft)
    by_link.sign_off(link, name="Zanzibar", text_digest=sharing.digest_of(draft))
    approved(draft)
    correct(first.document, body="<p>Best.</p>")
    assert not list(Verification().faults())
    first.document.refresh_from_db()
    address = first.document.get_absolute_url()
    for public in (address, f"{address}editions/", f"{address}editions/2/"):
        assert "Zanzibar" not in client.get(public).content.decode()
