"""Runs every benchmark in a list and prints one line for each."""

from __future__ import annotations

import sys

from benchmarks import adapting, building, differing, editions, histories, previewing, publishing
from benchmarks.measure import Result

BENCHMARKS = (
    building.build_against_the_bare_engine,
    building.check_against_build,
    building.help_against_python,
    building.memory_of_a_build,
    adapting.composition_against_reading,
    adapting.check_of_an_academy,
    differing.diff_against_reading,
    editions.upgrade_preview,
    editions.release_against_check,
    publishing.a_third_edition,
    publishing.room_of_three_editions,
    histories.no_byte_is_lost,
    previewing.an_edit_shows,
)


def main() -> int:
    results: list[Result] = []
    for benchmark in BENCHMARKS:
        result = benchmark()
        print(result.line(), flush=True)
        results.append(result)
    return 0 if all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
