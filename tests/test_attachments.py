"""Images and files of a draft: what may be attached, what is refused and why, and what follows."""

import hashlib
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from cultural_alliance.editions import (
    attachable,
    attaching,
    clearing,
    drafting,
    files,
    guards,
    publishing,
    urgency,
)
from cultural_alliance.editions.attachable import Unfit, inspect
from cultural_alliance.editions.models import Attachment, DraftReader, Edition, State
from cultural_alliance.editions.refusals import Incomplete, NotYourOwn, Refused, WrongState
from tests.support.cast import administrator, make_user, publisher, writer
from tests.support.files import (
    MACROS,
    attached,
    docx,
    moving,
    pdf,
    picture,
    swelling,
    with_place,
)
from tests.support.record import (
    approved,
    correct,
    events_of,
    make_draft,
    removed,
    submitted,
)

pytestmark = pytest.mark.django_db
DESCRIBED = {"description": "A map of the rivers."}


def path_of(sha256: str) -> Path:
    return Path(settings.DATA_DIR) / "private" / files.place_of(sha256)


def again(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


GOOD = {
    "report.pdf": (pdf(), "application/pdf"),
    "report.docx": (docx(), attachable.docx.TYPE),
    "map.png": (picture(), "image/png"),
    "map.jpg": (picture("JPEG"), "image/jpeg"),
    "map.webp": (picture("WEBP"), "image/webp"),
    "map.gif": (picture("GIF"), "image/gif"),
}


@pytest.mark.parametrize("name", GOOD)
def test_six_kinds_are_kept_exactly_as_they_were_sent(name: str) -> None:
    content, content_type = GOOD[name]
    kept = attached(make_draft(), name, content)
    assert (kept.name, kept.content_type, kept.size) == (name, content_type, len(content))
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert path_of(kept.sha256).read_bytes() == content
    assert path_of(kept.sha256).stat().st_mode & 0o077 == 0
    assert (kept.width, kept.height) == ((40, 30) if kept.is_image else (None, None))


XMP = b"http://ns.adobe.com/xap/1.0/\x00<x exif:GPSLatitude='48,51N'/>"
BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "too large": (b"%PDF-" + b"x" * attachable.LARGEST, "larger than 10 MB"),
    "a program": (b"MZ\x90\x00", "seems to be a Windows program"),
    "a drawing": (b'<?xml version="1.0"?><svg xmlns="x"></svg>', "seems to be an SVG drawing"),
    "a web page": (b"\n<!DOCTYPE html><svg onload=alert(1)></svg>", "seems to be a web page"),
    "plain text": ("Ça alors".encode(), "seems to be plain text"),
    "noise": (bytes(range(128, 256)) * 9, "something that we do not know"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    "a spreadsheet": (docx().replace(b"word/document", b"xl/xdocument1"), "an archive"),
    "a TIFF": (picture("TIFF"), "a TIFF picture"),
    "a PDF cut off": (pdf(end=b""), "its end is missing"),
    "a PDF locked": (pdf(b"/Encrypt 5 0 R"), "is encrypted"),
    "a PDF with a script": (pdf(b"/S /JavaScript /JS (app.alert(1))"), "holds a program"),
    "one in disguise": (pdf(b"/S /J#61vaScr#69pt"), "holds a program"),
    "one that starts something": (pdf(b"/S /Launch /F (x.exe)"), "holds a program"),
    "one out of sight": (pdf(packed=b"7 0 << /S /JavaScript >>"), "holds a program"),
    "a form that runs": (pdf(b"/AcroForm << /XFA [ 1 0 R ] >>"), "holds a program"),
    "one packed strangely": (
        pdf(packed=b"7 0 <<>>").replace(b"/FlateDecode", b"[/ASCIIHexDecode /FlateDecode]"),
        "cannot be looked into",
    ),
    "a stream nobody finds": (pdf(b"/Type /ObjStm"), "cannot be looked into"),
    "macros": (docx({"word/vbaProject.bin": b"x"}), "holds macros"),
    "macros by their type": (docx(types=MACROS), "holds macros"),
    "a control": (docx({"word/activeX/a.bin": b"x"}), "holds macros"),
    "another kind of text": (docx(types="text/xml"), "damaged Word document"),
    "a ZIP that swells": (swelling(), "unpack to far more"),
    "a cut picture": (picture("JPEG", size=(400, 400))[:900], "is damaged, or cut off"),
    "a huge picture": (picture(size=(12_001, 1)), "more than 50 million pixels"),
    "a film in a GIF": (moving(), "This picture moves"),
    "a film in a PNG": (moving("PNG"), "This picture moves"),
    "a place in EXIF": (picture("JPEG", exif=with_place()), "tells the place"),
    "a place in XMP": (
        (p := picture("JPEG"))[:2] + b"\xff\xe1" + (len(XMP) + 2).to_bytes(2) + XMP + p[2:],
        "tells the place",
    ),
}


@pytest.mark.once
@pytest.mark.parametrize("name", BAD)
def test_what_may_not_be_attached_is_refused_in_a_sentence_that_says_why(name: str) -> None:
    content, why = BAD[name]
    with pytest.raises(Unfit, match=why):
        inspect("innocent.pdf", content)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\maps\\rivers.JPEG", "rivers.png"),
        ("invoice\u202egnp.exe", "invoice gnp.png"),
        ("a\x00b\r\n c.png", "a b c.png"),
        (" .png", "file.png"),
        ("???", "???.png"),
        ("", "file.png"),
        ("رسالة.png", "رسالة.png"),
        ("x" * 300 + ".png", "x" * 100 + ".png"),
    ],
)
def test_the_name_is_cleaned_and_ends_as_its_content_asks(name: str, kept: str) -> None:
    assert inspect(name, picture()).name == kept


