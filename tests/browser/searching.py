"""How a reader searches, with either engine."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def search_for(page: Page, words: str) -> None:
    """Opens the search by its key and types, once it stands: letters typed earlier would be lost."""
    page.wait_for_load_state()
    expect(page.locator(".md-search__input, body > div > dialog")).to_be_attached()
    page.keyboard.press("/")
    expect(page.locator(".md-search__input, [role=combobox]")).to_be_focused()
    page.keyboard.type(words)
