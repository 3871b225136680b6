"""Focus on Members: what the public finds, and what stays private."""

import csv
import io

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cultural_alliance import search
from members.directory.sitemaps import OrganisationSitemap
from members.models import Organisation, OrganisationKind, OrganisationText
from tests.support.members import make_member, make_organisation, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def names(response: object) -> list[str]:
    return [row.organisation.name for row in response.context["rows"]]  # type: ignore[attr-defined]


def counts(response: object, name: str) -> dict[str, int]:
    facet = next(f for f in response.context["facets"] if f.field.name == name)  # type: ignore[attr-defined]
    return {str(choice.label): choice.count for choice in facet.choices}


def test_the_directory_lists_members_by_name_and_no_one_else(client: Client) -> None:
    make_organisation("Zebra Records")
    make_organisation("acacia Books")
    make_organisation("Hidden House", is_listed=False)
    make_organisation("Former House", left_at=timezone.now())
    make_organisation("Not Yet House", member_since=None)
    assert names(client.get("/en/members/")) == ["acacia Books", "Zebra Records"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sector=publishing", ["Books"]),
        ("kind=public", ["Office"]),
        ("country=FR", ["Office"]),
        ("region=africa", ["Books"]),
        ("language=fr", ["Office"]),
        ("sector=music&region=africa", []),
    ],
)
def test_each_filter_narrows_the_directory(client: Client, query: str, expected: list[str]) -> None:
    make_organisation("Books", country="GH", sectors=["publishing"])
    make_organisation("Office", country="FR", kind=OrganisationKind.PUBLIC, language="fr")
    response = client.get(f"/en/members/?{query}")
    assert names(response) == expected


def test_words_find_an_organisation_by_its_name_and_its_profile(client: Client) -> None:
    found = make_organisation("Riverside", text={"summary": "We restore old harmoniums."})
    other = make_organisation("Hillside", text={"summary": "We print maps."})
    for organisation in (found, other):
        search.changed("organisation", organisation.pk)
    assert names(client.get("/en/members/?words=harmonium")) == ["Riverside"]
    assert names(client.get("/en/members/?words=hillside")) == ["Hillside"]
    assert names(client.get("/en/members/?words=nowhere")) == []


def test_each_choice_says_how_many_it_would_leave(client: Client) -> None:
    make_organisation(country="GH", sectors=["publishing", "music"])
    make_organisation(country="GH", sectors=["music"], working_languages=["en", "fr"])
    make_organisation(country="FR", sectors=["music"], kind=OrganisationKind.PUBLIC)
    everywhere = client.get("/en/members/")
    assert counts(everywhere, "sector") == {"Music": 3, "Publishing": 1}
    assert counts(everywhere, "region") == {"Africa": 2, "Europe and North America": 1}
    assert counts(everywhere, "country") == {"France": 1, "Ghana": 2}
    assert counts(everywhere, "language") == {"English": 3, "Français": 1}
    in_ghana = client.get("/en/members/?country=GH")
    assert counts(in_ghana, "sector") == {"Music": 2, "Publishing": 1}
    assert counts(in_ghana, "country") == {"France": 1, "Ghana": 2}  # all but its own filter


@pytest.mark.parametrize(
    "query", ["sector=nonsense", "country=ZZ", "kind=%00", "words=" + "x" * 201, "region=1"]
)
def test_a_filter_that_means_nothing_says_so_and_lists_nothing(client: Client, query: str) -> None:
    make_organisation("Somebody")
    response = client.get(f"/en/members/?{query}")
    assert response.status_code == 400
    assert "Somebody" not in response.content.decode()
    assert response.context["filter"].form.errors


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "9" * 40])
def test_a_page_that_does_not_exist_is_not_found(client: Client, page: str) -> None:
    make_organisation()
    assert client.get(f"/en/members/?page={page}").status_code == 404


def test_an_organisation_shows_its_words_in_the_readers_language(client: Client) -> None:
    organisation = make_organisation("Casa", language="es", text={"about": "Hacemos libros."})
    OrganisationText.objects.create(organisation=organisation, language="fr", about="Des livres.")
    french = client.get(organisation.get_absolute_url().replace("/en/", "/fr/")).content.decode()
    assert "Des livres." in french and "Hacemos libros." not in french
    arabic = client.get(organisation.get_absolute_url().replace("/en/", "/ar/")).content.decode()
    assert '<div class="prose" lang="es" dir="ltr"><p>Hacemos libros.</p></div>' in arabic


