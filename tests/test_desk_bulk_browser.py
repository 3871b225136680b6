"""Many texts at once, by clicking: chosen in a narrowed list, confirmed, and told by name."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cultural_alliance.editions.models import Edition, State

from .support.cast import publisher
from .support.desk import enter
from .support.journeys import NewContext, with_and_without_scripts
from .support.narrow import too_wide_for_a_phone
from .support.portal import Portal
from .support.record import make_draft, submitted

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def require_well_made(page: Page, *, scripts: bool) -> None:
    assert not too_wide_for_a_phone(page, 768)
    if scripts:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@with_and_without_scripts
def test_what_waits_is_chosen_and_approved_for_an_instant_and_each_is_told(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    person = publisher()
    texts = [submitted(make_draft(title=f"Message {n}")) for n in (1, 2)]
    texts.append(submitted(make_draft(title="رسالة بمناسبة اليوم", language="ar")))
    submitted(make_draft(title="Written by me", by=person))
    make_draft(title="Not submitted")
    context = new_context(java_script_enabled=scripts)
    enter(context, person, live_portal)
    page = context.new_page()
    page.goto("/admin/editions/edition/")
    page.get_by_role("link", name="Submitted", exact=True).click()
    expect(page.get_by_role("link", name="Not submitted")).to_have_count(0)
    if scripts:
        page.locator("#action-toggle").check()
        expect(page.get_by_text("4 of 4 selected")).to_be_visible()
    else:
        for box in page.locator("input.action-select").all():
            box.check()
    page.get_by_role("button", name="Approve", exact=True).click()

    expect(page.get_by_role("heading", name="4 texts, of which 1 will be refused")).to_be_visible()
    require_well_made(page, scripts=scripts)
    page.get_by_label("At an instant that I choose").check()
    page.get_by_label("Day").fill("2035-03-25")
    page.get_by_label("Time", exact=True).fill("02:30")
    page.get_by_label("Note").fill("All for the Day.")
    page.locator(".submit-row").get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".error")).to_contain_text("no 02:30 on Sunday 25 March 2035")
    expect(page.get_by_label("Note")).to_have_value("All for the Day.")
    page.get_by_role("button", name="Take Sunday 25 March 2035, 03:00:00").click()
    expect(page.locator(".decided-texts")).to_contain_text("رسالة بمناسبة اليوم")
    expect(page.locator(".instants")).to_contain_text("Sunday 25 March 2035, 01:00:00")
    require_well_made(page, scripts=scripts)
    page.get_by_role("button", name="Approve for this instant").click()

    expect(page.get_by_role("status")).to_have_text("3 of 4 done, 1 not done.")
    refused = page.locator(".outcomes.is-refused li")
    expect(refused).to_contain_text("Written by me")
    expect(refused).to_contain_text("a different person has to approve it")
    expect(page.locator(".outcomes.is-done li")).to_have_count(3)
    require_well_made(page, scripts=scripts)
    page.reload()
    expect(page.get_by_role("status")).to_have_text("3 of 4 done, 1 not done.")
    page.get_by_role("link", name="Back to the list").click()
    expect(page).to_have_url(f"{live_portal.url}/admin/editions/edition/?place=submitted")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    assert {Edition.objects.get(pk=each.pk).state for each in texts} == {State.APPROVED}
