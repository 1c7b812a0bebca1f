"""The sample academies: each kind of change, a region with an academy on top, agreed exceptions, and all that can be wrong.

`tests/golden/all-wrong.txt` is the catalogue of messages. After a change of words, write it anew with
``python -m tests.academy.test_samples`` and read it as a nurse would.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from coachloom.academy.weave import Woven, woven
from coachloom.problems import ProblemsFound, as_text
from tests.academy.samples import BASES, SAMPLES, academy_folder, open_edition

GOLDEN = Path(__file__).parent.parent / "golden" / "all-wrong.txt"
INSTEAD = SAMPLES / "all-wrong" / "instead"


def made(sample: str, folder: Path) -> Woven:
    return woven(academy_folder(sample, folder))


def test_an_academy_with_every_kind_of_change_is_right(tmp_path: Path) -> None:
    academy = made("every-kind", tmp_path)
    course = academy.course

    assert academy.notes == ()
    assert sorted({step.change.verb for step in academy.composition.steps}) == [
        "add",
        "leave_out",
        "move",
        "replace",
        "set",
    ]
    assert [day.sessions for day in course.days] == [
        ("d01-opening", "first-questions", "every-kind-interpreters", "d01-closing"),
        ("d02-opening", "small-tests", "warm-up", "d02-closing"),
    ]
    assert sorted(id for id in course.local if "/" not in id) == [
        "every-kind-card",
        "every-kind-interpreters",
        "every-kind-our-room",
        "every-kind-page",
        "every-kind-prompt",
        "every-kind-ward",
    ]
    assert sorted(academy.composition.left_out) == ["cool-down", "cool-down/plan", "cool-down/purpose"]
    assert {id: academy.people.of(id) for id in ("ana-reis", "rui-lopes", "eva-silva")} == {
        "ana-reis": "Nurse and faculty lead",
        "rui-lopes": "Rui Lopes",
        "eva-silva": "",
    }
    assert academy.logo == (SAMPLES / "every-kind/assets/logo.svg").read_bytes()


def test_a_region_and_an_academy_on_top_of_it_are_right(tmp_path: Path) -> None:
    assert made("north", tmp_path).notes == ()

    academy = made("north-riverside", tmp_path)

    assert academy.notes == ()
    assert [layer.name for layer in academy.composition.layers] == [
        "A small course",
        "Northern Region",
        "Riverside in the North",
    ]


def test_agreed_exceptions_build_and_are_counted(tmp_path: Path) -> None:
    academy = made("deviating", tmp_path)

    assert [(step.change.verb, step.change.target) for step in academy.composition.departures] == [
        ("set", "small-tests"),
        ("set", "first-questions"),
        ("replace", "the-room"),
        ("replace", "first-questions/plan"),
        ("leave_out", "v-value"),
        ("leave_out", "warm-up"),
        ("move", "day-test"),
        ("add", "deviating-drill"),
    ]
    assert [(note.code, note.place.line) for note in academy.notes] == [("BOUNDS", 7)]


def variants() -> Iterator[str]:
    yield "all-wrong"
    yield from sorted(folder.name for folder in INSTEAD.iterdir())


def messages(variant: str) -> str:
    """All that is told of the academy, with the files of a variant in place of its own."""
    with TemporaryDirectory() as folder:
        root = academy_folder("all-wrong", Path(folder))
        shutil.rmtree(root / "instead")
        if variant != "all-wrong":
            shutil.copytree(INSTEAD / variant, root, dirs_exist_ok=True)
        try:
            problems = woven(root).notes
        except ProblemsFound as found:
            problems = found.problems
        return as_text(problems)


def catalogue() -> str:
    return "\n\n\n".join(f"==== {variant}\n\n{messages(variant)}" for variant in variants()) + "\n"


def test_the_catalogue_of_messages_is_as_it_was_read() -> None:
    assert catalogue() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("variant", list(variants()))
def test_each_message_names_file_and_line_and_what_to_do(variant: str) -> None:
    for paragraph in messages(variant).split("\n\n"):
        first, *_, last = paragraph.split("\n")
        assert first.split(":")[1].isdigit() or first.split(":")[1].split(" ")[0].isdigit()
        assert last.startswith("    Do: ")


def test_every_sample_is_tried() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {"all-wrong", "every-kind", "deviating", "north", *BASES}
    assert open_edition().record.course == "small-course"


if __name__ == "__main__":
    GOLDEN.write_text(catalogue(), encoding="utf-8")
