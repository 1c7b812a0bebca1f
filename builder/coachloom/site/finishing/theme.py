"""Faults of the theme, mended on its finished pages.

The sources are measurements: axe-core, a keyboard and the Nu checker on stock pages of both engines. Below a width
of 1,220 px the theme opens its menu and its search by labels, which a keyboard never reaches (WCAG 2.1.1); they get
buttons beside them, moved by `assets/coachloom.js`, and stay for browsers without scripts.
"""

from __future__ import annotations

import html

from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import NOT_FOUND, BuiltPage

_NOT_HTML = (("input.md-toggle, input.md-nav__toggle", "autocomplete"), ("input", "autocorrect"))


def menu_and_search_have_buttons(page: BuiltPage, facts: Facts) -> None:
    names = {"__drawer": facts.words.text("site.menu"), "__search": facts.words.text("site.search")}
    for toggle, name in names.items():
        for label in page.html.css(f"header label.md-header__button[for={toggle}]"):
            attributes = {
                "type": "button",
                "class": "md-header__button md-icon coach-toggle",
                "data-toggle": toggle,
                "aria-label": name,
                "aria-expanded": "false",
            }
            icon = label.css_first("svg")
            label.insert_before(page.node("button", attributes, str(icon.html) if icon else ""))
            label.attrs["aria-hidden"] = "true"


def menu_can_be_closed(page: BuiltPage, facts: Facts) -> None:
    """On a phone the menu covers the button that opened it."""
    for title in page.html.css(".md-nav--primary > label.md-nav__title[for=__drawer]"):
        attributes = {"type": "button", "class": "coach-toggle coach-close", "data-toggle": "__drawer"}
        words = html.escape(facts.words.text("site.close"), quote=False)
        title.insert_after(page.node("button", attributes, words))


def dialog_and_results_have_names(page: BuiltPage, facts: Facts) -> None:
    for dialog in page.html.css(".md-search[role=dialog]"):
        dialog.attrs["aria-label"] = facts.words.text("site.search")
    for count in page.html.css(".md-search-result__meta"):
        count.attrs["role"] = "status"


def where_we_are_is_told(page: BuiltPage, facts: Facts) -> None:  # noqa: ARG001 -- every pass is called alike
    for link in page.html.css("a.md-nav__link--active, .md-tabs__item--active > a"):
        here = link.attributes.get("href") in {"./", ".", "././", ""}
        link.attrs["aria-current"] = "page" if here else "true"


def inner_menus_are_no_landmarks(page: BuiltPage, facts: Facts) -> None:  # noqa: ARG001
    """A list within the menu is a part of it."""
    for menu in page.html.css("nav.md-nav nav.md-nav"):
        menu.attrs["role"] = "presentation"
        for attribute in ("aria-label", "aria-labelledby", "aria-expanded"):
            if attribute in menu.attributes:
                del menu.attrs[attribute]


def inner_menus_have_buttons(page: BuiltPage, facts: Facts) -> None:
    """What opens a list of the menu, beside the link to its own page, bears no name in the theme."""
    for label in page.html.css("nav.md-nav label.md-nav__link[tabindex]"):
        owner = label.parent.css_first("a.md-nav__link") if label.parent else None
        if owner is None:
            continue
        attributes = {
            "type": "button",
            "class": "md-nav__link coach-toggle",
            "data-toggle": str(label.attributes["for"]),
            "aria-label": facts.words.text("site.open_part", title=" ".join(owner.text().split())),
            "aria-expanded": "false",
        }
        label.insert_before(page.node("button", attributes, str(label.inner_html)))
        label.attrs["aria-hidden"] = "true"
        del label.attrs["tabindex"]


def anchors_have_names(page: BuiltPage, facts: Facts) -> None:
    for link in page.html.css("a.headerlink"):
        link.attrs["aria-label"] = facts.words.text("site.anchor")
        link.attrs["title"] = facts.words.text("site.anchor")


def attributes_are_html(page: BuiltPage, facts: Facts) -> None:  # noqa: ARG001
    for selector, attribute in _NOT_HTML:
        for node in page.html.css(f":is({selector})[{attribute}]"):
            del node.attrs[attribute]
    for node in page.html.css("[tabindex='']"):
        del node.attrs["tabindex"]


def labels_belong_to_a_control(page: BuiltPage, facts: Facts) -> None:  # noqa: ARG001
    """The theme labels a button for the table of contents on pages that have none."""
    for label in page.html.css("label[for]"):
        if page.html.css_first(f"[id='{label.attributes['for']}']") is None:
            del label.attrs["for"]


def missing_pages_say_what_to_do(page: BuiltPage, facts: Facts) -> None:
    heading = page.html.css_first("article h1") if page.file == NOT_FOUND else None
    if heading is not None:
        heading.inner_html = html.escape(facts.words.text("site.not_found"), quote=False)
        text = html.escape(facts.words.text("site.not_found_do"), quote=False)
        heading.insert_after(page.node("p", {}, text))
