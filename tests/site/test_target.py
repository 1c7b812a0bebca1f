"""A finished site goes in whole, one build at a time, and never over anything else."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coachloom.problems import ProblemsFound
from coachloom.site import target
from coachloom.site.target import MARK, aside, exchange, refuse_unfit, replace_in_two_steps, swap_in


def a_site(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    for name in (MARK, "provenance.json", "index.html"):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def silent(_: str) -> None:
    """Nobody is listening."""


def refusal(folder: Path, *sources: Path) -> str:
    with pytest.raises(ProblemsFound) as refused:
        refuse_unfit(folder, sources)
    (problem,) = refused.value.problems
    assert problem.code == "TARGET"
    return problem.what


def test_a_folder_of_sources_cannot_be_a_target(tmp_path: Path) -> None:
    source = tmp_path / "site"
    source.mkdir()

    assert (
        refusal(source, source)
        == f"The site cannot go to {source}: it would overwrite site/, which the site is made from."
    )


def test_a_folder_inside_or_around_the_sources_cannot_be_a_target(tmp_path: Path) -> None:
    source = a_site(tmp_path / "course" / "modules", "")

    assert "would overwrite modules/" in refusal(source / "out", source)
    assert "would overwrite modules/" in refusal(tmp_path, source)


def test_a_source_reached_by_another_spelling_is_still_refused(tmp_path: Path) -> None:
    source = tmp_path / "site"
    source.mkdir()

    assert "would overwrite site/" in refusal(tmp_path / "elsewhere" / ".." / "site", source)


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "Documents"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")

    assert "holds something else" in refusal(folder)
    assert (folder / "thesis.txt").read_text(encoding="utf-8") == "years of work"


@pytest.mark.parametrize("other", ["Documents/thesis.txt", "notes.txt", "blog/index.html"])
def test_a_site_with_other_things_beside_it_is_left_alone(tmp_path: Path, other: str) -> None:
    folder = a_site(tmp_path / "site", "old")
    (folder / other).parent.mkdir(exist_ok=True)
    (folder / other).write_text("years of work", encoding="utf-8")

    assert "holds something else" in refusal(folder)


def test_the_folder_one_stands_in_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "you are standing in it" in refusal(Path())


def test_folders_of_others_beside_the_target_are_left_alone(tmp_path: Path) -> None:
    for name in (".other.coachloom-work-live", ".site.old", ".site.workshop"):
        (tmp_path / name).mkdir()

    with aside(tmp_path / "s*", silent), aside(tmp_path / "site", silent):
        pass

    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == [
        ".other.coachloom-work-live",
        ".site.old",
        ".site.workshop",
    ]


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ProblemsFound) as refused, aside(tmp_path / "file" / "site", silent):
        pass

    assert refused.value.problems[0].code == "TARGET"


@pytest.mark.parametrize("name", ["n" * 240, "a\0b"])
def test_a_name_that_no_folder_can_have_is_a_problem(tmp_path: Path, name: str) -> None:
    assert "no folder can have its name, or it is longer than 200 letters" in refusal(tmp_path / name)


def test_the_folder_above_is_told_as_that(tmp_path: Path) -> None:
    assert "it is the folder above, not one for the site" in refusal(tmp_path / "new" / "..")


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights on Windows")
def test_a_lock_that_is_a_link_is_a_problem_and_nothing_is_written_through_it(tmp_path: Path) -> None:
    (tmp_path / ".site.lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ProblemsFound) as refused, aside(tmp_path / "site", silent):
        pass

    assert [problem.code for problem in refused.value.problems] == ["TARGET"]
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights on Windows")
def test_a_link_in_the_place_of_a_site_that_stepped_aside_is_not_followed(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (tmp_path / ".site.coachloom-old").symlink_to(mine)

    with aside(tmp_path / "site", silent) as work:
        swap_in(a_site(work / "built", "new"), tmp_path / "site")

    assert not (tmp_path / "site").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".site.lock") == ["mine", "site"]


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights on Windows")
def test_a_link_cannot_be_a_target(tmp_path: Path) -> None:
    real = a_site(tmp_path / "real", "")
    link = tmp_path / "link"
    link.symlink_to(real)

    assert "not an ordinary folder" in refusal(link)


def test_new_empty_and_earlier_sites_are_fit(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    for fit in (tmp_path / "new", tmp_path / "empty", a_site(tmp_path / "earlier", "")):
        refuse_unfit(fit, (tmp_path / "modules",))


def test_the_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    new, old = a_site(tmp_path / "new", "new"), a_site(tmp_path / "site", "old")

    swap_in(new, old)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert (tmp_path / "site" / MARK).read_text(encoding="utf-8") == "new"


def test_without_an_exchange_the_same_comes_about_in_two_steps(tmp_path: Path) -> None:
    new, old = a_site(tmp_path / "new", "new"), a_site(tmp_path / "site", "old")

    replace_in_two_steps(new, old)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert (tmp_path / "site" / MARK).read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(sys.platform != "linux", reason="checks the exchange of Linux")
def test_on_linux_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    one, other = a_site(tmp_path / "one", "one"), a_site(tmp_path / "other", "other")

    if not exchange(one, other):
        pytest.skip("this file system knows no exchange")

    assert [(tmp_path / name / MARK).read_text(encoding="utf-8") for name in ("one", "other")] == ["other", "one"]


def test_a_run_killed_between_the_two_steps_is_mended_by_the_next(tmp_path: Path) -> None:
    a_site(tmp_path / ".site.coachloom-old", "old")
    half_made = tmp_path / ".site.coachloom-work-abc"
    half_made.mkdir()

    with aside(tmp_path / "site", silent) as work:
        assert (tmp_path / "site" / MARK).read_text(encoding="utf-8") == "old"
        assert not half_made.exists()
        assert work.parent == tmp_path

    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".site.lock") == ["site"]


def test_a_second_build_for_the_same_folder_waits_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    order: list[str] = []
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with aside(tmp_path / "site", silent):
            entered.set()
            leave.wait(20)
            order.append("first")

    def told(line: str) -> None:
        said.append(line)
        leave.set()

    def second() -> None:
        with aside(tmp_path / "site", told):
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert entered.wait(20)
    threads[1].start()
    for thread in threads:
        thread.join(20)

    assert said == ["Another build for this folder is at work; waiting for it."]
    assert order == ["first", "second"]


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from coachloom.site.target import aside\n"
        "with aside(Path(sys.argv[1]), print): os._exit(9)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path / "site")], check=False)
    assert killed.returncode == 9

    said: list[str] = []
    with aside(tmp_path / "site", said.append):
        pass

    assert said == []
    assert target.MARK == "course.json"
