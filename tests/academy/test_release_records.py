"""Records of editions: what was written is read again, and what lies beside them is passed over or told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.edition import read_edition
from coachloom.academy.releasing.notes import Kind
from coachloom.academy.releasing.reasons import told_of
from coachloom.academy.releasing.record import Did, LogEntry, Record, State, read_records, written
from coachloom.academy.releasing.release import Wish, release, weighed
from coachloom.course.checked import checked_course
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held
from tests.academy.test_release import DAY, course
from tests.academy.test_release_notes import IDS, WORDS
from tests.cli.running import contents, on, run, zipped

EDITIONS = "curriculum/editions"
LINES = WORDS.filter(lambda words: len(words.splitlines()) == 1).map(str.strip)
SEALED = st.builds(
    "{} s1:{} {}".format, st.sampled_from(["fixed", "bounded", "flexible"]), st.just("0a"), st.sampled_from("1f")
)
ENTRIES = st.builds(
    LogEntry,
    element=IDS,
    title=LINES,
    did=st.sampled_from(Did),
    kind=st.none() | st.sampled_from(Kind),
    why=st.none() | WORDS.map(str.strip),
    prompted_by=st.none() | LINES,
    approved_by=st.sampled_from([(), ("ana-reis", "no")]),
)
RECORDS = st.builds(
    Record,
    format=st.just(1),
    edition=st.just("2027.2"),
    date=st.dates(datetime.date(2001, 1, 1), datetime.date(2099, 1, 1)),
    status=st.none() | st.just(State.PILOT),
    after=st.none() | st.just("2027.1"),
    corrects=st.none() | st.just("2027.1.3"),
    notice=st.none() | WORDS.map(str.strip),
    builds_on=st.none() | st.just("2027.1-draft"),
    changes=st.lists(ENTRIES, max_size=3).map(tuple),
    elements=st.dictionaries(IDS, SEALED, max_size=2),
    beneath=st.dictionaries(IDS, SEALED | st.just("none"), max_size=2),
)


@given(RECORDS)
def test_a_record_comes_back_as_it_was_written(record: Record) -> None:
    held = Held({"editions/2027.2.yml": written(record).encode()})

    assert read_records(held, "editions") == (record,)


def test_the_record_of_a_large_course_that_changed_all_over_can_be_read() -> None:
    ids = [f"d{number}" for number in range(4_000)]
    changes = tuple(LogEntry(element=id, title=id, did=Did.CHANGED) for id in ids)
    sealed = dict.fromkeys(ids, "fixed s1:0 1")
    record = Record(format=1, edition="2027.2", date=DAY, changes=changes, elements=sealed)

    assert read_records(Held({"editions/2027.2.yml": written(record).encode()}), "editions") == (record,)


def running(folder: Path) -> Path:
    root = course(folder)
    release(weighed(root, Wish()), DAY, folder)
    return root


@pytest.mark.parametrize(
    "name", ["2027.1.old.yml", "2027.1-PC.yml", "2027.2.txt", "old/2027.3.yml", "2027.1 (1).yml", "2027.0.yml"]
)
def test_what_lies_beside_the_records_is_none(tmp_path: Path, name: str) -> None:
    root = running(tmp_path)
    (root / EDITIONS / name).parent.mkdir(exist_ok=True)
    (root / EDITIONS / name).write_bytes((root / EDITIONS / "2027.1.yml").read_bytes())

    assert checked_course(root).edition == "2027.1"
    assert [p.code for p in weighed(root, Wish()).found] == ["EDITION"]


def test_corrections_are_counted_and_not_read_as_words(tmp_path: Path) -> None:
    root = running(tmp_path)
    for number in ("2027.1.2", "2027.1.10"):
        (root / EDITIONS / f"{number}.yml").write_bytes(b"")

    assert checked_course(root).edition == "2027.1.10"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('edition: "2027.1"', 'edition: "2027.3"', ["EDITION"]),
        ("  ask-openly: fixed s1:", "  ask-openly: nonsense ", ["VALUE"]),
        ("  ask-openly: fixed s1:", "  ask-openly: fixed x1:", ["VALUE"]),
    ],
)
def test_a_record_that_somebody_wrote_in_is_told(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    root = running(tmp_path)
    record = root / EDITIONS / "2027.1.yml"
    text = record.read_text(encoding="utf-8")
    assert text.count(old) == 1
    record.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(ProblemsFound) as found:
        weighed(root, Wish())

    assert [problem.code for problem in found.value.problems] == told


@pytest.mark.parametrize("format_", ["2", "10", "999999999999"])
def test_an_edition_of_a_newer_program_says_so_and_nothing_else(tmp_path: Path, format_: str) -> None:
    running(tmp_path)
    inside = contents(tmp_path / "small-course-2027.1.zip")
    inside["edition.yml"] = (
        inside["edition.yml"].replace(b"format: 1", f"format: {format_}".encode()).replace(b"digest:", b"hash:")
    )
    newer = zipped(inside, tmp_path / "newer.zip")

    with pytest.raises(ProblemsFound) as refused:
        read_edition(newer)

    assert [str(p.what) for p in refused.value.problems] == ["newer.zip was made by a newer coachloom than this one."]


def test_a_pilot_and_a_correction_are_told_to_whoever_builds_on_them() -> None:
    pilot = Record(format=1, edition="2027.1", date=DAY, status=State.PILOT)
    corrected = Record(format=1, edition="2027.1.1", date=DAY, corrects="2027.1", notice="50 mg, not 5 mg.")

    assert told_of(None, "Our course") == told_of(Record(format=1, edition="2027.1", date=DAY), "Our course") == ()
    assert told_of(pilot, "Our course") == (
        "Our course 2027.1 is a pilot edition: it is being tried out, and may hold outlines.",
    )
    assert told_of(corrected, "Our course") == (
        "Our course 2027.1.1 corrects 2027.1, since 2027-02-28: 50 mg, not 5 mg.",
    )


def test_new_and_explain_say_that_the_base_is_a_pilot(tmp_path: Path) -> None:
    root = course(tmp_path)
    release(weighed(root, Wish(pilot=True)), DAY, tmp_path)
    said = "A small course 2027.1 is a pilot edition: it is being tried out, and may hold outlines.\n"

    own = tmp_path / "own"
    made = run("new", str(own), "--id", "own", "--name", "Own", "--from", str(tmp_path / "small-course-2027.1.zip"))

    assert made.stdout.endswith(said)
    assert on(own, "explain", "first-questions").stdout.endswith(f"\n\n{said}")