@pytest.mark.once
def test_a_picture_that_lies_on_its_side_is_measured_as_it_is_shown() -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    file = inspect("a.jpg", picture("JPEG", exif=exif))
    assert (file.width, file.height) == (30, 40)


def test_attaching_is_writing_at_the_text() -> None:
    draft, other = make_draft(), publisher()
    made = attaching.attach(draft, inspect("a.png", picture()), by=other)
    assert again(draft).revision == draft.revision + 1
    assert again(draft).saved_by == other
    last = events_of(draft)[-1]
    assert last.verb == "saved"
    assert last.changed == {"fields": ["files"], "attached": [made.sha256]}
    assert "a.png" not in str(last.changed), "a name would outlive its removal"
    attaching.describe(made, by=other, **DESCRIBED)
    handed_in = submitted(again(draft))
    with pytest.raises(NotYourOwn):
        publishing.approve(handed_in, by=other, revision=handed_in.revision)


def test_who_saw_the_text_without_the_file_does_not_submit_it_with_the_file() -> None:
    draft = make_draft()
    attached(draft, **DESCRIBED)
    with pytest.raises(Refused, match="Somebody else saved"):
        publishing.submit(draft, by=draft.saved_by, revision=draft.revision)


def test_only_a_draft_that_the_person_may_write_and_see_takes_files() -> None:
    file, draft = inspect("a.png", picture()), make_draft()
    with pytest.raises(Refused, match="Your role does not allow"):
        attaching.attach(draft, file, by=make_user())
    DraftReader.objects.create(edition=draft, person=draft.saved_by, named_by=draft.saved_by)
    with pytest.raises(WrongState, match="is gone"):
        attaching.attach(draft, file, by=writer())
    for late in (submitted(), approved()):
        with pytest.raises(WrongState, match="This text is"):
            attaching.attach(late, file, by=late.saved_by)
    assert not Attachment.objects.exists()


def test_a_refused_file_leaves_no_row_and_the_same_file_is_attached_once() -> None:
    draft = make_draft()
    attached(draft, "first.png")
    with pytest.raises(Refused, match="attached already, as “first"):
        attached(draft, "second.png")
    for colour in range(attaching.MOST - 1):
        attached(draft, f"{colour}.png", picture(colour=colour))
    with pytest.raises(Refused, match="at most 20 files"):
        attached(draft, "more.png", picture(colour=222))
    assert draft.attachments.count() == attaching.MOST


