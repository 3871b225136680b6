"""Images and files once a text is approved: frozen, verified, and freed when nobody needs them."""

import os
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from cultural_alliance.editions import (
    attaching,
    clearing,
    files,
    guards,
)
from cultural_alliance.editions.attachable import inspect
from cultural_alliance.editions.models import Attachment
from cultural_alliance.editions.refusals import WrongState
from tests.support.cast import administrator
from tests.support.files import (
    DESCRIBED,
    again,
    attached,
    path_of,
    picture,
)
from tests.support.record import (
    approved,
    correct,
    make_draft,
    removed,
)

pytestmark = pytest.mark.django_db


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
