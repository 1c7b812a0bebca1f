"""A cohort's page: the next day first, then the year as a list, by month and at a glance, and what to take along."""

from __future__ import annotations

import json
from dataclasses import dataclass

from coachloom.cohorts.dates import month_name
from coachloom.site.plain_pages import PlainPages
from coachloom.site.timetables.dates import weekdays
from coachloom.site.timetables.linked_data import course_instance
from coachloom.site.timetables.squares import MonthOfSquares, Square
from coachloom.site.timetables.view import ShownDay, TimetableView
from coachloom.words import Words

TEMPLATE = "cohort_timetable.html.j2"
_SCRIPT_ENDS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class File:
    """Something to take along, beside the page."""

    href: str
    title: str
    about: str


def timetable_page(
    pages: PlainPages,
    view: TimetableView,
    months: tuple[MonthOfSquares, ...],
    files: tuple[File, ...],
    *,
    path: str,
    address: str,
) -> bytes:
    """The page at ``path`` below the home; ``address`` is where readers find it, empty where that is not known."""
    words = pages.words
    data = json.dumps(course_instance(view, pages.identity, address), ensure_ascii=False, separators=(",", ":"))
    values = {
        "view": view,
        "issue": words.text("cohort_page.issue", n=view.number, date=view.given_out),
        "follows": words.text("front.follows", edition=view.edition.version),
        "zone": words.text("cohort_page.zone", place=view.place),
        "changed_title": words.text("cohort_page.changed", n=view.number),
        "lead": words.text("cohort_page.lead", n=len(view.days), first=_when(view, 0), last=_when(view, -1))
        if view.days
        else "",
        "weekdays": [(name, name[:2]) for name in weekdays(words)],
        "months": [_month(words, one) for one in months],
        "legend": [(kind, words.text(f"cohort_page.legend.{kind}")) for kind in _kinds(view, months)],
        "days": [(day, _leads(words, day)) for day in view.days],
        "files": files,
        "feed": f"{address}timetable.ics" if address else "",
        "webcal": f"webcal:{address.partition(':')[2]}timetable.ics" if address else "",
        "linked_data": data.translate(_SCRIPT_ENDS),
    }
    return pages.render(TEMPLATE, path, values)


def _when(view: TimetableView, at: int) -> str:
    return view.days[at].when


def _leads(words: Words, day: ShownDay) -> str:
    return words.text("cohort_page.leads", who="; ".join(day.leads)) if day.leads else ""


def _month(words: Words, one: MonthOfSquares) -> dict[str, object]:
    return {
        "id": f"{one.first:%Y-%m}",
        "name": f"{month_name(one.first, words)} {one.first.year}",
        "weeks": one.weeks,
        "days": one.days,
        "free": [(words.text("cohort_page.free", day=square.date.day, name=square.name)) for square in _named(one)],
    }


def _named(one: MonthOfSquares) -> list[Square]:
    return [square for square in one.squares if square.kind == "bank" and square.name]


def _kinds(view: TimetableView, months: tuple[MonthOfSquares, ...]) -> list[str]:
    there = {square.kind for one in months for square in one.squares}
    there |= {"pencilled" if day.pencilled else "settled" for day in view.days}
    return [kind for kind in ("settled", "pencilled", "weekend", "bank", "school") if kind in there]
