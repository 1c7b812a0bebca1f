"""Pictures as data: what a YAML file in the pictures' folder holds, from which the site draws.

A picture has a title, a description for those who do not see it, and its data, which become a table too.
All texts in it are plain words, without Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from coachloom.course.values import STRICT, FromPoint, Line, Minutes, Number, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What every picture says of itself; ``picture`` is the word in its file."""

    __pydantic_config__ = STRICT
    picture: ClassVar[str]

    title: Line
    description: Words


class RuleSet(StrEnum):
    """Under which rules a run chart is read: one set for a chart, named on it."""

    PERLA_2011 = "perla-2011"
    ANHOJ_2014 = "anhoj-2014"


class SignalRule(StrEnum):
    """What a signal is called; `run_rules` says which set knows which."""

    SHIFT = "shift"
    TREND = "trend"
    CROSSINGS = "crossings"
    ASTRONOMICAL = "astronomical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value and when it was measured, as words that stand below the chart."""

    __pydantic_config__ = STRICT

    at: Line
    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """From one point to another, both included; too few crossings are a signal of the whole chart and have neither."""

    __pydantic_config__ = STRICT

    rule: SignalRule
    from_: FromPoint = None
    to: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened at a point."""

    __pydantic_config__ = STRICT

    at: Line
    text: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChart(Described):
    """Points in the order of time. ``median`` and ``signals`` are stated, and were found to agree with the points."""

    picture = "run-chart"

    across: Line
    up: Line
    points: tuple[Point, ...]
    median: Number
    rules: RuleSet
    signals: tuple[Signal, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``minutes`` of work, after ``wait`` minutes in which nothing happened."""

    __pydantic_config__ = STRICT

    text: Line
    minutes: Minutes
    wait: Minutes = 0
    lane: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessMap(Described):
    """Steps one after another; a lane is who does a step. Sums may be stated, and then agree with the steps."""

    picture = "process-map"

    steps: tuple[Step, ...]
    lanes: tuple[Line, ...] = ()
    work: Minutes | None = None
    waited: Minutes | None = None

    @property
    def minutes_of_work(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def minutes_waited(self) -> int:
        return sum(step.wait for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondaryDriver:
    __pydantic_config__ = STRICT

    text: Line
    ideas: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryDriver:
    __pydantic_config__ = STRICT

    text: Line
    drivers: tuple[SecondaryDriver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverDiagram(Described):
    """What an aim depends on, what that depends on, and ideas to change it."""

    picture = "driver-diagram"

    aim: Line
    drivers: tuple[PrimaryDriver, ...]


Drawing: TypeAlias = RunChart | ProcessMap | DriverDiagram

DRAWINGS: Mapping[str, type[Drawing]] = {kind.picture: kind for kind in (RunChart, ProcessMap, DriverDiagram)}
"""Kinds of pictures, by the word after ``picture:``."""
