"""The small course becomes a whole site, again and again the same, whatever happens to the process."""

from __future__ import annotations

import dataclasses
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.academy.weave import woven
from coachloom.problems import ProblemsFound
from coachloom.site.build import Choice, build, epoch_of
from coachloom.site.engines import ENGINES
from tests.files import rewrite, tree_hash


def built(root: Path, out: Path, engine: str = "material") -> Path:
    build(root, out, Choice(engine=ENGINES[engine]), say=lambda _: None)
    return out


def page(site: Path, path: str) -> str:
    """The words of a page's article."""
    article = LexborHTMLParser((site / path / "index.html").read_bytes()).css_first("article")
    assert article is not None
    return " ".join(article.text(deep=True, separator=" ").split())


def test_every_element_with_a_page_has_one_and_nothing_else_is_published(small: Path, tmp_path: Path) -> None:
    site = built(small, tmp_path / "site")

    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")) == sorted(
        [
            "404.html",
            "accessibility/index.html",
            "adaptations/index.html",
            "big-room/index.html",
            "cards/card-questions/index.html",
            "cards/index.html",
            "days/d01/index.html",
            "days/d02/index.html",
            "forms/after-a-day/index.html",
            "forms/index.html",
            "glossary/index.html",
            "guide/a-bank-holiday/index.html",
            "guide/a-day-goes-online/index.html",
            "guide/a-fork/index.html",
            "guide/a-network/index.html",
            "guide/a-new-edition/index.html",
            "guide/before-you-publish/index.html",
            "guide/homes/index.html",
            "guide/publish/index.html",
            "guide/withdraw/index.html",
            "guide/change-a-story/index.html",
            "guide/give-something-back/index.html",
            "guide/hand-it-on/index.html",
            "guide/index.html",
            "guide/make-an-edition/index.html",
            "guide/plan-a-year/index.html",
            "guide/problems/index.html",
            "guide/publish-by-git/index.html",
            "guide/see-it/index.html",
            "guide/someone-falls-ill/index.html",
            "guide/start/index.html",
            "guide/three-rules/index.html",
            "handbook/the-room/index.html",
            "index.html",
            "months/m01/index.html",
            "privacy/index.html",
            "programme/index.html",
            "references/index.html",
            "road-map/index.html",
            "sessions/d01-closing/index.html",
            "sessions/d01-opening/index.html",
            "sessions/d02-closing/index.html",
            "sessions/d02-opening/index.html",
            "sessions/first-questions/index.html",
            "sessions/small-tests/index.html",
            "tasks/ask-three-people/index.html",
            "tasks/run-one-test/index.html",
            "topics/asking/index.html",
            "topics/index.html",
            "topics/testing/index.html",
            "year/index.html",
        ]
    )


def test_pages_show_clock_times_traces_and_reasons(small: Path, tmp_path: Path) -> None:
    site = built(small, tmp_path / "site")

    assert (
        "09:00–09:30 Opening: hello Testing 30 min 09:30–10:45 Three questions before any solution Asking 1 h 15 min "
        "10:45–11:00 Break 15 min 11:00–11:30 Closing: goodbye Testing 30 min" in page(site, "days/d01")
    )
    assert (
        "A coach can ask an open question . Expected after the pre-phase. Taught in: Three questions before any solution ; "
        "Small tests Practised in: Ask three people Assessed in: After a day"
    ).replace(" .", ".") in page(site, "topics/asking").replace(" .", ".")
    assert "Change within limits. Practice must outweigh explanation." in page(site, "sessions/first-questions")
    assert "Minutes: 75 · Where: " in page(site, "sessions/first-questions")
    assert "Limits: minutes 60 to 90." in page(site, "sessions/first-questions")


def test_a_picture_is_published_with_its_words(small: Path, tmp_path: Path) -> None:
    site = built(small, tmp_path / "site")
    picture = LexborHTMLParser((site / "handbook/the-room/index.html").read_bytes()).css_first("article img")

    assert picture is not None
    assert picture.attributes == {"alt": "A circle of chairs", "src": "../../assets/course/room-picture.svg"}
    assert (site / "assets/course/room-picture.svg").read_bytes() == (
        small / "curriculum/assets/room-picture.svg"
    ).read_bytes()


