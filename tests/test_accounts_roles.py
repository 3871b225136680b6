"""The five roles and their rights are there after `migrate`, and after everything was emptied."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command

from cultural_alliance.accounts.roles import PERMISSIONS, Role
from tests.support.cast import administrator, make_user, publisher, writer


def rights() -> dict[str, set[str]]:
    return {
        group.name: {f"{one.content_type.app_label}.{one.codename}" for one in held}
        for group in Group.objects.all()
        for held in [group.permissions.select_related("content_type")]
    }


def as_said() -> dict[str, set[str]]:
    return {role.value: set(names) for role, names in PERMISSIONS.items()}


def test_each_role_has_exactly_the_rights_that_it_is_said_to_have(db: None) -> None:
    assert rights() == as_said()


def test_what_was_changed_by_hand_is_put_right_by_the_next_migration(
    transactional_db: None,
) -> None:
    Group.objects.get(name=Role.PUBLISHER).permissions.clear()
    Group.objects.get(name=Role.WRITER).delete()
    assert rights() != as_said()
    call_command("migrate", verbosity=0)
    assert rights() == as_said()


def test_the_roles_survive_a_flush(transactional_db: None) -> None:
    from django.db import connection

    from cultural_alliance.editions import guards

    with guards.lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
    assert rights() == as_said()
    cache.set("there", "yes")
    assert cache.get("there") == "yes"


@pytest.mark.slow
def test_a_migration_that_stops_half_way_does_not_fail(tmp_path: Path) -> None:
    for arguments in (["contenttypes"], ["accounts"], []):
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", *arguments, "-v0"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    ("who", "right", "has"),
    [
        (writer, "editions.write", True),
        (writer, "editions.publish", False),
        (publisher, "editions.publish", True),
        (publisher, "accounts.change_user", False),
        (administrator, "accounts.change_user", True),
        (administrator, "accounts.delete_user", False),
        (make_user, "editions.write", False),
    ],
)
def test_who_may_do_what(db: None, who: Any, right: str, has: bool) -> None:
    assert who().has_perm(right) is has
