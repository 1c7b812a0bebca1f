"""A course that was right and is no longer: which entries brought that about.

The checks of a course speak of the place where a rule is broken, which may lie in an edition that nobody here
can change. Such a problem is moved to the entries that led to it, all of them named.
"""

from __future__ import annotations

import dataclasses

from coachloom.academy.changes import Add, Entries, Entry, LeaveOut, Move, Set
from coachloom.academy.composition import Composition
from coachloom.academy.origins import Step
from coachloom.course.kinds import Day, Section, Session, Task
from coachloom.course.model import Course
from coachloom.problems import Problem, Severity

_DO_HERE = {
    "PICTURE": "put it into assets/ and write its name without the ending, with your academy's id in front",
    "CITATION": "use a key that the course has; a source of your own is written out, or linked to",
    "DAY-ORDER": "choose another neighbour: a day begins with its opening and ends with its closing",
    "REQUIRES": "choose another neighbour, or keep what is required",
    "OUTCOME": "take one of these entries out, so that the outcome is taught, practised and assessed",
    "UNKNOWN": "take one of these entries out: other parts of the course name it",
}
"""What an academy can do where the course would do something else."""


def told_here(composition: Composition, problem: Problem) -> Problem:
    """``problem`` at the entries of the last layer that led to it, if it stands in an edition.

    It only notes where one of them, or of those further up, is an agreed exception.
    """
    do = _DO_HERE.get(problem.code, problem.do)
    if not problem.place.edition:
        return dataclasses.replace(problem, do=do) if composition.above else problem
    excusing = tuple(step.entry for step in composition.departures if _excuses(composition.course, step, problem))
    agreed = bool(excusing)
    entries = excusing or _contributing(composition, problem, composition.entries) or composition.entries
    if not entries:
        return problem
    named = ", ".join(f"{entry.place} ({_in_short(entry)})" for entry in entries)
    return dataclasses.replace(
        problem,
        what=f"{problem.what} It follows from {named}.",
        place=entries[0].place,
        do="nothing now: it was agreed; agree it again before the exception ends" if agreed else do,
        rule=problem.rule or problem.place,
        severity=Severity.NOTES if agreed else problem.severity,
    )


def _excuses(course: Course, step: Step, problem: Problem) -> bool:
    """Whether an agreed exception is the very thing that a rule of the whole speaks of; a near one excuses nothing."""
    element, change = step.element, step.change
    owner = course.elements.get(element.of, element) if isinstance(element, Section) else element
    match problem.code:
        case "BOUNDS":
            return (
                element.id == problem.id
                and isinstance(change, Set)
                and any(f"`{n}`" in problem.what for n in change.numbers)
            )
        case "DAY-MINUTES" | "DAY-ORDER":
            return _counts(step.entry) and (step.container or _day_of(course, owner.id)) == _day_of(course, problem.id)
        case "SHARE":
            return _counts(step.entry) and isinstance(element, Session) and element.topic == problem.id
        case "REQUIRES":
            return _counts(step.entry) and (element.id == problem.id or f"`{element.id}`" in problem.what)
        case "OUTCOME":
            return owner.id == problem.id or problem.id in getattr(owner, "outcomes", ())
    return False


def _contributing(composition: Composition, problem: Problem, entries: Entries) -> Entries:
    """Those of ``entries`` that touch the same element, else the same day, else whatever a sum counts."""
    course = composition.course
    owner = problem.id.partition("/")[0]
    day = _day_of(course, owner)
    same = [entry for entry in entries if entry.change.target.partition("/")[0] == owner]
    counted = [entry for entry in entries if _counts(entry)]
    in_day = [entry for entry in counted if day and _day_of_entry(composition, entry) == day]
    found = {
        "DAY-MINUTES": in_day,
        "DAY-ORDER": in_day,
        "REQUIRES": counted,
        "SHARE": counted,
    }.get(problem.code, same)
    return tuple(dict.fromkeys(found or in_day or counted))


def _counts(entry: Entry) -> bool:
    """Whether an entry changes what is taught, when or for how long."""
    change = entry.change
    return isinstance(change, (Add, LeaveOut, Move)) or (isinstance(change, Set) and "minutes" in change.numbers)


def _day_of_entry(composition: Composition, entry: Entry) -> str:
    change = entry.change
    if isinstance(change, Add):
        return change.to
    before = composition.above or composition.course  # what is left out still stands there
    return _day_of(before, change.target)


def _day_of(course: Course, id: str) -> str:
    element = course.elements.get(id.partition("/")[0])
    if isinstance(element, Day):
        return element.id
    if isinstance(element, (Session, Task)):
        return next((day.id for day in course.days if id in (*day.sessions, day.task)), "")
    return ""


def _in_short(entry: Entry) -> str:
    change = entry.change
    verb = change.verb.replace("_", " ")
    if isinstance(change, Set) and "minutes" in change.numbers:
        return f"{change.target}, minutes {change.numbers['minutes']}"
    return f"{verb} {change.target}"
