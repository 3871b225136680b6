"""For granian: a function that answers with a finished page and its headers, whatever is asked;
which is what the server alone costs."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["BENCH_ANSWER"])
PAGE = (FOLDER / "page.html").read_bytes()
HEADERS = [(name, value) for name, value in json.loads((FOLDER / "headers.json").read_text())]


def portal(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", HEADERS)
    return [PAGE]
