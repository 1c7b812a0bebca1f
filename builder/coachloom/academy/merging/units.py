"""A text as units that are merged whole: sentences in prose; lines in tables, code, headings and lists.

Joined again, the units are the text, byte for byte. Whatever is in doubt stays one unit: two sentences in one are
a larger choice, half a sentence from each side could be a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from coachloom.reading.markdown import Markdown, read_markdown


@dataclass(frozen=True, slots=True)
class Unit:
    """``lead`` is the white space before it; two units are the same where their keys are."""

    lead: str
    text: str
    key: str

    @property
    def whole(self) -> str:
        return self.lead + self.text


def units(text: str) -> tuple[Unit, ...]:
    """The units of a Markdown text; the last is always its end, which may have white space before it."""
    return tuple(_cut(text, read_markdown(text)))


def joined(parts: Iterable[Unit]) -> str:
    """The text that the units came from."""
    return "".join(unit.whole for unit in parts)


def _cut(text: str, read: Markdown) -> Iterator[Unit]:
    lines = text.split("\n")
    alone = _lines_alone(read)
    lead, run = "", ""
    for number, line in enumerate(lines):
        ending = "\n" if number < len(lines) - 1 else ""
        in_code = alone.get(number) == "code"
        starts = number in alone or bool(_MARKER.match(line)) or (number - 1) in alone
        if run and (starts or not line.strip()):
            lead = yield from _sentences(lead, run)
            run = ""
        if in_code and line:
            yield Unit(lead, line, line)
            lead = ending
        elif not line.strip():
            lead += line + ending
        elif number in alone:
            lead = yield from _whole(lead, line + ending)
        else:
            run += line + ending
    if run:
        lead = yield from _sentences(lead, run)
    yield Unit(lead, "", "")


_MARKER = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$)")


def _lines_alone(read: Markdown) -> dict[int, str]:
    """Lines, counted from 0, that are a unit each, and why."""
    alone = {line - 1: "heading" for heading in read.headings for line in range(heading.line, heading.below)}
    for table in read.tables:
        last = max((row.line for row in table.rows), default=table.line)
        alone |= dict.fromkeys(range(table.line - 1, max(last, table.line + 1)), "table")
    for first, after in read.code:
        alone |= dict.fromkeys(range(first, after), "code")
    return alone


def _whole(lead: str, text: str) -> Generator[Unit, None, str]:
    """One unit; what follows it is the next one's lead."""
    body = text.rstrip()
    yield Unit(lead, body, _key(body))
    return text[len(body) :]


_END = re.compile(
    r"""[.!?…]["'”’»)\]*_]*(?P<gap>[ \t]*\n[ \t]*(?:>[ \t]?)*|[ \t]+)(?=["'“‘«(\[*_]*[^\W_a-z])|[。！？]"""  # noqa: RUF001 -- these marks themselves are meant
)
_NO_END = re.compile(
    r"(?:^|[\s>(\[\"'“‘])(?:Mr|Mrs|Ms|Dr|Prof|Ph\.D|St|No|Nos|Fig|vs|cf|al|etc|approx|ca|pp|[A-Z]|[^\W\d_](?:\.[^\W\d_])+)\.[\"'”’)\]*_]*$"  # noqa: RUF001 -- these marks themselves are meant
)
_LONGEST_END = 40
"""So far back an abbreviation is looked for; from the beginning each time, a long paragraph would take minutes."""


def _sentences(lead: str, run: str) -> Generator[Unit, None, str]:
    """The sentences of a paragraph; what follows the last is the next one's lead."""
    start = seen = 0
    marks: Counter[str] = Counter()
    for end in _END.finditer(run):
        gap = end.start("gap") if end["gap"] else end.end()
        marks.update(_marks(run[seen:gap], begins=seen == start))
        seen = gap
        listed = gap - start < _LONGEST_END and _MARKER.fullmatch(f"{run[start:gap]} ")
        abbreviated = _NO_END.search(run, max(start - 1, gap - _LONGEST_END, 0), gap)
        if listed or abbreviated or not _closed(marks):
            continue
        sentence = run[start:gap]
        yield Unit(lead, sentence, _key(sentence))
        lead, start = run[gap : end.end()], end.end()
        seen = start
        marks.clear()
    return (yield from _whole(lead, run[start:])) if run[start:].strip() else lead + run[start:]


_TAG = re.compile(r"<(?P<end>/?)(?!(?:br|hr|img|input|wbr)\b)[A-Za-z][\w-]*(?:\s[^<>]*)?(?<!/)>", re.IGNORECASE)
_UNDERLINE = re.compile(r"(?<!\w)_|_(?!\w)")
_TWICE = ("`", "*", "**", "~~", "_", '"', "“", "«")


def _marks(text: str, *, begins: bool) -> Counter[str]:
    """How often each mark that opens or closes something stands in a part of a sentence."""
    body = _MARKER.sub("", text, count=1) if begins and _MARKER.match(text) else text
    single = body.replace("**", "")
    tags = [tag["end"] for tag in _TAG.finditer(body)]
    return Counter(
        {
            **{mark: body.count(mark) for mark in ("`", "~~", '"', "**", "(", ")", "[", "]")},
            "*": single.count("*"),
            "_": len(_UNDERLINE.findall(body)),
            "“": sum(body.count(mark) for mark in "„“”"),  # “ opens in English, and closes in German
            "«": sum(body.count(mark) for mark in "«»"),
            "<": tags.count(""),
            ">": tags.count("/"),
        }
    )


def _closed(marks: Mapping[str, int]) -> bool:
    """Whether no emphasis, quotation, link, bracket, tag or code that began in a sentence goes on behind it."""
    pairs = all(marks.get(opening, 0) == marks.get(closing, 0) for opening, closing in ("()", "[]", "<>"))
    return pairs and not any(marks.get(mark, 0) % 2 for mark in _TWICE)


def _key(text: str) -> str:
    """What is read: how lines are broken, and how accents are stored, are left out; line breaks by two spaces stay."""
    body = unicodedata.normalize("NFC", text)
    indent = body[: len(body) - len(body.lstrip())]
    kept = re.sub(r" {2,}\n", "\v", body.strip())
    return indent + re.sub(r"[ \t\n]*\v[ \t\n]*", "  \n", re.sub(r"[ \t\n]+(?:>[ \t]?)*", " ", kept))
