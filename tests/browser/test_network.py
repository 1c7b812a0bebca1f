"""The page of a network in a real browser: for everyone, on every screen, and without a request."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from coachloom.site.network import PAGE
from tests.browser.pages import DARK, LIGHT, NARROW, PHONE, PRINT, Mode
from tests.browser.test_accessibility import page, seen
from tests.browser.test_policy import Watch
from tests.site.test_network import EXAMPLE, files, mean

__all__ = ["page"]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsakademie"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("network") / PAGE
    file.write_bytes(files(*EXAMPLE, mean(LONG * 3))[PAGE])
    return file.as_uri()


@pytest.mark.parametrize("mode", [LIGHT, DARK, PHONE, NARROW, PRINT], ids=lambda mode: mode.name)
def test_the_page_has_no_fault_however_it_is_seen(page: Page, address: str, mode: Mode) -> None:
    page.goto(address)
    page.emulate_media(color_scheme=mode.settings["color_scheme"])

    assert seen(page, mode) == []


@pytest.mark.parametrize("mode", [LIGHT, PHONE, NARROW], ids=lambda mode: mode.name)
def test_nothing_is_wider_than_the_screen_and_tables_stay_tables(browser: Browser, address: str, mode: Mode) -> None:
    shown = browser.new_page(**mode.settings)
    watch = Watch(shown)
    shown.goto(address)
    told = shown.context.new_cdp_session(shown).send("Accessibility.getFullAXTree")
    roles = [node["role"]["value"] for node in told["nodes"] if not node["ignored"]]
    wide = shown.evaluate("document.documentElement.scrollWidth - innerWidth")
    shown.close()

    assert wide == 0
    assert {role: roles.count(role) for role in ("table", "caption", "row", "columnheader", "rowheader")} == {
        "table": 3,
        "caption": 3,
        "row": 6 + 3 + 4,
        "columnheader": 9 + 2 + 4,
        "rowheader": 5 + 2 + 3,
    }
    assert watch.complaints == []
    assert [url for url in watch.asked if url not in (address, "data:,")] == []
