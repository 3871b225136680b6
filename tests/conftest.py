"""Where the fixtures are: databases, the portal on a port, the browser, the mailbox (support/)."""

import hypothesis

from tests.support.skips import IN_CI

pytest_plugins = [
    "tests.support.isolation",
    "tests.support.portal",
    "tests.support.browser",
    "tests.support.mail",
]

# In CI the same examples each time; elsewhere new ones, and those that failed are tried first.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "local")
