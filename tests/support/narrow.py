"""Whether a page fits a small screen.

too_wide(page)                  what sticks out of the window as it is
too_wide_for_a_phone(page, 360) … when the window is so many pixels wide; it is set back then
"""

from playwright.sync_api import Page

TOO_WIDE = """() => {
    const root = document.documentElement;
    const scrolls = (each) => {
        for (let box = each; box && box !== document.body; box = box.parentElement)
            if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
        return false;
    };
    const sticksOut = (each) => {
        const box = each.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && !scrolls(each)
            && (box.right > root.clientWidth + 1 || box.left < -1);
    };
    const parts = document.querySelectorAll("input, select, textarea, button, a:not(.skip), img");
    const found = [...parts].filter(sticksOut).map((each) => each.outerHTML.slice(0, 120));
    return root.scrollWidth > root.clientWidth ? [root.scrollWidth + " px", ...found] : found;
}"""


def too_wide(page: Page) -> list[str]:
    """What sticks out of the window, be it cut off or to be scrolled to. Tables may scroll."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def too_wide_for_a_phone(page: Page, width: int) -> list[str]:
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": width, "height": 640})
    found = too_wide(page)
    page.set_viewport_size(before)
    return found
