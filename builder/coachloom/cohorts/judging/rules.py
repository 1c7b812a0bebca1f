"""All that a timetable must keep, a small rule each; none of them knows how a timetable was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coachloom.cohorts.case import Case
from coachloom.cohorts.judging import days, faculty, line, venues
from coachloom.cohorts.judging.fault import Fault
from coachloom.cohorts.timetable import Timetable

Rule = Callable[[Case, Timetable], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    days.every_day_has_a_date,
    days.every_day_is_of_the_course_and_stands_once,
    days.what_is_settled_stays,
    days.days_fall_in_their_windows,
    days.days_fall_on_weekdays_that_are_allowed,
    days.no_day_falls_on_a_bank_holiday,
    days.no_day_falls_in_a_closure,
    line.days_follow_the_order_of_the_course,
    line.no_two_days_share_a_date,
    line.gaps_are_kept,
    line.days_together_share_a_venue,
    line.the_year_is_neither_short_nor_long,
    venues.days_have_a_venue_where_they_need_one,
    venues.venues_are_known,
    venues.venues_are_large_enough,
    venues.venues_can_be_had_on_the_date,
    venues.no_other_cohort_has_the_venue,
    faculty.faculty_are_known,
    faculty.faculty_are_not_away,
    faculty.no_other_cohort_has_the_faculty,
    faculty.every_topic_has_somebody,
    faculty.an_expert_is_there_where_asked,
    faculty.an_expert_is_on_site_often_enough,
    faculty.nobody_leads_too_often,
)
