"""No page has a fault that axe-core can find, however it is seen (WCAG 2.2 AA and best practice)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from coachloom.course.values import Audience
from coachloom.site.engines import ENGINES
from tests.browser.conftest import Addresses
from tests.browser.pages import DARK, EVERY_KIND, KINDS, LIGHT, NARROW, PHONE, PRINT, SEARCH, Mode
from tests.browser.searching import search_for

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_ON_PAPER = "scrollable-region-focusable: html:"
"""Paper does not scroll, so nothing on it has to take the focus."""

LIGHT_MODES = {"material": (LIGHT, PHONE, NARROW, PRINT, SEARCH), "zensical": (LIGHT, NARROW)}
"""Both engines show the same text with the same styles of ours, so that the second is not seen in every mode again."""

RUN = """async (tags) => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    const found = await axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false })
    return found.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(" ")}: ${node.failureSummary}`))
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page into which axe-core may come, which the policy of ours would forbid; nothing moves on it."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


def seen(page: Page, mode: Mode) -> list[str]:
    """What axe-core finds once the page is shown in ``mode``."""
    page.set_viewport_size(mode.settings["viewport"])
    page.emulate_media(media="print" if mode.media == "print" else "screen")
    if mode.search:
        search_for(page, "learning")
        expect(page.locator("mark:visible").first).to_be_visible()
    found: list[str] = page.evaluate(RUN, TAGS)
    return [f"{mode.name}: {fault}" for fault in found if not (mode is PRINT and fault.startswith(NOT_ON_PAPER))]


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_a_page_has_no_fault(
    page: Page, reference_address: Addresses, engine: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(PHONE.settings["viewport"])
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["day"])
    page.evaluate("localStorage.clear()")
    page.reload()

    page.locator("button.term").first.click()
    expect(page.locator(".term-note:popover-open")).to_be_visible()
    found = seen(page, PHONE)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("button", name="Close")).to_be_in_viewport()
    found += seen(page, PHONE)

    assert found == []


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize(
    ("audience", "at"), [(who, at) for who, _, at in EVERY_KIND], ids=[kind for _, kind, _ in EVERY_KIND]
)
def test_no_kind_of_page_has_a_fault_in_any_mode(
    page: Page, reference_address: Addresses, engine: str, audience: Audience, at: str
) -> None:
    address = reference_address(engine, audience) + at
    page.emulate_media(color_scheme="light")
    page.goto(address)

    found = [fault for mode in LIGHT_MODES[engine] for fault in seen(page, mode)]
    page.evaluate("localStorage.clear()")
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    found += seen(page, DARK)

    assert found == []
