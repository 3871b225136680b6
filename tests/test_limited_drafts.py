"""A text that is not yet public may be limited to some people: for all others it is gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cultural_alliance.editions import drafting
from cultural_alliance.editions.models import DraftReader, Edition
from cultural_alliance.editions.refusals import WrongState
from tests.support.cast import publisher, writer
from tests.support.desk import page_of
from tests.support.record import approved, make_draft

pytestmark = pytest.mark.django_db


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
