"""Minutes add up: rows to sessions, sessions to days, days to the topics' shares."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.course.model import Condition, Course, Session, Topic
from coachloom.course.plan import HEADER, LEAST_ELASTIC, BadRow, PlanRow, plan_section, written_rows
from coachloom.course.values import Range
from coachloom.problems import Place, Problem

SHARES = "five-topics"
"""The condition whose numbers hold the least and most share of a topic, in per cent."""

_ONE_PLUS = "mark one row with a plus: the minutes may be set, and it takes up the difference"


def plans_can_be_read(course: Course) -> Iterator[Problem]:
    for session in course.all(Session):
        section = plan_section(course, session)
        if section is None:
            continue
        for row in written_rows(section):
            if isinstance(row, BadRow):
                yield Problem(
                    code="PLAN",
                    what=f'This is no row of a plan: "{row.shown}".',
                    place=Place(course.sources[section.id].document.file, row.line),
                    id=session.id,
                    do=f"write the table as | {' | '.join(HEADER)} |, minutes as a whole number or once as 30+",
                )


def _rows(course: Course, session: Session) -> tuple[PlanRow, ...]:
    """The rows as written, or nothing where one cannot be read."""
    section = plan_section(course, session)
    rows = written_rows(section) if section else ()
    readable = tuple(row for row in rows if isinstance(row, PlanRow))
    return readable if len(readable) == len(rows) else ()


def plan_rows_add_up(course: Course) -> Iterator[Problem]:
    for session in course.all(Session):
        rows = _rows(course, session)
        total = sum(row.minutes for row in rows)
        if rows and total != session.minutes:
            what = f"The plan's rows make {total} minutes, and the session has {session.minutes}."
            yield _plan_problem(course, session, what, "change a row, or `minutes`, so that both agree")


def one_row_takes_up_the_difference(course: Course) -> Iterator[Problem]:
    for session in course.all(Session):
        rows = _rows(course, session)
        elastic = [row for row in rows if row.elastic]
        bounds = session.bounds.get("minutes")
        wanted = 1 if bounds else 0
        if rows and len(elastic) != wanted:
            what = f"Rows written like 30+ in the plan: {len(elastic)}; needed: {wanted}."
            do = _ONE_PLUS if bounds else "take the plus away: the minutes cannot be set"
            yield _plan_problem(course, session, what, do)
        elif elastic and bounds and elastic[0].minutes - (session.minutes - bounds.min) < LEAST_ELASTIC:
            left = elastic[0].minutes - (session.minutes - bounds.min)
            what = f"With {bounds.min} minutes the row written {elastic[0].minutes}+ would keep {left}; it needs {LEAST_ELASTIC}."
            yield _plan_problem(course, session, what, "mark a longer row with the plus, or raise the lower bound")


def _plan_problem(course: Course, session: Session, what: str, do: str) -> Problem:
    return Problem(code="PLAN", what=what, place=course.sources[f"{session.id}/plan"].place, id=session.id, do=do)


def days_keep_their_minutes(course: Course) -> Iterator[Problem]:
    for day in course.days:
        bounds = day.bounds.get("minutes")
        total = course.minutes_of(day)
        if bounds and not bounds.holds(total):
            source = course.sources[day.id]
            yield Problem(
                code="DAY-MINUTES",
                what=f'"{day.title}" ({day.id}) holds {total} minutes of learning; allowed {bounds.min} to {bounds.max}.',
                place=source.field("sessions"),
                id=day.id,
                rule=source.field("bounds", "minutes"),
                because=day.because or "",
                do="shorten or lengthen its sessions",
            )


def topics_keep_their_share(course: Course) -> Iterator[Problem]:
    condition = course.get(SHARES, Condition)
    minutes = course.minutes_of_topics
    total = sum(minutes.values())
    if condition is None or not total:
        return
    missing = [name for name in ("least-percent", "most-percent") if name not in condition.numbers]
    if missing:
        yield Problem(
            code="MISSING",
            what=f"`numbers` of {SHARES} needs {' and '.join(missing)}, the limits of a topic's share.",
            place=course.sources[condition.id].field("numbers"),
            id=condition.id,
            do="add them, as in `numbers: {least-percent: 17, most-percent: 23}`",
        )
        return
    share = Range(min=condition.numbers["least-percent"], max=condition.numbers["most-percent"])
    for topic in course.all(Topic):
        percent = 100 * minutes[topic.id] / total
        if not share.min <= percent <= share.max:
            yield Problem(
                code="SHARE",
                what=f'"{topic.title}" takes {percent:.1f}% of the hours; allowed {share.min} to {share.max}%.',
                place=course.sources[topic.id].place,
                id=topic.id,
                rule=course.sources[condition.id].field("numbers"),
                because=condition.because or "",
                do="give its sessions more or fewer minutes",
            )
