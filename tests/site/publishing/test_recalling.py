"""What was withdrawn leaves every published edition, and nothing else in them changes."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from coachloom.academy.identity import read_academy
from coachloom.academy.recalling import recall
from coachloom.academy.recalls import Listed, Recall, all_recalls, with_earlier_names
from coachloom.course.model import Redirect
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Folder
from coachloom.site.engines import ENGINES
from coachloom.site.publishing.publish import Wish
from coachloom.site.publishing.recalling import recall_in
from tests.cli.running import on
from tests.files import rewrite, tree_hash
from tests.site.publishing.homes import STORY, Place, editions, put_online, released, with_one_edition

DAY = datetime.date(2027, 6, 1)
CASE = "first-questions/case"
PAGE = "sessions/first-questions/index.html"
INDEX = "search/search_index.json"
NOTICE = "This text was withdrawn on 2027-06-01. It could be traced."


def take_out(place: Place, id: str = CASE) -> tuple[str, ...]:
    recall(place.root, id, "It could be traced.", DAY)
    return recall_in(place.root, place.home, say=lambda _: None).changed


def holding(home: Path, words: str) -> list[str]:
    """Files anywhere below that hold those words."""
    found = (path for path in home.rglob("*") if path.is_file() and words.encode() in path.read_bytes())
    return sorted(path.relative_to(home).as_posix() for path in found)


def differing(before: dict[str, str], now: dict[str, str]) -> set[str]:
    return {file.partition("/")[2] for file in before.keys() | now if before.get(file) != now.get(file)} - {""}


def test_a_withdrawn_story_is_gone_from_every_edition_and_a_notice_stands_there(place: Place) -> None:
    before = tree_hash(place.home)

    assert len(holding(place.home, STORY)) == 6  # a page and the search of each edition
    assert take_out(place) == ("2027.1", "2027.2", "2027.3")
    assert holding(place.home, STORY) == []
    assert holding(place.home, "His daughter asked every day.") == []
    assert holding(place.home, NOTICE) == sorted(
        f"{number}/{file}" for number in editions(place.home) for file in (PAGE, INDEX)
    )
    assert differing(before, tree_hash(place.home)) == {PAGE, INDEX}


def test_the_rest_of_the_page_and_of_the_search_is_as_it_was(place: Place) -> None:
    index = place.home / "2027.2/search/search_index.json"
    page = place.home / "2027.2" / PAGE
    before, text = json.loads(index.read_text())["docs"], page.read_text()
    take_out(place)
    now = json.loads(index.read_text())["docs"]
    cut = text[: text.index("<p>Mr Brook")], text[text.index('<h2 id="sources"') :]

    assert [old for old, new in zip(before, now, strict=True) if old != new] == [
        one for one in before if one["location"] == "sessions/first-questions/#case"
    ]
    assert page.read_text().startswith(cut[0].rstrip())
    assert page.read_text().endswith(cut[1])


def test_an_edition_that_comes_later_shows_the_notice_until_the_text_is_another(place: Place) -> None:
    take_out(place)
    released(place.root, "")
    put_online(place.root, place.home)
    unchanged = holding(place.home / "2027.4", STORY), holding(place.home / "2027.4", NOTICE)
    (place.root / "content/case.md").write_text("Somebody else, somewhere else.\n", encoding="utf-8")
    released(place.root)
    put_online(place.root, place.home)

    assert unchanged == ([], [INDEX, PAGE])
    assert holding(place.home / "2027.5", NOTICE) == []
    assert holding(place.home / "2027.5", "Somebody else, somewhere else.") == [INDEX, PAGE]
    assert holding(place.home / "2027.3", NOTICE) == [INDEX, PAGE]


def test_a_home_that_is_made_again_never_shows_it(place: Place, tmp_path: Path) -> None:
    take_out(place)
    put_online(place.root, tmp_path / "again")

    assert holding(tmp_path / "again", STORY) == []
    assert tree_hash(tmp_path / "again") == tree_hash(place.home)


def test_publishing_takes_it_out_as_well_and_once(place: Place) -> None:
    recall(place.root, CASE, "It could be traced.", DAY)
    put_online(place.root, place.home)
    before = tree_hash(place.home)
    put_online(place.root, place.home)

    assert holding(place.home, STORY) == []
    assert tree_hash(place.home) == before


def test_with_the_other_engine_it_is_gone_too(place: Place, tmp_path: Path) -> None:
    with_one_edition(place.root)
    put_online(place.root, tmp_path / "other", Wish(engine=ENGINES["zensical"]))
    other = Place(place.root, tmp_path / "other")
    take_out(other)

    assert holding(other.home, STORY) == []
    assert holding(other.home / "2027.1", NOTICE) == ["search.json", PAGE]


def test_a_whole_session_leaves_its_title_and_a_notice(place: Place) -> None:
    take_out(place, "first-questions")
    page = (place.home / "2027.1" / PAGE).read_text()
    article = page[page.index("<article") : page.index("</article>")]

    assert "The case." not in article
    assert article.count("<h2") == 0
    assert NOTICE in article
    assert 'content="This text was withdrawn' in page
    assert holding(place.home, "Everyone plans") == []


def test_a_word_of_the_glossary_is_gone_from_every_page_that_explains_it(place: Place) -> None:
    assert len(holding(place.home / "2027.1", "A weekly hour.")) > 2
    take_out(place, "term-big-room")

    assert holding(place.home, "A weekly hour.") == []


def test_a_page_that_says_the_same_is_named(place: Place) -> None:
    """The text of the card, with a passage of the story in it, was published with the fourth edition."""
    passage = (
        "Mr Brook waited nine days for a bed by the window, and nobody could say which of the nine was the long one."
    )
    (place.root / "content/case.md").write_text(f"{passage}\n", encoding="utf-8")
    (place.root / "content/our-page.md").write_text(f"{passage}\n", encoding="utf-8")
    with (place.root / "changes.yml").open("a", encoding="utf-8") as file:
        file.write("- replace: our-page\n  with: content/our-page.md\n  why: As above.\n  by: ana-reis\n")
    released(place.root)
    put_online(place.root, place.home)
    recall(place.root, CASE, "It could be traced.", DAY)
    done = recall_in(place.root, place.home, say=lambda _: None)

    assert [str(note.place) for note in done.notes] == ["2027.4/handbook/our-page/index.html:1"]


def test_a_picture_is_gone_as_a_file_and_from_the_pages(place: Place) -> None:
    picture = "assets/course/room-picture.svg"
    showing = [file for file in holding(place.home / "2027.1", "room-picture.svg") if file.endswith(".html")]

    assert (place.home / "2027.1" / picture).is_file()
    assert showing != []
    take_out(place, "room-picture")
    assert not (place.home / "2027.1" / picture).exists()
    assert [file for file in holding(place.home / "2027.1", "room-picture.svg") if file.endswith(".html")] == []
    assert set(showing) <= set(holding(place.home / "2027.1", NOTICE))


def test_a_picture_that_stood_in_the_text_goes_with_it_unless_another_page_shows_it(place: Place) -> None:
    name = next(file for file in holding(place.home / "2027.1", "room-picture.svg") if file.endswith(".html"))
    owner = name.removesuffix("/index.html").rpartition("/")[2]
    take_out(place, owner)

    assert not (place.home / "2027.1/assets/course/room-picture.svg").exists()


def test_readers_of_the_folder_hear_of_it_and_pages_built_from_it_show_the_notice(place: Place, tmp_path: Path) -> None:
    take_out(place)
    result = on(place.root, "build", "--out", str(tmp_path / "site"))

    assert f"`{CASE}` was withdrawn; readers see a notice in its place." in result.output
    assert holding(tmp_path / "site", STORY) == []


def test_what_holds_the_course_together_cannot_be_withdrawn(place: Place) -> None:
    with pytest.raises(ProblemsFound) as refused:
        recall(place.root, "d01", "No.", DAY)
    assert [one.what for one in refused.value.problems] == ["`d01` holds the course together: it is a day."]


def test_an_id_that_never_was_is_told_with_what_may_be_meant(place: Place) -> None:
    with pytest.raises(ProblemsFound) as refused:
        recall(place.root, "first-question/case", "No.", DAY)
    assert [one.what for one in refused.value.problems] == [
        "`first-question/case` is not in the course, nor was it in an edition. Did you mean first-questions/case?"
    ]


def test_twice_is_once_too_often(place: Place) -> None:
    take_out(place)
    before = tree_hash(place.root)
    with pytest.raises(ProblemsFound) as refused:
        take_out(place)
    assert [one.what for one in refused.value.problems] == [f"`{CASE}` is withdrawn already."]
    assert tree_hash(place.root) == before


def test_a_recall_for_a_folder_that_is_no_home_is_told(place: Place, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as refused:
        recall_in(place.root, tmp_path / "elsewhere", say=lambda _: None)
    assert [one.code for one in refused.value.problems] == ["HOME"]
    assert not (tmp_path / "elsewhere").exists()


def test_the_list_is_written_by_hand_as_well_as_by_the_command(place: Place) -> None:
    take_out(place)
    rewrite(place.root, "recalls.yml", "It could be traced.", "Someone was recognised.")
    take_out(place, "first-questions/sources")

    assert [
        line.strip() for line in (place.root / "recalls.yml").read_text().splitlines() if line.startswith("    why:")
    ] == [
        "why: Someone was recognised.",
        "why: It could be traced.",
    ]


def test_a_text_is_withdrawn_under_every_name_that_it_had_in_older_editions(place: Place) -> None:
    """The course knows that `old-session` became `first-questions`."""
    recall(place.root, CASE, "It could be traced.", DAY)
    files = Folder(place.root)

    assert [one.recall.id for one in all_recalls(place.root, files, read_academy(files))] == [CASE, "old-session/case"]


def test_names_are_followed_back_through_all_their_changes_and_circles_end() -> None:
    def listed(id: str) -> Listed:
        return Listed("riverside", Recall(id=id, why="No.", date=DAY, edition="2027.3", text="gone"))

    redirects = [
        Redirect(was="walk", now=("stroll",)),
        Redirect(was="stroll", now=("round", "tour")),
        Redirect(was="round", now=("walk",)),
        Redirect(was="stroll/end", now=("round/case",)),
        Redirect(was="left", retired="Nobody used it."),
    ]
    found = with_earlier_names([listed("round/case")], redirects)

    assert [one.recall.id for one in found] == [
        "round/case",
        "stroll/end",
        "stroll/case",
        "walk/end",
        "walk/case",
        "round/end",
    ]
