"""Academies made by chance, frozen with what their plans cost, so that a plan that became dearer is noticed.

`python -m benchmarks.instances` plans them anew and writes the file; the change of it belongs into a commit.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from functools import cache
from itertools import product
from pathlib import Path

import yaml

from coachloom.cohorts.case import Case
from coachloom.cohorts.planning.several import Several, several
from tests.cohorts.cases import seeded_academy

FILE = Path(__file__).with_name("instances.yml")


@dataclass(frozen=True, slots=True, order=True)
class Instance:
    cohorts: int
    seed: int
    tight: bool

    def cases(self) -> Sequence[Case]:
        return seeded_academy(self.seed, cohorts=self.cohorts, tight=self.tight)


INSTANCES = tuple(
    Instance(cohorts, seed, tight)
    for cohorts, seeds in ((1, 10), (4, 3), (12, 2))
    for seed, tight in product(range(seeds), (False, True))
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """``case`` tells whether the instance is still the same; costs are in points."""

    cohorts: int
    seed: int
    tight: bool
    case: str
    cost: int
    bound: int


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    found: Several


@cache
def run(instance: Instance) -> Run:
    """Planned once in a run of the benchmarks, whoever asks."""
    cases = instance.cases()
    start = time.perf_counter()
    found = several(cases)
    return Run(time.perf_counter() - start, found)


def frozen(instance: Instance) -> Frozen:
    found = run(instance).found
    return Frozen(**asdict(instance), case=_fingerprint(instance.cases()), cost=found.cost, bound=found.bound)


def as_frozen() -> tuple[Frozen, ...]:
    return tuple(Frozen(**one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _fingerprint(cases: Sequence[Case]) -> str:
    return hashlib.sha256(str([_plain(asdict(case)) for case in cases]).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """The same in every run, which a set is not."""
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(one)) for key, one in value.items())
    if isinstance(value, AbstractSet):
        return sorted(str(one) for one in value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return str(value)


def main() -> None:
    rows = [asdict(frozen(instance)) for instance in INSTANCES]
    FILE.write_text(yaml.safe_dump(rows, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
