"""Bytes become text: UTF-8 with or without a byte order mark, any line ends, no control characters."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.paths import read_bytes

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
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
        line = data.count(b"\n", 0, wrong.start) + 1
        raise _not_utf8(file, line, "a character on this line was saved in another encoding") from wrong
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = [
        Problem(
            code="CONTROL",
            what=f"The line holds an invisible control character (U+{ord(found[0]):04X}).",
            place=Place(file, number, found.start() + 1),
            do="delete the character; retyping the line helps where it cannot be seen",
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if (found := _CONTROL.search(line))
    ]
    if faults:
        raise ProblemsFound(faults)
    return text


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
