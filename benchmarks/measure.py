"""How a command's time and memory are taken: interleaved runs, the median of the ratios."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PEAK = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A measured number beside its goal; ``spread`` is the range over the rounds."""

    name: str
    value: float
    goal: float
    unit: str = ""
    spread: tuple[float, float] | None = None

    @property
    def met(self) -> bool:
        return self.value <= self.goal

    def line(self) -> str:
        spread = f"  ({self.spread[0]:.2f} to {self.spread[1]:.2f})" if self.spread else ""
        verdict = "met" if self.met else "MISSED"
        return f"{verdict:6}  {self.name}: {self.value:.2f}{self.unit}, goal {self.goal:g}{self.unit}{spread}"


@dataclass(frozen=True, slots=True)
class Command:
    """Something to run, and where."""

    arguments: Sequence[str]
    folder: Path
    code: int = 0
    """The exit code that it ends with."""

    def seconds(self) -> float:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *self.arguments],
            cwd=self.folder,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        took = time.perf_counter() - start
        if done.returncode != self.code:
            raise RuntimeError(f"{self.arguments} ended with {done.returncode}")
        return took

    def peak_megabytes(self) -> float:
        """The largest memory of any single process that the command started."""
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, sys.executable, *self.arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
        )
        code, kilobytes = done.stdout.split()
        if code != "0":
            raise RuntimeError(f"{self.arguments} ended with {code}")
        return int(kilobytes) / 1024


def ratio(name: str, ours: Command, other: Command, goal: float, rounds: int) -> Result:
    """Our time over the other's: each round runs both, one after the other; one round before is not counted."""
    ours.seconds()
    other.seconds()
    ratios = [ours.seconds() / other.seconds() for _ in range(rounds)]
    return Result(name=name, value=statistics.median(ratios), goal=goal, spread=(min(ratios), max(ratios)))


def ratio_of_work(
    name: str, ours: Callable[[], object], other: Callable[[], object], goal: float, rounds: int
) -> Result:
    """As `ratio`, for two pieces of work inside this process."""
    _seconds(ours)
    _seconds(other)
    ratios = [_seconds(ours) / _seconds(other) for _ in range(rounds)]
    return Result(name=name, value=statistics.median(ratios), goal=goal, spread=(min(ratios), max(ratios)))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
