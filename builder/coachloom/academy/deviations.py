"""Departures from what is kept everywhere: agreed by two people, until an edition of the base."""

from __future__ import annotations

from coachloom.academy.changes import Deviation, Entry
from coachloom.academy.numbers import edition_order
from coachloom.academy.rights import NEED_AGREEMENT
from coachloom.problems import Problem, Severity

NEEDED = 2
"""How many people agree a departure."""


def without_agreed(entry: Entry, against: tuple[Problem, ...], base_edition: str) -> tuple[Problem, ...]:
    """What still stands against an entry when its deviation, if any, has been heard."""
    deviation = entry.change.deviation
    if deviation is None:
        return against
    faults = _faults(entry, deviation, base_edition)
    if faults:
        return (*against, *faults)
    left = tuple(problem for problem in against if problem.code not in NEED_AGREEMENT)
    return left if len(left) < len(against) else (*left, _not_needed(entry))


def _faults(entry: Entry, deviation: Deviation, base_edition: str) -> list[Problem]:
    people = set(deviation.agreed_by)
    found = []
    if len(people) < NEEDED:
        found.append(
            _problem(entry, "A departure is agreed by two different people.", "name both in `agreed_by`", "agreed_by")
        )
    if edition_order(deviation.until)[:2] < edition_order(base_edition)[:2]:
        what = f"The departure was agreed until edition {deviation.until}, and the base is {base_edition}."
        found.append(_problem(entry, what, "agree it again with a later `until`, or take the entry out", "until"))
    return found


def _not_needed(entry: Entry) -> Problem:
    return Problem(
        code="DEVIATION",
        severity=Severity.NOTES,
        what="This change is allowed without a deviation.",
        place=entry.field("deviation"),
        id=entry.change.target,
        do="take `deviation` out",
    )


def _problem(entry: Entry, what: str, do: str, field: str) -> Problem:
    return Problem(code="DEVIATION", what=what, place=entry.field("deviation", field), id=entry.change.target, do=do)
