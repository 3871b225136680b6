"""The example requests: in every state, plainly named as examples, gone with one command."""

import pytest

from members.models import PartnerRequest, RequestState
from members.requests import examples
from tests.support.members import make_organisation, make_request

pytestmark = pytest.mark.django_db
EXAMPLE = ("Example", "Exemple", "Ejemplo", "Пример", "示例", "مثال")


def test_they_show_every_state_and_say_that_they_are_examples(client, mailoutbox) -> None:
    own = make_request()
    make_organisation("Example house", is_example=True, sectors=["publishing"])
    assert "Loaded 13" in examples.load()
    assert "already" in examples.load()
    made = PartnerRequest.objects.filter(is_example=True)
    assert {request.state for request in made} == set(RequestState)
    for request in made:
        assert all(text.title.startswith(EXAMPLE) for text in request.texts.all())
        if request.is_public():
            assert client.get(request.get_absolute_url()).status_code == 200
    assert mailoutbox == []
    examples.clear()
    assert list(PartnerRequest.objects.all()) == [own]


def test_without_example_organisations_there_are_none() -> None:
    make_organisation("A real one")
    examples.load()
    assert not PartnerRequest.objects.exists()
