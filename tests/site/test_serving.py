"""A preview follows every edit, and shows the bytes that a build would make."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachloom.academy.weave import woven
from coachloom.course.values import Audience
from coachloom.problems import ProblemsFound
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES
from coachloom.site.serving.changes import Difference, contents, difference, drawn_anew, showing
from coachloom.site.serving.making import Maker
from coachloom.site.serving.watching import next_state, state, watched
from tests.academy.samples import academy_folder
from tests.files import rewrite
from tests.previewing import get, news, page, previewed, save

QUESTIONS = "modules/first/one/questions.md"
QUESTIONS_PAGE = "sessions/first-questions/index.html"
ROOM_PAGE = "handbook/the-room/index.html"
TREE = {
    "mkdocs.yml": b"nav: 1\n",
    "pages/index.md": b'---\ntitle: "Home"\n---\n\n# Home\n',
    "pages/day.md": b'---\ntitle: "Day"\n---\n\n# Day\n\n![The day](assets/drawn/day.svg)\n',
    "pages/course.json": b"{}",
}


def test_a_file_where_a_folder_should_be_does_not_end_the_preview(tmp_path: Path) -> None:
    academy = academy_folder("every-kind", tmp_path)
    shutil.rmtree(academy / "private")
    (academy / "private").write_text("not a folder", encoding="utf-8")

    paths = watched(academy)

    assert academy / "private/people.yml" in paths
    assert str(academy / "private/people.yml") not in state(paths)


def build_of(root: Path, to: Path, choice: Choice | None = None) -> dict[str, bytes]:
    """The files of a whole build."""
    build(root, to, choice or Choice(), say=lambda _: None)
    return contents(to)


def assert_same(made: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    assert sorted(made) == sorted(wanted)
    assert [file for file in wanted if made[file] != wanted[file]] == []


# What differs


def test_a_text_that_differs_leads_to_its_page_alone() -> None:
    after = TREE | {"pages/day.md": TREE["pages/day.md"] + b"\nMore.\n", "pages/course.json": b"{1}"}

    assert difference(TREE, after) == Difference(whole=False, pages=("day.md",), files=("course.json",))


@pytest.mark.parametrize(
    "change",
    [
        {"mkdocs.yml": b"nav: 2\n"},
        {"pages/new.md": b'---\ntitle: "New"\n---\n'},
        {"pages/day.md": TREE["pages/day.md"].replace(b'"Day"', b'"Another day"')},
    ],
    ids=["configuration", "new file", "title"],
)
def test_what_shows_on_every_page_leads_to_the_whole_site(change: dict[str, bytes]) -> None:
    assert difference(TREE, TREE | change).whole
    assert difference(TREE | change, TREE).whole


def test_a_drawing_that_differs_leads_to_the_pages_that_show_it() -> None:
    anew = drawn_anew({"assets/drawn/day.svg": 1, "assets/drawn/year.svg": 1}, {"assets/drawn/day.svg": 2})

    assert sorted(showing(anew, TREE)) == ["day.md"]
    assert Difference(whole=False, pages=("index.md",)).with_pages(showing(anew, TREE)).pages == ("day.md", "index.md")


# Files at rest


def test_a_file_written_aside_and_renamed_is_noticed(small: Path) -> None:
    paths = watched(small)
    before = state(paths)
    aside = small / "modules" / "first" / "one" / ".questions.md.swp"
    aside.write_bytes((small / QUESTIONS).read_bytes())
    assert state(paths) == before, "what editors leave beside a file is not looked at"

    aside.replace(small / QUESTIONS)

    now = next_state(paths, before, threading.Event())
    assert now is not None
    assert {file for file in now if now[file] != before.get(file)} == {str(small / QUESTIONS)}


def test_waiting_for_a_change_ends_when_it_is_to_stop(small: Path) -> None:
    stop = threading.Event()
    stop.set()

    assert next_state(watched(small), state(watched(small)), stop) is None


# A site made again


def test_one_edit_makes_one_page_and_the_bytes_of_a_build(small: Path, tmp_path: Path) -> None:
    with previewed(small) as (address, following):
        assert following.next() == ("shown", None)
        seen = news(address, "/sessions/first-questions/")
        other = news(address, "/days/d01/")
        save(small, QUESTIONS, "A case (fictional).", "Another case (fictional), in the [Big Room](term-big-room).")

        told = news(address, "/sessions/first-questions/", seen["page"])

        assert told["page"] != seen["page"]
        assert following.next() == ("shown", (QUESTIONS_PAGE,))
        assert news(address, "/days/d01/") == other, "readers of other pages are left alone"
        wanted = build_of(small, tmp_path / "site")
        assert b"Another case (fictional)" in wanted[QUESTIONS_PAGE]
        assert_same({file: page(address, file) for file in wanted}, wanted)


EDITS = {
    "session": (QUESTIONS, "Ask first.", "Ask first, and wait.", (QUESTIONS_PAGE,)),
    "section gone": (QUESTIONS, "## Case\n\nA case (fictional).\n", "", (QUESTIONS_PAGE,)),
    "card": (
        *("curriculum/cards/card-questions.md", "Count to ten.", "Count to eleven."),
        ("cards/card-questions/index.html",),
    ),
    "page": ("curriculum/pages/the-room.md", "## The hour\n", "## The hour\n\nIt is ours.\n", (ROOM_PAGE,)),
    "task": (
        *("modules/first/one/big-room.md", "Use it at once.", "Use it within days."),
        ("tasks/ask-three-people/index.html",),
    ),
    "prompt": ("assessments/after-a-day.yml", "Anything else?", "What else?", ("forms/after-a-day/index.html",)),
    "picture": ("curriculum/assets/room-picture.svg", "<svg", "<svg role='img'", ()),
    "title": (QUESTIONS, "title: Three questions before any solution", "title: Two questions", None),
    "term": ("curriculum/glossary.yml", "A weekly hour.", "An hour every week.", None),
}
"""By name: a file, what stands in it, what shall stand there, and the pages made again for it (None for all)."""


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    maker = Maker(tmp_path_factory.mktemp("maker") / "tree", Choice())
    yield maker
    maker.close()


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_whatever_is_edited_the_bytes_are_those_of_a_build(
    small: Path, tmp_path: Path, maker: Maker, edit: str
) -> None:
    file, old, new, anew = EDITS[edit]
    maker.make(woven(small))
    rewrite(small, file, old, new)

    made = maker.make(woven(small))

    assert made.anew == anew
    assert_same(dict(made.site), build_of(small, tmp_path / "site"))
    assert maker.make(woven(small)).anew == ()


def test_faculty_and_days_whose_drawings_change(small: Path, tmp_path: Path) -> None:
    choice = Choice(audience=Audience.FACULTY)
    maker = Maker(tmp_path / "tree", choice)
    maker.make(woven(small))
    rewrite(small, QUESTIONS, "minutes: 75", "minutes: 80")
    rewrite(small, QUESTIONS, "| 45+ |", "| 50+ |")

    made = maker.make(woven(small))
    maker.close()

    assert made.anew is not None
    assert {"days/d01/index.html", "days/d01/run-sheet/index.html", QUESTIONS_PAGE} <= set(made.anew)
    assert_same(dict(made.site), build_of(small, tmp_path / "site", choice))


def test_an_academys_files_are_followed(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    with previewed(root) as (address, following):
        assert following.next() == ("shown", None)
        save(root, "content/first-questions-case.md", "A woman of 84", "A woman of 85")
        assert following.next() == ("shown", (QUESTIONS_PAGE,))
        save(root, "private/people.yml", "role: Nurse and faculty lead", "role: Nurse")
        assert following.next() == ("shown", ("adaptations/index.html",))
        save(root, "changes.yml", "Our learners meet older people after falls.", "Our learners see falls.")
        assert following.next()[0] == "shown"
        save(root, "academy.yml", "name: ", "name: New ")
        assert following.next() == ("shown", None)

        wanted = build_of(root, tmp_path / "site")
        assert_same({file: page(address, file) for file in wanted}, wanted)


def test_new_and_deleted_files_are_followed(small: Path) -> None:
    card = small / "curriculum/cards/another.md"
    with previewed(small) as (address, following):
        assert following.next() == ("shown", None)
        before = page(address)
        aside = card.with_name(".another.md")
        aside.write_text("---\nid: another\nkind: card\ntitle: Another\nrule: flexible\n---\n## How\n\nTry.\n", "utf-8")
        aside.replace(card)
        assert following.next() == ("shown", None)
        assert b"<h1" in page(address, "cards/another/")
        assert b'href="another/"' in page(address, "cards/")

        card.unlink()

        assert following.next() == ("shown", None)
        assert get(address, "cards/another/")[0] == 404
        assert page(address) == before


def test_a_new_title_shows_in_the_navigation_of_the_neighbours(small: Path) -> None:
    with previewed(small) as (address, following):
        assert following.next() == ("shown", None)
        save(small, QUESTIONS, "title: Three questions before any solution", "title: Two questions")

        assert following.next() == ("shown", None)
        assert b"Two questions" in page(address, "sessions/d01-opening/")
        assert b"Three questions" not in page(address, "sessions/d01-opening/")


@pytest.mark.skipif("zensical" not in ENGINES, reason="one engine only")
def test_an_engine_that_does_not_stay_makes_all_pages_again(small: Path, tmp_path: Path) -> None:
    choice = Choice(engine=ENGINES["zensical"])
    with previewed(small, choice) as (address, following):
        assert following.next() == ("shown", None)
        save(small, QUESTIONS, "Ask first.", "Ask first, and wait.")

        assert following.next() == ("shown", None)
        wanted = build_of(small, tmp_path / "site", choice)
        assert_same({file: page(address, file) for file in wanted}, wanted)


# Problems


def test_a_problem_leaves_the_last_good_page_and_goes_when_it_is_mended(small: Path) -> None:
    with previewed(small) as (address, following):
        assert following.next() == ("shown", None)
        good = page(address, "sessions/first-questions/")
        seen = news(address, "/sessions/first-questions/")
        assert (seen["told"], seen["text"]) == ("", "")

        save(small, QUESTIONS, "| 15 | The case.", "| 25 | <b>The case.")

        problem = news(address, "/sessions/first-questions/", seen["page"])
        assert problem["page"] == seen["page"]
        assert f"{QUESTIONS}:" in problem["text"]
        assert "The files have a problem" in problem["heading"]
        assert following.next()[0] == "refused"
        assert page(address, "sessions/first-questions/") == good

        save(small, QUESTIONS, "| 25 | <b>The case.", "| 15 | The case.")

        mended = news(address, "/sessions/first-questions/", seen["page"], problem["told"])
        assert mended == seen
        assert following.next() == ("shown", ())


def test_a_preview_that_begins_with_a_problem_waits_for_it_to_be_mended(small: Path) -> None:
    rewrite(small, QUESTIONS, "| 15 | The case.", "| 25 | The case.")
    with previewed(small) as (address, following):
        assert following.next() == ("refused", ("PLAN",))
        status, body = get(address, "sessions/first-questions/")
        assert status == 503
        assert b"/-/preview.js" in body
        seen = news(address, "/sessions/first-questions/")
        assert "PLAN" in seen["text"]

        save(small, QUESTIONS, "| 25 | The case.", "| 15 | The case.")

        assert following.next() == ("shown", None)
        assert news(address, "/sessions/first-questions/")["page"] != seen["page"]
        assert b"Ask first." in page(address, "sessions/first-questions/")


def test_an_engine_that_died_is_told_and_starts_again(small: Path, tmp_path: Path) -> None:
    maker = Maker(tmp_path / "tree", Choice())
    maker.make(woven(small))
    resident = maker._resident
    assert resident is not None
    assert resident._process is not None
    resident._process.kill()
    rewrite(small, QUESTIONS, "Ask first.", "Ask first, and wait.")

    with pytest.raises(ProblemsFound) as stopped:
        maker.make(woven(small))

    assert [problem.code for problem in stopped.value.problems] == ["ENGINE"]
    assert b"Ask first, and wait." in maker.make(woven(small)).site[QUESTIONS_PAGE]
    maker.close()


# The server


def test_addresses_are_those_of_a_site(small: Path) -> None:
    with previewed(small) as (address, _):
        assert get(address, "days/d01")[0] == 302
        assert get(address, "nowhere/")[0] == 404
        assert get(address, "-/nothing")[0] == 404
        assert get(address, "../academy.yml")[0] == 404
        assert get(address, "%2e%2e/curriculum/programme.yml")[0] == 404
        assert get(address, "-/preview.css")[0] == 200


def test_a_site_elsewhere_cannot_read_it_under_a_name_of_its_own(small: Path) -> None:
    with previewed(small) as (address, _):
        assert get(address, host="evil.example") == (421, b"")


def test_a_port_in_use_is_a_problem(small: Path) -> None:
    with previewed(small) as (address, _):
        port = int(address.rstrip("/").rpartition(":")[2])
        done = subprocess.run(
            [sys.executable, "-m", "coachloom", "-C", str(small), "serve", "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert f"PORT  The preview cannot be shown at port {port}" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise on Windows")
@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_everything_quietly(small: Path, tmp_path: Path, ended: signal.Signals) -> None:
    private = tmp_path / "private"
    private.mkdir()
    command = [sys.executable, "-m", "coachloom", "-C", str(small), "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(private)}
    ) as process:
        assert process.stdout is not None
        assert any("http://127.0.0.1:" in line for line in process.stdout)

        process.send_signal(ended)
        said = process.communicate()[1]  # ends once nobody holds the pipe: the engine is gone too

    assert process.returncode == 0
    assert said == "\nThe preview is over.\n"
    assert list(private.iterdir()) == []
    assert not (small / "build").exists()
