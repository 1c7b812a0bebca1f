"""Runs every benchmark in a list and prints one line for each; none for what needs a program that is not there."""

from __future__ import annotations

import sys

from benchmarks import adapting, building, differing, editions, histories, planning, previewing, publishing
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
    planning.no_fault_in_any_plan,
    planning.one_cohort_is_proven,
    planning.four_cohorts,
    planning.gap_of_four,
    planning.first_plan_of_twelve,
    planning.twelve_cohorts,
    planning.gap_of_twelve,
    planning.plans_as_frozen,
    planning.cost_against_a_diary,
    planning.given_up_against_a_diary,
    planning.cost_against_greed,
    planning.given_up_against_greed,
    planning.cost_against_fet,
    planning.repair_at_four,
    planning.explanation,
    planning.memory_of_a_plan,
)


def main() -> int:
    results: list[Result] = []
    for benchmark in BENCHMARKS:
        if result := benchmark():
            print(result.line(), flush=True)
            results.append(result)
    return 0 if all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
