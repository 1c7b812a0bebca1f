"""Bank holidays of a nation or a part of one, and its time zone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from importlib.resources import files
from zoneinfo import available_timezones

from coachloom.cohorts.cohort import Cohort
from coachloom.problems import Problem, ProblemsFound, did_you_mean

_MAINLAND = {"ES": "Europe/Madrid", "PT": "Europe/Lisbon"}
"""The zone of a nation named as a whole, though its islands have another."""


def bank_holidays(cohort: Cohort, years: range) -> Mapping[datetime.date, str]:
    """Every day off in ``years``, by date: a holiday and the day taken in its place. The cohort's own word wins.

    Raises ProblemsFound (COHORT) where the nation is not known.
    """
    from holidays import country_holidays  # slow

    nation, _, part = (cohort.file.nation or "").partition("-")
    _refuse_unknown(cohort, nation, part)
    told = cohort.file.bank_holidays
    found = {date: str(name) for date, name in country_holidays(nation, subdiv=part or None, years=years).items()}
    found |= {extra.date: extra.name for extra in told.add}
    return {date: found[date] for date in sorted(found) if date not in told.leave_out}


def _refuse_unknown(cohort: Cohort, nation: str, part: str) -> None:
    from holidays import list_supported_countries

    known = list_supported_countries(include_aliases=False)
    written = cohort.file.nation or ""
    if nation in known and (not part or part in known[nation]):
        return
    every = [nation] if nation in known else list(known)
    guess = did_you_mean(written, [f"{one}-{sub}" for one in every for sub in known[one]] + every)
    raise ProblemsFound(
        [
            Problem(
                code="COHORT",
                what=f"The bank holidays of {written} are not known.{guess}",
                place=cohort.place("nation"),
                do="write a code such as GB-ENG or IE; what is missing there can be written under bank_holidays: add:",
            )
        ]
    )


def zone_of(cohort: Cohort) -> str:
    """The cohort's time zone. Raises ProblemsFound (COHORT) where it is not known, or the nation has more than one."""
    written = cohort.file.zone
    if written is None:
        nation = cohort.file.nation or ""
        zones = [_MAINLAND[nation]] if nation in _MAINLAND else _zones_of(nation[:2])
        if len(zones) == 1:
            return zones[0]
        what, place = (
            f"{cohort.file.nation} has more than one time zone, or none that is known.",
            cohort.place("nation"),
        )
        do = f"add a line `zone:`, such as {zones[0] if zones else 'Europe/Lisbon'}"
    elif written in available_timezones():
        return written
    else:
        what = f"{written} is no time zone.{did_you_mean(written, available_timezones())}"
        place, do = cohort.place("zone"), "write it as in Europe/London"
    raise ProblemsFound([Problem(code="COHORT", what=what, place=place, do=do)])


def _zones_of(nation: str) -> list[str]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return [row[2] for row in rows if row[0] == nation]
