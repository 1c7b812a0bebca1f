"""A cohort's page in a real browser: the next day by the reader's clock, three views, and all of it without scripts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coachloom.site.timetables.files import cohort_files
from tests.browser.conftest import Serve
from tests.browser.pages import DARK, LIGHT, NARROW, PHONE, Mode
from tests.browser.test_accessibility import AXE, RUN, TAGS
from tests.browser.test_site import watched
from tests.site.timetables.given import given, pages

FOLDER = "cohorts/2027-spring"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which only the cohort's page stands."""
    folder = tmp_path_factory.mktemp("home")
    plain = pages()
    for file, data in {**plain.files, **cohort_files(given(), plain, FOLDER).files}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(data)
    return folder


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page that may not complain, nor ask anything of another host."""
    page, asked, complaints = watched(browser)
    yield page
    host = "/".join(page.url.split("/")[:3])
    assert [url for url in asked if not url.startswith(host)] == []
    assert complaints == []
    page.close()


def at(page: Page, address: str, instant: str, anchor: str = "") -> None:
    page.clock.set_fixed_time(datetime.datetime.fromisoformat(instant))
    page.goto(f"{address}{FOLDER}/{anchor}")


@pytest.mark.parametrize(
    ("instant", "soon", "what"),
    [
        ("2026-11-26T12:00Z", "in 47 days", "Day 1:"),
        ("2027-01-11T23:30Z", "tomorrow", "Day 1:"),
        ("2027-01-12T08:00Z", "today", "Day 1:"),
        ("2027-01-12T10:00Z", "now", "Day 1:"),
        ("2027-01-12T16:45Z", "in 16 days", "Day 2:"),
        ("2027-04-20T12:00Z", "in 7 days", "Day 7:"),
        ("2027-04-25T23:30Z", "tomorrow", "Day 7:"),  # half past midnight in London
    ],
)
def test_the_next_day_is_that_of_the_reader_s_clock_and_the_cohort_s_calendar(
    reader: Page, serve: Serve, home: Path, instant: str, soon: str, what: str
) -> None:
    at(reader, serve(home), instant)

    expect(reader.locator("#next .soon")).to_have_text(soon)
    expect(reader.locator("#next .what")).to_contain_text(what)
    expect(reader.locator("#all-over")).to_be_hidden()


def test_after_the_last_day_the_page_says_that_all_are_over(reader: Page, serve: Serve, home: Path) -> None:
    at(reader, serve(home), "2027-12-14T17:00Z")

    expect(reader.locator("#next")).to_be_hidden()
    expect(reader.locator("#all-over")).to_be_visible()


def test_one_view_is_shown_at_a_time_and_a_day_in_it_leads_to_the_list(reader: Page, serve: Serve, home: Path) -> None:
    at(reader, serve(home), "2027-04-01T12:00Z")
    shown = reader.locator("#agenda:visible, #month:visible, #year:visible")
    for name, view in (("List", "agenda"), ("Months", "month"), ("Year", "year")):
        reader.get_by_role("link", name=name, exact=True).click()
        expect(shown).to_have_count(1)
        expect(shown).to_have_id(view)
    reader.locator("#year").get_by_role("link", name="27 : Day 7", exact=False).click()

    expect(shown).to_have_id("agenda")
    expect(reader.locator("#d07")).to_be_in_viewport()
    expect(reader.get_by_role("link", name="List")).to_have_attribute("aria-current", "true")


def test_without_scripts_the_whole_year_stands_in_order(browser: Browser, serve: Serve, home: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{serve(home)}{FOLDER}/")

    assert [page.locator(f"#{view}").is_visible() for view in ("next", "agenda", "month", "year", "take")] == [
        False, True, True, True, True,
    ]  # fmt: skip
    assert page.locator("#agenda article").count() == 17
    page.close()


@pytest.mark.parametrize("mode", [LIGHT, DARK, PHONE, NARROW], ids=lambda mode: mode.name)
def test_no_view_has_a_fault_that_axe_can_find_nor_is_too_wide(
    browser: Browser, serve: Serve, home: Path, mode: Mode
) -> None:
    context = browser.new_context(bypass_csp=True, **mode.settings)
    context.add_init_script(AXE)
    page = context.new_page()
    address, found = serve(home), {}
    for view in ("agenda", "month", "year"):
        at(page, address, "2027-04-01T12:00Z", f"?{view}#{view}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[view] = [wide, *page.evaluate(RUN, TAGS)]
    context.close()

    assert found == {view: [0] for view in found}


def test_on_paper_the_list_stands_without_what_only_a_screen_can_do(reader: Page, serve: Serve, home: Path) -> None:
    at(reader, serve(home), "2027-04-01T12:00Z")
    reader.emulate_media(media="print")

    assert [reader.locator(where).is_visible() for where in ("#agenda", ".views", "#take")] == [True, False, False]
