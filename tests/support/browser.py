"""A real Chromium that tells of each breach of the content policy and of each script error."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, WebError

# Playwright's sync API runs an event loop in this thread, in which Django would refuse to work.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# The shell first: without windows, a browser for one more person costs a fifth.
INSTALLED = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
BREACH = "Content Security Policy"
TELL_BREACHES = f"""
document.addEventListener("securitypolicyviolation", (event) => console.error(
  "{BREACH}: " + event.violatedDirective + " refused " + (event.blockedURI || "inline")
  + " at " + event.sourceFile + ":" + event.lineNumber + " " + event.sample));
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser is a browser test, also where nobody thought of marking it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], playwright: Playwright
) -> dict[str, Any]:
    """Launch the installed Chromium, or else Playwright's own."""
    arguments = {**browser_type_launch_args, "args": list(ARGUMENTS)}
    if os.geteuid() == 0:
        arguments["args"].append("--no-sandbox")  # Chromium's sandbox refuses to run as root
    if executable := next(filter(None, map(shutil.which, INSTALLED)), None):
        arguments["executable_path"] = executable
    elif not Path(playwright.chromium.executable_path).exists():
        pytest.skip(
            "No Chromium here: install Debian's package 'chromium-headless-shell', "
            "or run '.venv/bin/playwright install chromium'."
        )
    return arguments


@pytest.fixture
def browser_problems() -> list[str]:
    """Breaches of the policy and script errors seen so far; a test that expects one clears it."""
    return []


@pytest.fixture
def new_context(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    browser_problems: list[str],
) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser of its own for each person of a journey; addresses may begin with a slash.

    The test fails at its end if any page of any of them had a problem.
    """
    contexts: list[BrowserContext] = []
    portal = next((name for name in PORTALS if name in request.fixturenames), None)
    home = {"base_url": request.getfixturevalue(portal).url} if portal else {}

    def make(**options: Any) -> BrowserContext:
        context = new_context(**(home | options))
        watch(context, browser_problems)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()  # what its pages still had to say is heard now
    assert not browser_problems, "\n".join(browser_problems)


PORTALS = ("live_portal", "granian_portal")


def watch(context: BrowserContext, problems: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if BREACH in message.text:
            problems.append(f"{message.page.url if message.page else ''}: {message.text}")

    def on_error(error: WebError) -> None:
        problems.append(f"{error.page.url if error.page else ''}: {error.error}")

    context.on("console", on_console)
    context.on("weberror", on_error)
    context.add_init_script(TELL_BREACHES)


@pytest.fixture
def page_without_js(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a browser whose reader has switched scripts off."""
    return new_context(java_script_enabled=False).new_page()
