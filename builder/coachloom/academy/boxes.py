"""Questions with boxes to tick, in plain Markdown that opens in Notepad: written, read back, carried over.

    ## 2 of 5 · Case of "Three questions" (three-questions/case): your choice

    …what there is to know…

    - [ ] keep ours
    - [x] keep ours as an agreed exception
          agreed by: ana-reis, rui-lopes
          until edition: 2027.3
    - [ ] use these words:

    ~~~
    Words that a person may write or change.
    ~~~

Only ticks, the ends of blank lines and the words between the waves are read; all else must stand as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coachloom.problems import Place, Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Option:
    """One box. ``blanks`` are to be filled in where it is ticked; ``words``, if not None, stand for a person to change."""

    key: str
    label: str
    blanks: tuple[str, ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a person decides by one tick; ``title`` is one line, ``body`` Markdown without headings of level 2."""

    title: str
    body: str
    options: tuple[Option, ...]
    letter: str = ""
    """A line that heads waves below the boxes, for words that go with whatever is ticked; none without it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person ticked and wrote."""

    key: str
    blanks: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    place: Place | None = None
    letter: str = ""


class Waiting(ProblemsFound):
    """Not every question has its tick yet; nothing is wrong."""

    exit_code = 4


def written(head: str, questions: Sequence[Question], foot: str = "") -> str:
    """The whole sheet; ``head`` and ``foot`` are Markdown around the questions."""
    parts = [head.strip(), *(_written(question, n, len(questions)) for n, question in enumerate(questions, start=1))]
    return "\n\n".join([*parts, *([foot.strip()] if foot.strip() else [])]) + "\n"


def _written(question: Question, number: int, of: int) -> str:
    lines = [_heading(question, number, of), "", question.body.strip(), ""]
    for option in question.options:
        lines += [f"- [ ] {option.label}", *(f"      {blank}: ____" for blank in option.blanks)]
        if option.words is not None:
            fence = _fence(option.words)
            lines += ["", fence, *([option.words.strip("\n")] if option.words.strip() else []), fence, ""]
    if question.letter:
        lines += ["", question.letter, "", "~~~", "~~~"]
    return "\n".join(lines).strip("\n")


def _heading(question: Question, number: int, of: int) -> str:
    return f"## {number} of {of} · {question.title}"


def _fence(words: str) -> str:
    longest = max((len(run) for run in re.findall(r"~+", words)), default=0)
    return "~" * max(3, longest + 1)


_HEADING = re.compile(r"## (\d+) of (\d+) · ")
_BOX = re.compile(r"\s*[-*+•–]\s*\[([^\]]{0,5})\]\s*(.*)")
_FENCE = re.compile(r"~{3,}\s*")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")  # noqa: RUF001 -- these marks themselves are meant
_AROUND = " _\t\"'‘’“”"  # noqa: RUF001 -- as above
_TICKS = frozenset({"x", "X", "✓", "✔", "☑", "v", "V"})


def read(text: str, file: str, questions: Sequence[Question]) -> tuple[Answer, ...]:
    """An answer for each question, in order.

    Raises ProblemsFound (WORKSHEET) for a sheet out of shape, a question with two ticks, a blank left empty; `Waiting`
    where all that is wrong is that some have none.
    """
    items = _items(text)
    answers: list[Answer] = []
    wrong: list[Problem] = []
    waiting: list[Problem] = []
    if len(items) != len(questions):
        what = f"The worksheet holds {len(items)} of the {len(questions)} questions that were asked."
        raise ProblemsFound([_out_of_shape(what, Place(file))])
    for number, (item, question) in enumerate(zip(items, questions, strict=True), start=1):
        if _plain(item.lines[0]) != _plain(_heading(question, number, len(questions))):
            what = f"Here should stand: {_heading(question, number, len(questions))}"
            wrong.append(_out_of_shape(what, Place(file, item.line)))
            continue
        try:
            answers.append(_answer(item, question, file))
        except Waiting as found:
            waiting += found.problems
        except ProblemsFound as found:
            wrong += found.problems
    if wrong:
        raise ProblemsFound([*wrong, *waiting])
    if waiting:
        raise Waiting(waiting)
    return tuple(answers)


@dataclass(frozen=True, slots=True)
class _Item:
    """The lines of one question, and the number of the first in the file."""

    line: int
    lines: tuple[str, ...]


def _items(text: str) -> list[_Item]:
    """The questions of a sheet; what looks like one between waves is words."""
    starts: list[int] = []
    lines = text.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            fence = "" if line.strip() == fence else fence
        elif _FENCE.fullmatch(line):
            fence = line.strip()
        elif line.startswith("## "):
            starts.append(number)
    ends = [*starts, len(lines)][1:]
    return [
        _Item(start + 1, tuple(lines[start:end]))
        for start, end in zip(starts, ends, strict=True)
        if _HEADING.match(lines[start])
    ]


@dataclass(slots=True)
class _Box:
    """A box as it stands in the sheet."""

    option: Option
    place: Place
    mark: str
    blanks: dict[str, str]
    words: str | None = None


