"""The profile: written by the organisation's own people, in six languages, and nothing typed is
lost."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cultural_alliance import search
from cultural_alliance.accounts.models import User
from cultural_alliance.vocabularies.models import Resource, Sector
from members.models import MembershipRole, Organisation
from members.profile import missing
from tests.support.members import make_member, make_organisation

pytestmark = pytest.mark.slow

FACTS = {
    "name": "Riverside Music",
    "short_name": "Riverside",
    "kind": "civil-society",
    "legal_form": "Association",
    "country": "KE",
    "place": "Kisumu",
    "founded": "1998",
    "website": "https://riverside.example/",
    "working_languages": ["fr", "en"],
    "contact_name": "Amina Example",
    "contact_phone": "+254 20 0000000",
    "first_language": "en",
    "is_listed": "on",
}
WORDS = {"summary": "We make music.", "about": "A house.", "brings": "A stage.", "seeks": "You."}


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation("Riverside Music")


@pytest.fixture
def owner(organisation: Organisation, client: Client) -> User:
    owner = make_member(organisation)
    client.force_login(owner)
    return owner


def page_of(organisation: Organisation, language: str = "") -> str:
    query = f"?language={language}" if language else ""
    return f"/en/members/{organisation.pk}/profile/{query}"


def filled(organisation: Organisation, **more: Any) -> dict[str, Any]:
    """What a browser sends; a field given as None is left out, as an unticked box is."""
    organisation.refresh_from_db()
    rows = {
        "sectors": [Sector.objects.get(slug="publishing").pk],
        "offers": [Resource.objects.get(slug="venue").pk],
        "needs": [Resource.objects.get(slug="funding").pk],
    }
    data = {**FACTS, **WORDS, **rows, "revision": organisation.revision, **more}
    return {name: value for name, value in data.items() if value is not None}


# Writing


def test_an_owner_writes_the_whole_profile(
    client: Client, organisation: Organisation, owner: User
) -> None:
    slug = organisation.slug
    answer = client.post(page_of(organisation), filled(organisation, name="Riverside House"))
    assert answer.url == f"/en/members/{organisation.pk}/profile/?language=en"
    now = Organisation.objects.get()
    assert (now.name, now.place, now.founded) == ("Riverside House", "Kisumu", 1998)
    assert now.slug == slug, "an address stays"
    assert now.working_languages == ["en", "fr"]
    assert [sector.slug for sector in now.sectors.all()] == ["publishing"]
    assert [row.slug for row in now.offers.all()] == ["venue"]
    assert not now.contact_is_public
    assert now.revision == 2
    text = now.texts.get()
    assert (text.language, text.summary, text.seeks) == ("en", "We make music.", "You.")
    assert "Riverside House" in client.get(page_of(organisation)).text


def test_words_are_written_in_any_language_and_a_first_one_is_chosen(
    client: Client, organisation: Organisation, owner: User
) -> None:
    empty = dict.fromkeys(WORDS, "")
    client.post(page_of(organisation, "fr"), filled(organisation, **empty))
    assert organisation.texts.count() == 1, "looking at a language began it"
    arabic = dict.fromkeys(WORDS, "موسيقى")
    answer = client.post(
        page_of(organisation, "ar"),
        filled(organisation, **arabic, first_language="ar", then="fr"),
    )
    assert answer.url.endswith("?language=fr")
    organisation.refresh_from_db()
    assert organisation.first_language == "ar"
    assert set(organisation.texts.values_list("language", flat=True)) == {"en", "ar"}
    page = client.get(page_of(organisation, "ar")).text
    assert 'lang="ar" dir="rtl"' in page
    refused = client.post(page_of(organisation), filled(organisation, first_language="ru"))
    assert refused.status_code == 400, "nothing is written in Russian"


def test_words_in_a_language_are_removed_but_not_the_first_ones(
    client: Client, organisation: Organisation, owner: User
) -> None:
    client.post(page_of(organisation, "fr"), filled(organisation))
    remove = f"/en/members/{organisation.pk}/profile/languages/%s/remove/"
    refused = client.post(remove % "en")
    assert refused.status_code == 409
    assert "Choose another first language" in refused.text
    assert client.get(remove % "fr").status_code == 200
    assert organisation.texts.count() == 2, "looking changed something"
    client.post(remove % "fr")
    assert [text.language for text in organisation.texts.all()] == ["en"]
    assert client.post(remove % "fr").status_code == 409
    assert client.post(remove % "xx").status_code == 404


def test_of_two_who_write_at_once_neither_loses_a_word(
    client: Client, organisation: Organisation, owner: User
) -> None:
    colleague = Client()
    colleague.force_login(make_member(organisation, MembershipRole.EDITOR))
    mine, theirs = filled(organisation), filled(organisation)
    assert colleague.post(page_of(organisation), theirs | {"about": "Theirs."}).status_code == 302
    stale = client.post(page_of(organisation), mine | {"about": "Mine.", "place": "Nakuru"})
    assert stale.status_code == 409
    for kept in ("Mine.", "Theirs.", "Nakuru", "Kisumu"):
        assert kept in stale.text
    assert organisation.texts.get().about == "Theirs."
    [revision] = {str(stale.context["form"]["revision"].value())}
    again = {**mine, "about": "Mine.", "place": "Nakuru", "revision": revision}
    assert client.post(page_of(organisation), again).status_code == 302
    assert organisation.texts.get().about == "Mine."


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "This field is required"),
        ("name", "http://bad.example", "A name holds no web address"),
        ("name", "x" * 10_000, "at most 200 characters"),
        ("name", "A\x00B", "Null characters"),
        ("website", "javascript:alert(1)", "Enter a valid URL"),
        ("website", "ftp://files.example/", "Enter a valid URL"),
        ("country", "XX", "is not one of the available choices"),
        ("kind", "king", "is not one of the available choices"),
        ("working_languages", ["de"], "is not one of the available choices"),
        ("sectors", ["999999"], "is not one of the available choices"),
        ("sectors", ["\x00"], ""),
        ("founded", "2999", ""),
        ("founded", "٣x", "Enter a whole number"),
        ("about", "x" * 10_000, "at most 4000 characters"),
        ("summary", "A\x00B", "Null characters"),
        ("revision", "\x00", ""),
        ("revision", "9" * 40, ""),
        ("first_language", "xx", "is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_the_rest_is_kept(
    client: Client, organisation: Organisation, owner: User, field: str, value: Any, said: str
) -> None:
    given = filled(organisation) | {"brings": "Typed and kept."} | {field: value}
    answer = client.post(page_of(organisation), given)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert said in answer.text
    assert "Typed and kept." in answer.text
    assert Organisation.objects.get().revision == 1


def test_an_unknown_language_shows_the_first(
    client: Client, organisation: Organisation, owner: User
) -> None:
    for code in ("xx", "%00", "x" * 5000):
        assert client.get(page_of(organisation, code)).context["language"].code == "en"


def test_two_members_of_one_country_do_not_share_a_name(
    client: Client, organisation: Organisation, owner: User
) -> None:
    make_organisation("Lakeside Music", country="KE")
    make_organisation("Seaside Music", country="TZ")
    refused = client.post(page_of(organisation), filled(organisation, name="LAKESIDE music"))
    assert "Another member in this country has this name" in refused.text
    assert (
        client.post(page_of(organisation), filled(organisation, name="Seaside Music")).status_code
        == 302
    )


def test_an_editor_leaves_to_the_owners_what_is_theirs(
    client: Client, organisation: Organisation
) -> None:
    client.force_login(make_member(organisation, MembershipRole.EDITOR))
    given = filled(organisation, name="Taken over", country="FR", is_listed=None, place="Nakuru")
    assert client.post(page_of(organisation), given).status_code == 302
    now = Organisation.objects.get()
    assert (now.name, now.country.code, now.is_listed) == ("Riverside Music", "KE", True)
    assert now.place == "Nakuru"


def test_an_owner_hides_the_organisation(
    client: Client, organisation: Organisation, owner: User
) -> None:
    public = organisation.get_absolute_url()
    assert Client().get(public).status_code == 200
    client.post(page_of(organisation), filled(organisation, is_listed=None))
    assert Client().get(public).status_code == 404


def test_search_finds_what_was_written_last(
    client: Client, organisation: Organisation, owner: User
) -> None:
    client.post(page_of(organisation), filled(organisation, about="A house of marionettes."))
    assert list(search.matching("organisation", "marionettes")) == [organisation.pk]


# What is missing


def test_what_is_missing_is_told_with_its_reason_and_its_field(
    client: Client, organisation: Organisation, owner: User
) -> None:
    page = client.get(page_of(organisation)).text
    assert "A partner" in page
    for one in missing.of(organisation).missing:
        assert one.url in page
    website = next(one for one in missing.of(organisation).missing if one.field == "website")
    assert website.url.endswith("profile/?language=en#id_website")
    assert 'id="id_website"' in page
    client.post(page_of(organisation), filled(organisation))
    now = missing.of(Organisation.objects.get())
    assert [one.field for one in now.missing] == ["logo"]
    assert f"{now.met} of {now.total}" in client.get(page_of(organisation)).text


@pytest.mark.parametrize("field", [wish.field for wish in missing.WISHES if wish.field != "logo"])
def test_each_thing_that_is_missing_leads_to_a_field(
    client: Client, organisation: Organisation, owner: User, field: str
) -> None:
    assert f'id="id_{field}"' in client.get(page_of(organisation)).text


# The logo


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(
    kind: str = "PNG", size: tuple[int, int] = (900, 300), mode: str = "RGB", **more: Any
) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size, 0).save(drawn, kind, **more)
    return drawn.getvalue()


def send(client: Client, organisation: Organisation, content: bytes, name: str, **more: str) -> Any:
    upload = SimpleUploadedFile(name, content, **{"content_type": "image/png", **more})
    return client.post(f"/en/members/{organisation.pk}/profile/logo/", {"logo": upload})


@pytest.mark.parametrize(
    ("kind", "name", "content_type"),
    [
        ("PNG", "logo.png", "image/png"),
        ("JPEG", "logo.JPG", "image/jpeg"),
        ("WEBP", "logo.webp", "image/webp"),
    ],
)
def test_a_logo_is_redrawn_small_and_served_for_ever(
    client: Client, organisation: Organisation, owner: User, kind: str, name: str, content_type: str
) -> None:
    sent = picture(kind) if kind != "JPEG" else picture(kind, comment=b"where it was taken")
    assert send(client, organisation, sent, name, content_type=content_type).status_code == 302
    logo = Organisation.objects.get().logo
    answer = Client().get(logo.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer["Cache-Control"]
    kept = answer.getvalue()
    assert b"where it was taken" not in kept
    assert Image.open(BytesIO(kept)).size == (480, 160)


def test_a_logo_that_is_replaced_or_removed_leaves_no_file(
    client: Client,
    organisation: Organisation,
    owner: User,
    media: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(client, organisation, picture(), "a.png")
    first = Organisation.objects.get().logo.name
    with django_capture_on_commit_callbacks(execute=True):
        send(client, organisation, picture(size=(10, 10)), "b.png")
    second = Organisation.objects.get().logo.name
    assert first != second
    assert [path.name for path in (media / "logos").iterdir()] == [Path(second).name]
    assert Client().get(f"/media/{first}").status_code == 404
    remove = f"/en/members/{organisation.pk}/profile/logo/remove/"
    assert client.get(remove).status_code == 200
    assert Organisation.objects.get().logo, "looking changed something"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(remove)
    assert not Organisation.objects.get().logo
    assert list((media / "logos").iterdir()) == []


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.once
@pytest.mark.parametrize(
    ("drawn", "name", "content_type", "said"),
    [
        (lambda: SVG, "logo.svg", "image/svg+xml", "not a picture that we can read"),
        (lambda: SVG, "logo.png", "image/png", "not a picture that we can read"),
        (lambda: b"<html>", "logo.png", "image/png", "not a picture that we can read"),
        (lambda: b"", "logo.png", "image/png", "empty"),
        (lambda: picture()[:200], "logo.png", "image/png", "not a picture that we can read"),
        (
            lambda: picture("GIF", mode="P"),
            "logo.png",
            "image/png",
            "not a picture that we can read",
        ),
        (lambda: picture("JPEG"), "logo.png", "image/png", "not of the type that its name says"),
        (picture, "logo.html", "image/png", "not of the type that its name says"),
        (picture, "logo.png", "text/html", "not of the type that its name says"),
        (lambda: picture(size=(4001, 1)), "logo.png", "image/png", "larger than 4000 pixels"),
        (lambda: picture(size=(20_000, 20_000), mode="1"), "logo.png", "image/png", "4000 pixels"),
        (lambda: picture() + b"\0" * 2 * 1024 * 1024, "logo.png", "image/png", "larger than 2 MB"),
    ],
    ids=[
        "svg",
        "svg called png",
        "a page",
        "empty",
        "cut off",
        "gif",
        "jpeg called png",
        "called a page",
        "sent as a page",
        "too wide",
        "a bomb",
        "too heavy",
    ],
)
def test_a_file_that_lies_or_is_too_large_is_refused(
    client: Client,
    organisation: Organisation,
    owner: User,
    media: Path,
    drawn: Callable[[], bytes],  # the largest takes seconds: by the one test that sends it
    name: str,
    content_type: str,
    said: str,
) -> None:
    answer = send(client, organisation, drawn(), name, content_type=content_type)
    assert answer.status_code == 400
    assert said in answer.text
    assert not Organisation.objects.get().logo
    assert not (media / "logos").exists()


@pytest.mark.parametrize("name", ["logos/nothing.webp", "logos/" + "0" * 40 + ".webp", "../x"])
def test_no_other_file_is_served(name: str, db: None) -> None:
    assert Client().get(f"/media/{name}").status_code == 404
    assert settings.MEDIA_URL == "/media/"
