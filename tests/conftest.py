"""Where the fixtures are: databases, the portal on a port, the browser, the mailbox (support/)."""

import gc
import os

import hypothesis
import pytest

from tests.support.skips import IN_CI

pytest_plugins = [
    "tests.support.isolation",
    "tests.support.portal",
    "tests.support.browser",
    "tests.support.mail",
    "tests.support.reading",
    "tests.support.outage",
]

# In CI the same examples each time; elsewhere new ones, and those that failed are tried first.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "local")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a browser, a server, a pause are waited for often."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that none is left at the end for one worker alone."""
    for mark in ("slow", "browser"):
        items.sort(key=lambda each: each.get_closest_marker(mark) is None)


def pytest_collection_finish() -> None:
    """What was imported stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
