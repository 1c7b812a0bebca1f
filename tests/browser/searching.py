"""How a reader searches, with either engine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

_FIELD = ".md-search__input, [role=combobox]"


def open_search(page: Page) -> None:
    """Presses the key of the search until its field has the focus: a key that comes before its script listens is lost."""
    page.wait_for_load_state()
    expect(page.locator(".md-search__input, body > div > dialog")).to_be_attached()
    for _ in range(20):
        page.keyboard.press("/")
        try:
            expect(page.locator(_FIELD)).to_be_focused(timeout=3_000)
        except AssertionError:
            continue
        return
    pytest.fail("the search never opened")


def search_for(page: Page, words: str) -> None:
    """Opens the search and types, once it stands: letters typed earlier would be lost."""
    open_search(page)
    page.keyboard.type(words)