def test_files_are_moved_and_taken_off_and_stay_in_order() -> None:
    draft = make_draft()
    a, _b, c = (attached(draft, f"{n}.png", picture(colour=n)) for n in range(3))
    by = draft.saved_by
    attaching.move(c, by=by, up=True)
    attaching.move(a, by=by, up=True)  # is first already
    attaching.detach(a, by=by)
    assert [(f.name, f.position) for f in draft.attachments.all()] == [("2.png", 1), ("1.png", 2)]
    with pytest.raises(WrongState, match="This file is gone"):
        attaching.describe(a, by=by, description="Too late.")


def test_a_text_is_not_submitted_while_a_file_says_nothing() -> None:
    draft = make_draft()
    chart, report = attached(draft), attached(draft, "report.pdf", pdf())
    by = draft.saved_by
    with pytest.raises(Incomplete) as refused:
        submitted(again(draft))
    assert "“chart.png”, “report.pdf”" in refused.value.about["missing"]["files"]
    attaching.describe(chart, by=by, description="", decorative=True)
    with pytest.raises(Refused, match="Only an image can be decorative"):
        attaching.describe(report, by=by, description="", decorative=True)
    attaching.describe(report, by=by, description="The report in full.")
    assert submitted(again(draft)).state == State.SUBMITTED


def test_few_words_beside_files_are_warned_about_and_not_refused() -> None:
    draft = make_draft(body="<p>See&nbsp;the file.</p>")
    assert not attaching.stands_in_for_text(draft)
    attached(draft, "report.pdf", pdf(), **DESCRIBED)
    assert attaching.stands_in_for_text(draft)
    assert submitted(again(draft))
    long = make_draft(body=f"<p>{'We share what we have. ' * 10}</p>")
    attached(long, **DESCRIBED)
    assert not attaching.stands_in_for_text(long)


def test_a_correction_and_a_draft_taken_up_again_carry_the_files() -> None:
    draft = make_draft()
    attached(draft, **DESCRIBED)
    public = approved(again(draft))
    correction = drafting.start_draft(public.document, "en", by=writer(), from_=public)
    [carried] = correction.attachments.all()
    assert (carried.name, carried.description) == ("chart.png", "A map of the rivers.")
    attaching.detach(carried, by=writer())
    assert public.attachments.count() == 1, "what is public stays as it is"


def test_an_urgent_text_that_is_reversed_gives_the_files_back() -> None:
    draft = make_draft()
    attached(draft, **DESCRIBED)
    public = approved(again(draft))
    second = drafting.start_draft(public.document, "en", by=writer(), from_=public)
    attaching.detach(second.attachments.get(), by=writer())
    second = again(second)
    second = drafting.save_draft(second, by=writer(), revision=second.revision, minor=True)
    urgent = urgency.publish_urgently(
        second, by=publisher(), revision=second.revision, reason="Wrong."
    )
    back = urgency.reverse(urgent, by=publisher(), reason="It was right.")
    assert back and back.attachments.count() == 1


def test_a_translation_takes_the_originals_files_without_their_descriptions() -> None:
    draft = make_draft()
    attached(draft, **DESCRIBED)
    attached(draft, "line.png", picture(colour=1), decorative=True)
    public = approved(again(draft))
    french = drafting.start_draft(public.document, "fr", by=writer(), from_=public)
    assert not french.attachments.exists()
    assert attaching.take_from_original(french, by=writer()) == 2
    assert attaching.take_from_original(french, by=writer()) == 0, "twice is once"
    assert [(f.name, f.description, f.decorative) for f in french.attachments.all()] == [
        ("chart.png", "", False),
        ("line.png", "", True),
    ]
    assert [each.name for each in attaching.without_description(french)] == ["chart.png"]


