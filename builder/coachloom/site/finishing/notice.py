"""What stands in the place of a text that was withdrawn."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from coachloom.words import Words


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands in the place of a text: ``url`` is the text's own, such as ``sessions/walk/#case``."""

    id: str
    url: str
    words: str

    @property
    def page(self) -> str:
        return f"{self.url.partition('#')[0]}index.html"

    @property
    def anchor(self) -> str:
        return self.url.partition("#")[2]

    @property
    def is_picture(self) -> bool:
        return not self.url.partition("#")[0].endswith("/")


def in_words(date: datetime.date, why: str, words: Words) -> str:
    """The words of a notice."""
    return words.text("recall.notice", date=date.isoformat(), why=why)
