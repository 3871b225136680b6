"""Sign-in: by e-mail, for invited people, with a second step, telling strangers nothing."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client

from cultural_alliance.accounts import staffing
from cultural_alliance.accounts.models import User
from cultural_alliance.languages import CODES
from tests.support.cast import PASSWORD, administrator, make_user, writer
from tests.support.codes import code_of

pytestmark = [pytest.mark.slow, pytest.mark.once]

LOGIN = "/en/accounts/login/"
RESET = "/en/accounts/password/reset/"
SECOND_STEP = "/en/accounts/2fa/"


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, "next": "/admin/"}, **more)


# Who comes in


def test_signing_in_at_the_admin_lands_on_the_desk(client: Client) -> None:
    person = writer()
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/en/accounts/login/?next=%2Fadmin%2F"
    landed = sign_in(client, person.email, follow=True)
    assert landed.redirect_chain == [("/admin/", 302)]
    assert "The desk" in landed.text


def test_the_case_of_an_address_does_not_matter(client: Client) -> None:
    person = writer(email="rania@example.org")
    assert sign_in(client, "Rania@Example.org").status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_out_ends_the_session_and_only_when_sent(client: Client) -> None:
    sign_in(client, writer().email)
    assert "Sign out" in client.get("/en/accounts/logout/").text
    assert "_auth_user_id" in client.session, "looking at the page signed out"
    client.post("/en/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_person_without_a_role_is_told_so_and_sent_round_no_circle(client: Client) -> None:
    sign_in(client, make_user().email)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1


def test_who_is_switched_off_is_out_at_once_and_stays_out(client: Client) -> None:
    person = writer()
    sign_in(client, person.email)
    assert client.get("/admin/").status_code == 200
    staffing.switch_off(person, by=administrator())
    assert client.get("/admin/").status_code == 302
    staffing.switch_on(person)
    assert client.get("/admin/").status_code == 302, "the old session came back to life"
    assert sign_in(client, person.email).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_nobody_signs_up(client: Client) -> None:
    page = client.get("/en/accounts/signup/")
    assert "Accounts are made by invitation" in page.text
    client.post(
        "/en/accounts/signup/",
        {"email": "stranger@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.exists()
    assert "/accounts/signup/" not in client.get(LOGIN).text, "the sign-in page leads there"


# What strangers learn


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    person = writer()

    def answer(email: str) -> str:
        page = sign_in(client, email, "not the password")
        assert page.status_code == 200
        assert email in page.text, "what was typed is lost"
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.text)
        return text.replace(email, "")

    assert answer(person.email) == answer("stranger@example.org")
    assert sign_in(client, person.email).status_code == 302, "the right password is refused too"


def test_asking_for_a_new_password_tells_nothing_of_the_address(
    client: Client, mailoutbox: list[Any]
) -> None:
    person = writer()
    known = client.post(RESET, {"email": person.email}, follow=True)
    unknown = client.post(RESET, {"email": "stranger@example.org"}, follow=True)
    off = writer()
    staffing.switch_off(off, by=administrator())
    switched_off = client.post(RESET, {"email": off.email}, follow=True)
    assert known.text == unknown.text == switched_off.text
    assert known.redirect_chain == unknown.redirect_chain
    assert [mail.to for mail in mailoutbox] == [
        [person.email],
        ["stranger@example.org"],
        [off.email],
    ]
    assert "/password/reset/key/" in mailoutbox[0].body
    assert "There is no account with this address" in mailoutbox[1].body
    assert "/password/reset/key/" not in mailoutbox[2].body


@pytest.mark.slow
def test_guessing_is_slowed_down_for_everybody_alike(client: Client) -> None:
    person = writer()
    for _ in range(5):
        sign_in(client, person.email, "a guess")
    page = sign_in(client, person.email)
    assert page.status_code == 200
    assert "Too many failed login attempts" in page.text
    assert sign_in(client, writer().email).status_code == 302, "others are locked out as well"


@pytest.mark.slow
def test_a_flood_of_requests_gets_429(client: Client) -> None:
    answers = [sign_in(client, f"{n}@example.org", "x").status_code for n in range(31)]
    assert answers[0] == 200
    assert answers[-1] == 429


# A new password


def test_a_new_password_by_mail_works_once(client: Client, mailoutbox: list[Any]) -> None:
    person = writer()
    client.post(RESET, {"email": person.email})
    [link] = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", mailoutbox[0].body)[:1]
    page = client.get(link, follow=True)
    assert "Choose a new password" in page.text
    form = page.redirect_chain[-1][0]
    short = client.post(form, {"password1": "short", "password2": "short"})
    assert "at least 12 characters" in short.text
    client.post(form, {"password1": "An entirely new one", "password2": "An entirely new one"})
    assert sign_in(client, person.email, "An entirely new one").status_code == 302
    again = Client().get(link, follow=True)
    assert "This link is no longer good" in again.text


def test_the_link_leads_to_the_portal_and_not_to_the_host_of_the_request(
    client: Client, mailoutbox: list[Any], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.ALLIANCE_URL = "https://portal.example.org"
    client.post(RESET, {"email": writer().email}, headers={"host": "evil.example.com"})
    [mail] = mailoutbox
    assert "https://portal.example.org/en/accounts/password/reset/key/" in mail.body
    assert "evil" not in mail.body + mail.subject


def test_no_second_list_of_addresses_is_kept(client: Client) -> None:
    sign_in(client, writer().email)
    client.get("/en/accounts/password/change/")
    client.get(SECOND_STEP)
    assert not EmailAddress.objects.exists()


# The second step


def enrol(client: Client) -> str:
    """Sets an authenticator app up, as the pages lead; gives its secret."""
    activate = client.get(f"{SECOND_STEP}totp/activate/", follow=True)
    confirm = activate.redirect_chain[-1][0]
    assert confirm.startswith("/en/accounts/reauthenticate/")
    page = client.post(confirm, {"password": PASSWORD}, follow=True)
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page.text)
    assert secret
    done = client.post(f"{SECOND_STEP}totp/activate/", {"code": code_of(secret[1])}, follow=True)
    assert done.redirect_chain[-1][0] == f"{SECOND_STEP}recovery-codes/"
    return secret[1]


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.usefixtures("required")
def test_who_works_here_sets_up_a_second_step_before_anything_else(client: Client) -> None:
    sign_in(client, writer().email)
    sent = client.get("/admin/", follow=True)
    assert sent.redirect_chain == [(SECOND_STEP, 302)]
    assert "Add a second step" in sent.text
    assert client.get("/admin/statements/statement/").status_code == 302
    assert client.get("/en/").status_code == 200, "public pages are closed too"
    assert client.post("/admin/logout/").status_code == 200
    assert "_auth_user_id" not in client.session, "there was no way out"


@pytest.mark.slow
@pytest.mark.usefixtures("required")
def test_the_second_step_opens_the_desk_and_is_asked_each_time(client: Client) -> None:
    person = writer()
    sign_in(client, person.email)
    secret = enrol(client)
    assert client.get("/admin/").status_code == 200
    client.post("/en/accounts/logout/")

    asked = sign_in(client, person.email, follow=True)
    assert asked.redirect_chain[-1][0].startswith("/en/accounts/2fa/authenticate/")
    assert client.get("/admin/").status_code == 302, "the password alone opened the desk"
    wrong = client.post("/en/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Incorrect code" in wrong.text
    right = client.post("/en/accounts/2fa/authenticate/", {"code": code_of(secret, steps=1)})
    assert right.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.slow
def test_a_recovery_code_stands_in_once(client: Client) -> None:
    person = writer()
    sign_in(client, person.email)
    enrol(client)
    page = client.get(f"{SECOND_STEP}recovery-codes/")
    codes = re.findall(r"^\s*(?:<textarea[^>]*>)?(\d{8})", page.text, re.M)
    assert len(codes) == 10

    def with_code(code: str) -> Any:
        client.post("/en/accounts/logout/")
        sign_in(client, person.email)
        return client.post("/en/accounts/2fa/authenticate/", {"code": code})

    assert with_code(codes[0]).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert "Incorrect code" in with_code(codes[0]).text
    assert with_code(codes[1]).status_code == 302


def test_a_second_step_is_never_switched_off_by_the_session_alone(client: Client) -> None:
    person = writer()
    sign_in(client, person.email)
    enrol(client)
    other = Client()
    other.force_login(person)  # a session, but nobody who has just confirmed who they are
    answer = other.post(f"{SECOND_STEP}totp/deactivate/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(
        ("/en/accounts/reauth", "/en/accounts/2fa/reauth")
    )
    assert Authenticator.objects.filter(user=person, type="totp").exists()


# In six languages, in a browser


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("page", ["login", "signup", "inactive", "password/reset", "invitation/x"])
def test_each_page_has_the_house_around_it_in_each_language(
    client: Client, code: str, page: str
) -> None:
    answer = client.get(f"/{code}/accounts/{page}/")
    assert answer.status_code == (410 if "invitation" in page else 200)
    assert f'dir="{"rtl" if code == "ar" else "ltr"}"' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert answer.text.count("<h1>") == 1


@pytest.mark.browser
def test_the_whole_way_in_breaks_no_rule_and_hides_nothing_from_a_screen_reader(
    live_portal: Any, new_context: Any, transactional_db: None
) -> None:
    person = administrator()
    page = new_context().new_page()
    sound = Axe()

    def look() -> None:
        found = sound.run(page, options={"preload": False}).response["violations"]
        assert not found, f"{page.url}: {[(one['id'], one['help']) for one in found]}"

    page.goto("/admin/")
    look()
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill("wrong on purpose")
    page.get_by_role("button", name="Sign in", exact=True).click()
    look()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    for address in ("2fa/", "2fa/webauthn/", "password/change/", "logout/"):
        page.goto(f"/ar/accounts/{address}")
        look()
    page.goto("/en/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    look()
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url("**/recovery-codes/")
    look()
    page.goto("/en/accounts/2fa/webauthn/add/")
    look()


@pytest.mark.browser
def test_a_passkey_signs_in_without_a_password(live_portal: Any, new_context: Any) -> None:
    person = administrator()
    context = new_context(base_url=live_portal.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.goto("/en/accounts/login/?next=/en/accounts/2fa/webauthn/add/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My telephone")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/en/accounts/2fa/webauthn/")
    assert "My telephone" in page.get_by_role("table").inner_text()
    page.goto("/en/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign Out").click()
    page.goto("/admin/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/")
