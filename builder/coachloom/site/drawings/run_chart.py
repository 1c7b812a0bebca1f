"""A run chart: points in the order of time, their median, and the signals in them.

Signals are bracketed above the points and lettered, marks are numbered below; both are told in words under the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from string import ascii_uppercase

from coachloom.course.drawings import RunChart, Signal, SignalRule
from coachloom.course.read_drawing import plain
from coachloom.site.drawings.figure import WIDTH, Figure, framed
from coachloom.site.drawings.lettering import LEADING, SMALL, broken, label, set_text, width_of
from coachloom.site.drawings.svg import Markup, dot, joined, line, path
from coachloom.words import Words

_PLOT = 190
_LANE = 26
_BADGE = 9
_APART = 8
"""At least so far stand two words below the chart from each other."""


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where a point lies on the paper."""

    left: float
    right: float
    top: float
    ticks: tuple[Decimal, ...]
    points: int

    @property
    def bottom(self) -> float:
        return self.top + _PLOT

    def x(self, number: int) -> float:
        return self.left + 8 + (self.right - self.left - 16) * number / max(self.points - 1, 1)

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - _PLOT * float((value - low) / (high - low))


def run_chart(id: str, chart: RunChart, words: Words) -> Figure:
    names = [point.at for point in chart.points]
    brackets = [(letter, signal) for letter, signal in zip(_letters(), chart.signals, strict=False) if signal.from_]
    lanes = _lanes([_ends(signal, names) for _, signal in brackets])
    caption = set_text(chart.up, WIDTH, SMALL, "d-soft")
    ticks = ticks_for([point.value for point in chart.points])
    left = max(width_of(plain(tick), SMALL) for tick in ticks) + 8
    top = caption.height + 12 + _LANE * (max(lanes, default=-1) + 1)
    plane = _Plane(left, WIDTH - 2, top, ticks, len(names))
    below = plane.bottom + (22 if chart.marks else 0)
    legend, height = _legend(chart, words, below + 2 * LEADING + 22)
    drawn = [
        caption.at(0, 0),
        *_axes(plane),
        line(plane.left, plane.y(chart.median), plane.right, plane.y(chart.median), "d-median"),
        *_brackets(plane, brackets, lanes, names),
        *_marks(plane, chart, names),
        path("d-line", *((plane.x(n), plane.y(point.value)) for n, point in enumerate(chart.points))),
        *_points(plane, chart, names),
        *_names(plane, names, below + 18),
        label(WIDTH - 2, below + 18 + LEADING, chart.across, anchor="end"),
        legend,
    ]
    description = " ".join([chart.description, *(f"{one}." for one in _told(chart, words))])
    svg = framed(id, chart.title, description, height, *drawn)
    return Figure(id, chart.title, description, svg, *_table(chart, words))


