"""A Markdown file: YAML between two lines of hyphens, then text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontmatter.default_handlers import YAMLHandler

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.markdown import Markdown, read_markdown
from coachloom.reading.paths import printable
from coachloom.reading.yaml_text import read_yaml

LONGEST_TEXT = 50_000

_DASHES = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]{2,}|[\u2012-\u2015])\s*\Z")
_FACT = re.compile(r"[a-z_]+:")
_MORE_OF_A_FACT = re.compile(r"[ \t]+\S|- ")
_TEXT_AMONG_FACTS = re.compile(r"^##+ *[^#\s]", re.MULTILINE)
_GLUED_HEADING = re.compile(r" {0,3}(#{2,6})([^#\s].*)")


def read_frontmatter(text: str, file: str) -> Document:
    """The front matter as a document with its Markdown; places are those of the whole file.

    Blank lines before the first line of hyphens do no harm.
    """
    text = text.removeprefix("\ufeff")
    handler = YAMLHandler()  # splits only; our own reader loads, keeps lines and stays safe
    boundaries = handler.FM_BOUNDARY.finditer(text) if handler.FM_BOUNDARY else iter(())
    opening = next(boundaries, None)
    if opening is None or text[: opening.start()].strip():
        raise ProblemsFound([_not_opened(text, file)])
    first_line = text.count("\n", 0, opening.end()) + 1
    if next(boundaries, None) is None:
        raise ProblemsFound([_not_closed(text, file, opening.start())])
    facts, body = handler.split(text)
    if len(body) > LONGEST_TEXT:
        raise ProblemsFound(
            [
                Problem(
                    code="SIZE",
                    what=f"The text is longer than {LONGEST_TEXT:,} characters.",
                    place=Place(file),
                    do="split it into several files",
                )
            ]
        )
    markdown = read_markdown(body, line=text.count("\n", 0, len(text) - len(body)) + 1)
    glued = list(glued_headings(markdown, file))
    try:
        document = read_yaml(facts, file, first_line=first_line)
    except ProblemsFound as found:
        if _TEXT_AMONG_FACTS.search(facts) and any(problem.code == "SYNTAX" for problem in found.problems):
            raise ProblemsFound([_not_closed(text, file, opening.start())]) from found
        raise ProblemsFound([*found.problems, *glued]) from found
    if glued:
        raise ProblemsFound(glued)
    return Document(file=file, data=document.data, places=document.places, text=markdown)


def _not_opened(text: str, file: str) -> Problem:
    lines = text.split("\n")
    number = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if _DASHES.match(lines[number]):
        return _no_hyphens(lines[number], Place(file, number + 1))
    return Problem(
        code="FRONT-MATTER",
        what="The file does not begin with its facts between two lines of three hyphens.",
        place=Place(file, number + 1),
        do="begin with a line `---`, then `id: …` and the other facts, then a line `---`",
    )


def _not_closed(text: str, file: str, opened_at: int) -> Problem:
    """Where the closing line seems to belong: behind the last fact."""
    lines = text.rstrip().split("\n")
    opening = text.count("\n", 0, opened_at)
    end = opening + 1
    for number, line in enumerate(lines[end:], start=end):
        if _FACT.match(line) or (_MORE_OF_A_FACT.match(line) and number == end):
            end = number + 1
        elif line.strip():
            if _DASHES.match(line):
                return _no_hyphens(line, Place(file, number + 1))
            break
    below = end == len(lines)
    return Problem(
        code="FRONT-MATTER",
        what=f"The facts begin with `---` on line {opening + 1}, but no line `---` ends them.",
        place=Place(file, end if below else end + 1),
        do=f"put a line `---` {'below' if below else 'above'} this line, behind the last fact",
    )


def _no_hyphens(line: str, place: Place) -> Problem:
    shown = printable(line.strip())
    why = "they are too few or stand further in" if set(shown) == {"-"} else "an editor made a dash of them"
    return Problem(
        code="FRONT-MATTER",
        what=f"`{shown}` is no line of three hyphens: {why}.",
        place=place,
        do="type three hyphens, `---`, at the beginning of the line and nothing else; undo if they change",
    )


def glued_headings(markdown: Markdown, file: str) -> Iterator[Problem]:
    """Lines that were meant as headings; Markdown wants a space behind the hashes."""
    for number, line in enumerate(markdown.text.split("\n")):
        glued = _GLUED_HEADING.match(line)
        if glued and not any(first <= number < after for first, after in markdown.code):
            yield Problem(
                code="HEADING",
                what=f"`{printable(line.strip())}` is no heading without a space.",
                place=Place(file, markdown.line + number),
                do=f"write `{printable(f'{glued[1]} {glued[2].strip()}')}`",
            )
