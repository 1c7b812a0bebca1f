"""A problem is a finding for a person: where it is, what is wrong, why it matters, what to do.

Everything that reads, checks or builds reports problems of this one shape, all at once and sorted.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """Whether the work can go on."""

    STOPS = "stops"
    NOTES = "notes"


class Place(NamedTuple):
    """A spot in a text file; ``file`` is relative to the folder at hand, lines and columns count from 1.

    Where ``edition`` is given, the file lies inside that edition of the course instead.
    """

    file: str
    line: int = 1
    column: int = 1
    edition: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" + (f" in edition {self.edition}" if self.edition else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding. ``code`` is stable and has a page in the guide (`site/words/problems.yml`)."""

    code: str
    what: str
    place: Place
    do: str
    id: str = ""
    because: str = ""
    rule: Place | None = None
    severity: Severity = Severity.STOPS

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOPS


class ProblemsFound(Exception):
    """Work stopped because of ``problems``, all that could be known at this point; a person can mend them."""

    exit_code = 1
    outcome = "Nothing was changed."

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same findings once each, by file, line and code; what may not be done at all before how it was done."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place, p.code != FIRST, not p.stops, p.code, p.what)))


FIRST = "FIXED"
"""The code that is told before all others of its place."""

LONGEST_SHOWN = 1_000
LONGEST_GUESS = 80
"""A longer word is no slip of the pen, and comparing it takes long."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """``" Did you mean x?"``, or nothing where no known word is near."""
    if len(wrong) > LONGEST_GUESS:
        return ""
    near = difflib.get_close_matches(wrong, sorted(known), n=1, cutoff=0.7)
    return f" Did you mean {near[0]}?" if near else ""


def as_text(problems: Iterable[Problem]) -> str:
    """For a person at a terminal."""
    return "\n\n".join(_paragraph(problem) for problem in problems)


def _paragraph(problem: Problem) -> str:
    mark = "" if problem.stops else " (note)"
    what = problem.what if problem.code == "ENGINE" else _one_line(problem.what)
    lines = [f"{problem.place}: {problem.code}{mark}  {what}"]
    reasons = []
    if problem.rule:
        reasons.append(f"Rule: {problem.rule}")
    if problem.because:
        reasons.append(f"Because: {_one_line(problem.because)}")
    if reasons:
        lines.append("    " + "   ".join(reasons))
    lines.append(f"    Do: {problem.do}")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    """What people wrote, quoted so that it can neither begin a line of its own nor turn the terminal round."""
    shown = "".join(c if c.isprintable() else " " if c in "\n\t" else "?" for c in text)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "..."


def as_json(problems: Iterable[Problem]) -> str:
    """For programs: the shape that design.md promises."""
    listed = [
        {
            "severity": problem.severity.value,
            "code": problem.code,
            "file": problem.place.file,
            "line": problem.place.line,
            "id": problem.id,
            "what": problem.what,
            "rule": {"file": problem.rule.file, "line": problem.rule.line} if problem.rule else None,
            "because": problem.because,
            "do": problem.do,
        }
        for problem in problems
    ]
    return json.dumps({"format": 1, "problems": listed}, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that mark the lines in a pull request."""
    return "\n".join(
        f"::{'error' if problem.stops else 'warning'} "
        f"file={_property(problem.place.file)},line={problem.place.line},title={_property(problem.code)}"
        f"::{_data(problem.what + ' Do: ' + problem.do)}"
        for problem in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
