"""A site that opens from its folder, without a web server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from coachloom.site.engines import ENGINES
from tests.browser.searching import open_search
from tests.conftest import Sites


def typed_until_found(page: Page, words: str, result: Locator) -> None:
    """Types into the open search until it answers: letters that come before its index stands are lost."""
    for _ in range(20):
        page.keyboard.type(words, delay=20)
        try:
            expect(result.first).to_be_visible(timeout=5_000)
        except AssertionError:
            page.keyboard.press("ControlOrMeta+a")
            continue
        return
    pytest.fail("the search never answered")


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_links_and_search_work_from_a_folder(browser: Browser, reference_site: Sites, engine: str) -> None:
    home = (reference_site(engine, offline=True) / "index.html").as_uri()
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(home)

    page.get_by_role("link", name=re.compile("^Day 1: ")).first.click()
    expect(page.locator("h1")).to_contain_text("Day 1: Why flow")
    page.locator("article").get_by_role("link", name="Sign the agreements and book the hour").first.click()
    expect(page.locator("h1")).to_contain_text("Sign the agreements and book the hour")
    page.locator(".md-header .md-logo").first.click()
    expect(page).to_have_url(home)

    open_search(page)
    results = {"material": ".md-search-result__link", "zensical": "[role=option]"}
    result = page.locator(results[engine]).filter(has_text="Effective meetings")
    typed_until_found(page, "fishbowl", result)
    result.first.click()

    expect(page.locator("h1")).to_contain_text("Effective meetings")
    assert page.url.partition("#")[0].partition("?")[0].endswith("/index.html")
    assert complaints == []
    page.close()
