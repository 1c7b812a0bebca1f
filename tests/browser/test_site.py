"""The finished site in a real browser, with both engines."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coachloom.course.values import Audience
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES
from tests.browser.conftest import Addresses, Serve
from tests.browser.searching import search_for

SMALL = Path(__file__).parent.parent / "small"


@pytest.fixture(scope="module", params=sorted(ENGINES))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    out = folder / "site"
    build(
        Path(shutil.copytree(SMALL, folder / "small")), out, Choice(engine=ENGINES[request.param]), say=lambda _: None
    )
    return out


def watched(browser: Browser) -> tuple[Page, list[str], list[str]]:
    """A new page, with every address it asks for and every complaint it makes."""
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, asked, complaints


def test_a_reader_goes_from_home_to_a_session_and_nothing_leaves_the_site(
    browser: Browser, serve: Serve, site: Path
) -> None:
    address = serve(site)
    page, asked, complaints = watched(browser)

    page.goto(address)
    page.locator("article").get_by_role("link", name="Day 1").click()
    expect(page.locator("h1")).to_contain_text("Day 1: Questions")
    page.locator("article").get_by_role("link", name="Three questions before any solution").click()

    expect(page.locator("h1")).to_contain_text("Three questions before any solution")
    assert page.url == f"{address}sessions/first-questions/"
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert complaints == []
    page.close()


def test_search_finds_a_session_by_a_word_of_its_text(browser: Browser, serve: Serve, site: Path) -> None:
    page, _, complaints = watched(browser)
    page.goto(serve(site))

    search_for(page, "prediction")

    expect(page.get_by_text("Run one test").first).to_be_visible()
    assert complaints == []
    page.close()


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_trainee_with_a_phone_finds_in_two_taps_what_to_do_before_the_next_day(
    browser: Browser, reference_address: Addresses, engine: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(reference_address(engine, Audience.EVERYONE))

    page.get_by_role("link", name=re.compile("^Day 2: ")).tap()
    page.locator(".glance").get_by_role("link", name="Follow one patient's path").tap()

    expect(page.locator("h1")).to_contain_text("Follow one patient's path")
    expect(page.get_by_role("heading", name="Done when")).to_be_visible()
    context.close()


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_long_name_in_the_menu_of_a_phone_stands_clear_of_the_button_that_closes_it(
    browser: Browser, reference_address: Addresses, engine: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(reference_address(engine, Audience.EVERYONE))
    name = "Riverside Improvement Academy"
    title = page.locator(".md-nav--primary > .md-nav__title")
    title.evaluate("(node, name) => { node.lastChild.textContent = name }", name)

    page.get_by_role("button", name="Menu").click()
    close = page.get_by_role("button", name="Close")
    expect(close).to_be_in_viewport()

    right_of_name = title.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node.lastChild);"
        " return range.getBoundingClientRect().right }"
    )
    box = close.bounding_box()
    assert box is not None
    assert name in str(title.text_content())
    assert right_of_name <= box["x"]
    page.close()


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_short_page_prints_on_one_sheet_and_a_days_plan_is_not_torn(
    browser: Browser, reference_address: Addresses, engine: str
) -> None:
    page = browser.new_page()
    address = reference_address(engine, Audience.EVERYONE)

    page.goto(f"{address}forms/after-a-day/")
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
    page.goto(f"{address}days/d01/")
    page.emulate_media(media="print")
    breaks = page.locator(".as-list").evaluate_all("all => all.map(one => getComputedStyle(one).breakInside)")

    assert len(sheets) == 1
    assert breaks == ["avoid"]
    page.close()
