"""Everything can be used by keyboard, also where the theme alone leaves it to a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from coachloom.course.values import Audience
from coachloom.site.engines import ENGINES
from tests.browser.conftest import Addresses
from tests.browser.pages import KINDS
from tests.browser.searching import search_for

ENGINE_NAMES = sorted(ENGINES)
FOCUSED = """async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    let one = document.activeElement
    while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
    const shown = one.matches(".md-option") ? one.nextElementSibling : one
    const box = shown.getBoundingClientRect()
    const top = (x, y) => {
        let found = document.elementFromPoint(x, y)
        while (found?.shadowRoot?.elementFromPoint(x, y)) found = found.shadowRoot.elementFromPoint(x, y)
        return found
    }
    const points = [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 4, box.top + 4],
        [box.right - 4, box.bottom - 4]]
    const faults = []
    if (!points.some(([x, y]) => shown.contains(top(x, y)) || top(x, y)?.matches("li, p")))
        faults.push("hidden")
    if (![getComputedStyle(shown), getComputedStyle(shown, "::after")].some((style) => style.outlineStyle !== "none"))
        faults.push("without a ring")
    return one === document.body ? "" : faults.map((fault) => `${fault}: ${one.outerHTML.slice(0, 100)}`).join()
}"""
"""What is wrong with the focus: it is covered or off the screen, or one does not see that it is there."""


def steps(page: Page, key: str, times: int) -> list[str]:
    """What is wrong with the focus on the way."""
    found = []
    for _ in range(times):
        page.keyboard.press(key)
        found.append(page.evaluate(FOCUSED))
    return [fault for fault in found if fault]


def go_to(page: Page, wanted: Locator) -> None:
    """By the Tab key alone."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"The Tab key does not reach {wanted}.")


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

    go_to(page, menu)
    page.keyboard.press("Enter")

    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-nav--primary a:focus")).to_have_count(1)
    assert steps(page, "Tab", 60) == []
    assert page.locator(".md-nav--primary :focus, body:focus").count() == 1
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_the_menu_has_a_button_that_closes_it(page: Page, reference_address: Addresses, engine: str) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["session"])
    menu = page.get_by_role("button", name="Menu")
    menu.press("Enter")
    expect(page.locator(".md-nav--primary a:focus")).to_have_count(1)

    page.get_by_role("button", name="Close").press("Enter")

    expect(page.locator(".md-nav--primary")).not_to_be_in_viewport()
    expect(menu).to_be_focused()


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_part_of_the_menu_opens_by_its_own_button(page: Page, reference_address: Addresses, engine: str) -> None:
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["day"])
    page.get_by_role("button", name="Menu").press("Enter")
    expect(page.locator(".md-nav--primary a:focus")).to_have_count(1)
    part = page.get_by_role("button", name="Show what stands below Day 1: Why flow, why coaching, why two")
    expect(part).to_have_attribute("aria-expanded", "true")
    link = page.locator(".md-nav--primary").get_by_role("link", name="Systems, flow, and the step from micro to meso")
    expect(link).to_be_visible()

    part.press("Enter")

    expect(part).to_have_attribute("aria-expanded", "false")
    expect(link).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 820, 390, 320])
@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_what_is_closed_takes_no_focus_and_every_focus_is_seen(
    page: Page, reference_address: Addresses, engine: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 400})
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["month"])

    assert [*steps(page, "Tab", 50), *steps(page, "Shift+Tab", 50)] == []


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_every_focus_in_the_open_search_is_seen(page: Page, reference_address: Addresses, engine: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(reference_address(engine, Audience.EVERYONE))
    search_for(page, "ladder")
    expect(page.locator("mark:visible").first).to_be_visible()

    assert [page.evaluate(FOCUSED), *steps(page, "Tab", 6)] == [""]


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_wide_table_is_scrolled_by_keys(page: Page, reference_address: Addresses, engine: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(reference_address(engine, Audience.EVERYONE) + KINDS["session"])
    table = page.get_by_role("region", name="The six days as a picture").first

    go_to(page, page.locator("summary").first)
    page.keyboard.press("Enter")
    go_to(page, table)
    page.keyboard.press("ArrowRight")

    expect(table).not_to_have_js_property("scrollLeft", 0)


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
