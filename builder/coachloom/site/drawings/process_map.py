"""A process map: steps downwards, each with a bar in which waiting and work lie where they fall in the whole time.

Work is a full bar, waiting an empty one, so that the two differ without colour.
"""

from __future__ import annotations

from coachloom.course.drawings import ProcessMap, Step
from coachloom.site.drawings.figure import WIDTH, Figure, framed
from coachloom.site.drawings.lettering import ASCENT, BODY, LEADING, SMALL, label, set_text
from coachloom.site.drawings.svg import Markup, box, joined, line
from coachloom.site.durations import duration
from coachloom.words import Words

_BAR = 12
_GAP = 18
_INDENT = 28
_THINNEST = 1.5
"""A bar of a minute is still seen in a map of days."""


def process_map(id: str, process: ProcessMap, words: Words) -> Figure:
    key, y = _key(process, words)
    drawn = [key]
    before = 0
    for number, step in enumerate(process.steps, start=1):
        piece, y = _step(number, step, words, y)
        bar = _bar(step, before, process, y)
        drawn += [piece, bar]
        before += step.wait + step.minutes
        y += _BAR + _GAP
    y += 2 - _GAP
    drawn += [
        line(0, y, 0, y + 5, "d-axis"),
        line(WIDTH, y, WIDTH, y + 5, "d-axis"),
        label(0, y + LEADING, duration(0, words)),
        label(WIDTH, y + LEADING, duration(before, words), anchor="end"),
    ]
    description = f"{process.description} {_summary(process, words)}"
    svg = framed(id, process.title, description, y + LEADING + 6, *drawn)
    return Figure(id, process.title, description, svg, *_table(process, words))


def _summary(process: ProcessMap, words: Words) -> str:
    work, waited = process.minutes_of_work, process.minutes_waited
    return words.text(
        "drawings.process.summary",
        all=duration(work + waited, words),
        work=duration(work, words),
        waited=duration(waited, words),
    )


def _key(process: ProcessMap, words: Words) -> tuple[Markup, float]:
    """What the bars mean, with their sums, and where it ends."""
    work = words.text("drawings.process.work", time=duration(process.minutes_of_work, words))
    waited = words.text("drawings.process.waited", time=duration(process.minutes_waited, words))
    drawn, y = [], 0.0
    for said, class_ in ((work, "d-fill"), (waited, "d-outline")):
        drawn += [box(1, y + 3, 22, _BAR, class_), label(32, y + 13, said, "d-text")]
        y += LEADING + 4
    return joined(*drawn), y + 14


def _step(number: int, step: Step, words: Words, top: float) -> tuple[Markup, float]:
    """A step in words, and where its bar begins."""
    name = set_text(step.text, WIDTH - _INDENT, BODY, "d-text d-bold")
    times = [words.text("drawings.process.step_work", time=duration(step.minutes, words))]
    if step.wait:
        times.insert(0, words.text("drawings.process.step_wait", time=duration(step.wait, words)))
    blocks = [name, *(set_text(said, WIDTH - _INDENT, SMALL, "d-soft") for said in (step.lane or "", ", ".join(times)))]
    drawn, y = [label(0, top + ASCENT, str(number), "d-accent d-bold", size=BODY)], top
    for block in blocks:
        if block.lines:
            drawn.append(block.at(_INDENT, y))
            y += block.height
    return joined(*drawn), y + 4


def _bar(step: Step, before: int, process: ProcessMap, y: float) -> Markup:
    scale = WIDTH / max(process.minutes_of_work + process.minutes_waited, 1)
    began = before + step.wait
    drawn = [box(0, y, WIDTH, _BAR, "d-track")]
    if step.wait:
        drawn.append(_piece(before * scale, step.wait * scale, y, "d-outline"))
    if step.minutes:
        drawn.append(_piece(began * scale, step.minutes * scale, y, "d-fill"))
    return joined(*drawn)


def _piece(left: float, width: float, y: float, class_: str) -> Markup:
    """Kept on the paper, and an outline within its own bounds."""
    seen = max(width, _THINNEST)
    left = min(left, WIDTH - seen)
    inset = 0.75 if class_ == "d-outline" and seen > 3 else 0
    return box(left + inset, y + inset, seen - 2 * inset, _BAR - 2 * inset, class_)


def _table(process: ProcessMap, words: Words) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    has_lanes = any(step.lane for step in process.steps)
    who = (words.text("drawings.process.who"),) if has_lanes else ()
    header = (
        words.text("drawings.process.step"),
        *who,
        words.text("drawings.process.wait_minutes"),
        words.text("drawings.process.work_minutes"),
    )
    rows = [
        (step.text, *((step.lane or "",) if has_lanes else ()), str(step.wait), str(step.minutes))
        for step in process.steps
    ]
    in_all = words.text("drawings.process.in_all")
    sums = (in_all, *(("",) if has_lanes else ()), str(process.minutes_waited), str(process.minutes_of_work))
    return header, (*rows, sums)