def ticks_for(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Round numbers around ``values``, from nought where the values come near it."""
    low, high = min(values), max(values)
    if 0 <= low <= high * Decimal("0.6"):
        low = Decimal(0)
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / 4
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(
        unit * m for m in (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10)) if unit * m >= rough
    )
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple(step * (first + n) for n in range(int(last - first) + 1))


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    yield from (first + second for first in ascii_uppercase for second in ascii_uppercase)


def _ends(signal: Signal, names: Sequence[str]) -> tuple[int, int]:
    return names.index(signal.from_ or ""), names.index(signal.to or "")


def _lanes(ends: Sequence[tuple[int, int]]) -> list[int]:
    """For each stretch the lowest lane in which it meets no other."""
    lanes: list[int] = []
    for number, (first, last) in enumerate(ends):
        met = {lanes[other] for other in range(number) if first <= ends[other][1] + 1 and ends[other][0] <= last + 1}
        lanes.append(next(lane for lane in range(number + 1) if lane not in met))
    return lanes


def _axes(plane: _Plane) -> Iterator[Markup]:
    for tick in plane.ticks:
        y = plane.y(tick)
        yield line(plane.left, y, plane.right, y, "d-axis" if tick == plane.ticks[0] else "d-grid")
        yield label(plane.left - 8, y + 4.5, plain(tick), anchor="end")


def _brackets(
    plane: _Plane, brackets: Sequence[tuple[str, Signal]], lanes: Sequence[int], names: Sequence[str]
) -> Iterator[Markup]:
    for (letter, signal), lane in zip(brackets, lanes, strict=True):
        first, last = _ends(signal, names)
        left, right, y = plane.x(first) - 4, plane.x(last) + 4, plane.top - 12 - lane * _LANE
        yield path("d-bracket", (left, y + 6), (left, y), (right, y), (right, y + 6))
        yield _badge((left + right) / 2, y, letter)


def _badge(x: float, y: float, text: str, class_: str = "d-fill") -> Markup:
    ink = "d-on d-bold" if class_ == "d-fill" else "d-text d-bold"
    return joined(dot(x, y, _BADGE, class_), label(x, y + 4.5, text, ink, "middle"))


def _marks(plane: _Plane, chart: RunChart, names: Sequence[str]) -> Iterator[Markup]:
    for number, mark in enumerate(chart.marks, start=1):
        x = plane.x(names.index(mark.at))
        yield line(x, plane.top, x, plane.bottom + 4, "d-event")
        yield _badge(x, plane.bottom + 4 + _BADGE, str(number), "d-outline")


def _points(plane: _Plane, chart: RunChart, names: Sequence[str]) -> Iterator[Markup]:
    """Points of a signal are ringed."""
    in_signal = {
        n for s in chart.signals if s.from_ for first, last in [_ends(s, names)] for n in range(first, last + 1)
    }
    radius = 3.5 if len(names) <= 30 else 2.5
    for number, point in enumerate(chart.points):
        x, y = plane.x(number), plane.y(point.value)
        yield dot(x, y, radius + 1, "d-ring") if number in in_signal else dot(x, y, radius, "d-fill")


def _names(plane: _Plane, names: Sequence[str], y: float) -> Iterator[Markup]:
    """As many of the points' names as find room, evenly chosen, the first always among them."""
    shown = [broken(name, WIDTH, SMALL)[0] for name in names]
    every = next(n for n in range(1, len(names) + 1) if _has_room(plane, shown, n))
    for number in range(0, len(names), every):
        yield label(_middle(plane, shown, number), y, shown[number], "d-text", "middle")
        yield line(plane.x(number), plane.bottom, plane.x(number), plane.bottom + 4, "d-axis")


def _middle(plane: _Plane, shown: Sequence[str], number: int) -> float:
    half = width_of(shown[number], SMALL) / 2
    return min(max(plane.x(number), half), WIDTH - half)


def _has_room(plane: _Plane, shown: Sequence[str], every: int) -> bool:
    end = -float(_APART)
    for number in range(0, len(shown), every):
        middle, half = _middle(plane, shown, number), width_of(shown[number], SMALL) / 2
        if middle - half < end + _APART - 0.01:
            return False
        end = middle + half
    return True


def _legend(chart: RunChart, words: Words, top: float) -> tuple[Markup, float]:
    """Median, rules, signals and marks in words, and where they end."""
    drawn, y = [line(0, top + 9, 22, top + 9, "d-median")], top
    said = [_median(chart, words), _signals_found(chart, words)]
    keys = [""] * len(said)
    for letter, signal in zip(_letters(), chart.signals, strict=False):
        keys.append(letter if signal.from_ else "")
        said.append(_signal(signal, words))
    for number, mark in enumerate(chart.marks, start=1):
        keys.append(str(number))
        said.append(f"{mark.at}: {mark.text}")
    for key, text in zip(keys, said, strict=True):
        if key:
            drawn.append(_badge(11, y + 9, key, "d-outline" if key.isdecimal() else "d-fill"))
        block = set_text(text, WIDTH - 32, SMALL)
        drawn.append(block.at(32, y))
        y += block.height + 6
    return joined(*drawn), y


def _told(chart: RunChart, words: Words) -> list[str]:
    signals = [_signal(signal, words) for signal in chart.signals]
    return [_median(chart, words), _signals_found(chart, words), *signals]


def _median(chart: RunChart, words: Words) -> str:
    return words.text("drawings.median", value=plain(chart.median))


def _signals_found(chart: RunChart, words: Words) -> str:
    rules = words.text(f"drawings.rules.{chart.rules}")
    if chart.signals:
        return words.text("drawings.signals", rules=rules)
    return words.text("drawings.no_signals", rules=rules)


def _signal(signal: Signal, words: Words) -> str:
    name = words.text(f"drawings.signal.{signal.rule}")
    if signal.from_ is None or signal.rule is SignalRule.CROSSINGS:
        return name
    if signal.from_ == signal.to:
        return words.text("drawings.at", name=name, at=signal.from_)
    return words.text("drawings.from_to", name=name, first=signal.from_, last=signal.to)


def _table(chart: RunChart, words: Words) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    names = [point.at for point in chart.points]
    notes: list[list[str]] = [[] for _ in names]
    for signal in chart.signals:
        if signal.from_:
            first, last = _ends(signal, names)
            for number in range(first, last + 1):
                notes[number].append(words.text(f"drawings.signal.{signal.rule}"))
    for mark in chart.marks:
        notes[names.index(mark.at)].append(mark.text)
    rows = [(point.at, plain(point.value)) for point in chart.points]
    if not any(notes):
        return (chart.across, chart.up), tuple(rows)
    noted = tuple((*row, "; ".join(note)) for row, note in zip(rows, notes, strict=True))
    return (chart.across, chart.up, words.text("drawings.notes")), noted
