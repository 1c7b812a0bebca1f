"""A site that opens from its folder, without a web server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from coachloom.site.engines import ENGINES
from tests.conftest import Sites


def until_search_is_ready(page: Page) -> None:
    """Waits for the index, and for the stand-in that reads it; the policy lets no test wait inside the page."""
    for _ in range(200):
        if page.evaluate("typeof __index") == "object":
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(1_500)


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

    until_search_is_ready(page)
    page.keyboard.press("/")
    page.keyboard.type("fishbowl", delay=20)
    results = {"material": ".md-search-result__link", "zensical": "[role=option]"}
    page.locator(results[engine]).filter(has_text="Effective meetings").first.click()

    expect(page.locator("h1")).to_contain_text("Effective meetings")
    assert page.url.partition("#")[0].partition("?")[0].endswith("/index.html")
    assert complaints == []
    page.close()
