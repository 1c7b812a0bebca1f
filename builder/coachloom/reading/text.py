"""Bytes become text: UTF-8 with or without a byte order mark, any line ends, no control characters."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.paths import read_bytes

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(root: Path, relative: str) -> str:
    """The text of a file, line ends as on Unix; ENCODING or CONTROL problems name the line."""
    return decoded(read_bytes(root, relative), relative)


def decoded(data: bytes, file: str) -> str:
    """``data`` as text; see `read_text`."""
    if data.startswith(_OTHER_MARKS):
        raise _not_utf8(file, 1, "it was saved as UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        raise _not_utf8(file, line, "a character on this line was saved in another encoding") from wrong
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not control_character(text):
        return text
    faults = [
        control_problem(found, Place(file, number))
        for number, line in enumerate(text.split("\n"), start=1)
        if (found := control_character(line))
    ]
    raise ProblemsFound(faults)


def control_character(text: str) -> re.Match[str] | None:
    """The first character that nobody sees and no file needs."""
    return _CONTROL.search(text)


def control_problem(found: re.Match[str], place: Place) -> Problem:
    """What to say of a `control_character` in a text that begins at ``place``."""
    return Problem(
        code="CONTROL",
        what=f"The line holds an invisible control character (U+{ord(found[0]):04X}).",
        place=Place(place.file, place.line, place.column + found.start()),
        do="delete the character; retyping the line helps where it cannot be seen",
    )


def _not_utf8(file: str, line: int, why: str) -> ProblemsFound:
    return ProblemsFound(
        [
            Problem(
                code="ENCODING",
                what=f"The file is not UTF-8: {why}.",
                place=Place(file, line),
                do='in Notepad choose "Save as" and the encoding UTF-8',
            )
        ]
    )
