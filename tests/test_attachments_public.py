"""Who is given the bytes of a text's files, and how the pages show them."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.editions import attaching, drafting
from cultural_alliance.editions.models import Attachment, DraftReader, Edition
from tests.support.cast import make_user, writer
from tests.support.desk import page_of, words
from tests.support.files import again, attached, docx, pdf, picture
from tests.support.record import approved, correct, make_draft, removed, submitted, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAP = {"description": "A map of the rivers."}


def address(attachment: Attachment) -> str:
    return reverse("files:file", args=[attachment.pk, attachment.name])


@pytest.fixture
def draft() -> Edition:
    return make_draft()


@pytest.fixture
def chart(draft: Edition) -> Attachment:
    return attached(draft, "Rivers & lakes.png", **MAP)


def test_a_published_picture_is_shown_to_everybody_and_runs_nothing(
    client: Client, draft: Edition, chart: Attachment
) -> None:
    approved(again(draft))
    answer: Any = client.get(address(chart))
    assert b"".join(answer.streaming_content) == picture()
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.get("Vary", "") and not answer.cookies
    assert client.get(address(chart), headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(("name", "content"), [("a.pdf", pdf()), ("a.docx", docx())])
def test_any_other_file_is_given_to_be_kept(
    client: Client, draft: Edition, name: str, content: bytes
) -> None:
    file = attached(draft, name, content, **MAP)
    approved(again(draft))
    answer = client.get(address(file))
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Length"] == str(len(content))


def test_before_its_instant_only_the_desk_that_sees_the_text_is_given_its_files(
    client: Client, draft: Edition, chart: Attachment
) -> None:
    url, tomorrow = address(chart), timezone.now() + timedelta(days=1)
    assert client.get(url).status_code == 404
    client.force_login(make_user())
    assert client.get(url).status_code == 404
    colleague = writer()
    client.force_login(colleague)
    answer = client.get(url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    DraftReader.objects.create(edition=draft, person=draft.saved_by, named_by=draft.saved_by)
    assert client.get(url).status_code == 404, "a limit holds for the files too"
    DraftReader.objects.create(edition=draft, person=colleague, named_by=draft.saved_by)
    assert client.get(url).status_code == 200
    DraftReader.objects.all().delete()
    approved(again(draft), at=tomorrow)
    assert Client().get(url).status_code == 404, "scheduled"
    with time_machine.travel(tomorrow + timedelta(seconds=1)):
        assert Client().get(url).status_code == 200


def test_no_other_name_and_no_other_number_is_answered(
    client: Client, draft: Edition, chart: Attachment
) -> None:
    approved(again(draft))
    assert client.get(address(chart)).status_code == 200
    for url in (f"/files/{chart.pk}/other.png", f"/files/{chart.pk + 1}/{chart.name}"):
        assert client.get(url).status_code == 404
    assert client.post(address(chart)).status_code == 405


def test_a_former_edition_and_a_withdrawn_text_keep_their_files(
    client: Client, draft: Edition, chart: Attachment
) -> None:
    public = approved(again(draft))
    second = drafting.start_draft(public.document, "en", by=writer(), from_=public)
    attaching.detach(second.attachments.get(), by=writer())
    second = again(second)
    approved(drafting.save_draft(second, by=writer(), revision=second.revision, minor=True))
    withdrawn(public.document)
    assert client.get(address(chart)).status_code == 200
    page = client.get(f"{public.document.specific.get_absolute_url()}editions/1/").text
    assert f'src="{address(chart)}"' in page.replace("&amp;", "&")


def test_of_a_removed_text_the_files_are_gone_with_its_reason(
    client: Client, draft: Edition, chart: Attachment
) -> None:
    public, url = approved(again(draft)), address(chart)
    removed(public.document, "A court forbids it.")
    answer = client.get(url)
    assert answer.status_code == 410
    assert "A court forbids it." in answer.text
    assert "Rivers" not in answer.text


def test_the_page_its_print_and_its_preview_show_images_and_list_files(
    client: Client, draft: Edition, chart: Attachment
) -> None:
    attached(draft, "line.png", picture(colour=1), decorative=True)
    attached(draft, "report.pdf", pdf(), description="The report in full.")
    client.force_login(writer())
    preview = client.get(reverse("admin:editions_edition_preview", args=[draft.pk])).text
    approved(again(draft))
    url = again(draft).document.specific.get_absolute_url()
    for page in (preview, Client().get(url).text, Client().get(f"{url}print/").text):
        shown = re.findall(r'<figure><img src="[^"]+" alt="([^"]*)"', page)
        assert shown == ["A map of the rivers.", ""]
        assert 'width="40" height="30"' in page
        assert re.search(r">The report in full\.</a>.*report\.pdf</bdi> · PDF · \d+", page)


def test_a_text_without_files_shows_no_empty_list(client: Client) -> None:
    public = approved(make_draft())
    page = client.get(public.document.specific.get_absolute_url()).text
    assert "figure" not in page and 'id="attached"' not in page


@pytest.mark.once
def test_many_files_cost_no_more_queries_than_one_on_the_page_and_at_the_desk(
    client: Client,
) -> None:
    desk = Client()
    desk.force_login(writer())

    def cost(number: int) -> list[int]:
        draft = attached_to(make_draft(), number)
        asked = [(desk, files_page(draft)), (desk, page_of(draft))]
        public = approved(attached_to(make_draft(), number))
        asked.append((client, public.document.specific.get_absolute_url()))
        return [queries_of(*each, number) for each in asked]

    assert cost(1) == cost(attaching.MOST)


def attached_to(draft: Edition, number: int) -> Edition:
    for colour in range(number):
        attached(draft, f"{colour}.png", picture(colour=colour), **MAP)
    return again(draft)


def queries_of(client: Client, url: str, number: int) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert len(set(re.findall(r"/files/(\d+)/\d+\.png", client.get(url).text))) == number
    return len(queries)


def files_page(draft: Edition) -> str:
    return reverse("admin:editions_edition_files", args=[draft.pk])


def test_the_desk_attaches_over_http_and_a_refusal_keeps_what_was_typed(
    client: Client, draft: Edition
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert draft.saved_by
    client.force_login(draft.saved_by)
    lie = SimpleUploadedFile("map.png", b"MZ\x90\x00", "image/png")
    answer = client.post(files_page(draft), {"file": lie, "description": "A map."})
    assert answer.status_code == 422
    assert "seems to be a Windows program" in answer.text and ">\nA map.</textarea>" in answer.text
    both = {"file": good(), "description": "A map.", "decorative": "on"}
    assert "Choose one" in client.post(files_page(draft), both).text
    pdf_file = SimpleUploadedFile("a.pdf", pdf())
    sent = client.post(files_page(draft), {"file": pdf_file, "decorative": "on"})
    assert "Only an image can be decorative" in sent.text
    assert not draft.attachments.exists()
    assert client.post(files_page(draft), {"file": good()}).status_code == 302
    assert "attached already" in client.post(files_page(draft), {"file": good()}).text
    assert "Not described yet" in client.get(page_of(draft)).text
    missing = client.post(
        reverse("admin:editions_edition_act", args=[draft.pk, "submit"]),
        {"revision": again(draft).revision},
    )
    assert missing.status_code == 422 and "Describe these files" in missing.text


def good() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("map.png", picture(), "image/png")


def test_a_file_of_another_text_or_of_one_that_is_handed_in_is_not_changed_at_the_desk(
    client: Client, draft: Edition, chart: Attachment
) -> None:
    other = make_draft()
    client.force_login(writer())
    strange = reverse("admin:editions_edition_file", args=[other.pk, chart.pk])
    answer = client.post(strange, {"do": "remove", "description": "My words."})
    assert answer.status_code == 409 and "This file is gone" in answer.text
    assert "My words." in answer.text
    submitted(again(draft))
    own = reverse("admin:editions_edition_file", args=[draft.pk, chart.pk])
    for do in ("remove", "up", "save"):
        answer = client.post(own, {"do": do, "description": "Mine."})
        assert answer.status_code == 409 and "is submitted now" in answer.text
    assert draft.attachments.get().description == MAP["description"]
    assert client.get(files_page(draft)).status_code == 409
    assert "Rivers" in client.get(page_of(draft)).text, "the reviewer sees them"


def test_opening_the_files_from_the_text_saves_what_was_typed(
    client: Client, draft: Edition
) -> None:
    client.force_login(draft.saved_by)
    sent = words(draft, title="Typed and not lost", then="files")
    assert client.post(page_of(draft), sent)["Location"] == files_page(draft)
    assert again(draft).title == "Typed and not lost"


def test_a_correction_over_http_still_has_the_files(client: Client, draft: Edition) -> None:
    attached(draft, "report.pdf", pdf(), **MAP)
    public = approved(again(draft))
    correct(public.document, body="<p>Corrected.</p>")
    page = client.get(public.document.specific.get_absolute_url()).text
    assert "report.pdf" in page and "Corrected." in page
