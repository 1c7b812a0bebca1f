"""What the pages of the year show: months, days and their run sheets, tasks; with about how long each thing takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachloom.course import kinds
from coachloom.course.clock import Slot, clocked
from coachloom.course.model import Course
from coachloom.course.plan import plan_rows
from coachloom.course.values import Audience, Moment
from coachloom.site.addresses import address
from coachloom.site.durations import about, duration, hours_of
from coachloom.site.markdown_out import plain
from coachloom.words import Words

View = Mapping[str, object]

RUN_SHEET = "run-sheet.md"
_AFTER_THE_PLAN = ("reflection", "if-you-missed-this-day", "sources")


def numbered_day(course: Course, words: Words, day: kinds.Day) -> dict[str, object]:
    """A day with its number in the year."""
    return {"element": day, "label": words.text("count.day", n=course.number_of(day))}


def _link(course: Course, element: kinds.Element, page: str, name: str = "") -> str:
    return f"[{plain(name or element.title)}]({address(course, element).from_page(page)})"


def _at_a_glance(label: str, link: str, minutes: str = "") -> View:
    return {"label": label, "link": link, "minutes": minutes}


def month(course: Course, words: Words, element: kinds.Month) -> View:
    sections = course.sections_of(element.id)
    days = course.days_of(element.id)
    tasks = course.find(tuple(day.task for day in days), kinds.Task)
    forms = [form for form in course.all(kinds.Form) if form.moment in {Moment.DAY, Moment.BIG_ROOM}]
    room = [one for one in sections if one.name == "in-your-big-room"]
    told = {link.target for one in room for link in one.text.links}
    return {
        "strip": f"month-strip-{element.id}",
        "before": [one for one in sections if one.name in {"purpose", "prepare"}],
        "room": room,
        "after": [one for one in sections if one.name not in {"purpose", "prepare", "in-your-big-room"}],
        "days": [
            {
                "element": day,
                "name": words.text("month.day", n=course.number_of(day), title=day.title),
                "lead": hours_of(course, day, words),
                "sessions": course.sessions_of(day),
            }
            for day in days
        ],
        "tasks": [{"element": t, "about": about(t.minutes, words)} for t in tasks if t.id not in told],
        "forms": [{"element": form, "about": _when(words, form)} for form in forms],
    }


def _when(words: Words, form: kinds.Form) -> str:
    when = words.text(f"moment.{form.moment}")
    return f"{when}, {about(form.minutes, words)}" if form.minutes else when


def day(course: Course, words: Words, element: kinds.Day, page: str, audience: Audience) -> View:
    month = course.month_of(element)
    slots = clocked(course.schedule, course.sessions_of(element))
    sections = course.sections_of(element.id)
    task = course.find((element.task,), kinds.Task)[0]
    return {
        "month": month,
        "month_label": f"{words.text('count.month', n=course.number_of(month))}: {month.title}",
        "phase": course.elements[element.phase],
        "task": task,
        "task_about": words.text("task.about", time=duration(task.minutes, words)),
        "glance_items": list(_day_at_a_glance(course, words, element, page, audience)),
        "before": [s for s in sections if s.name not in (*_AFTER_THE_PLAN, "in-your-big-room") and _for_all(s)],
        "room": [s for s in sections if s.name == "in-your-big-room"],
        "after": [s for s in sections if s.name in _AFTER_THE_PLAN or not _for_all(s)],
        "plan_note": words.text(
            "day.plan_note",
            minutes=course.minutes_of(element),
            breaks=sum(slot.minutes for slot in slots if not slot.session),
            start=f"{course.schedule.start:%H:%M}",
            end=f"{slots[-1].end:%H:%M}" if slots else "",
        ),
        "until": words.text("day.task") if element != course.days[-1] else words.text("day.after"),
        "slots": [
            {
                "start": f"{slot.start:%H:%M}",
                "end": f"{slot.end:%H:%M}",
                "session": slot.session,
                "topic": course.elements.get(slot.session.topic) if slot.session else None,
                "length": duration(slot.minutes, words),
            }
            for slot in slots
        ],
    }


def _for_all(section: kinds.Section) -> bool:
    return section.audience is Audience.EVERYONE


def _day_at_a_glance(course: Course, words: Words, element: kinds.Day, page: str, audience: Audience) -> Iterator[View]:
    text = words.text
    yield _at_a_glance(text("day.glance.plan"), f"[{hours_of(course, element, words)}](#plan)")
    if course.section(element.id, "bring"):
        yield _at_a_glance(text("day.glance.bring"), f"[{text('day.glance.to_bring')}](#bring)")
    for task in course.find((element.task,), kinds.Task):
        label = text("day.task") if element != course.days[-1] else text("day.after")
        yield _at_a_glance(label, _link(course, task, page), about(task.minutes, words))
    if course.section(element.id, "if-you-missed-this-day"):
        missed = f"[{text('day.glance.to_catch_up')}](#if-you-missed-this-day)"
        yield _at_a_glance(text("day.glance.missed"), missed, text("day.glance.three_pieces"))
    if audience is Audience.FACULTY:
        yield _at_a_glance(text("faculty.only"), f"[{text('run_sheet.name')}]({RUN_SHEET})")


def task(course: Course, words: Words, element: kinds.Task) -> View:
    day = course.day_of(element)
    return {
        "element": element,
        "day": day,
        "day_label": words.text("count.day", n=course.number_of(day)),
        "about": words.text("task.about", time=duration(element.minutes, words)),
        "sections": course.sections_of(element.id),
    }


def run_sheet(course: Course, words: Words, element: kinds.Day) -> View:
    """The day minute by minute, for whoever leads it."""
    slots = clocked(course.schedule, course.sessions_of(element))
    return {
        "day": element,
        "facts": hours_of(course, element, words),
        "rows": [row for slot in slots for row in _run_rows(course, words, slot)],
    }


def _run_rows(course: Course, words: Words, slot: Slot) -> Iterator[View]:
    time = f"{slot.start:%H:%M}–{slot.end:%H:%M}"
    length = duration(slot.minutes, words)
    blank = {"session": None, "pause": False, "what": "", "leads": "", "length": length}
    if slot.session is None:
        yield blank | {"time": time, "pause": True}
        return
    yield blank | {"time": time, "session": slot.session}
    now = slot.start.hour * 60 + slot.start.minute
    for row in plan_rows(course, slot.session):
        yield blank | {"time": f"{now // 60 % 24:02}:{now % 60:02}", "what": row.what, "leads": row.leads}
        now += row.minutes