def test_the_first_language_is_the_canonical_one_where_there_is_no_text(client: Client) -> None:
    organisation = make_organisation("Casa", language="es")
    page = client.get(organisation.get_absolute_url())
    assert "/es/members/" in page.context["canonical"]
    assert [tag for tag, _address in page.context["alternates"]] == ["es"]


def test_no_address_of_anybody_stands_on_a_public_page(client: Client) -> None:
    organisation = make_organisation(
        contact_name="Ada Contact", contact_phone="+254 700 000", contact_is_public=True
    )
    owner = make_member(organisation)
    make_request(organisation)
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert "Ada Contact" in page and "+254 700 000" in page
    assert owner.email not in page and "mailto:" not in page


def test_a_contact_is_shown_only_where_the_organisation_shows_it(client: Client) -> None:
    organisation = make_organisation(contact_name="Ada Contact", contact_phone="+254 700 000")
    for address in ("/en/members/", organisation.get_absolute_url(), "/en/members/csv/"):
        response = client.get(address)
        page = response.getvalue().decode()
        assert "Ada Contact" not in page and "+254" not in page


def test_one_that_hides_is_not_found_and_one_that_left_is_gone(client: Client) -> None:
    hidden = make_organisation(is_listed=False)
    left = make_organisation(left_at=timezone.now())
    assert client.get(hidden.get_absolute_url()).status_code == 404
    gone = client.get(left.get_absolute_url())
    assert gone.status_code == 410
    assert left.name not in gone.content.decode()
    shown = make_organisation()
    assert client.get(shown.get_absolute_url()).status_code == 200


def test_an_old_spelling_of_the_address_leads_to_the_organisation(client: Client) -> None:
    organisation = make_organisation("Riverside")
    response = client.get(f"/en/members/{organisation.pk}-other/")
    assert response.status_code == 301
    assert response["Location"] == organisation.get_absolute_url()


def test_the_table_holds_what_the_filters_leave(client: Client) -> None:
    make_organisation("Books", country="GH", sectors=["publishing"], founded=1990)
    make_organisation("Music", country="GH")
    response = client.get("/en/members/csv/?sector=publishing")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Organisation"] for row in rows] == ["Books"]
    assert rows[0]["Country"] == "Ghana" and rows[0]["Founding year"] == "1990"
    assert rows[0]["Page"].startswith("http")
    assert client.get("/en/members/csv/?sector=nonsense").status_code == 404


def test_the_table_is_written_in_the_language_of_its_address(client: Client) -> None:
    make_organisation("Books", country="DE")
    text = client.get("/fr/members/csv/").getvalue().decode("utf-8-sig")
    assert "Allemagne" in text and "Germany" not in text


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_name_is_run_as_a_formula(client: Client, name: str) -> None:
    make_organisation(name)
    make_organisation("Harmless = house")
    text = client.get("/en/members/csv/").getvalue().decode("utf-8-sig")
    cells = [row["Organisation"] for row in csv.DictReader(io.StringIO(text))]
    assert f"'{name}" in cells and "Harmless = house" in cells


@pytest.mark.parametrize("address", ["/en/members/", "/en/members/csv/", "/ar/"])
@pytest.mark.once
def test_fifty_members_cost_no_more_queries_than_one(client: Client, address: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address).getvalue()
        return len(queries)

    from django.db import connection

    make_organisation(country="FR")
    client.get(address).getvalue()
    one = cost()
    for number in range(49):
        make_organisation(country=["FR", "GH", "PE"][number % 3])
    assert Organisation.objects.public().count() == 50
    assert cost() <= one


def test_the_home_page_shows_the_newest_members(client: Client) -> None:
    make_organisation("Long a Member", member_since="2020-01-01")
    for name in ("First", "Second", "Third"):
        make_organisation(name)
    home = client.get("/en/").content.decode()
    assert all(name in home for name in ("First", "Second", "Third"))
    assert "Long a Member" not in home


def test_members_stand_in_the_sitemaps(client: Client) -> None:
    organisation = make_organisation(language="fr")
    hidden = make_organisation(is_listed=False)
    part = OrganisationSitemap().part_of(organisation.pk)
    text = client.get(f"/sitemap-members.xml?p={part}").text
    assert (
        f"/fr/members/{organisation.pk}-" in text and f"/en/members/{organisation.pk}-" not in text
    )
    assert f"/members/{hidden.pk}-" not in text
