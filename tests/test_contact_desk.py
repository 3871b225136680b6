"""The enquiry desk: what waits is seen, taken once, answered once, and no answer typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from cultural_alliance.contact import deciding
from cultural_alliance.contact.models import Enquiry
from cultural_alliance.contact.refusals import Faster, NotAllowed, Nothing, TakenByAnother
from tests.support.cast import administrator, make_user, publisher, writer
from tests.support.enquiries import GIVEN, make_enquiry, page_of, step_of
from tests.support.together import at_once

pytestmark = pytest.mark.slow

LIST = "/admin/contact/enquiry/"


def answerer(name: str = "Amina") -> User:
    return make_user(Role.ENQUIRY_DESK, name=name)


@pytest.fixture(autouse=True)
def _desk(settings: Any) -> None:
    settings.CONTACT_EMAIL = "desk@alliance.example"


@pytest.fixture
def me(db: None) -> User:
    return answerer()


@pytest.fixture
def desk(client: Client, me: User) -> Client:
    client.force_login(me)
    return client


def reread(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def verbs_of(enquiry: Enquiry) -> list[str]:
    return [event.verb for event in enquiry.events.all()]


# The way of an enquiry


def test_an_enquiry_is_taken_and_answered_and_the_answer_is_mailed(
    desk: Client, me: User, mailoutbox: list[Any]
) -> None:
    enquiry = make_enquiry(language="fr", message="Puis-je citer ?\n\nMerci <beaucoup>.")
    receipt = mailoutbox[0]
    page = desk.get(page_of(enquiry))
    assert "Puis-je citer ?" in page.text
    assert "&lt;beaucoup&gt;" in page.text
    desk.post(step_of(enquiry, "take"))
    assert reread(enquiry).taken_by == me
    mailoutbox.clear()
    done = desk.post(step_of(enquiry, "answer"), {"text": "Oui.\r\n\r\nBien à vous"}, follow=True)
    assert "is answered" in done.text
    assert "Bien à vous" in done.text, "the answer is not in the thread"
    [letter] = mailoutbox
    assert letter.to == [GIVEN["email"]]
    assert letter.reply_to == ["desk@alliance.example"]
    assert enquiry.reference in letter.subject
    assert letter.body.startswith("Oui.\n\nBien à vous\n")
    assert "> Puis-je citer ?\n> \n> Merci <beaucoup>." in letter.body
    assert letter.extra_headers["Content-Language"] == "fr"
    assert letter.extra_headers["In-Reply-To"] == receipt.extra_headers["Message-ID"]
    assert '<blockquote dir="auto">Puis-je citer ?' in letter.alternatives[0].content
    assert "<beaucoup>" not in letter.alternatives[0].content
    assert verbs_of(enquiry) == ["received", "taken", "answered"]


def test_the_second_click_on_send_mails_nothing(
    desk: Client, me: User, mailoutbox: list[Any]
) -> None:
    enquiry = make_enquiry()
    mailoutbox.clear()
    desk.post(step_of(enquiry, "answer"), {"text": "Yes."})
    again = desk.post(step_of(enquiry, "answer"), {"text": "Yes, with pleasure."})
    assert again.status_code == 409
    assert "You answered it on" in again.text
    assert "Yes, with pleasure." in again.text, "what was typed is lost"
    assert len(mailoutbox) == 1
    desk.post(step_of(enquiry, "reopen"))
    assert reread(enquiry).state == "new"
    desk.post(step_of(enquiry, "answer"), {"text": "Yes, with pleasure."})
    assert len(mailoutbox) == 2


def test_one_that_another_has_is_taken_over_before_it_is_answered(
    desk: Client, me: User, mailoutbox: list[Any]
) -> None:
    enquiry, boris = make_enquiry(), answerer("Boris")
    deciding.take(enquiry, by=boris)
    mailoutbox.clear()
    page = desk.get(page_of(enquiry))
    assert "Boris has it" in page.text
    assert 'name="text"' not in page.text
    refused = desk.post(step_of(enquiry, "answer"), {"text": "I had begun already."})
    assert refused.status_code == 409
    assert "Boris took it on" in refused.text
    assert "I had begun already." in refused.text
    assert not mailoutbox
    offered = f'name="from" value="{boris.pk}">Take it over and send the answer'
    assert offered in refused.text
    desk.post(step_of(enquiry, "answer"), {"text": "I had begun.", "from": str(boris.pk)})
    assert reread(enquiry).state == "answered"
    assert verbs_of(enquiry) == ["received", "taken", "taken over", "answered"]
    assert len(mailoutbox) == 1


def test_taking_over_is_refused_where_yet_another_has_it_by_now(me: User) -> None:
    enquiry, boris, chen = make_enquiry(), answerer("Boris"), answerer("Chen")
    deciding.take(enquiry, by=boris)
    deciding.take_over(enquiry, by=chen, holder=boris.pk)
    with pytest.raises(TakenByAnother, match="Chen took it over on"):
        deciding.take_over(enquiry, by=me, holder=boris.pk)
    assert reread(enquiry).taken_by == chen


def test_what_is_given_back_is_anybodys(me: User) -> None:
    enquiry, boris = make_enquiry(), answerer("Boris")
    deciding.take(enquiry, by=boris)
    with pytest.raises(Faster):
        deciding.give_back(enquiry, by=me)
    deciding.give_back(enquiry, by=boris)
    deciding.take(enquiry, by=me)
    assert reread(enquiry).taken_by == me


def test_one_that_needs_no_answer_is_closed_with_a_reason_and_nobody_is_written_to(
    desk: Client, mailoutbox: list[Any]
) -> None:
    enquiry = make_enquiry()
    mailoutbox.clear()
    empty = desk.post(step_of(enquiry, "close"), {"reason": " "})
    assert empty.status_code == 422
    assert "Say why it needs no answer" in empty.text
    done = desk.post(step_of(enquiry, "close"), {"reason": "A thank-you."}, follow=True)
    assert "A thank-you." in done.text
    assert reread(enquiry).state == "closed"
    assert not mailoutbox
    late = desk.post(step_of(enquiry, "close"), {"reason": "Sent to the press office."})
    assert late.status_code == 409
    assert "Sent to the press office." in late.text, "what was typed is lost"


def test_an_empty_answer_and_one_with_a_nul_are_told_and_mail_nothing(
    desk: Client, mailoutbox: list[Any]
) -> None:
    enquiry = make_enquiry()
    mailoutbox.clear()
    for text in ("", "  \n", "a\x00b", "x" * 30_000):
        assert desk.post(step_of(enquiry, "answer"), {"text": text}).status_code == 422
    assert not mailoutbox
    with pytest.raises(Nothing):
        deciding.answer(enquiry, by=answerer(), text=" ")


def test_looking_at_a_step_takes_none(desk: Client) -> None:
    enquiry = make_enquiry()
    for verb in ("take", "answer", "spam", "close"):
        assert desk.get(step_of(enquiry, verb))["Location"] == page_of(enquiry)
    assert verbs_of(enquiry) == ["received"]
    assert desk.post(step_of(enquiry, "delete")).status_code == 404
    assert desk.post(step_of(enquiry, "take-over"), {"from": "9" * 99}).status_code == 409


# Two at once


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_has_it_and_the_other_is_told() -> None:
    enquiry, people = make_enquiry(), [answerer("Boris"), answerer("Chen")]
    answers = at_once(*[lambda by=by: deciding.take(enquiry, by=by) for by in people])
    [refusal] = [each for each in answers if isinstance(each, Exception)]
    holder = reread(enquiry).taken_by
    assert isinstance(refusal, TakenByAnother)
    assert str(refusal).startswith(f"{holder} took it on")
    assert verbs_of(enquiry) == ["received", "taken"]


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_mailed(mailoutbox: list[Any]) -> None:
    enquiry, people = make_enquiry(), [answerer("Boris"), answerer("Chen")]
    mailoutbox.clear()
    answers = at_once(
        *[lambda by=by: deciding.answer(enquiry, by=by, text=f"From {by}.") for by in people]
    )
    [refusal] = [each for each in answers if isinstance(each, Exception)]
    assert isinstance(refusal, Faster)
    assert " answered it on " in str(refusal)
    [letter] = mailoutbox
    assert letter.body.startswith(f"From {reread(enquiry).taken_by}.")


# The list and the desk


def names_in(page: str, *names: str) -> set[str]:
    return {name for name in names if f"<bdi>{name}</bdi>" in page}


def test_the_list_shows_what_waits_the_longest_first_and_is_narrowed(
    desk: Client, me: User
) -> None:
    make_enquiry(name="Fresh", message="About the emblem", topic="other")
    late = make_enquiry(name="Late", ago=timedelta(days=9), language="ru")
    mine = make_enquiry(name="Mine")
    deciding.take(mine, by=me)
    done = make_enquiry(name="Done")
    deciding.answer(done, by=me, text="Yes.")
    deciding.mark_spam(make_enquiry(name="Advert"), by=me)

    def shown(query: str = "") -> set[str]:
        page = desk.get(f"{LIST}?{query}")
        assert page.status_code == 200
        return names_in(page.text, "Fresh", "Late", "Mine", "Done", "Advert")

    waiting = desk.get(LIST).text
    assert shown() == {"Fresh", "Late", "Mine"}
    assert waiting.index("Late") < waiting.index("Fresh")
    assert "Overdue: 9 days" in waiting
    assert shown("standing=overdue") == {"Late"}
    assert shown("standing=mine") == {"Mine"}
    assert shown("standing=new") == {"Fresh", "Late"}
    assert shown("standing=answered") == {"Done"}
    assert shown("standing=spam") == {"Advert"}
    assert shown("standing=all") == {"Fresh", "Late", "Mine", "Done", "Advert"}
    assert shown("came=week&standing=all") == {"Fresh", "Mine", "Done", "Advert"}
    assert shown("topic=other") == {"Fresh"}
    assert shown("language=ru") == {"Late"}
    assert shown(f"q={done.reference}") == {"Done"}, "a reference is looked for everywhere"
    assert shown(f"q={late.reference.lower()}") == {"Late"}
    assert shown("q=emblem") == {"Fresh"}
    assert shown("q=Adv") == {"Advert"}
    assert shown("q=%00") is not None
    assert shown("standing=nonsense&came=nonsense") == {"Fresh", "Late", "Mine", "Done", "Advert"}


def test_several_are_taken_or_marked_together_and_each_refusal_is_told(
    desk: Client, me: User
) -> None:
    adverts = [make_enquiry(), make_enquiry()]
    his = make_enquiry()
    deciding.take(his, by=answerer("Boris"))
    chosen = [enquiry.pk for enquiry in [*adverts, his]]
    page = desk.post(LIST, {"action": "mark_spam", "_selected_action": chosen}, follow=True)
    assert page.text.count("is marked as spam") == 2
    assert f"{his}: Boris took it on" in page.text
    assert Enquiry.objects.filter(state="spam").count() == 2


def test_the_desk_shows_the_number_and_the_oldest_and_says_what_is_overdue(desk: Client) -> None:
    from cultural_alliance import surfaces

    def panel(user: User) -> Any:
        request = desk.get("/admin/").wsgi_request
        request.user = user
        return surfaces.desk["contact.enquiries"](request)

    assert "No enquiry waits for an answer." in desk.get("/admin/").text
    oldest = make_enquiry(ago=timedelta(days=8))
    for _ in range(9):
        make_enquiry()
    shown = panel(answerer())
    assert (shown.number, shown.oldest, shown.is_urgent) == (10, oldest.waiting_since, True)
    assert shown.rows[0].state == "Overdue"
    assert shown.more_url == LIST
    page = desk.get("/admin/").text
    assert oldest.reference in page
    assert "Overdue" in page
    assert panel(writer()) is None


@pytest.mark.once
def test_the_list_and_the_desk_cost_the_same_for_one_and_for_fifty(desk: Client) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        return len(queries)

    deciding.take(make_enquiry(), by=answerer())
    for address in (LIST, "/admin/"):
        cost(address)  # warms what is kept per process
    few = [cost(LIST), cost("/admin/")]
    for number in range(49):
        enquiry = make_enquiry()
        if number % 2:
            deciding.take(enquiry, by=answerer(f"Colleague {number}"))
    assert [cost(LIST), cost("/admin/")] == few


# Who may


@pytest.mark.parametrize("who", [writer, publisher, lambda: make_user(Role.MEMBERSHIP_DESK)])
def test_other_roles_see_no_enquiry_and_take_no_step(client: Client, db: None, who: Any) -> None:
    enquiry, person = make_enquiry(), who()
    client.force_login(person)
    assert client.get(LIST).status_code == 403
    assert client.get(page_of(enquiry)).status_code == 403
    assert client.post(step_of(enquiry, "take")).status_code == 403
    assert "Enquiries" not in client.get("/admin/").text
    with pytest.raises(NotAllowed):
        deciding.take(enquiry, by=person)
    assert verbs_of(enquiry) == ["received"]


def test_strangers_are_sent_to_the_sign_in_and_administrators_come_in(
    client: Client, db: None
) -> None:
    enquiry = make_enquiry()
    for address in (LIST, page_of(enquiry), step_of(enquiry, "take")):
        assert "/login/" in client.get(address)["Location"]
    assert "/login/" in client.post(step_of(enquiry, "take"))["Location"]
    client.force_login(administrator())
    for address in (LIST, page_of(enquiry)):
        assert client.get(address).status_code == 200
    for address in (f"{LIST}add/", f"{LIST}{enquiry.pk}/delete/"):
        assert client.get(address).status_code in (403, 404)
    assert client.get(f"{LIST}999999/change/").status_code == 404
