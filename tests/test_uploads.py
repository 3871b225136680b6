"""A request that is far too large is refused before it is read, with a page that says so."""

import socket
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cultural_alliance.editions.attachable import LARGEST
from cultural_alliance.uploads import LARGEST_REQUEST
from tests.support.cast import writer
from tests.support.portal import Portal
from tests.support.record import make_draft

TWO_GIGABYTES = 2 * 1024**3


def send_head(portal: Portal, length: str) -> str:
    """Announces a body and sends none of it: whoever waits for it waits for ever."""
    address = urlsplit(portal.url)
    head = (
        "POST /en/contact/ HTTP/1.1\r\n"
        f"Host: {address.netloc}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )
    with socket.create_connection((str(address.hostname), int(address.port or 0)), 30) as peer:
        peer.sendall(head.encode())
        answer = b""
        while b"</html>" not in answer and (part := peer.recv(65536)):
            answer += part
    return answer.decode(errors="replace")


def test_two_gigabytes_are_refused_before_a_byte_of_them_came(live_portal: Portal) -> None:
    answer = send_head(live_portal, str(TWO_GIGABYTES))
    assert answer.split()[1] == "413"
    assert "This is too large to be sent" in answer


@pytest.mark.slow
def test_the_deployed_server_refuses_them_as_early(granian_portal: Portal) -> None:
    answer = send_head(granian_portal, str(TWO_GIGABYTES))
    assert answer.split()[1] == "413"
    assert "This is too large to be sent" in answer


@pytest.mark.django_db
@pytest.mark.parametrize("announced", [str(LARGEST_REQUEST + 1), "9" * 40, "-1", "many"])
def test_a_length_that_is_too_great_or_none_is_refused(client: Client, announced: str) -> None:
    answer = client.post("/en/contact/", {"text": "x"}, CONTENT_LENGTH=announced)
    assert answer.status_code == 413


@pytest.mark.django_db
def test_the_page_is_in_the_language_of_the_address(client: Client) -> None:
    answer = client.post("/ar/contact/", {}, CONTENT_LENGTH=str(TWO_GIGABYTES))
    assert answer.status_code == 413
    assert '<html lang="ar" dir="rtl"' in answer.text


@pytest.mark.django_db
def test_below_the_limit_the_form_itself_says_what_is_too_large(client: Client) -> None:
    draft = make_draft()
    client.force_login(writer())
    heavy = SimpleUploadedFile("heavy.pdf", b"%PDF-" + bytes(LARGEST), "application/pdf")
    sent = {"file": heavy, "description": "What I typed."}
    answer = client.post(reverse("admin:editions_edition_files", args=[draft.pk]), sent)
    assert answer.status_code == 422
    assert "larger than 10 MB" in answer.text and "What I typed." in answer.text