def test_the_files_are_frozen_with_the_edition_and_covered_by_its_digest() -> None:
    draft = make_draft()
    kept = attached(draft, **DESCRIBED)
    public = approved(again(draft))
    with pytest.raises(WrongState):
        attaching.describe(kept, by=administrator(), description="Another map.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Attachment.objects.filter(pk=kept.pk).update(description="Another map.")
    with guards.lifted(connection):
        Attachment.objects.filter(pk=kept.pk).update(description="Another map.")
    assert f"what its file {kept.pk} says is not what was approved" in faults()
    with guards.lifted(connection):
        Attachment.objects.filter(pk=kept.pk).update(**DESCRIBED, sha256="0" * 64)
    assert f"(id {public.pk}) was altered: what its digest covers" in faults()


def faults(**options: Any) -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_record", stdout=out, **options)
    return out.getvalue()


def test_verify_record_reads_the_bytes_where_it_is_asked_to() -> None:
    draft = make_draft()
    kept = attached(draft, "unique.png", picture(size=(41, 31)), **DESCRIBED)
    approved(again(draft))
    out = StringIO()
    call_command("verify_record", stdout=out, files=True)
    assert "and the bytes of 1 files" in out.getvalue()
    path_of(kept.sha256).write_bytes(b"Something else")
    call_command("verify_record", stdout=out)  # the control: it does not look
    assert "its bytes are not those that were approved" in faults(files=True)
    path_of(kept.sha256).unlink()
    assert "its bytes are missing" in faults(files=True)


def test_bytes_are_kept_once_and_freed_when_no_text_has_needed_them_for_a_day() -> None:
    first, second = make_draft(), make_draft()
    content = picture(size=(43, 33))
    one, other = attached(first, content=content), attached(second, content=content)
    path = path_of(one.sha256)
    attaching.detach(one, by=first.saved_by)
    yesterday = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(path, (yesterday, yesterday))
    assert sweep() == 0 and path.exists(), "another text needs them"
    attaching.detach(other, by=second.saved_by)
    os.utime(path)
    assert sweep() == 0 and path.exists(), "it is not a day yet"
    os.utime(path, (yesterday, yesterday))
    assert sweep() >= 1 and not path.exists()


def sweep() -> int:
    cache.delete(files.SWEPT)
    return files.sweep()


def test_the_sweep_looks_once_a_day() -> None:
    sweep()
    draft = make_draft()
    kept = attached(draft, content=picture(size=(44, 33)))
    attaching.detach(kept, by=draft.saved_by)
    os.utime(path_of(kept.sha256), (0, 0))
    assert files.sweep() == 0 and path_of(kept.sha256).exists()
    assert sweep() == 1


def test_what_was_cut_off_on_the_disk_is_written_anew() -> None:
    content = picture(size=(45, 33))
    path = path_of(inspect("a.png", content).sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content[:20])
    attached(make_draft(), content=content)
    assert path.read_bytes() == content


def test_a_row_that_fails_leaves_bytes_that_are_swept() -> None:
    draft = make_draft()
    file = inspect("a.png", picture(size=(46, 33)))
    with pytest.raises(IntegrityError), transaction.atomic():
        attaching.attach(draft, file, by=draft.saved_by)
        Attachment.objects.create(edition=draft, name="again", size=1, sha256=file.sha256)
    assert not Attachment.objects.exists() and path_of(file.sha256).exists()
    os.utime(path_of(file.sha256), (0, 0))
    assert sweep() >= 1 and not path_of(file.sha256).exists()


def test_a_removal_erases_what_the_files_say_and_frees_their_bytes_at_once(
    django_capture_on_commit_callbacks: Any,
) -> None:
    draft = make_draft()
    kept = attached(draft, "private.png", picture(size=(47, 33)), **DESCRIBED)
    public = approved(again(draft))
    correct(public.document, body="<p>Corrected.</p>")
    with django_capture_on_commit_callbacks(execute=True):
        removed(public.document)
    assert Attachment.objects.count() == 2
    for each in Attachment.objects.all():
        assert (each.name, each.description, each.erased) == ("", "", True)
        assert each.about_sha256 == kept.about_sha256
    assert not path_of(kept.sha256).exists()
    call_command("verify_record", stdout=StringIO(), files=True)


def test_a_removal_leaves_the_same_bytes_to_another_document(
    django_capture_on_commit_callbacks: Any,
) -> None:
    content = picture(size=(48, 33))
    draft, other = make_draft(), make_draft()
    kept = attached(draft, content=content, **DESCRIBED)
    attached(other, content=content)
    with django_capture_on_commit_callbacks(execute=True):
        removed(approved(again(draft)).document)
    assert path_of(kept.sha256).exists()


def test_an_example_is_cleared_with_its_files() -> None:
    draft = make_draft(is_example=True)
    attached(draft, **DESCRIBED)
    clearing.clear_example(approved(again(draft)).document)
    assert not Attachment.objects.exists()
