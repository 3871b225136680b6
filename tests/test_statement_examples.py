"""The examples show every state at a glance, are plainly marked, and go without a trace."""

import pytest
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.accounts.models import User
from cultural_alliance.editions.models import Edition, State
from messages import examples, opening
from messages.models import Occasion, Speaker, Statement, Topic
from tests.support.record import make_statement

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
MARKS = ("Example:", "Exemple :", "Ejemplo:", "示例：", "مثال:")


def test_every_title_says_that_it_is_an_example() -> None:
    examples.load()
    titles = list(Edition.objects.values_list("title", flat=True))
    assert titles
    assert all(title.startswith(MARKS) for title in titles)
    assert not Statement.objects.filter(is_example=False).exists()


def test_every_state_is_there() -> None:
    examples.load()
    editions = Edition.objects.all()
    assert editions.scheduled().exists()
    assert editions.filter(state=State.SUBMITTED).exists()
    assert editions.filter(state=State.DRAFT).count() == 2
    assert editions.filter(number=3).exists()
    assert {"en", "fr", "es", "ar", "zh"} == set(
        editions.public().values_list("language", flat=True)
    )
    assert Statement.objects.public().count() == Statement.objects.listed().count() + 1


@pytest.mark.slow
def test_every_public_one_can_be_read(client) -> None:
    examples.load()
    for statement in Statement.objects.public():
        for language in ("en", "ar", "zh"):
            assert client.get(f"/{language}/{statement.path}/").status_code == 200


def test_loading_twice_changes_nothing() -> None:
    examples.load()
    before = Edition.objects.count()
    assert examples.load() == "The example statements are there already."
    assert Edition.objects.count() == before


def test_nobody_can_sign_in_as_those_who_made_them() -> None:
    examples.load()
    people = User.objects.filter(name__startswith="Example ")
    assert people.count() == 2
    assert not any(person.has_usable_password() for person in people)


@pytest.mark.slow
def test_clearing_takes_all_of_them_and_nothing_else() -> None:
    opening.load()
    kept = make_statement("Kept", published_on=timezone.now(), topics=["music"])
    examples.load()
    assert examples.clear() == "Took 8 example statements away."
    assert set(Statement.objects.values_list("pk", flat=True)) == {
        kept.pk,
        Statement.objects.get(legacy_id=opening.LEGACY_ID).pk,
    }
    for model in (Occasion, Speaker, Topic):
        assert not model.objects.filter(slug__startswith="example-").exists()
    assert not User.objects.filter(name__startswith="Example ", is_active=True).exists()
    assert examples.load() == "Loaded 8 example statements."


def test_they_never_take_the_place_of_the_latest_statement(client) -> None:
    examples.load()
    lead = surfaces.home["lead"]
    request = client.get("/en/info/messages/").wsgi_request
    assert lead(request).context["row"].edition.title.startswith("Example:")
    opening.load()
    assert lead(request).context["row"].statement.legacy_id == opening.LEGACY_ID