def _answer(item: _Item, question: Question, file: str) -> Answer:
    boxes, letter = _boxes(item, question, file)
    odd = [box for box in boxes if box.mark and box.mark not in _TICKS]
    ticked = [box for box in boxes if box.mark in _TICKS]
    if odd:
        what = f"`{odd[0].mark}` is no tick."
        raise ProblemsFound(
            [_problem(what, odd[0].place, "write x between the brackets of the box you choose, as in [x]")]
        )
    if not ticked:
        what = f"This question waits for you: {question.title}."
        raise Waiting([_problem(what, Place(file, item.line), "put an x between the brackets of one box, as in [x]")])
    if len(ticked) > 1:
        what = f"{len(ticked)} boxes of one question are ticked: {question.title}."
        raise ProblemsFound([_problem(what, ticked[1].place, "leave the x in one box alone")])
    box = ticked[0]
    empty = [blank for blank in box.option.blanks if not box.blanks.get(blank, "")]
    if empty:
        what = f'Behind "{empty[0]}:" nothing is written yet.'
        raise ProblemsFound([_problem(what, box.place, "fill it in, or tick another box")])
    if box.option.words is not None and box.words is None:
        raise ProblemsFound([_out_of_shape(f'The waves (~~~) below "{box.option.label}" are not there.', box.place)])
    if box.option.words == "" and not (box.words or "").strip():
        what = f'Below "{box.option.label}" nothing is written yet.'
        raise ProblemsFound([_problem(what, box.place, "write between the waves (~~~), or tick another box")])
    return Answer(box.option.key, box.blanks, box.words or "", box.place, letter)


def _boxes(item: _Item, question: Question, file: str) -> tuple[list[_Box], str]:
    """The boxes of a question, and the words below them. Raises ProblemsFound (WORKSHEET) where one is missing, or there is one too many."""
    known = {_plain(option.label): option for option in question.options}
    found: list[_Box] = []
    letter: str | None = None
    headed = False
    lines = iter(enumerate(item.lines, start=item.line))
    for number, line in lines:
        if (box := _BOX.fullmatch(line)) and _plain(box[2]) in known:
            option = known[_plain(box[2])]
            found.append(_Box(option, Place(file, number), box[1].strip(), {}))
        elif found and question.letter and not headed and _plain(line) == _plain(question.letter):
            headed = True
        elif headed and _FENCE.fullmatch(line):
            letter = _between(line.strip(), lines, Place(file, number), letter).strip()
        elif found and _FENCE.fullmatch(line) and found[-1].option.words is not None:
            found[-1].words = _between(line.strip(), lines, Place(file, number), found[-1].words)
        elif found and (blank := _blank(line, found[-1].option)):
            found[-1].blanks[blank[0]] = blank[1]
    missing = [option.label for option in question.options if option not in [box.option for box in found]]
    if missing or len(found) != len(question.options):
        what = f'The box "{missing[0]}" is not there any more.' if missing else "A box stands here twice."
        raise ProblemsFound([_out_of_shape(what, Place(file, item.line))])
    if question.letter and not headed:
        raise ProblemsFound(
            [_out_of_shape(f'The line "{question.letter}" is not there any more.', Place(file, item.line))]
        )
    return found, letter or ""


def _between(fence: str, lines: Iterator[tuple[int, str]], place: Place, before: str | None) -> str:
    """The words up to the next such line; there may be none ``before`` them in the same place."""
    if before is not None:
        what = "Waves (~~~) stand within the words, so where they end cannot be told."
        do = "keep one pair of waves; where your words need waves of their own, write ``` instead"
        raise ProblemsFound([_problem(what, place, do)])
    words: list[str] = []
    for _, line in lines:
        if line.strip() == fence:
            return "\n".join(words)
        words.append(line)
    raise ProblemsFound([_out_of_shape("The waves (~~~) that end the words are not there any more.", place)])


def _blank(line: str, option: Option) -> tuple[str, str] | None:
    name, colon, value = line.strip().partition(":")
    known = next((blank for blank in option.blanks if blank.casefold() == name.strip().casefold()), None)
    return (known, value.strip(_AROUND)) if colon and known else None


def carried_over(old: str, old_blank: str, new_blank: str) -> str:
    """``new_blank`` with what a person ticked and wrote in ``old``, wherever the question is still the same."""
    answered = {_plain(item.lines[0]): item for item in _items(old)}
    asked = {_asked(item): answered.get(_plain(item.lines[0])) for item in _items(old_blank)}
    lines = new_blank.split("\n")
    for item in reversed(_items(new_blank)):
        before = asked.get(_asked(item))
        if before:
            lines[item.line : item.line - 1 + len(item.lines)] = before.lines[1:]
    return "\n".join(lines)


def _asked(item: _Item) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in (_HEADING.sub("", item.lines[0]), *item.lines[1:]) if line.strip())


def _plain(line: str) -> str:
    """A line without what an editor may have made of its white space and of its quotes."""
    return " ".join(line.translate(_STRAIGHT).split())


def _out_of_shape(what: str, place: Place) -> Problem:
    do = "put back what was there, or give the first command again: it writes a new worksheet, and keeps what it can"
    return _problem(what, place, do)


def _problem(what: str, place: Place, do: str) -> Problem:
    return Problem(code="WORKSHEET", what=what, place=place, do=do)


def in_quotes(text: str) -> str:
    """A text as a Markdown quote; nothing in it can be taken for a heading or a box."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip("\n").split("\n"))


def numbered(question: Question, number: int, of: int) -> Question:
    """One of several questions about the same thing."""
    return replace(question, title=f"{question.title} ({number} of {of})") if of > 1 else question
