"""What an academy below a region gives to the course: held against the course, without what the region changed."""

from __future__ import annotations

from pathlib import Path

from coachloom.academy.boxes import Answer
from coachloom.academy.edition import Edition, with_layer
from coachloom.academy.giving.contribution import Contribution, GivenBase
from coachloom.academy.giving.offering import Offer, in_words, offered
from coachloom.academy.giving.received import worked_out
from coachloom.academy.starter import new_academy
from tests.academy.giving import QUESTIONS, changed, coming_course
from tests.academy.samples import WHY, academy_folder, layer, open_edition
from tests.cli.running import on

CASE = "first-questions/case"
OF_CASE = f"- replace: {CASE}\n  with: content/case.md\n{WHY}"
IN_THE_NORTH = "A case (fictional). It snows in the north.\n"


def region(id: str = "north") -> Edition:
    """The edition of a region that says something more about the case."""
    return with_layer(open_edition(), layer(OF_CASE, {"content/case.md": IN_THE_NORTH}, id=id), "2027.4")


def from_below(folder: Path, text: str) -> Contribution:
    """What an academy on that region gives about the case."""
    root = folder / "riverside"
    new_academy(root, "riverside", "Riverside Academy", region())
    (root / "changes.yml").write_text(OF_CASE, encoding="utf-8")
    (root / "content/case.md").write_text(text, encoding="utf-8")
    return offered(root, Offer(targets=[CASE]))


def test_it_names_the_region_s_edition_and_that_of_the_course_below_it(tmp_path: Path) -> None:
    given = from_below(tmp_path, "A case of ours.\n")

    base = given.file.base

    assert (base.course, base.edition, dict(base.over)) == ("north", "2027.4", {"small-course": "2027.1-draft"})
    assert (base.reference, base.edition_of("elsewhere")) == (("small-course", "2027.1-draft"), "")
    assert base.told == "edition 2027.4 of north, over small-course 2027.1-draft"
    assert in_words(given).startswith(
        "To the course small-course, on whose edition 2027.1-draft you build through north 2027.4, this would go:\n"
    )


def test_a_direct_base_stands_on_nothing_else() -> None:
    base = GivenBase(course="small-course", edition="2027.1", digest="sha256:0")

    assert (base.reference, base.told) == (("small-course", "2027.1"), "edition 2027.1")


def test_the_course_takes_over_what_the_academy_changed_and_not_what_the_region_did(tmp_path: Path) -> None:
    course = coming_course(tmp_path)
    given = from_below(tmp_path, f"She is 84. {IN_THE_NORTH}")

    (offer,) = worked_out(course, [given]).offers

    assert offer.as_it_is
    before = (course / QUESTIONS).read_bytes()
    assert changed(course, (offer, Answer("adopt"))) == {
        QUESTIONS: before.replace(b"A case (fictional).", b"She is 84. A case (fictional).")
    }


def test_what_a_region_alone_has_is_for_people(tmp_path: Path) -> None:
    root = academy_folder("north-riverside", tmp_path)
    given = offered(root, Offer(targets=["north-weather", "first-questions"]))

    offers = worked_out(coming_course(tmp_path), [given]).offers

    gone = "What it is about is not in the course: it is gone, or it is a region's own."
    assert [(offer.id, offer.by_hand, offer.as_it_is) for offer in offers] == [
        ("first-questions", "", True),
        ("north-weather", gone, False),
        ("north-weather/purpose", gone, False),
    ]


def test_it_is_taken_in_by_command(tmp_path: Path) -> None:
    zipped = tmp_path / "gift.zip"
    zipped.write_bytes(from_below(tmp_path, f"{IN_THE_NORTH.strip()} Ask what she wants.\n").data)
    course = coming_course(tmp_path)

    seen = on(course, "receive", str(zipped))

    assert seen.exit_code == 4
    sheet = (course / "RECEIVED.md").read_text(encoding="utf-8")
    assert "- They build on: edition 2027.4 of north, over small-course 2027.1-draft\n" in sheet
