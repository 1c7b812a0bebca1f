"""FET, a timetabler that schools use, on one of our cohorts, where its `fet-cl` is installed.

FET knows a week of hours; a year becomes a week of many days with one hour each. It does not choose who teaches, so
each day is given a team beforehand. Nor does it know what a date costs: preferred weekdays outside school holidays are
asked for with the highest weight that is not a rule.
"""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from coachloom.cohorts.case import DAY, Case, DayNeed, GapNeed, Span, Teacher
from coachloom.cohorts.planning.units import Unit, dates_of
from coachloom.cohorts.planning.ways import is_free, refusal_of_date, refusal_of_room
from coachloom.cohorts.timetable import Held, Timetable

SECONDS = 60
"""After which FET is stopped."""

LARGEST_TEAM = 4
SHORTEST, LONGEST = 30, 31
"""Days of a month: a year of whole months is asked for in days, on the safe side."""

HOUR = "day"
WISHED = "99.9"


def is_installed() -> bool:
    return shutil.which("fet-cl") is not None


def planned_by_fet(case: Case) -> Timetable | None:
    """What FET makes of the case; None where it finds nothing in time."""
    asked = _Asked(case, dict(_teams(case)))
    with tempfile.TemporaryDirectory(prefix="coachloom-bench-") as folder:
        file = Path(folder) / "case.fet"
        ElementTree.ElementTree(_file(asked)).write(file, encoding="utf-8", xml_declaration=True)
        seeds = [f"--randomseeds{name}={number}" for number, name in enumerate(("10", "11", "12", "20", "21", "22"), 1)]
        subprocess.run(
            ["fet-cl", f"--inputfile={file}", f"--outputdir={folder}", f"--timelimitseconds={SECONDS}", *seeds],  # noqa: S607 -- wherever it is installed
            check=False,
            capture_output=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        found = next(Path(folder).glob("timetables/*/*_activities.xml"), None)
        return _read(asked, found) if found else None


@dataclass(frozen=True, slots=True)
class _Asked:
    case: Case
    team: Mapping[str, tuple[Teacher, ...]]

    @property
    def year(self) -> Span:
        windows = [need.window for need in self.case.days]
        return Span(min(one.first for one in windows), max(one.last for one in windows))

    def dates_of(self, need: DayNeed) -> list[datetime.date]:
        return list(_dates(self.case, need, self.team[need.id]))


def _teams(case: Case) -> Iterator[tuple[str, tuple[Teacher, ...]]]:
    """The cheapest team of each day, of equals the one that can come on most dates; experts first where they must."""
    first = sorted(case.days, key=lambda need: not need.expert)
    with_expert = {need.id for need in first[: case.expert_days]}
    for need in case.days:
        teams = [
            team
            for size in range(1, LARGEST_TEAM + 1)
            for team in combinations(case.teachers, size)
            if need.topics <= frozenset().union(*(one.topics for one in team))
            and (need.id not in with_expert or any(one.expert for one in team))
        ]
        price = {team: sum(case.weights.teacher + case.weights.far * one.far for one in team) for team in teams}
        cheap = [team for team in teams if price[team] == min(price.values())]
        yield need.id, max(cheap, key=lambda team: len(list(_dates(case, need, team))))


def _dates(case: Case, need: DayNeed, team: Sequence[Teacher]) -> Iterator[datetime.date]:
    for date in dates_of(case, Unit((need,), None)):
        if refusal_of_date(case, date) is None and all(is_free(case, one, date) for one in team):
            yield date


def _file(asked: _Asked) -> Element:
    case = asked.case
    root = Element("fet", version="6.8.5")
    _texts(root, Institution_Name="coachloom", Comments="")
    _names(root, "Days_List", "Number_of_Days", "Day", [str(date) for date in _every(asked.year)])
    _names(root, "Hours_List", "Number_of_Hours", "Hour", [HOUR])
    _names(root, "Subjects_List", None, "Subject", [need.id for need in case.days])
    SubElement(root, "Activity_Tags_List")
    _names(root, "Teachers_List", None, "Teacher", [teacher.id for teacher in case.teachers])
    year = SubElement(SubElement(root, "Students_List"), "Year")
    _texts(year, Name=case.cohort, Number_of_Students=case.people)
    activities = SubElement(root, "Activities_List")
    for number, need in enumerate(case.days, 1):
        activity = SubElement(activities, "Activity")
        for teacher in asked.team[need.id]:
            _texts(activity, Teacher=teacher.id)
        _texts(activity, Subject=need.id, Students=case.cohort, Duration=1, Total_Duration=1, Id=number)
        _texts(activity, Activity_Group_Id=0, Active="true")
    SubElement(root, "Buildings_List")
    rooms = SubElement(root, "Rooms_List")
    for venue in case.venues:
        _texts(SubElement(rooms, "Room"), Name=venue.id, Building="", Capacity=venue.places, Virtual="false")
    _time(SubElement(root, "Time_Constraints_List"), asked)
    _space(SubElement(root, "Space_Constraints_List"), asked)
    return root


def _time(rules: Element, asked: _Asked) -> None:
    case = asked.case
    _rule(rules, "ConstraintBasicCompulsoryTime")
    for number, need in enumerate(case.days, 1):
        dates = asked.dates_of(need)
        _on(rules, number, dates)
        _on(rules, number, [date for date in dates if _is_wished(case, date)], WISHED)
    for number, gap in enumerate(case.gaps, 1):
        _apart(rules, gap, number)
    _between(rules, 1, len(case.days), LONGEST * case.least_months, SHORTEST * case.most_months)


def _space(rules: Element, asked: _Asked) -> None:
    case = asked.case
    _rule(rules, "ConstraintBasicCompulsorySpace")
    for number, need in enumerate(case.days, 1):
        if not need.online:
            rooms = [venue.id for venue in case.venues if venue.places >= case.people]
            rule = _rule(rules, "ConstraintActivityPreferredRooms")
            _texts(rule, Activity_Id=number, Number_of_Preferred_Rooms=len(rooms))
            for room in rooms:
                _texts(rule, Preferred_Room=room)
    for venue in case.venues:
        closed = [date for date in _every(asked.year) if refusal_of_room(case, venue, date)]
        rule = _rule(rules, "ConstraintRoomNotAvailableTimes")
        _texts(rule, Room=venue.id, Number_of_Not_Available_Times=len(closed))
        for date in closed:
            _texts(SubElement(rule, "Not_Available_Time"), Day=str(date), Hour=HOUR)


def _is_wished(case: Case, date: datetime.date) -> bool:
    return date.weekday() in case.preferred and not any(date in span for span in case.school_holidays)


def _on(rules: Element, number: int, dates: Sequence[datetime.date], weight: str = "100") -> None:
    rule = _rule(rules, "ConstraintActivityPreferredStartingTimes", weight)
    _texts(rule, Activity_Id=number, Number_of_Preferred_Starting_Times=len(dates))
    for date in dates:
        _texts(
            SubElement(rule, "Preferred_Starting_Time"), Preferred_Starting_Day=str(date), Preferred_Starting_Hour=HOUR
        )


def _apart(rules: Element, gap: GapNeed, number: int) -> None:
    ordered = _rule(rules, "ConstraintTwoActivitiesOrdered")
    _texts(ordered, First_Activity_Id=number, Second_Activity_Id=number + 1)
    _between(rules, number, number + 1, gap.least, gap.most)


def _between(rules: Element, first: int, second: int, least: int, most: int) -> None:
    rule = _rule(rules, "ConstraintMinDaysBetweenActivities")
    _texts(rule, Consecutive_If_Same_Day="false", Number_of_Activities=2, Activity_Id=first)
    _texts(rule, Activity_Id=second)
    _texts(rule, MinDays=least)
    rule = _rule(rules, "ConstraintMaxDaysBetweenActivities")
    _texts(rule, Number_of_Activities=2, Activity_Id=first)
    _texts(rule, Activity_Id=second)
    _texts(rule, MaxDays=most)


def _rule(rules: Element, name: str, weight: str = "100") -> Element:
    rule = SubElement(rules, name)
    _texts(rule, Weight_Percentage=weight, Active="true")
    return rule


def _names(root: Element, list_: str, count: str | None, one: str, names: Sequence[str]) -> None:
    parent = SubElement(root, list_)
    if count:
        _texts(parent, **{count: len(names)})
    for name in names:
        _texts(SubElement(parent, one), Name=name)


def _texts(parent: Element, **texts: str | int) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = str(text)


def _every(span: Span) -> Iterator[datetime.date]:
    return (span.first + at * DAY for at in range((span.last - span.first).days + 1))


def _read(asked: _Asked, found: Path) -> Timetable:
    case = asked.case
    held = []
    for activity in ElementTree.parse(found).getroot().iter("Activity"):  # noqa: S314 -- FET's own file
        need = case.days[int(activity.findtext("Id", "0")) - 1]
        date = datetime.date.fromisoformat(activity.findtext("Day", ""))
        team = tuple(sorted(teacher.id for teacher in asked.team[need.id]))
        held.append(Held(day=need.id, date=date, venue=activity.findtext("Room") or None, teachers=team))
    return Timetable.of(case.cohort, held)
