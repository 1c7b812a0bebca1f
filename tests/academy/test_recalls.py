"""Which texts are withdrawn: those that had gone out, until somebody has put another text in their place."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from coachloom.academy.composition import Composition
from coachloom.academy.recalls import Listed, Recall, is_covered, read_recalls, text_hash, with_recall, withdrawn
from coachloom.reading.files import Held
from tests.academy.samples import WHY, composed, open_edition

CASE = "first-questions/case"
COURSE = "small-course"


def recall(edition: str = "2027.9", text: str = "another", id: str = CASE) -> Recall:
    return Recall(id=id, why="It could be traced.", date=datetime.date(2027, 6, 1), edition=edition, text=text)


def in_edition(number: str, composition: Composition | None = None) -> Composition:
    """The course as that edition of it, with what an academy may have made of it."""
    composition = composition or open_edition().composition
    layers = tuple(dataclasses.replace(layer, edition=number) for layer in composition.layers)
    return dataclasses.replace(composition, layers=layers)


def gone(composition: Composition, *recalls: Recall, layer: str = COURSE, in_work: bool = False) -> list[str]:
    listed = [Listed(layer, one) for one in recalls]
    return [one.recall.id for one in withdrawn(composition, listed, in_work=in_work)]


@pytest.mark.parametrize(
    ("edition", "covered"),
    [("2027.9", True), ("2027.10", True), ("2027.10.1", False), ("2027.11", False), ("2027.1-draft", False)],
)
def test_a_recall_is_of_all_editions_up_to_the_last_that_had_gone_out(edition: str, covered: bool) -> None:  # noqa: FBT001
    assert is_covered(edition, recall("2027.10")) is covered


def test_an_edition_that_had_gone_out_is_without_the_text_whatever_it_said_then() -> None:
    assert gone(in_edition("2027.9"), recall("2027.9")) == [CASE]


def test_a_later_edition_is_without_it_as_long_as_it_says_the_same() -> None:
    later = in_edition("2027.10")
    same = text_hash(later.course, CASE)

    assert [gone(later, recall("2027.9", text)) for text in (same, "another")] == [[CASE], []]


def test_a_folder_in_work_is_judged_by_its_text_alone() -> None:
    assert gone(in_edition("2027.9"), recall("2027.9"), in_work=True) == []


def test_what_an_academy_put_in_its_place_is_not_that_text() -> None:
    entry = f"- replace: {CASE}\n  with: content/case.md\n{WHY}"
    ours = in_edition("2027.9", composed(entry, {"content/case.md": "Another story.\n"}))

    assert gone(ours, recall("2027.9")) == []
    assert gone(ours, recall("2027.9", text_hash(ours.course, CASE)), layer=ours.layer.id) == [CASE]


def test_a_layer_that_is_not_built_on_withdraws_nothing() -> None:
    assert gone(in_edition("2027.9"), recall("2027.9"), layer="elsewhere") == []


def test_what_was_withdrawn_twice_is_gone_once_and_what_is_no_more_need_not_go() -> None:
    assert gone(in_edition("2027.9"), recall(), recall("2027.10"), recall(id="never-was")) == [CASE]


def test_a_list_is_read_as_it_was_written_after_what_a_person_wrote_on_windows() -> None:
    first = with_recall(None, recall())
    both = with_recall(b"\xef\xbb\xbf" + first.replace(b"\n", b"\r\n"), recall("2027.10", id="walk/case"))

    assert read_recalls(Held({"recalls.yml": both}), "recalls.yml") == (recall(), recall("2027.10", id="walk/case"))
