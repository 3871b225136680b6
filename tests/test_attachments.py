"""Images and files of a draft: what may be attached, what is refused and why, and what follows."""

import hashlib

import pytest

from cultural_alliance.editions import (
    attachable,
    attaching,
    drafting,
    publishing,
    urgency,
)
from cultural_alliance.editions.attachable import Unfit, inspect
from cultural_alliance.editions.models import Attachment, DraftReader, State
from cultural_alliance.editions.refusals import Incomplete, NotYourOwn, Refused, WrongState
from tests.support.cast import make_user, publisher, writer
from tests.support.files import (
    DESCRIBED,
    MACROS,
    again,
    attached,
    docx,
    moving,
    path_of,
    pdf,
    picture,
    swelling,
    with_place,
)
from tests.support.record import (
    approved,
    events_of,
    make_draft,
    submitted,
)

pytestmark = pytest.mark.django_db

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
