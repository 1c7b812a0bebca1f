"""A document becomes a picture as data; what it states of its own numbers is worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from coachloom.course.drawings import DRAWINGS, Drawing, DriverDiagram, ProcessMap, RunChart, Signal, SignalRule
from coachloom.course.formats import FormatLine
from coachloom.course.run_rules import KNOWN, Stretch, median, signals
from coachloom.course.schema import validated
from coachloom.problems import Problem, ProblemsFound, did_you_mean
from coachloom.reading.documents import Document, Loc

FEWEST_POINTS = 2


def read_drawing(document: Document) -> Drawing:
    """The picture that ``document`` describes. Raises ProblemsFound with all that is wrong with it."""
    data = dict(document.data)
    name = data.pop("picture", None)
    problems: list[Problem] = []
    try:
        validated(FormatLine, {"format": data.pop("format", None)}, document)
    except ProblemsFound as found:
        problems += found.problems
    if not isinstance(name, str) or name not in DRAWINGS:
        raise ProblemsFound([*problems, _unknown_picture(document, name)])
    try:
        drawing: Drawing = validated(DRAWINGS[name], data, document, also_known=("format", "picture"))
    except ProblemsFound as found:
        raise ProblemsFound([*problems, *found.problems]) from found
    problems += _disagreements(drawing, document)
    if problems:
        raise ProblemsFound(problems)
    return drawing


def _disagreements(drawing: Drawing, document: Document) -> Iterator[Problem]:
    match drawing:
        case RunChart():
            yield from _points(drawing, document)
            if len(drawing.points) >= FEWEST_POINTS:
                yield from _median(drawing, document)
                yield from _signals(drawing, document)
        case ProcessMap():
            yield from _lanes(drawing, document)
            yield from _sums(drawing, document)
        case DriverDiagram():
            if not drawing.drivers:
                yield _empty(document, "drivers", "at least one driver")


def _points(chart: RunChart, document: Document) -> Iterator[Problem]:
    names = [point.at for point in chart.points]
    if len(names) < FEWEST_POINTS:
        yield _empty(document, "points", f"at least {FEWEST_POINTS} points")
    yield from _twice(document, names, "points", "at")
    for number, mark in enumerate(chart.marks):
        yield from _no_point(document, ("marks", number, "at"), mark.at, names)
    for number, signal in enumerate(chart.signals):
        for field, point in (("from", signal.from_), ("to", signal.to)):
            if point is not None:
                yield from _no_point(document, ("signals", number, field), point, names)


def _no_point(document: Document, loc: Loc, name: str, names: Sequence[str]) -> Iterator[Problem]:
    if name not in names:
        yield _problem(
            document,
            loc,
            f'There is no point "{name}".{did_you_mean(name, names)}',
            "write the point as it stands in `points`, after `at:`",
        )


def _median(chart: RunChart, document: Document) -> Iterator[Problem]:
    """A median may be stated with fewer decimals than it has; then it must be the nearest such number."""
    middle = median([point.value for point in chart.points])
    exponent = chart.median.as_tuple().exponent
    tolerance = Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) else Decimal(0)
    if abs(chart.median - middle) > tolerance:
        yield _problem(
            document,
            ("median",),
            f"`median: {chart.median}` is stated, and the median of the points is {plain(middle)}.",
            f"write `median: {plain(middle)}`, or correct the points",
        )


def plain(number: Decimal) -> str:
    """Without needless noughts, and never as a power of ten."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signals(chart: RunChart, document: Document) -> Iterator[Problem]:
    names = [point.at for point in chart.points]
    found = signals([point.value for point in chart.points], chart.rules)
    shown = [signal_of(stretch, names) for stretch in found]
    said = "; ".join(map(in_words, shown)) or "no signal"
    for number, signal in enumerate(chart.signals):
        loc = ("signals", number)
        if signal.rule not in KNOWN[chart.rules]:
            known = ", ".join(KNOWN[chart.rules])
            yield _problem(
                document,
                (*loc, "rule"),
                f"The rules {chart.rules} know no signal `{signal.rule}`.",
                f"take it out, or use one of: {known}",
            )
        elif signal.rule is SignalRule.ASTRONOMICAL:
            yield from _astronomical(chart, signal, document, loc)
        elif signal not in shown:
            yield _problem(
                document,
                loc,
                f"A signal is stated, {in_words(signal)}, and by the rules {chart.rules} the points show: {said}.",
                "correct the signal or the points",
            )
        elif signal in chart.signals[:number]:
            yield _problem(document, loc, f"The signal is stated twice: {in_words(signal)}.", "keep one of the two")
    for signal in shown:
        if signal not in chart.signals:
            yield _problem(
                document,
                ("signals",),
                f"By the rules {chart.rules} the points show {in_words(signal)}, and `signals` does not say so.",
                f"add `- {_written(signal)}`",
            )


