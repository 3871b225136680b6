"""Applying over HTTP, as the page's form sends it.

opened = open_form(client)                       the key and the clock of a fresh form
client.post(JOIN, {**opened, **given(), "do": "send"})
application = started(client, name="…")          a draft, begun over HTTP
own_page(application)                            the address that its link opens
step_of(application, "accept")                   where the desk sends a step
"""

import re
import zipfile
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cultural_alliance.vocabularies.models import Sector
from members.joining import links
from members.models import JoinApplication

from .careful import careful

JOIN = "/en/join/"
GIVEN: dict[str, Any] = {
    "language": "en",
    "name": "House of the River",
    "short_name": "HR",
    "kind": "civil-society",
    "legal_form": "Association",
    "country": "SN",
    "place": "Saint-Louis",
    "website": "https://river.example/",
    "founded": "1999",
    "working_languages": ["en", "fr"],
    "about": "We print books.\nAnd posters.",
    "brings": "A press.",
    "seeks": "A translator.",
    "first_name": "Awa Diop",
    "first_position": "Director",
    "first_email": "awa@river.example",
    "second_name": "Ben Sow",
    "second_position": "Treasurer",
    "second_email": "ben@river.example",
    "no_documents_reason": "We were founded this year.",
    "consent": "on",
}


def given(**changed: Any) -> dict[str, Any]:
    """What a complete form sends; a field set to None is not sent."""
    sector = Sector.objects.get(slug="publishing")
    whole = {**GIVEN, "sectors": [sector.pk], **changed}
    return {name: value for name, value in whole.items() if value is not None}


def open_form(client: Client, url: str = JOIN) -> dict[str, str]:
    page = client.get(url).content.decode()
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found
    return {**careful(), "form_key": found[1].replace("&quot;", '"')}


def started(client: Client, **changed: Any) -> JoinApplication:
    answer = client.post(JOIN, {**open_form(client), **given(**changed), "do": "save"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return JoinApplication.objects.latest("pk")


def own_page(application: JoinApplication, name: str = "join_application") -> str:
    return reverse(f"members:{name}", kwargs={"token": links.token_for(application)})


def step_of(application: JoinApplication, name: str) -> str:
    return reverse("admin:members_joinapplication_act", args=[application.pk, name])


def desk_page_of(application: JoinApplication) -> str:
    return reverse("admin:members_joinapplication_change", args=[application.pk])


def pdf(name: str = "statutes.pdf", words: bytes = b"Statutes") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n" + words + b"\n%%EOF", "application/pdf")


def docx(name: str = "report.docx", inside: str = "word/document.xml") -> SimpleUploadedFile:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(inside, "<document/>")
    return SimpleUploadedFile(name, kept.getvalue(), "application/zip")


def png(name: str = "seal.png") -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (4, 4)).save(kept, "PNG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/png")
