"""Editions that stand side by side: an older one says so, though its pages never change.

Only `versions.json`, beside the editions, knows which one is current; so the note stands on every page, and
`assets/coachloom.js` shows it, and gives the link its address, once an edition is not current any more.
"""

from __future__ import annotations

import html

from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import BuiltPage


def older_editions_say_so(page: BuiltPage, facts: Facts) -> None:
    article = page.article
    if not facts.shelf or article is None:
        return
    said = facts.words.text("edition.older", edition=facts.shelf)
    link = facts.words.text("edition.to_current")
    attributes = {
        "class": "coach-older md-typeset",
        "hidden": "",
        "data-edition": facts.shelf,
        "data-home": f"{page.root}../",
        "data-page": page.file.removesuffix("index.html"),
    }
    text = f"<p>{html.escape(said, quote=False)} <a>{html.escape(link, quote=False)}</a></p>"
    article.insert_before(page.node("aside", attributes, text))
