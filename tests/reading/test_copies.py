"""Copies and misnamings: which file is meant by a name that people, Windows or OneDrive left behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.reading.copies import meant_name

KNOWN = ("academy.yml", "changes.yml", "three-questions.md", "card-2.md", "card.md", "caf\u00e9.md")

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
MARKS = st.sampled_from(
    [
        "{} (1)",
        "{} - Copy",
        "{} - Copy (2)",
        "{} - Kopie",
        "{} copy 2",
        "Copy of {}",
        "{}-ANAS-LAPTOP",
        "{}-DESKTOP-4F2K1",
        "{} (Ana Reis's conflicted copy 2027-01-05)",
        "{}.sync-conflict-20270105-101112-ABC",
        "{}_conflict",
    ]
)
ENDINGS = st.sampled_from(["", ".txt", ".bak", "~", ".orig", ".bak.txt"])


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("changes.yml.txt", "changes.yml"),
        ("changes.yaml", "changes.yml"),
        ("changes.yaml.txt", "changes.yml"),
        ("changes.txt", "changes.yml"),
        ("changes", "changes.yml"),
        ("Changes.yml", "changes.yml"),
        ("CHANGES.YML", "changes.yml"),
        ("changes (1).yml", "changes.yml"),
        ("changes(1).yml", "changes.yml"),
        ("changes - Copy.yml", "changes.yml"),
        ("changes - Copy (2).yml", "changes.yml"),
        ("changes copy 2.yml", "changes.yml"),
        ("Copy of changes.yml", "changes.yml"),
        ("Copy of Copy of changes.yml", "changes.yml"),
        ("changes - Kopie.yml", "changes.yml"),
        ("changes-ANAS-LAPTOP.yml", "changes.yml"),
        ("changes-DESKTOP-4F2K1.yml", "changes.yml"),
        ("changes-DESKTOP-12345.yml", "changes.yml"),
        ("changes-ANAS-LAPTOP - Copy.yml.txt", "changes.yml"),
        ("changes (Ana Reis's conflicted copy 2027-01-05).yml", "changes.yml"),
        ("changes.sync-conflict-20270105-101112-ABC.yml", "changes.yml"),
        ("changes_conflict.yml", "changes.yml"),
        ("changes_conflict-20270105-101112.yml", "changes.yml"),
        ("changes.yml.bak", "changes.yml"),
        ("changes.yml~", "changes.yml"),
        ("changes.yml.orig", "changes.yml"),
        ("three-questions-ANAS-LAPTOP.md", "three-questions.md"),
        ("card-2-ANAS-PC.md", "card-2.md"),
        ("card (2).md", "card.md"),
        ("cafe\u0301 - Copy.md", "caf\u00e9.md"),
        *((name, None) for name in KNOWN),
        ("three-questions-case.md", None),
        ("three-questions-2.md", None),
        ("three-questions-2027.md", None),
        ("three.md", None),
        ("questions-copy.md", None),
        ("card-3.md", None),
        ("card-B.md", None),
        ("changes.md", None),
        ("changes.csv", None),
        ("copy.md", None),
        (" - Copy.yml", None),
        (".yml", None),
        ("", None),
    ],
)
def test_the_file_that_is_meant_is_found_or_none(name: str, meant: str | None) -> None:
    assert meant_name(name, KNOWN) == meant


def test_a_name_takes_away_no_more_than_it_must() -> None:
    known = ["a.md", "a.txt", "a (1).txt"]

    assert [meant_name(name, known) for name in ("a (1) (2).txt", "a (2).txt", "a (2).md", "a.txt.txt")] == [
        "a (1).txt",
        "a.txt",
        "a.md",
        "a.txt",
    ]


def test_nothing_is_meant_where_nothing_is_known() -> None:
    assert meant_name("changes.yml.txt", ()) is None


@given(IDS, st.sampled_from([".yml", ".md", ".svg", ".csv"]), MARKS, st.booleans(), ENDINGS)
def test_every_copy_of_every_file_leads_to_it(id: str, ending: str, mark: str, capitals: bool, backup: str) -> None:  # noqa: FBT001
    stem = id.upper() if capitals else id

    assert meant_name(mark.format(stem) + ending + backup, [f"{id}{ending}", "another.yml"]) == f"{id}{ending}"


@given(st.lists(IDS, min_size=1, unique=True), st.sampled_from([".yml", ".md"]))
def test_no_id_is_taken_for_the_copy_of_another(ids: list[str], ending: str) -> None:
    first, *others = [f"{id}{ending}" for id in ids]

    assert meant_name(first, others) is None


@given(st.text(), st.lists(st.text()))
def test_any_name_means_another_known_one_or_none(name: str, known: list[str]) -> None:
    meant = meant_name(name, known)

    assert meant is None or (meant in known and meant != name)
