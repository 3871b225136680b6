"""A text that is not yet public may be limited to some people: for all others it is gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.accounts.roles import Role
from cultural_alliance.editions import drafting, limiting, sharing
from cultural_alliance.editions.models import DraftReader, Edition, Verb
from cultural_alliance.editions.refusals import Refused, WrongState
from tests.support.cast import administrator, make_user, publisher, writer
from tests.support.desk import page_of, step_of, words
from tests.support.record import approved, events_of, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def limited(edition: Edition) -> Edition:
    assert edition.saved_by
    DraftReader.objects.create(edition=edition, person=edition.saved_by, named_by=edition.saved_by)
    return edition


def test_a_limited_draft_is_gone_for_everybody_else(client: Client) -> None:
    draft, other = limited(make_draft()), writer()
    client.force_login(other)
    assert client.get(page_of(draft)).status_code == 404
    with pytest.raises(WrongState, match="is gone"):
        drafting.save_draft(draft, by=other, revision=draft.revision, title="Mine now")
    assert draft.saved_by
    client.force_login(draft.saved_by)
    assert client.get(page_of(draft)).status_code == 200
    saved = drafting.save_draft(draft, by=draft.saved_by, revision=draft.revision, title="Ours")
    assert saved.title == "Ours"


def test_an_open_draft_is_there_for_the_whole_desk(client: Client) -> None:
    draft, other = make_draft(), writer()
    client.force_login(other)
    assert client.get(page_of(draft)).status_code == 200
    assert drafting.save_draft(draft, by=other, revision=draft.revision, title="Ours")


def test_a_limit_ends_with_the_instant_at_which_the_text_is_public() -> None:
    draft, chosen = make_draft(), publisher()
    DraftReader.objects.create(edition=limited(draft), person=chosen, named_by=chosen)
    edition, other = approved(draft, by=chosen), publisher()
    visible = Edition.objects.visible_to(other)
    assert visible.filter(pk=edition.pk).exists()
    before = timezone.now() - timedelta(days=1)
    assert not Edition.objects.visible_to(other, before).filter(pk=edition.pk).exists()


def test_nobody_locks_themselves_out_and_the_limit_can_be_taken_back() -> None:
    draft, author, chosen, other = make_draft(), writer(), publisher(), writer()
    limiting.limit(draft, by=author, readers=[chosen])
    assert set(limiting.audience(draft)) == {author, chosen}
    limiting.limit(draft, by=chosen, readers=[])
    assert list(limiting.audience(draft)) == [chosen], "the first is out by another's hand"
    with pytest.raises(WrongState, match="is gone"):
        limiting.open_up(draft, by=author)
    limiting.open_up(draft, by=chosen)
    assert {author, chosen, other} <= set(limiting.audience(draft))
    with pytest.raises(WrongState, match="already"):
        limiting.open_up(draft, by=chosen)
    verbs = [event.verb for event in events_of(draft)][-3:]
    assert verbs == [Verb.LIMITED, Verb.LIMITED, Verb.OPENED_UP]


def test_what_is_limited_to_people_who_have_left_is_opened_by_an_administrator_unseen(
    client: Client,
) -> None:
    draft, author = make_draft(title="Known to one"), writer()
    keeper, address = administrator(), f"/admin/editions/edition/{draft.pk}/open_up/"
    limiting.limit(draft, by=author, readers=[])
    client.force_login(keeper)
    assert address not in client.get("/admin/").text and client.get(address).status_code == 404
    with pytest.raises(WrongState, match="are here"):
        limiting.open_abandoned(draft, by=keeper)
    author.is_active = False
    author.save()
    for pages in (client.get("/admin/").text, client.get(address).text):
        assert str(draft.document) in pages and "Known to one" not in pages
    assert address in client.get("/admin/").text
    assert client.get(page_of(draft)).status_code == 404
    other = Client()
    other.force_login(publisher())
    assert other.post(address).status_code == 404 and address not in other.get("/admin/").text
    assert client.post(address)["Location"] == page_of(draft)
    assert "Known to one" in other.get(page_of(draft)).text
    assert (events_of(draft)[-1].verb, events_of(draft)[-1].actor) == (Verb.OPENED_UP, keeper)


def test_only_people_of_the_desk_are_named_and_only_before_publication() -> None:
    draft, author = make_draft(), writer()
    for outsider in (make_user(), make_user(Role.ENQUIRY_DESK)):
        with pytest.raises(Refused, match="people of the desk"):
            limiting.limit(draft, by=author, readers=[outsider])
    public = approved(make_draft())
    with pytest.raises(WrongState, match="It is public"):
        limiting.limit(public, by=author, readers=[])


def test_a_limit_ends_the_links_for_good() -> None:
    draft, author = make_draft(), writer()
    soon = timezone.now() + timedelta(days=1)
    _link, token = sharing.share(draft, by=author, name="Amina", expires_at=soon)
    assert sharing.find_link(token)
    limiting.limit(draft, by=author, readers=[])
    assert sharing.find_link(token) is None
    limiting.open_up(draft, by=author)
    assert sharing.find_link(token) is None


def test_a_limit_that_no_verb_made_beats_a_link_all_the_same() -> None:
    draft, author = make_draft(), writer()
    soon = timezone.now() + timedelta(days=1)
    _link, token = sharing.share(draft, by=author, name="Amina", expires_at=soon)
    limited(draft)
    assert sharing.find_link(token) is None


def test_what_starts_from_a_limited_text_is_limited_too() -> None:
    author, chosen, other = writer(), publisher(), writer()
    draft = make_draft(by=author, title="Secret")
    limiting.limit(draft, by=author, readers=[chosen])
    french = drafting.start_draft(draft.document, "fr", by=author, from_=draft)
    assert set(limiting.audience(french)) == {author, chosen}
    unseen = drafting.newest_original(draft.document, other)
    assert unseen is None and drafting.newest_original(draft.document, author) == draft
    drafting.set_aside(draft, by=author)
    again = drafting.start_draft(draft.document, "en", by=author, from_=draft)
    assert again.title == "Secret" and set(limiting.audience(again)) == {author, chosen}
    arabic = drafting.start_draft(draft.document, "ar", by=other)
    assert arabic.follows is None and arabic.title == ""
    with pytest.raises(Refused):
        drafting.start_draft(draft.document, "es", by=other, from_=draft)


def test_the_desk_limits_and_opens_up_by_its_panel(client: Client) -> None:
    draft, chosen = make_draft(), publisher(name="Chen Publisher")
    author = draft.saved_by
    assert author
    client.force_login(author)
    panel = client.get(page_of(draft)).content.decode()
    assert "Everybody of the desk" in panel and "Chen Publisher" in panel
    limit = page_of(draft).replace("change", "limit")
    form = client.get(limit).content.decode()
    assert "Chen Publisher (publisher)" in form
    assert f">{author} (" not in form, "who limits is always among them"
    alone = client.post(limit, {"readers": []}, follow=True).content.decode()
    assert "None of those who see it can approve it." in alone
    assert "Nobody who sees it can approve it" in alone
    both = client.post(limit, {"readers": [chosen.pk]}, follow=True).content.decode()
    assert "Limited. All preview links to it are dead." in both
    assert "Nobody who sees it can approve it" not in both
    assert client.post(limit, {"readers": [make_user().pk]}).status_code == 422
    opened = client.post(page_of(draft).replace("change", "open_up"), follow=True)
    assert "The whole desk sees the text now." in opened.content.decode()
    again = client.post(page_of(draft).replace("change", "open_up"))
    assert again.status_code == 409, "the button was pressed twice"


def test_what_is_typed_is_saved_before_the_limit_is_chosen(client: Client) -> None:
    draft = make_draft()
    assert draft.saved_by
    client.force_login(draft.saved_by)
    answer = client.post(page_of(draft), words(draft, title="Typed", then="limit"))
    assert answer["Location"] == page_of(draft).replace("change", "limit")
    draft.refresh_from_db()
    assert draft.title == "Typed"


def test_the_lists_hide_a_document_of_which_nothing_may_be_seen(client: Client) -> None:
    hidden, half = limited(make_draft(title="Hidden")), make_draft(title="Half", by=writer())
    drafting.start_draft(half.document, "fr", by=writer(), title="Entrouvert")
    limited(half)
    client.force_login(writer())
    listed = client.get("/admin/statements/statement/").content.decode()
    assert "Hidden" not in listed and "Half" not in listed and "Entrouvert" in listed
    page = f"/admin/statements/statement/{hidden.document_id}/change/"
    assert client.get(page).status_code == 302, "as one that is not there"
    assert client.get(f"/admin/editions/document/{hidden.document_id}/change/").status_code == 404
    assert client.get(step_of(hidden.document, "start")).status_code == 404
    whole = client.get(f"/admin/statements/statement/{half.document_id}/change/").content.decode()
    assert "Half" not in whole and "A text limited to others" in whole
    client.force_login(hidden.saved_by)
    assert "Hidden" in client.get("/admin/statements/statement/").content.decode()
