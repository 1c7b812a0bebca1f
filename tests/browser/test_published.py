"""Three editions and two cohorts of one academy, side by side on a plain static server, with both engines."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coachloom.academy.recalling import recall
from coachloom.site.engines import ENGINES
from coachloom.site.publishing.publish import Wish
from coachloom.site.publishing.recalling import recall_in
from tests.browser.conftest import Serve
from tests.browser.pages import DARK, LIGHT, NARROW, PHONE, Mode
from tests.browser.test_accessibility import AXE, RUN, TAGS
from tests.browser.test_site import watched
from tests.site.publishing.homes import STORY, Place, made

SESSION = "sessions/first-questions/"


@pytest.fixture(scope="module", params=sorted(ENGINES))
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return made(tmp_path_factory.mktemp("home"), Wish(engine=ENGINES[request.param]))


@pytest.fixture
def reader(browser: Browser, serve: Serve) -> Iterator[Page]:  # noqa: ARG001 -- the server outlives the page
    """A page that may not complain, nor ask anything of another host."""
    page, asked, complaints = watched(browser)
    yield page
    page.wait_for_load_state("networkidle")
    host = "/".join(page.url.split("/")[:3])
    assert [url for url in asked if not url.startswith((host, "data:", "blob:"))] == []
    assert complaints == []
    page.close()


def test_a_trainee_finds_the_way_from_the_front_door_to_the_day_and_to_the_others(
    reader: Page, serve: Serve, place: Place
) -> None:
    address = serve(place.home)
    reader.goto(address)
    reader.get_by_role("link", name="Spring 2027").click()
    expect(reader.locator("h1")).to_have_text("Spring 2027")
    reader.get_by_role("link", name="Day 1: Questions").click()
    expect(reader).to_have_url(f"{address}2027.1/days/d01/")
    reader.locator("article").get_by_role("link", name="Three questions before any solution").first.click()
    expect(reader).to_have_url(f"{address}2027.1/{SESSION}")
    reader.get_by_role("link", name="All editions and groups").click()

    expect(reader).to_have_url(address)
    reader.get_by_role("link", name="To the course").click()
    expect(reader).to_have_url(f"{address}2027.3/")


def test_the_switch_leads_to_the_same_page_of_another_edition(reader: Page, serve: Serve, place: Place) -> None:
    address = serve(place.home)
    reader.goto(f"{address}2027.1/{SESSION}")
    reader.locator(".md-version").hover()

    assert reader.locator(".md-version__link").all_inner_texts() == ["2027.3", "2027.2", "2027.1"]
    reader.locator(".md-version__link", has_text="2027.2").click()
    expect(reader).to_have_url(f"{address}2027.2/{SESSION}")
    expect(reader.locator("article")).to_contain_text("His daughter asked every day.")
    expect(reader.locator(".md-version__current")).to_have_text("2027.2")


@pytest.mark.parametrize("edition", ["2027.1", "2027.2"])
def test_an_older_edition_says_so_and_leads_to_the_same_place_in_the_newest(
    reader: Page, serve: Serve, place: Place, edition: str
) -> None:
    address = serve(place.home)
    reader.goto(f"{address}{edition}/{SESSION}#case")
    note = reader.locator(".coach-older")

    expect(note).to_contain_text(f"This is edition {edition}, and there is a newer one.")
    note.get_by_role("link").click()
    expect(reader).to_have_url(f"{address}2027.3/{SESSION}#case")


def test_the_newest_edition_says_nothing_of_the_kind(reader: Page, serve: Serve, place: Place) -> None:
    with reader.expect_response("**/versions.json"):
        reader.goto(f"{serve(place.home)}2027.3/{SESSION}")
    reader.wait_for_load_state("networkidle")

    expect(reader.locator(".coach-older")).to_be_hidden()


def test_a_deep_link_through_the_current_edition_keeps_its_place(reader: Page, serve: Serve, place: Place) -> None:
    address = serve(place.home)
    reader.goto(f"{address}current/{SESSION}#case")

    expect(reader).to_have_url(f"{address}2027.3/{SESSION}#case")


def test_a_browser_without_scripts_is_led_on_too(browser: Browser, serve: Serve, place: Place) -> None:
    address = serve(place.home)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}current/{SESSION}")

    expect(page).to_have_url(f"{address}2027.3/{SESSION}")
    context.close()


def test_a_story_that_was_withdrawn_is_found_nowhere(reader: Page, serve: Serve, place: Place, tmp_path: Path) -> None:
    home = Path(shutil.copytree(place.home, tmp_path / "home"))
    root = Path(shutil.copytree(place.root, tmp_path / "riverside"))
    recall(root, "first-questions/case", "It could be traced.", datetime.date(2027, 6, 1))
    recall_in(root, home, say=lambda _: None)
    address = serve(home)
    for edition in ("2027.1", "2027.2", "2027.3"):
        reader.goto(f"{address}{edition}/{SESSION}")
        expect(reader.locator("article")).not_to_contain_text(STORY)
        expect(reader.locator("article")).to_contain_text("This text was withdrawn on 2027-06-01. It could be traced.")


@pytest.mark.parametrize("mode", [LIGHT, DARK, PHONE, NARROW], ids=lambda mode: mode.name)
def test_pages_outside_editions_have_no_fault_that_axe_can_find(
    browser: Browser, serve: Serve, place: Place, mode: Mode
) -> None:
    address = serve(place.home)
    context = browser.new_context(bypass_csp=True, java_script_enabled=True, **mode.settings)
    context.add_init_script(AXE)
    page = context.new_page()
    found = {}
    for path in ("", "cohorts/2027-spring/", "404.html"):
        page.goto(address + path)
        found[path] = page.evaluate(RUN, TAGS)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, path
    context.close()

    assert found == {path: [] for path in found}
