"""The job of the worker: find, expand, collect, in this order."""

from . import expanding, noticing, weekly

MOST = 500  # letters in one go: then the worker sends, and comes back


def run() -> int:
    """Tells whatever became public, however long ago the worker last looked."""
    noticing.notice()
    made = expanding.expand(MOST)
    return made + weekly.collect(MOST)