def signal_of(stretch: Stretch, names: Sequence[str]) -> Signal:
    """The same with the points' names."""
    if stretch.first is None or stretch.last is None:
        return Signal(rule=stretch.rule)
    return Signal(rule=stretch.rule, from_=names[stretch.first], to=names[stretch.last])


def in_words(signal: Signal) -> str:
    """``shift from Week 3 to Week 9``"""
    if signal.from_ is None and signal.to is None:
        return str(signal.rule)
    return f"{signal.rule} from {signal.from_} to {signal.to}"


def _written(signal: Signal) -> str:
    if signal.from_ is None:
        return f"{{rule: {signal.rule}}}"
    return f'{{rule: {signal.rule}, from: "{signal.from_}", to: "{signal.to}"}}'


def _astronomical(chart: RunChart, signal: Signal, document: Document, loc: Loc) -> Iterator[Problem]:
    """Only a person can judge one, but it is always a single point, and the highest or the lowest."""
    values = [point.value for point in chart.points]
    there = [point.value for point in chart.points if point.at == signal.from_ == signal.to]
    if not there or there[0] not in (max(values), min(values)):
        yield _problem(
            document,
            loc,
            f"An astronomical point is stated, from {signal.from_} to {signal.to}, "
            f"and the points lie between {plain(min(values))} and {plain(max(values))}.",
            "name the highest or the lowest point, after `from:` and after `to:`",
        )


def _lanes(process: ProcessMap, document: Document) -> Iterator[Problem]:
    if not process.steps:
        yield _empty(document, "steps", "at least one step")
    yield from _twice(document, process.lanes, "lanes")
    for number, step in enumerate(process.steps):
        if step.lane is not None and step.lane not in process.lanes:
            yield _problem(
                document,
                ("steps", number, "lane"),
                f'There is no lane "{step.lane}".{did_you_mean(step.lane, process.lanes)}',
                "name it as it stands in `lanes`, or add it there",
            )


def _sums(process: ProcessMap, document: Document) -> Iterator[Problem]:
    for field, stated, counted, of in (
        ("work", process.work, process.minutes_of_work, "minutes of work"),
        ("waited", process.waited, process.minutes_waited, "minutes of waiting"),
    ):
        if stated is not None and stated != counted:
            yield _problem(
                document,
                (field,),
                f"`{field}: {stated}` is stated, and the steps hold {counted} {of}.",
                f"write `{field}: {counted}`, or correct the steps",
            )


def _twice(document: Document, names: Sequence[str], field: str, *last: str) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name in names[:number]:
            loc: Loc = (field, number, *last)
            first = document.place((field, names.index(name), *last)).line
            yield Problem(
                code="TWICE",
                what=f'"{name}" stands in `{field}` a second time; the first is on line {first}.',
                place=document.place(loc),
                do="give one of the two another name",
            )


def _unknown_picture(document: Document, name: object) -> Problem:
    known = ", ".join(DRAWINGS)
    if name is None:
        return Problem(
            code="MISSING",
            what="`picture` is missing.",
            place=document.place(("picture",)),
            do=f"add a line `picture:` and one of: {known}",
        )
    return Problem(
        code="VALUE",
        what=f"`picture: {name}` is not right.{did_you_mean(str(name), DRAWINGS)}",
        place=document.place(("picture",)),
        do=f"write one of: {known}",
    )


def _empty(document: Document, field: str, least: str) -> Problem:
    return _problem(document, (field,), f"`{field}` holds too little to draw.", f"write {least}")


def _problem(document: Document, loc: Loc, what: str, do: str) -> Problem:
    return Problem(code="DRAWING", what=what, place=document.place(loc), do=do)
