"""What it costs to tell what differs: two readings of the course held beside each other."""

from __future__ import annotations

from benchmarks.building import ROOT
from benchmarks.measure import Result, ratio_of_work
from coachloom.academy.differing.between import changes_between
from coachloom.course.load import read_course
from coachloom.course.model import Course


def _read() -> Course:
    course = read_course(ROOT).course
    if course is None:
        raise RuntimeError("the course cannot be read")
    return course


def diff_against_reading() -> Result:
    return ratio_of_work(
        "diff of the course with itself ÷ reading it twice",
        lambda: changes_between(_read(), _read()),
        lambda: (_read(), _read()),
        goal=1.2,
        rounds=15,
    )
