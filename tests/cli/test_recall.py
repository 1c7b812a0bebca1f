"""What a course withdraws reaches an academy with the next edition, before everything else, and leaves its sites."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import on
from tests.site.publishing.homes import DAY, STORY, academy, put_online, released

PURPOSE = "Ask first."
WITHDRAWN = "**Withdrawn, since it must not be read any more:**"


def pages(home: Path, words: str) -> list[str]:
    found = (path for path in home.rglob("*") if path.is_file() and words.encode() in path.read_bytes())
    return sorted(path.relative_to(home).parts[0] for path in found if path.suffix == ".html")


def test_a_course_withdraws_and_an_academy_takes_it_out_of_its_old_editions(tmp_path: Path) -> None:
    root, home, course = academy(tmp_path), tmp_path / "home", tmp_path / "course/open"
    released(root)
    put_online(root, home)
    for id in ("first-questions/purpose", "first-questions/case"):
        told = on(course, "recall", id, "--why", "It could be traced.", "--date", "2027-03-01").output
    assert told == (
        "first-questions/case is withdrawn, up to edition 2027.1. The next edition tells all who build on this.\n"
        "Now take it out of what is published: coachloom publish, as always.\n"
    )
    done = on(course, "release", "--correct", "--why", "Two texts are withdrawn.", *DAY, "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert pages(home, PURPOSE) == ["2027.1"]

    assert on(root, "upgrade", str(tmp_path / "small-course-2027.1.1.zip")).exit_code == 4
    sheet = root / "UPGRADE-2027.1.1.md"
    text = sheet.read_text(encoding="utf-8")
    first = text.partition("## 1 of 1")[0]
    assert WITHDRAWN in first
    assert [line for line in first.splitlines() if line.startswith("- ")] == [
        '- Purpose of "Three questions before any solution" (first-questions/purpose): It could be traced.',
        '- Case of "Three questions before any solution" (first-questions/case): It could be traced.',
    ]
    keep = "- [ ] keep ours: nothing of what was withdrawn stands in it"
    sheet.write_text(text.replace(keep, keep.replace("[ ]", "[x]")), encoding="utf-8")
    finished = on(root, "upgrade", "--finish")
    assert finished.exit_code == 0, finished.output
    put_online(root, home)

    assert pages(home, PURPOSE) == []
    assert pages(home, STORY) == ["2027.1"]
    assert pages(home, "This text was withdrawn on 2027-03-01. It could be traced.") == ["2027.1"]


def test_the_text_made_from_a_withdrawn_one_goes_where_the_academy_says_so(tmp_path: Path) -> None:
    root, course = academy(tmp_path), tmp_path / "course/open"
    on(course, "recall", "first-questions/case", "--why", "It could be traced.", "--date", "2027-03-01")
    on(course, "release", "--correct", "--why", "A story is withdrawn.", *DAY, "--out", str(tmp_path))
    on(root, "upgrade", str(tmp_path / "small-course-2027.1.1.zip"))
    sheet = root / "UPGRADE-2027.1.1.md"
    take = "- [ ] take ours out, too; it goes into the history"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(take, take.replace("[ ]", "[x]")), encoding="utf-8")
    finished = on(root, "upgrade", "--finish")

    assert finished.exit_code == 0, finished.output
    assert "replace:" not in (root / "changes.yml").read_text()
    site = tmp_path / "site"
    on(root, "build", "--out", str(site))
    page = (site / "sessions/first-questions/index.html").read_text()
    assert "This text was withdrawn on 2027-03-01." in page
    assert STORY not in page


def test_nothing_can_be_withdrawn_before_anything_went_out(tmp_path: Path) -> None:
    root = academy(tmp_path)
    result = on(root, "recall", "first-questions/case", "--why", "No.")

    assert (result.exit_code, "Nothing was released yet, so there is nothing to withdraw." in result.output) == (
        1,
        True,
    )
    assert not (root / "recalls.yml").exists()


def test_a_mistyped_home_is_told_before_anything_is_withdrawn(tmp_path: Path) -> None:
    root = academy(tmp_path)
    released(root)
    wrong = on(root, "recall", "first-questions/case", "--why", "No.", "--to", str(tmp_path / "hoem"))

    assert (wrong.exit_code, "nothing was published there yet" in wrong.output) == (1, True)
    assert not (root / "recalls.yml").exists()


def test_a_course_has_no_home_to_take_anything_out_of(tmp_path: Path) -> None:
    academy(tmp_path)
    course = tmp_path / "course/open"
    wrong = on(course, "recall", "first-questions/case", "--why", "No.", "--to", str(tmp_path / "home"))

    assert (wrong.exit_code, "A course has no home" in wrong.output) == (2, True)
    assert not (course / "curriculum/recalls.yml").exists()
