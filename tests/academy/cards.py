"""Cards as academies publish them, and any card that could be."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

from coachloom.academy.card import Agreed, Between, Card, Counted, Who, written
from coachloom.academy.identity import BaseName
from coachloom.reading.text import control_character


def card(
    id: str = "riverside", name: str = "", edition: str = "2027.2", url: str | None = None, **more: object
) -> Card:
    """A card on the first edition of the course; ``more`` are other fields of it."""
    fields: dict[str, object] = {
        "format": 1,
        "academy": Who(id=id, name=name or f"{id.capitalize()} Academy", language="en", url=url),
        "base": BaseName(course="quality-coach", edition="2027.1"),
        "through": (),
        "edition": edition,
        "editions": (edition,),
        "exceptions": (),
        "changes": Counted(),
    }
    return Card(**fields | more)  # type: ignore[arg-type]


def put(folder: Path, name: str, *cards: Card) -> Path:
    """A folder in which each card stands under ``name``, its number and .json; one alone under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(cards):
        file = f"{name}-{number}.json" if len(cards) > 1 else f"{name}.json"
        (folder / file).write_text(written(one), encoding="utf-8")
    return folder


def spoilt(one: Card, **fields: object) -> str:
    """The card's text with other values; None takes a field out."""
    data = json.loads(written(one)) | fields
    return json.dumps({name: value for name, value in data.items() if value is not None}, indent=2)


LINES = st.text(min_size=1, max_size=30).filter(
    lambda text: not control_character(text) and not {"\n", "\r", "\x85"} & set(text) and text == text.strip() != ""
)
IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True)
EDITIONS = st.from_regex(r"20[0-9]{2}\.[1-9][0-9]?", fullmatch=True)
NUMBERS = st.integers(min_value=0, max_value=999_999)
CARDS = st.builds(
    lambda edition, others, **fields: Card(format=1, edition=edition, editions=(*others, edition), **fields),
    edition=EDITIONS,
    others=st.lists(EDITIONS, max_size=2),
    academy=st.builds(
        Who,
        id=IDS,
        name=LINES,
        language=st.sampled_from(["en", "pt", "de-AT"]),
        url=st.none() | st.just("https://a.example/?b=c&d#e"),
        contact=st.none() | st.just("a@b.example"),
    ),
    base=st.builds(BaseName, course=IDS, edition=EDITIONS | EDITIONS.map("{}-draft".format)),
    through=st.lists(st.builds(Between, id=IDS, edition=EDITIONS), max_size=1).map(tuple),
    exceptions=st.lists(st.builds(Agreed, element=IDS, title=LINES, why=LINES, until=EDITIONS), max_size=3).map(tuple),
    changes=st.builds(Counted, set=NUMBERS, replace=NUMBERS, add=NUMBERS, leave_out=NUMBERS, move=NUMBERS),
)
