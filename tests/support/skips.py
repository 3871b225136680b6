"""What a run left out, and why, told at its end. In CI (`CI=true`) leaving out is a failure."""

import json
import os
from pathlib import Path

import pytest

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
LEFT_OUT = pytest.StashKey["LeftOut"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("alliance", "the Alliance portal").addoption(
        "--carry-skips",
        type=Path,
        metavar="FILE",
        help="tell at the end what earlier runs left out too, and add this run's for later ones",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[LEFT_OUT] = LeftOut(config)
        config.pluginmanager.register(config.stash[LEFT_OUT], "left-out")


class LeftOut:
    """Counts skipped and expected-to-fail tests by their reason."""

    def __init__(self, config: pytest.Config) -> None:
        self.database = config.getoption("database")
        self.carried: Path | None = config.getoption("carry_skips")
        self.reasons: dict[str, int] = {}

    def add(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped:
            return
        if isinstance(report.longrepr, tuple):
            reason = report.longrepr[2].removeprefix("Skipped: ")
        else:
            reason = getattr(report, "wasxfail", "") or str(report.longrepr)
        key = f"{self.database}: {reason}"
        self.reasons[key] = self.reasons.get(key, 0) + 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.add(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.add(report)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if IN_CI and self.reasons and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        told = self.with_earlier_runs()
        if not told:
            return
        terminalreporter.section("left out of this run" + (" (a failure in CI)" if IN_CI else ""))
        for reason, count in sorted(told.items()):
            tests = "1 test" if count == 1 else f"{count} tests"
            terminalreporter.line(f"{tests} left out, {reason}")

    def with_earlier_runs(self) -> dict[str, int]:
        if self.carried is None:
            return self.reasons
        earlier = json.loads(self.carried.read_text()) if self.carried.exists() else {}
        told = earlier | self.reasons
        self.carried.parent.mkdir(parents=True, exist_ok=True)
        self.carried.write_text(json.dumps(told))
        return told
