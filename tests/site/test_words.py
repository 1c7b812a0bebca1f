"""Every word of our pages is used, and every word used is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from coachloom.site.tree import load_words
from coachloom.words import Words

ROOT = Path(__file__).parent.parent.parent
LOOKED_UP = (
    *("rule.", "level.", "mode.", "moment.", "home.brief.", "home.door_", "plan.", "adaptations.", "count."),
    *("drawings.rules.", "drawings.signal.", "learned.did.", "network.did."),
    *("cohort_page.legend.", "cohort_page.news.", "timetable.", "calendar."),
    *("statements.missing.", "accessibility.title", "privacy.title"),
)
"""Beginnings of names that are put together when a page is made."""


def names(words: Mapping[str, object], before: str = "") -> Iterator[str]:
    for name, value in words.items():
        if isinstance(value, Words):
            yield from names(value, f"{before}{name}.")
        else:
            yield before + name


def test_every_word_is_used_and_every_word_used_is_there() -> None:
    templates = (template for folder in ("pages", "front") for template in (ROOT / "site" / folder).glob("*.j2"))
    folders = (ROOT / "builder/coachloom" / folder for folder in ("cohorts", "site"))
    sources = [*templates, *(file for folder in folders for file in folder.rglob("*.py"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r"\bw\.([a-z_]+(?:\.[a-z_]+)*)", text))
    used |= set(re.findall(r"""text\(\s*f?["']([a-z_]+(?:\.[a-z_]+)+)["']""", text))
    there = set(names(load_words(ROOT, "en")))

    assert sorted(name for name in there - used if not name.startswith(LOOKED_UP)) == []
    assert sorted(name for name in used - there if f"{name}." not in LOOKED_UP) == []
