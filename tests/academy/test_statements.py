"""Which facts the statements need, and what the person who builds is told of those that are missing."""

from __future__ import annotations

import datetime

import pytest

from coachloom.academy.identity import Identity, Statements, read_academy
from coachloom.academy.statements import PRIVACY, placeholders, stated, still_to_write
from coachloom.reading.files import Held
from tests.academy.samples import academy_yml

EVERYTHING = """\
  contact: academy@riverside.example
  statements:
    responsible: Riverside Hospitals Trust
    contact: access@riverside.example
    phone: 01632 960000
    address: 1 Quay Street, Riverside
    prepared: 2027-02-01
    reviewed: 2027-03-01
    tested: "Read with a screen reader: ten pages."
    limits: none that we know
    answer_within: 10 working days
    complaints: the ombudsman
    controller: Riverside Hospitals Trust
    data_contact: data@riverside.example
    web_server: our IT department
    log: page, time and internet address
    log_kept: 30 days
    data_complaints: the authority
"""


def identity(more: str) -> Identity:
    return read_academy(Held({"academy.yml": academy_yml(more=more).encode()})).identity


def test_every_fact_is_read_as_it_was_written() -> None:
    assert identity(EVERYTHING).statements == Statements(
        responsible="Riverside Hospitals Trust",
        contact="access@riverside.example",
        phone="01632 960000",
        address="1 Quay Street, Riverside",
        prepared=datetime.date(2027, 2, 1),
        reviewed=datetime.date(2027, 3, 1),
        tested="Read with a screen reader: ten pages.",
        limits="none that we know",
        answer_within="10 working days",
        complaints="the ombudsman",
        controller="Riverside Hospitals Trust",
        data_contact="data@riverside.example",
        web_server="our IT department",
        log="page, time and internet address",
        log_kept="30 days",
        data_complaints="the authority",
    )
    assert placeholders(identity(EVERYTHING)) == ()
    assert still_to_write(identity(EVERYTHING)) == ""


def test_an_academy_that_wrote_nothing_is_responsible_itself_and_everything_else_is_missing() -> None:
    assert stated(identity("")) == Statements(responsible="Riverside Academy")
    assert placeholders(identity("")) == (
        "contact",
        "prepared",
        "reviewed",
        "tested",
        "limits",
        "answer_within",
        "complaints",
        "controller",
        "data_contact",
        "web_server",
        "log",
        "log_kept",
        "data_complaints",
    )
    assert placeholders(identity("  statements:\n")) == placeholders(identity(""))


def test_the_contact_of_the_academy_serves_unless_another_is_given() -> None:
    academy = identity("  contact: academy@riverside.example\n")
    other = identity("  contact: academy@riverside.example\n  statements: {contact: access@riverside.example}\n")

    assert stated(academy).contact == "academy@riverside.example"
    assert stated(other).contact == "access@riverside.example"


def test_one_statement_can_be_asked_for_alone() -> None:
    assert placeholders(identity("  statements: {log: nothing, log_kept: not at all}\n"), PRIVACY) == (
        "controller",
        "data_contact",
        "web_server",
        "data_complaints",
    )


def test_who_builds_is_told_in_one_line_what_is_missing_and_where_to_write_it() -> None:
    assert still_to_write(identity(EVERYTHING.replace("    log_kept: 30 days\n", "    log_kept:\n"))) == (
        "The statements of accessibility and privacy are drafts. "
        "Still to be written in academy.yml, under statements: log_kept."
    )


@pytest.mark.parametrize("left", ["to be filled in", '"[to be filled in: for how long]"', "TODO", "tbc.", '"?"', "..."])
def test_a_mark_that_was_written_in_the_place_of_a_fact_is_no_fact(left: str) -> None:
    academy = identity(EVERYTHING.replace("log_kept: 30 days", f"log_kept: {left}"))

    assert placeholders(academy) == ("log_kept",)
