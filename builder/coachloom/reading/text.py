"""Bytes become text: UTF-8 with or without a byte order mark, any line ends, no control characters.

A file in which two people's versions stand side by side is refused too, before anyone tries to make sense of it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Files
from coachloom.reading.paths import printable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MERGE_MARKER = re.compile(r"^(<{7}|>{7})(?: .*)?$", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


def read_text(files: Files, relative: str) -> str:
    """The text of a file, line ends as on Unix; ENCODING, CONTROL and MERGE problems name the line."""
    return decoded(files.read(relative), relative)


def decoded(data: bytes, file: str, *, private: bool = False) -> str:
    """``data`` as text; see `read_text`. Of what is ``private`` no problem quotes a word."""
    if data.startswith(_OTHER_MARKS):
        raise _not_utf8(file, 1, "it was saved as UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        raise _not_utf8(file, line, _in_ansi(data, wrong.start, private=private)) from wrong
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = [*_control_problems(text, file), *_merge_problems(text, file)]
    if faults:
        raise ProblemsFound(faults)
    return text


def _control_problems(text: str, file: str) -> Iterator[Problem]:
    if control_character(text):
        for number, line in enumerate(text.split("\n"), start=1):
            if found := control_character(line):
                yield control_problem(found, Place(file, number))


def _merge_problems(text: str, file: str) -> Iterator[Problem]:
    """One for each pair of markers, where the first stands; a marker that lost its partner counts as a pair."""
    opened = 0
    for line, marker in _merge_markers(text, file):
        if marker == "<":
            if opened:
                yield _merge_problem(file, opened, "stand in the file from this line on")
            opened = line
        elif opened:
            yield _merge_problem(file, opened, f"stand in the file, from this line to line {line}")
            opened = 0
        else:
            yield _merge_problem(file, line, "stand in the file above this line")
    if opened:
        yield _merge_problem(file, opened, "stand in the file from this line on")


def _merge_markers(text: str, file: str) -> Iterator[tuple[int, str]]:
    """Lines with ``<`` or ``>``; what a Markdown file shows as code is an example, not a marker."""
    if not _MERGE_MARKER.search(text):
        return
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if file.endswith(".md") and (met := _FENCE.match(line)):
            if not fence:
                fence = met[1]
            elif met[1].startswith(fence) and not met[2].strip():
                fence = ""
        elif not fence and (marker := _MERGE_MARKER.match(line)):
            yield number, marker[1][0]


def _merge_problem(file: str, line: int, where: str) -> Problem:
    return Problem(
        code="MERGE",
        what=f"Two people's versions {where}.",
        place=Place(file, line),
        do="keep one of the two texts and delete the lines of <, = and >",
    )


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


def _in_ansi(data: bytes, at: int, *, private: bool) -> str:
    """What the word around the byte ``at`` seems to be; Notepad calls Windows-1252 ANSI."""
    around = re.findall(rb"\S*\Z", data[max(at - 20, 0) : at])[0] + re.findall(rb"\A\S*", data[at : at + 20])[0]
    try:
        word = printable(around.decode("cp1252").strip("\"'.,:;!?()[]{}"))
    except UnicodeDecodeError:
        return "a character on this line was saved in another encoding"
    read = "a word was" if private else f'it reads like "{word}"'
    return f"{read} saved as ANSI (Windows-1252)"


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
