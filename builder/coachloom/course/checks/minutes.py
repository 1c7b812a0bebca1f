"""Minutes add up: rows to sessions, sessions to days, days to the topics' shares."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.course.kinds import Condition, Session, Topic
from coachloom.course.model import Course
from coachloom.course.plan import HEADER, LEAST_ELASTIC, BadRow, PlanRow, plan_section, written_rows
from coachloom.course.values import LOCAL_TOPIC, Range, Rule
from coachloom.problems import Problem

SHARES = "five-topics"
"""The condition whose numbers hold the least and most share of a topic, in per cent."""

MOST_LOCAL = 30
"""Minutes of a day for what an academy teaches beside the five topics."""

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
                    place=course.sources[section.id].document.at(row.line),
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
        minutes = course.plan_minutes.get(session.id, session.minutes)
        if rows and total != minutes:
            what = f"The plan's rows make {total} minutes, and the session has {minutes}."
            yield _plan_problem(course, session, what, "change a row, or `minutes`, so that both agree")


def one_row_takes_up_the_difference(course: Course) -> Iterator[Problem]:
    for session in course.all(Session):
        rows = _rows(course, session)
        elastic = [row for row in rows if row.elastic]
        bounds = session.bounds.get("minutes")
        planned = course.plan_minutes.get(session.id, session.minutes)
        least = min(session.minutes, bounds.min if bounds else session.minutes)
        wanted = 1 if bounds or planned != session.minutes else 0
        may_be_set = session.rule is Rule.FLEXIBLE and len(elastic) == 1
        if rows and len(elastic) != wanted and not may_be_set and not (elastic and _of_an_edition(course, session)):
            what = f"Rows written like 30+ in the plan: {len(elastic)}; needed: {wanted}."
            do = "take the plus away: the minutes cannot be set"
            if wanted:
                do = _own_plan(session) if _of_an_edition(course, session) else _ONE_PLUS
            yield _plan_problem(course, session, what, do)
        elif elastic and elastic[0].minutes - (planned - least) < LEAST_ELASTIC:
            left = elastic[0].minutes - (planned - least)
            what = f"With {least} minutes the row written {elastic[0].minutes}+ would keep {left}; it needs {LEAST_ELASTIC}."
            yield _plan_problem(course, session, what, "mark a longer row with the plus, or raise the lower bound")


def _own_plan(session: Session) -> str:
    return f"replace {session.id}/plan too, with a table whose rows make {session.minutes} minutes"


def _of_an_edition(course: Course, session: Session) -> bool:
    """Whether the plan stands in an edition, where it was checked; an academy may since have fixed its minutes."""
    return bool(course.sources[f"{session.id}/plan"].document.edition)


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


def local_sessions_are_short(course: Course) -> Iterator[Problem]:
    for day in course.days:
        own = [session for session in course.sessions_of(day) if session.topic == LOCAL_TOPIC]
        total = sum(session.minutes for session in own)
        if total > MOST_LOCAL:
            yield Problem(
                code="LOCAL",
                what=f'Sessions with `topic: {LOCAL_TOPIC}` take {total} minutes of "{day.title}" ({day.id}); allowed {MOST_LOCAL}.',
                place=course.sources[own[-1].id].field("minutes"),
                id=own[-1].id,
                do="shorten them, or give a session the topic that it serves",
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