def test_odd_titles_show_as_they_were_written(small: Path, tmp_path: Path) -> None:
    rewrite(small, "modules/first/two/tests.md", "title: Small tests", "title: 'Tests <b>& *more* {{ 7*7 }} \"q\"'")
    site = built(small, tmp_path / "site")
    shown = LexborHTMLParser((site / "sessions/small-tests/index.html").read_bytes())
    title, heading = shown.css_first("title"), shown.css_first("h1")

    assert title is not None
    assert title.text() == 'Tests <b>& *more* {{ 7*7 }} "q" - A small course'
    assert heading is not None
    assert heading.text(deep=False) == 'Tests <b>& *more* {{ 7*7 }} "q"'
    assert shown.css("article b, nav b") == []


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_two_builds_of_the_same_course_give_the_same_bytes(
    small: Path, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tree_hash(built(small, tmp_path / "one" / "site", engine))
    moved = Path(shutil.copytree(small, tmp_path / "elsewhere entirely"))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("PYTHONHASHSEED", "7")

    assert tree_hash(built(moved, tmp_path / "two" / "site", engine)) == first


@pytest.mark.parametrize(("asked", "epoch"), [("86400", 86_400), ("\u00b2", 1_798_761_600), ("9" * 30, 1_798_761_600)])
def test_a_date_that_is_none_gives_way_to_the_editions_new_year(
    small: Path, monkeypatch: pytest.MonkeyPatch, asked: str, epoch: int
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", asked)

    assert epoch_of(woven(small).course) == epoch


def test_a_course_with_a_fault_leaves_the_earlier_site_alone(small: Path, tmp_path: Path) -> None:
    before = tree_hash(built(small, tmp_path / "site"))
    rewrite(small, "modules/first/two/tests.md", "| 20 | They", "| 25 | They")

    with pytest.raises(ProblemsFound) as stopped:
        built(small, tmp_path / "site")

    assert [problem.code for problem in stopped.value.problems] == ["PLAN"]
    assert tree_hash(tmp_path / "site") == before


def test_an_engine_that_fails_is_quoted_and_changes_nothing(small: Path, tmp_path: Path) -> None:
    before = tree_hash(built(small, tmp_path / "site"))
    arguments = ("mkdocs", "build", "--config-file", "no-such-file.yml")
    broken = dataclasses.replace(ENGINES["material"], name="broken", arguments=arguments)

    with pytest.raises(ProblemsFound) as stopped:
        build(small, tmp_path / "site", Choice(engine=broken), say=lambda _: None)

    (problem,) = stopped.value.problems
    assert problem.code == "ENGINE"
    assert "no-such-file.yml" in problem.what
    assert tree_hash(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")) == ["site", "small"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not of Windows")
def test_a_build_killed_at_any_moment_leaves_a_whole_site(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    old = tree_hash(built(small, out))
    rewrite(small, "modules/first/one/questions.md", "A case (fictional).", "Another case (fictional).")
    new = tree_hash(built(small, tmp_path / "new"))
    moments = random.Random(7)

    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-m", "coachloom", "-C", str(small), "build", "--out", str(out)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moments.uniform(0.05, 3.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert tree_hash(out) in (old, new)

    assert tree_hash(built(small, out)) == new
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site.coachloom-work-")] == []


def test_two_builds_at_once_leave_a_whole_site(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    command = [sys.executable, "-m", "coachloom", "-C", str(small), "build", "--out", str(out)]

    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate() for process in processes]

    assert [process.returncode for process in processes] == [0, 0], said
    assert tree_hash(out) == tree_hash(built(small, tmp_path / "alone"))


def test_the_course_as_data_has_the_promised_shape(small: Path, tmp_path: Path) -> None:
    site = built(small, tmp_path / "site")
    data = json.loads((site / "course.json").read_text(encoding="utf-8"))

    assert data["edition"] == "2027.1-draft"
    assert data["academy"] == {"id": "small-course", "name": "A small course"}
    assert data["topics"][0] == {
        "id": "asking",
        "title": "Asking",
        "outcomes": [{"id": "ask-openly", "text": "ask an open question", "level": "pre-phase"}],
    }
    assert data["months"] == [{"id": "m01", "number": 1, "title": "The first month", "days": ["d01", "d02"]}]
    assert data["days"][1] == {
        "id": "d02",
        "number": 2,
        "month": "m01",
        "title": "Tests",
        "minutes": 135,
        "sessions": [
            {"id": "d02-opening", "title": "Opening: hello again", "topic": "asking", "minutes": 30, "status": "full"},
            {"id": "small-tests", "title": "Small tests", "topic": "testing", "minutes": 75, "status": "outline"},
            {"id": "d02-closing", "title": "Closing: until then", "topic": "asking", "minutes": 30, "status": "full"},
        ],
    }
    case = data["elements"]["first-questions/case"]
    assert case.pop("hash").startswith("s1:")
    assert case == {
        "kind": "section",
        "title": "Case",
        "rule": "flexible",
        "origin": "small-course",
        "url": "sessions/first-questions/#case",
    }


def test_every_address_in_the_data_is_there(small: Path, tmp_path: Path) -> None:
    site = built(small, tmp_path / "site")
    data = json.loads((site / "course.json").read_text(encoding="utf-8"))

    for id, element in data["elements"].items():
        path, _, anchor = element["url"].partition("#")
        file = site / path / "index.html" if path.endswith("/") or not path else site / path
        assert file.is_file(), id
        if anchor:
            assert LexborHTMLParser(file.read_bytes()).css_first(f'[id="{anchor}"]') is not None, (id, element["url"])


def test_provenance_names_file_and_line_of_every_element(small: Path, tmp_path: Path) -> None:
    site = built(small, tmp_path / "site")
    elements = json.loads((site / "provenance.json").read_text(encoding="utf-8"))["elements"]

    assert elements["first-questions/case"] == {
        "layer": "small-course",
        "edition": "2027.1-draft",
        "file": "modules/first/one/questions.md",
        "line": 28,
    }
    assert elements["day-test"]["file"] == "assessments/after-a-day.yml"
    assert set(elements) == set(json.loads((site / "course.json").read_text(encoding="utf-8"))["elements"])


def test_an_edition_with_seals_is_no_draft(small: Path, tmp_path: Path) -> None:
    (small / "curriculum/editions").mkdir()
    (small / "curriculum/editions/2027.1.yml").write_text(
        'format: 1\nedition: "2027.1"\ndate: 2027-02-28\n', encoding="utf-8"
    )

    checked = build(small, tmp_path / "site", Choice(engine=ENGINES["material"]), say=lambda _: None)

    assert checked.edition == "2027.1"
