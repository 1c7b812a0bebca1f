"""What must hold of a course: small functions in two lists.

A check takes a Course and yields problems. Checks of single elements always run; checks of the whole
run once every element could be read and is in its place, since a sum over half a course says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coachloom.course.checks import forms, ids, minutes, order, outcomes, rules, text
from coachloom.course.model import Course
from coachloom.problems import Problem, in_order

Check = Callable[[Course], Iterator[Problem]]

EACH: tuple[Check, ...] = (
    ids.named_elements_exist,
    ids.redirects_lead_to_elements,
    ids.ids_in_use_are_not_retired,
    ids.schedule_names_every_day_once,
    ids.days_name_every_session_and_task_once,
    rules.rules_have_a_because,
    rules.bounds_belong_to_bounded_elements,
    rules.bounds_name_what_there_is,
    rules.flexible_names_sections,
    rules.values_lie_in_bounds,
    rules.children_that_may_go_exist,
    minutes.plans_can_be_read,
    minutes.plan_rows_add_up,
    minutes.one_row_takes_up_the_difference,
    minutes.local_sessions_are_short,
    order.sessions_open_and_close_a_day,
    order.days_in_person_hold_sessions_in_person,
    outcomes.sessions_name_the_outcomes_they_list,
    forms.prompts_offer_what_their_answers_need,
    text.needed_sections_are_there,
    text.links_lead_somewhere,
    text.what_looks_like_a_link_is_one,
    text.pictures_exist_and_have_words,
    text.citations_resolve,
    text.headings_skip_no_level,
    text.no_raw_html,
    text.no_sign_of_html,
    text.brackets_are_closed,
    text.no_attributes,
    text.readers_are_not_sent_to_faculty_sections,
)

WHOLE: tuple[Check, ...] = (
    minutes.days_keep_their_minutes,
    minutes.topics_keep_their_share,
    order.gaps_join_neighbours,
    order.required_sessions_come_first,
    outcomes.outcomes_are_taught_practised_and_assessed,
)


_STRUCTURE = frozenset({"UNKNOWN", "LISTED"})
"""With one of these open it is not known what the whole is."""


def check(course: Course) -> tuple[Problem, ...]:
    """Everything that is wrong with ``course``, in order."""
    found = [problem for each in EACH for problem in each(course)]
    if not course.broken and not any(problem.code in _STRUCTURE for problem in found):
        found += [problem for whole in WHOLE for problem in whole(course)]
    return in_order(found)
