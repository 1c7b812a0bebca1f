"""What people see of a timetable: days in order, what changed, who leads by role, and nothing that is private."""

from __future__ import annotations

import datetime
from itertools import pairwise

from coachloom.academy.people import NOBODY, People
from coachloom.site.timetables.of_course import Link, PlanLine
from coachloom.site.timetables.view import TimetableView, timetable_view
from tests.cohorts.issued import a_day, an_issue
from tests.site.timetables.given import PEOPLE, cohort, course, days, edition, issues, moved, words


def seen(people: People = PEOPLE, *, of: bool = True) -> TimetableView:
    return timetable_view(cohort(), issues(), edition(of=of), people, words())


def test_days_stand_in_the_order_of_their_dates() -> None:
    late = moved(days()[0], date=datetime.date(2027, 6, 1))
    view = timetable_view(cohort(), (an_issue(1, late, *days()[1:3]),), edition(), PEOPLE, words())

    assert [day.label for day in view.days] == ["Day 2", "Day 3", "Day 1"]


def test_a_day_is_told_in_words_with_its_room() -> None:
    day = seen().days[0]

    assert (day.name, day.when, day.times, day.room, day.address, day.href) == (
        f"Day 1: {course().days[0].title}",
        "Tuesday 12 January 2027",
        "09:30 to 16:45",
        "Harbour Hall",
        "1 Quay Street, Riverside",
        "../../2027.1/days/d01/",
    )


def test_clocks_are_those_of_the_place_in_summer_and_in_winter() -> None:
    by_id = {day.id: day for day in seen().days}

    assert [by_id[id].begins.isoformat() for id in ("d06", "d07")] == [
        "2027-03-23T09:30:00+00:00",
        "2027-04-27T09:30:00+01:00",
    ]


def test_who_leads_is_told_as_each_chose_and_nobody_s_id_is_there() -> None:
    assert [day.leads for day in seen().days[:2]] == [("Lead nurse", "Rui Lopes, surgeon"), ("Lead nurse",)]
    assert {day.leads for day in seen(NOBODY).days} == {()}
    assert [id for id in ("ana-reis", "rui-lopes", "zoe-quill") if id in repr(seen().days)] == []


def test_the_last_issue_tells_what_it_changes() -> None:
    assert [(id, told) for id, _, told in seen().changed] == [
        ("d07", "Moved from Tuesday 20 April 2027 to Tuesday 27 April 2027."),
        ("d09", "Room changed from Harbour Hall to The Loft."),
        ("", "Cancelled; it was to be on Tuesday 9 November 2027."),
    ]


def test_a_first_issue_changes_nothing() -> None:
    view = timetable_view(cohort(), issues()[:1], edition(), PEOPLE, words())

    assert (view.changed, view.number, view.given_out) == ((), 1, "Thursday 1 October 2026")


def test_every_kind_of_change_has_its_words() -> None:
    before = an_issue(
        1, a_day("d01", "2027-01-12"), a_day("d02", "2027-01-28"), a_day("d03", "2027-02-09", confirmed=False)
    )
    gone = an_issue(2, *before.days[:2], cancelled=["d03"])
    now = an_issue(
        3,
        a_day("d01", "2027-01-12", online=True, times="10:00-16:30"),
        a_day("d02", "2027-01-28", confirmed=False),
        a_day("d03", "2027-02-09"),
        a_day("d04", "2027-02-25"),
    )
    view = timetable_view(cohort(), (before, gone, now), edition(), PEOPLE, words())

    assert [(id, told) for id, _, told in view.changed] == [
        ("d01", "Times changed from 09:30 to 16:30 to 10:00 to 16:30. Is held online now."),
        ("d02", "Is only pencilled in now."),
        ("d03", "Takes place again."),
        ("d04", "New in the timetable."),
    ]


def test_a_day_cancelled_in_an_earlier_issue_is_still_told_and_is_no_news() -> None:
    first, second = issues()
    third = an_issue(3, *second.days, cancelled=["d16"])
    view = timetable_view(cohort(), (first, second, third), edition(), PEOPLE, words())

    assert [(gone.name, gone.told, gone.is_news) for gone in view.cancelled] == [
        (f"Day 16: {course().days[15].title}", "Cancelled; it was to be on Tuesday 9 November 2027.", False)
    ]
    assert view.changed == ()


def test_what_to_prepare_is_the_month_s_before_its_first_day_and_the_task_since_the_last() -> None:
    view, task = seen(), course().elements[course().days[0].task]

    assert [day.prepare for day in view.days[:2]] == [
        (Link("Prepare for month 1", "../../2027.1/months/m01/#prepare"),),
        (Link(f"Your Big Room: {task.title}", f"../../2027.1/tasks/{task.id}/"),),
    ]


def test_the_plan_runs_by_the_clock_from_the_time_given_out() -> None:
    plan = seen().days[0].plan

    assert plan[0].start == "09:30"
    assert plan[-1].end == "16:45"
    assert next(line for line in plan if line.pause) == PlanLine("11:25", "11:40", "Break", pause=True)
    assert all(one.end == next.start for one, next in pairwise(plan))


def test_without_the_course_the_page_still_knows_days_and_links() -> None:
    day = seen(of=False).days[0]

    assert (day.label, day.href, day.plan, day.prepare) == ("Day 1", "../../2027.1/days/d01/", (), ())


def test_a_day_that_the_edition_does_not_know_is_told_by_its_title() -> None:
    issue = an_issue(1, a_day("riverside-extra", "2027-01-12", title="An extra day"))
    day = timetable_view(cohort(), (issue,), edition(), PEOPLE, words()).days[0]

    assert (day.name, day.number, day.href) == ("An extra day", None, "")
