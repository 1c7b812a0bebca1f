"""The law that no local byte is lost, over thousands of random histories, each with a full disk and a kill."""

from __future__ import annotations

import os
import random
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Result
from tests.academy.histories import History
from tests.academy.test_upgrade_laws import course_of, lived

HISTORIES = 5_000
COURSES = 100


def _lost(number: int) -> bool:
    """Whether a law broke in the history of that number."""
    with TemporaryDirectory(prefix="coachloom-bench-") as folder:
        history = History(Path(folder), random.Random(number), course_of(number, COURSES))  # noqa: S311 -- no secret
        try:
            lived(history, again=number % 5 == 0, faults=True)
        except AssertionError as broken:
            print(f"history {number}: {broken}")
            return True
    return False


def no_byte_is_lost() -> Result:
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        lost = sum(workers.map(_lost, range(HISTORIES), chunksize=50))
    return Result(name=f"histories of {HISTORIES} in which a law of upgrades broke", value=lost, goal=0)
