"""The academies of a network as a page for people and a table for Excel; what others wrote stays text in both."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from coachloom.academy.card import Agreed, Card
from coachloom.academy.changes import VERBS
from coachloom.academy.identity import Identity
from coachloom.academy.network import Network
from coachloom.academy.numbers import edition_order
from coachloom.site.plain_pages import FRONT, PlainPages
from coachloom.words import Words

PAGE = "network.html"
TABLE = "network.csv"
_STYLES = ("front.css", "network.css")
_ACTS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would work out, or run."""

_ODD = re.compile(r"[{}|\\^`]")
"""Signs that no address of HTML may hold as they are."""


def network_files(network: Network, home: Path, words: Words) -> dict[str, bytes]:
    """Both files by name; each stands alone. Looks come from ``home``."""
    return {TABLE: _table(network.cards, words), PAGE: _page(network.cards, home, words)}


def _page(cards: Sequence[Card], home: Path, words: Words) -> bytes:
    pages = PlainPages(home, words, Identity(id="network", name=words.text("network.title")))
    style = "\n".join((home / "site" / FRONT / file).read_text(encoding="utf-8") for file in _STYLES)
    counts = [_counts(card) for card in cards]
    totals = [sum(column) for column in zip(*counts, strict=True)]
    bases = Counter((card.base.course, card.base.edition) for card in cards)
    values = {
        "style": style,
        "style_hash": f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}",
        "kinds": [{"name": name, "total": total} for name, total in zip(_kinds(words), totals, strict=True)],
        "academies": [
            {
                "name": card.academy.name,
                "language": card.academy.language,
                "url": _ODD.sub(lambda sign: quote(sign[0]), card.academy.url or ""),
                "base": _base(card, words),
                "edition": card.edition,
                "counts": numbers,
            }
            for card, numbers in zip(cards, counts, strict=True)
        ],
        "total": words.text("network.total", n=len(cards)),
        "bases": [
            {"name": f"{course} {edition}", "count": bases[course, edition]}
            for course, edition in sorted(bases, key=lambda base: (base[0], edition_order(base[1])))
        ],
        "exceptions": [
            {
                "academy": card.academy.name,
                "language": card.academy.language,
                "title": one.title,
                "why": one.why,
                "until": one.until,
            }
            for card in cards
            for one in card.exceptions
        ],
    }
    return pages.render("network.html.j2", PAGE, values)


def _counts(card: Card) -> list[int]:
    """Changes of each kind, then agreed exceptions: as `_kinds` names them."""
    return [*(getattr(card.changes, verb) for verb in VERBS), len(card.exceptions)]


def _kinds(words: Words) -> list[str]:
    return [*(words.text(f"network.did.{verb}") for verb in VERBS), words.text("network.exceptions")]


def _base(card: Card, words: Words) -> str:
    edition = f"{card.base.course} {card.base.edition}"
    between = _between(card)
    return words.text("network.through", edition=edition, between=between) if between else edition


def _between(card: Card) -> str:
    return ", ".join(f"{layer.id} {layer.edition}" for layer in card.through)


def _table(cards: Sequence[Card], words: Words) -> bytes:
    """One row an academy. Editions stand with whose they are: alone, 2027.10 would be a number, and become 2027.1."""
    text = words.text
    head = [
        *(text("network.csv.id"), text("network.csv.name"), text("network.csv.language"), text("network.csv.url")),
        *(text("network.csv.contact"), text("network.builds_on"), text("network.csv.through"), text("network.own")),
        *(text("network.csv.editions"), *_kinds(words), text("network.csv.told")),
    ]
    file = io.StringIO(newline="")
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(head)
    for card in cards:
        who = card.academy
        row: list[str | int] = [
            *(who.id, who.name, who.language, who.url or "", who.contact or ""),
            *(f"{card.base.course} {card.base.edition}", _between(card), f"{who.id} {card.edition}"),
            *(len(card.editions), *_counts(card)),
            "; ".join(_told(one, words) for one in card.exceptions),
        ]
        rows.writerow(cell if isinstance(cell, int) else _harmless(cell) for cell in row)
    return file.getvalue().encode("utf-8-sig")


def _told(one: Agreed, words: Words) -> str:
    return words.text("network.csv.one", title=one.title, element=one.element, why=one.why, until=one.until)


def _harmless(cell: str) -> str:
    """On one line, and text whatever it begins with."""
    line = " ".join(cell.splitlines())
    return f"'{line}" if line.startswith(_ACTS) else line
