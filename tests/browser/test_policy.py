"""Nothing foreign: pages ask no other host, obey their own policy, and stay light."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from coachloom.course.values import Audience
from coachloom.site.engines import ENGINES
from tests.browser.conftest import Addresses
from tests.browser.pages import EVERY_KIND, KINDS
from tests.browser.searching import search_for

ENGINE_NAMES = sorted(ENGINES)
KILOBYTES = {"material": 400, "zensical": 440}
"""All that a page loads but the search: the index, and what reads it. Zensical's own style and script weigh more."""
SEARCH = (*(engine.index for engine in ENGINES.values()), "workers/search")


WEIGHT = """(search) => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((one) => !search.some((part) => one.name.includes(part)))
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""


class Watch:
    """What a page asks for, and what it complains of."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )

    def foreign(self, address: str) -> list[str]:
        return [url for url in self.asked if not url.startswith((address, "data:", "blob:"))]


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize(
    ("audience", "at"), [(who, at) for who, _, at in EVERY_KIND], ids=[kind for _, kind, _ in EVERY_KIND]
)
def test_no_page_asks_another_host_complains_or_weighs_too_much(
    browser: Browser, reference_address: Addresses, engine: str, audience: Audience, at: str
) -> None:
    address = reference_address(engine, audience)
    page = browser.new_page()
    watch = Watch(page)

    page.goto(address + at, wait_until="networkidle")

    weight = page.evaluate(WEIGHT, SEARCH)
    page.close()
    assert watch.foreign(address) == []
    assert watch.complaints == []
    assert 100 < weight / 1024 <= KILOBYTES[engine]


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_colours_search_and_explanations_work_within_the_policy(
    browser: Browser, reference_address: Addresses, engine: str
) -> None:
    address = reference_address(engine, Audience.EVERYONE)
    page = browser.new_page()
    watch = Watch(page)
    page.goto(address + KINDS["day"], wait_until="networkidle")

    page.locator("form[data-md-component=palette] label:not([hidden])").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("button.term").first.click()
    expect(page.locator(".term-note:popover-open")).to_have_count(1)
    page.keyboard.press("Escape")
    search_for(page, "fishbowl")
    expect(page.get_by_text("Effective meetings").locator("visible=true").first).to_be_visible()

    page.close()
    assert watch.foreign(address) == []
    assert watch.complaints == []


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_script_that_somebody_put_on_a_page_does_not_run(
    browser: Browser, reference_address: Addresses, engine: str
) -> None:
    page = browser.new_page()
    page.goto(reference_address(engine, Audience.EVERYONE))

    page.evaluate(
        """() => {
            const script = document.createElement("script")
            script.textContent = "window.ran = true"
            document.body.append(script)
        }"""
    )

    assert page.evaluate("window.ran === undefined")
    page.close()
