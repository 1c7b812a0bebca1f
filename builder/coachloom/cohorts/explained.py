"""Why no timetable is possible, in words: each day's dates, the rules that clash, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.cohorts.dates import in_words, span_in_words
from coachloom.cohorts.planning.rules import Rule
from coachloom.cohorts.planning.why_not import DayTable, WhyNot
from coachloom.cohorts.timetable import Timetable
from coachloom.words import Words


def explained(why: WhyNot | None, given_out: Timetable | None, words: Words) -> Iterator[str]:
    """Line by line; what a change would lead to is told by what it moves, if anything was given out.

    ``why`` is None where no timetable was found, and yet none of the rules stands in the way.
    """
    if why is None:
        yield words.text("timetable.why_not.missed")
        return
    yield from _clash_in_words(why, words)
    yield from _change_in_words(why, given_out, words)
    yield words.text("timetable.why_not.days")
    yield from (f"    {day_in_words(day, words)}" for day in why.days)


def _clash_in_words(why: WhyNot, words: Words) -> Iterator[str]:
    what = "clash" if why.rules else "whatever"
    yield words.text(f"timetable.why_not.{what}" if why.proven else f"timetable.why_not.{what}_as_seen")
    yield from (f"    - {rule_in_words(rule, words)}" for rule in why.rules)


def _change_in_words(why: WhyNot, given_out: Timetable | None, words: Words) -> Iterator[str]:
    if why.change:
        yield words.text("timetable.why_not.help")
        yield from (f"    - {rule_in_words(rule, words)}" for rule in why.change)
    elif why.rules:
        yield words.text("timetable.why_not.no_help")
    moved = [held for held in why.then or () if given_out and given_out.by_day.get(held.day) not in {None, held}]
    if moved:
        days = ", ".join(f"{held.day} ({in_words(held.date, words)})" for held in moved)
        yield words.text("timetable.why_not.then", days=days)


def rule_in_words(rule: Rule, words: Words) -> str:
    """Such as «the leave of ana-reis»."""
    span = span_in_words(rule.span, words) if rule.span else ""
    return words.text(f"timetable.rule.{rule.kind}", about=rule.about, span=span)


def day_in_words(day: DayTable, words: Words) -> str:
    """Such as «d07: 37 dates; 26 expert away, 10 other weekday, 1 bank holiday»."""
    counts = ", ".join(f"{count} {words.text(f'timetable.cause.{cause}')}" for cause, count in day.causes)
    left = words.text("timetable.why_not.left", n=day.left)
    dates = words.text("timetable.why_not.dates", day=day.day, n=day.dates)
    return f"{dates}; {counts}; {left}" if counts else f"{dates}; {left}"
