"""A preview in a real browser: pages follow edits where the reader was, and say what is wrong with the files."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.test_site import watched
from tests.previewing import previewed, save

SESSION = "modules/first/one/questions.md"


def test_a_page_follows_an_edit_and_stays_where_it_was_while_others_are_left_alone(
    browser: Browser, small: Path
) -> None:
    with previewed(small) as (address, following):
        page, asked, complaints = watched(browser)
        page.set_viewport_size({"width": 800, "height": 400})
        page.goto(f"{address}sessions/first-questions/")
        page.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
        other = browser.new_page()
        other.goto(f"{address}days/d01/")
        other.evaluate("window.untouched = true")

        save(small, SESSION, "Ask first.", "Ask first, and wait.")

        expect(page.get_by_text("Ask first, and wait.")).to_have_count(1)
        page.wait_for_function("scrollY === 300")
        assert following.next() == ("shown", None)
        assert following.next() == ("shown", ("sessions/first-questions/index.html",))
        assert other.evaluate("window.untouched") is True
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        assert complaints == []
        page.close()
        other.close()


def test_a_problem_stands_above_the_page_as_text_and_goes_when_it_is_mended(browser: Browser, small: Path) -> None:
    with previewed(small) as (address, _):
        page, _, complaints = watched(browser)
        page.goto(f"{address}sessions/first-questions/")
        box = page.get_by_role("alert")
        expect(box).to_have_count(0)

        save(small, SESSION, "Ask first.", "Ask <img src=x onerror=alert(1)> first.")

        expect(box).to_be_in_viewport()
        expect(box).to_contain_text(f"{SESSION}:")
        expect(box).to_contain_text("<img src=x")
        expect(box.locator("img")).to_have_count(0)
        expect(page.locator("article")).to_contain_text("Ask first.")

        page.reload()
        expect(box).to_contain_text(f"{SESSION}:")
        save(small, SESSION, "Ask <img src=x onerror=alert(1)> first.", "Ask first.")

        expect(box).to_have_count(0)
        assert complaints == []
        page.close()
