"""Everything can be used by keyboard, also where the theme alone leaves it to a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from coachloom.course.values import Audience
from coachloom.site.engines import ENGINES
from tests.browser.conftest import Addresses
from tests.browser.pages import KINDS

ENGINE_NAMES = sorted(ENGINES)
SEEN = """() => {
    const one = document.activeElement
    const box = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    return {
        name: one.tagName,
        inside: box.right > 0 && box.left < innerWidth && style.visibility !== "hidden",
        ring: style.outlineStyle !== "none" || getComputedStyle(one, "::after").outlineStyle !== "none",
    }
}"""
"""Where the focus is, whether that is on the screen, and whether one sees that it is there."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [820, 390, 320])
@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_the_menu_opens_by_keyboard_takes_the_focus_and_gives_it_back(
    page: Page, reference_address: Addresses, engine: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["session"])
    menu = page.get_by_role("button", name="Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")

    menu.focus()
    page.keyboard.press("Enter")

    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-nav--primary a:focus")).to_have_count(1)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.md-content, .md-footer')")
        assert page.evaluate(SEEN)["inside"]
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_part_of_the_menu_opens_by_its_own_button(page: Page, reference_address: Addresses, engine: str) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["day"])
    page.get_by_role("button", name="Menu").press("Enter")
    part = page.get_by_role("button", name="Show what stands below Day 1: Why flow, why coaching, why two")
    expect(part).to_have_attribute("aria-expanded", "true")
    link = page.locator(".md-nav--primary").get_by_role("link", name="Systems, flow, and the step from micro to meso")
    expect(link).to_be_visible()

    part.press("Enter")

    expect(part).to_have_attribute("aria-expanded", "false")
    expect(link).to_be_hidden()


@pytest.mark.parametrize("width", [820, 390, 320])
@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_what_is_closed_takes_no_focus_and_every_focus_is_seen(
    page: Page, reference_address: Addresses, engine: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["month"])
    lost = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN)
        if seen["name"] != "BODY" and not (seen["inside"] and seen["ring"]):
            lost.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))

    assert lost == []


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_the_search_opens_by_keyboard_on_a_phone_and_escape_closes_it(
    page: Page, reference_address: Addresses, engine: str
) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE))
    page.locator("button[data-toggle=__search]").press("Enter")
    field = page.get_by_role("combobox") if engine == "zensical" else page.locator(".md-search__input")
    expect(field).to_be_focused()

    page.keyboard.type("ladder")

    expect(page.get_by_text("Ladder of inference").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_word_of_the_glossary_is_explained_by_keyboard_and_escape_returns(
    page: Page, reference_address: Addresses, engine: str
) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["day"])
    term = page.locator("button.term").first
    note = page.locator(f"#{term.get_attribute('popovertarget')}")
    expect(note).to_be_hidden()

    term.press("Enter")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")

    expect(note).to_be_hidden()
    expect(term).to_be_focused()


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize("at", KINDS.values(), ids=KINDS)
def test_no_page_scrolls_sideways_at_320_pixels_or_at_200_per_cent(
    page: Page, reference_address: Addresses, engine: str, at: str
) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE) + at)
    wide = []
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 512})
        wide.append(page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    assert [by for by in wide if by > 0] == []


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_nothing_moves_for_a_reader_who_asked_for_that(page: Page, reference_address: Addresses, engine: str) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE))
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
            const style = getComputedStyle(one)
            return [style.transitionDuration, style.animationDuration].some((time) => parseFloat(time) > 0)
        }).map((one) => one.className)"""
    )

    assert moving == []


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_the_first_stop_leads_past_the_menu_to_the_text(page: Page, reference_address: Addresses, engine: str) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["session"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()

    page.keyboard.press("Enter")

    text = {"material": "#systems-flow-and-the-step-from-micro-to-meso", "zensical": "#__skip"}
    assert page.url.endswith(text[engine])
    assert page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top") < 300
