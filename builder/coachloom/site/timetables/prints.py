"""The wallchart and the door signs, as the data that their templates in `site/print/` want."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.academy.identity import Identity
from coachloom.cohorts.dates import month_name
from coachloom.paper.typeset import pdf
from coachloom.site.timetables.dates import weekdays
from coachloom.site.timetables.squares import MonthOfSquares, Square
from coachloom.site.timetables.view import ShownDay, TimetableView
from coachloom.words import Words

_COLOUR = "#00695c"
"""That of an academy which chose none; the one of our pages."""


def wallchart(
    view: TimetableView, months: tuple[MonthOfSquares, ...], identity: Identity, words: Words, address: str
) -> bytes:
    """The year on one sheet of A3. Raises ProblemsFound (PRINT)."""
    data = {
        **_common(view, identity, words, address),
        "title": words.text("cohort_page.print.wallchart_title", cohort=view.name),
        "course": words.text("cohort_page.print.course", title=view.edition.title, edition=view.edition.version),
        "weekdays": [name[0] for name in weekdays(words)],
        "months": [_month(words, one) for one in months],
        "legend": list(_legend(words, view, months)),
    }
    return pdf("wallchart", data, made=view.issued)


def door_signs(view: TimetableView, identity: Identity, words: Words, address: str) -> bytes:
    """A sheet of A4 for each day in a room. Raises ProblemsFound (PRINT)."""
    data = {
        **_common(view, identity, words, address),
        "title": words.text("cohort_page.print.door_title", cohort=view.name),
        "plan": words.text("cohort_page.print.plan"),
        "pencilled": words.text("cohort_page.pencilled"),
        "days": [_sign(words, day) for day in view.days if not day.online],
    }
    return pdf("door-sign", data, made=view.issued)


def _common(view: TimetableView, identity: Identity, words: Words, address: str) -> dict[str, object]:
    return {
        "language": identity.language,
        "cohort": view.name,
        "academy": identity.name,
        "colour": identity.colour or _COLOUR,
        "issue": words.text("cohort_page.print.issue", n=view.number, date=view.given_out),
        "foot": address.removeprefix("https://").rstrip("/"),
    }


def _month(words: Words, one: MonthOfSquares) -> dict[str, object]:
    return {
        "name": month_name(one.first, words),
        "year": str(one.first.year),
        "first": one.first.weekday(),
        "days": [_square(square) for square in one.squares],
        "notes": [_note(words, day) for day in one.days],
    }


def _square(square: Square) -> dict[str, object]:
    day = square.days[0] if square.days else None
    return {
        "date": square.date.day,
        "kind": square.kind,
        "number": _number(day) if day else None,
        "pencilled": bool(day and day.pencilled),
    }


def _number(day: ShownDay) -> str:
    """What stands in a square for a day that is not counted: a sign that every font has."""
    return str(day.number) if day.number else "+"


def _note(words: Words, day: ShownDay) -> dict[str, object]:
    when = f"{day.short}, {day.begins:%H:%M}–{day.ends:%H:%M}"
    return {
        "number": _number(day),
        "pencilled": day.pencilled,
        "label": f"{day.label}: {when}" if day.label else when,
        "when": when,
        "title": day.title,
        "where": _where(words, day),
    }


def _where(words: Words, day: ShownDay) -> str:
    return words.text("mode.online") if day.online else day.room


def _legend(words: Words, view: TimetableView, months: tuple[MonthOfSquares, ...]) -> Iterator[dict[str, str]]:
    """Only what stands on the sheet."""
    there = {square.kind for one in months for square in one.squares}
    there |= {"pencilled" if day.pencilled else "settled" for day in view.days}
    for kind in ("settled", "pencilled", "weekend", "bank", "school"):
        if kind in there:
            yield {"kind": kind, "words": words.text(f"cohort_page.legend.{kind}")}


def _sign(words: Words, day: ShownDay) -> dict[str, object]:
    return {
        "name": day.label,
        "label": day.name,
        "title": day.title,
        "pencilled": day.pencilled,
        "date": day.when,
        "times": day.times,
        "where": ", ".join(part for part in (_where(words, day), day.address) if part),
        "plan": [{"start": line.start, "what": line.title, "pause": line.pause} for line in day.plan],
    }
