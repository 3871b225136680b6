"""What people wrote to us is kept as long as we say and no longer, and stands on no public page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.contact import deciding, emptying, keeping
from cultural_alliance.contact.models import Enquiry, EnquiryEvent
from cultural_alliance.contact.refusals import Emptied
from tests.support.cast import make_user
from tests.support.enquiries import make_enquiry, page_of
from tests.support.together import at_once

SECRETS = {
    "name": "Oriana Unforgettable",
    "email": "oriana@private.example",
    "message": "A secret and its story",
    "about": "hidden-address",
}


def desk_person() -> Any:
    from cultural_alliance.accounts.roles import Role

    return make_user(Role.ENQUIRY_DESK, name="Amina")


def everything_stored() -> str:
    return str([*Enquiry.objects.values_list(), *EnquiryEvent.objects.values_list()])


@pytest.mark.parametrize(
    ("settle", "kept"),
    [
        (lambda one, by: deciding.answer(one, by=by, text="A secret answer"), keeping.KEPT),
        (lambda one, by: deciding.close(one, by=by, reason="A secret reason"), keeping.KEPT),
        (lambda one, by: deciding.mark_spam(one, by=by), keeping.SPAM_KEPT),
    ],
    ids=["answered", "closed", "spam"],
)
@pytest.mark.django_db
def test_an_enquiry_is_emptied_when_its_time_is_over_and_not_before(settle: Any, kept: Any) -> None:
    by = desk_person()
    enquiry = make_enquiry(**SECRETS)
    settle(enquiry, by)
    with time_machine.travel(timezone.now() + kept - timedelta(hours=1)):
        assert emptying.empty_what_is_over() == 0
        assert "Oriana" in everything_stored()
    with time_machine.travel(timezone.now() + kept + timedelta(hours=1)):
        assert emptying.empty_what_is_over() == 1
        assert emptying.empty_what_is_over() == 0
        with pytest.raises(Emptied):
            deciding.reopen(enquiry, by=by)
    stored = everything_stored().lower()
    for word in ("oriana", "secret", "hidden-address"):
        assert word not in stored
    left = Enquiry.objects.get()
    assert (left.reference, left.topic) == (enquiry.reference, enquiry.topic)
    assert [event.by for event in left.events.all()] == [None, by, None]


@pytest.mark.django_db
def test_an_enquiry_that_waits_is_kept_until_it_is_answered() -> None:
    make_enquiry(**SECRETS)
    with time_machine.travel(timezone.now() + timedelta(days=900)):
        assert emptying.empty_what_is_over() == 0
    assert "Oriana" in everything_stored()


@pytest.mark.django_db
def test_an_emptied_enquiry_is_shown_as_such(client: Client) -> None:
    by = desk_person()
    client.force_login(by)
    enquiry = make_enquiry(**SECRETS)
    deciding.mark_spam(enquiry, by=by)
    Enquiry.objects.update(settled_at=timezone.now() - timedelta(days=31))
    assert "contact.emptying" in surfaces.due
    surfaces.due["contact.emptying"]()
    page = client.get(page_of(enquiry))
    assert "Its time is over" in page.text
    assert "<button" not in page.text.split('id="content"')[1].split("strip-history")[0]
    assert "(emptied)" in client.get("/admin/contact/enquiry/?standing=all").text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_and_many_batches_empty_each_exactly_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(emptying, "BATCH", 2)
    for _ in range(7):
        make_enquiry()
    Enquiry.objects.update(state="spam", settled_at=timezone.now() - timedelta(days=31))
    done = at_once(emptying.empty_what_is_over, emptying.empty_what_is_over)
    assert sum(done) + emptying.empty_what_is_over() == 7
    assert EnquiryEvent.objects.filter(verb="emptied").count() == 7


PUBLIC = (
    "/en/",
    "/en/contact/",
    "/en/contact/?topic=press",
    "/en/sitemap/",
    "/sitemap.xml",
    "/en/info/messages/",
    "/en/info/messages/?words=Oriana",
    "/en/search/?words=Oriana",
    "/en/search/?q=secret",
)


@pytest.mark.django_db
def test_nothing_of_an_enquiry_stands_on_any_public_page(client: Client) -> None:
    enquiry = make_enquiry(**SECRETS)
    deciding.answer(enquiry, by=desk_person(), text="A secret answer")
    shown = (SECRETS["email"], SECRETS["message"], SECRETS["about"], "Unforgettable")
    for address in PUBLIC:
        page = client.get(address).text
        for word in (*shown, "secret answer", enquiry.reference):
            assert word not in page, address
    client.force_login(desk_person())
    assert "Unforgettable" in client.get(page_of(enquiry)).text, "it would not be seen"


@pytest.mark.django_db
def test_the_examples_are_named_as_such_mail_nobody_and_go_again(mailoutbox: list[Any]) -> None:
    mine = make_enquiry()
    mailoutbox.clear()
    examples = surfaces.examples["enquiries"]
    examples.load()
    assert "already" in examples.load()
    made = Enquiry.objects.filter(is_example=True)
    assert made.count() == 3
    assert any(enquiry.is_overdue for enquiry in made)
    for enquiry in made:
        assert enquiry.name.split(":")[0].strip() in ("Example", "Exemple", "مثال")
    assert not mailoutbox
    examples.clear()
    assert list(Enquiry.objects.all()) == [mine]


@pytest.mark.slow
@pytest.mark.django_db
def test_load_and_clear_examples_take_the_enquiries_along() -> None:
    call_command("load_examples", verbosity=0)
    assert Enquiry.objects.filter(is_example=True).exists()
    call_command("clear_examples", verbosity=0)
    assert not Enquiry.objects.exists()
