"""What a server process has done before its first request."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.slow, pytest.mark.once]
LOADED = """
import gc, sys
import cultural_alliance.wsgi
print(gc.get_freeze_count() > 50_000, "messages.views.statement" in sys.modules)
"""


def test_what_every_request_needs_is_loaded_and_left_alone_by_the_collector(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=settings.BASE_DIR,
        env=os.environ | {"ALLIANCE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout, told.stderr) == ("True True\n", "")
