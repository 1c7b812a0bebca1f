"""A session's plan: the table of minutes below ``## Plan``."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from coachloom.course.kinds import Section, Session
from coachloom.course.model import Course

HEADER = ("Minutes", "What happens", "Who leads")
LEAST_ELASTIC = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """``elastic`` marks the row written ``30+``, which takes up the difference when minutes are set."""

    minutes: int
    elastic: bool
    what: str
    leads: str
    line: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row, or a header, that cannot be read; ``shown`` is what stands there."""

    shown: str
    line: int


def plan_section(course: Course, session: Session) -> Section | None:
    return course.section(session.id, "plan")


def written_rows(section: Section) -> tuple[PlanRow | BadRow, ...]:
    """The rows of the first table as they were written."""
    if not section.text.tables:
        return (BadRow("no table", section.text.line),)
    table = section.text.tables[0]
    if tuple(cell.casefold() for cell in table.header) != tuple(cell.casefold() for cell in HEADER):
        return (BadRow(" | ".join(table.header), table.line),)
    return tuple(_row(row.cells, row.line) for row in table.rows)


def _row(cells: tuple[str, ...], line: int) -> PlanRow | BadRow:
    minutes, what, leads = cells
    if not re.fullmatch(r"[1-9][0-9]{0,2}\+?", minutes) or not what:
        return BadRow(" | ".join(cells), line)
    return PlanRow(minutes=int(minutes.rstrip("+")), elastic=minutes.endswith("+"), what=what, leads=leads, line=line)


def plan_rows(course: Course, session: Session) -> tuple[PlanRow, ...]:
    """The rows that make up ``session.minutes``; the elastic row has taken up any difference."""
    section = plan_section(course, session)
    rows = tuple(row for row in written_rows(section) if isinstance(row, PlanRow)) if section else ()
    difference = session.minutes - sum(row.minutes for row in rows)
    return tuple(dataclasses.replace(row, minutes=row.minutes + difference) if row.elastic else row for row in rows)
