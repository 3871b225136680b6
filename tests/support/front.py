"""The front page of the admin, as somebody sees it.

desk(user)                        the page
panel(page, "Waiting for me")     what stands under a panel's heading
part(page, "To approve")          what stands under a part's heading; nothing where there is none
"""

import re
from html import unescape

from django.test import Client

from cultural_alliance.accounts.models import User


def desk(user: User) -> str:
    client = Client()
    client.force_login(user)
    response = client.get("/admin/")
    assert response.status_code == 200
    return unescape(response.content.decode())


def panel(page: str, title: str) -> str:
    """What stands under the heading of a panel, up to the next panel."""
    assert f">{title}<" in page, f"The desk has no panel “{title}”."
    return page.split(f">{title}<", 1)[1].split("</section>", 1)[0]


def part(page: str, title: str) -> str:
    """What stands under the heading of a part, up to the next; nothing where there is none."""
    found = re.search(rf"<h3[^>]*>{re.escape(title)} <span(.*?)(<h3|</section>|\Z)", page, re.S)
    return found[1] if found else ""
