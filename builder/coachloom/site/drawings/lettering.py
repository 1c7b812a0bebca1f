"""Text in a picture: how wide it may become, and where it is broken.

Readers see it in the font of their own system, so widths are estimates, a little above those of DejaVu Sans, the
widest of the fonts that systems use.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import accumulate, takewhile

from coachloom.site.drawings.svg import Markup, joined, tag, words

SMALL = 13
BODY = 14
"""Sizes of text; nothing is smaller than `SMALL`."""

LEADING = 18
"""From one base line to the next."""

ASCENT = 13
"""From the top of a line to its base line."""

_BOLD = 1.12
_CLASSES = (
    (" .,:;'|!ijlI", 0.34),
    ('()[]{}-/\\frt"`*', 0.43),
    ("mwMW@%—…", 1.02),
    ("ABCDGHKNOPQRSTUVXYZ&+=<>~#", 0.84),
    ("0123456789abcdeghknopqsuvxyzEFJL?$_–", 0.66),
)
_WIDTHS = {letter: width for letters, width in _CLASSES for letter in letters}
_OTHER = 0.85
_WIDE = 1.4


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide ``text`` is at most, in the units of ``size``."""
    return sum(map(_letter, text)) * size * (_BOLD if bold else 1)


def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    is_letter = unicodedata.category(letter).startswith("L")
    return _OTHER if is_letter and unicodedata.east_asian_width(letter) not in {"W", "F"} else _WIDE


def broken(text: str, width: float, size: float = BODY, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` in lines none of which is wider than ``width``; a word that is longer than a line is cut."""
    lines: list[str] = []
    for word in text.split():
        rest = word
        joint = f"{lines[-1]} {rest}" if lines else rest
        if lines and width_of(joint, size, bold=bold) <= width:
            lines[-1] = joint
            continue
        while (fits := _fitting(rest, width, size, bold=bold)) < len(rest):
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return tuple(lines)


def _fitting(word: str, width: float, size: float, *, bold: bool) -> int:
    """How many letters of ``word`` stand within ``width``; at least one, so that it gets shorter."""
    ends = accumulate(width_of(letter, size, bold=bold) for letter in word)
    return max(1, sum(1 for _ in takewhile(lambda end: end <= width, ends)))


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of text in one style; ``class_`` is that of the style sheet, ``bold`` as it says there."""

    lines: tuple[str, ...]
    size: float = BODY
    class_: str = "d-text"

    @property
    def height(self) -> float:
        return len(self.lines) * LEADING

    def at(self, x: float, top: float, anchor: str = "start") -> Markup:
        """The block with its first line below ``top``."""
        shown = (
            label(x, top + ASCENT + number * LEADING, text, self.class_, anchor, self.size)
            for number, text in enumerate(self.lines)
        )
        return joined(*shown)


def set_text(text: str, width: float, size: float = BODY, class_: str = "d-text") -> Block:
    """``text`` broken to ``width``."""
    return Block(broken(text, width, size, bold="d-bold" in class_), size, class_)


def label(x: float, y: float, text: str, class_: str = "d-soft", anchor: str = "start", size: float = SMALL) -> Markup:
    """One line of text that stands on ``y``."""
    placed = class_ if anchor == "start" else f"{class_} d-{anchor}"
    return tag("text", words(text), class_=placed, x=x, y=y, font_size=size)
