"""Documents: four kinds by their content, private, and what is refused takes nothing with it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from members.joining import documents
from members.models import ApplicationDocument, JoinApplication
from tests.support.joining import JOIN, docx, given, open_form, own_page, pdf, png, started

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PRIVATE = Path(settings.DATA_DIR) / "private"


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def stored() -> set[Path]:
    return {path for path in PRIVATE.rglob("*") if path.is_file()}


def test_the_four_kinds_are_kept_apart_from_the_media_under_names_drawn_by_lot(
    client: Client,
) -> None:
    application = started(client, documents=[pdf(), docx(), png(), png("again.png")])
    kept = list(application.documents.order_by("pk"))
    assert [each.content_type for each in kept] == [documents.PDF, documents.DOCX, documents.PNG]
    for each in kept:
        path = Path(each.file.path)
        assert path.is_relative_to(PRIVATE)
        assert not path.is_relative_to(settings.MEDIA_ROOT)
        assert re.fullmatch(r"[0-9a-f]{32}", path.name)
        assert path.stat().st_mode & 0o077 == 0


LIES = [
    (file("page.pdf", b"<script>alert(1)</script>"), "is not what its name says"),
    (file("picture.pdf", png().read()), "is not what its name says"),
    (file("broken.png", b"\x89PNG\r\n\x1a\nnothing"), "is not what its name says"),
    (file("bundle.docx", docx(inside="other.xml").read()), "is not what its name says"),
    (file("macros.docx", docx(inside="word/vbaProject.bin").read()), "is not what its name says"),
    (file("program.exe", b"MZ\x90"), "is not what its name says"),
    (file("nothing.pdf", b""), "is empty"),
    (file("large.pdf", b"%PDF-" + b"x" * (5 * 1024 * 1024)), "is too large"),
]


@pytest.mark.parametrize(("lie", "why"), LIES, ids=[lie.name for lie, _ in LIES])
def test_one_that_lies_or_is_too_large_is_named_and_the_rest_is_kept(
    client: Client, lie: SimpleUploadedFile, why: str
) -> None:
    lie.seek(0)
    sent = {**open_form(client), **given(documents=[pdf("good.pdf"), lie])}
    answer = client.post(JOIN, sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f"“{lie.name}” {why}" in page
    assert "good.pdf" in page
    application = JoinApplication.objects.get()
    assert [each.name for each in application.documents.all()] == ["good.pdf"]
    assert application.name == "House of the River"


def test_there_are_five_at_most(client: Client) -> None:
    many = [pdf(f"{number}.pdf", str(number).encode()) for number in range(7)]
    answer = client.post(JOIN, {**open_form(client), **given(documents=many)})
    assert "“6.pdf” is one too many" in answer.content.decode()
    assert ApplicationDocument.objects.count() == 5


def test_the_same_file_sent_twice_is_one(client: Client) -> None:
    application = started(client, documents=[pdf()])
    client.post(own_page(application), {**given(documents=[pdf()]), "revision": "2"})
    assert application.documents.count() == 1


def test_removing_one_keeps_what_was_typed(client: Client) -> None:
    application = started(client, documents=[pdf()])
    document = application.documents.get()
    other = started(client, name="Another", documents=[pdf("other.pdf")])
    before = stored()
    typed = {**given(seeks="A printer."), "revision": "2"}
    strange = {**typed, "remove": other.documents.get().pk}
    assert client.post(own_page(application), strange).status_code == 302
    assert ApplicationDocument.objects.count() == 2, "nobody removes another's"
    again = {**typed, "revision": "3", "remove": document.pk}
    assert client.post(own_page(application), again).status_code == 302
    application.refresh_from_db()
    assert application.seeks == "A printer."
    assert not application.documents.exists()
    assert before - stored() == {Path(document.file.path)}


def test_only_the_links_holder_is_given_a_file_and_as_a_file(client: Client) -> None:
    evil = '..\\..\\ev\til "ÿ\u202e.pdf'
    application = started(client, documents=[pdf(evil)])
    document = application.documents.get()
    url = f"{own_page(application)}documents/{document.pk}/"
    answer: Any = client.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == documents.PDF
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    other = started(client, name="Another")
    assert client.get(f"{own_page(other)}documents/{document.pk}/").status_code == 404
    for guessed in (document.file.name, f"media/{document.file.name}"):
        assert client.get(f"/{guessed}").status_code == 404
