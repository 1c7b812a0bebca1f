"""The command line: exit codes, formats, help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coachloom.cli import main
from tests.files import rewrite


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_course_without_problems_is_fine(small: Path) -> None:
    result = run("-C", str(small), "check")

    assert (result.exit_code, result.output) == (0, "No problems.\n")


def test_problems_that_stop_give_exit_1_and_are_all_there(small: Path) -> None:
    first = rewrite(small, "curriculum/glossary.yml", "text: A weekly hour.", "text: A [dead](nowhere) link.")
    second = rewrite(small, "modules/first/one/opening.md", "minutes: 30", "minutes: 35")

    result = run("-C", str(small), "check")

    assert result.exit_code == 1
    assert result.output == (
        f"curriculum/glossary.yml:{first}: LINK-DEAD  "
        'The link "dead" leads to `nowhere`, which is neither an id nor a web address.\n'
        "    Do: write an element's id, as in [words](three-questions), or an address that begins with https://\n"
        "\n"
        "modules/first/one/opening.md:16: PLAN  The plan's rows make 30 minutes, and the session has 35.\n"
        "    Do: change a row, or `minutes`, so that both agree\n"
        "2 problems.\n"
    )
    assert second == 7


def test_a_note_does_not_stop(small: Path) -> None:
    (small / "modules/notes.txt").write_text("mine", encoding="utf-8")

    result = run("-C", str(small), "check")

    assert result.exit_code == 0
    assert result.output.startswith("modules/notes.txt:1: STRAY (note)  ")
    assert result.output.endswith("1 note.\n")


def test_json_goes_to_standard_output_alone(small: Path) -> None:
    rewrite(small, "modules/first/one/opening.md", "minutes: 30", "minutes: 35")

    result = run("-C", str(small), "check", "--format", "json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "format": 1,
        "problems": [
            {
                "severity": "stops",
                "code": "PLAN",
                "file": "modules/first/one/opening.md",
                "line": 16,
                "id": "d01-opening",
                "what": "The plan's rows make 30 minutes, and the session has 35.",
                "rule": None,
                "because": "",
                "do": "change a row, or `minutes`, so that both agree",
            }
        ],
    }


def test_github_marks_the_line(small: Path) -> None:
    rewrite(small, "modules/first/one/opening.md", "minutes: 30", "minutes: 35")

    assert run("-C", str(small), "check", "--format", "github").stdout == (
        "::error file=modules/first/one/opening.md,line=16,title=PLAN::"
        "The plan's rows make 30 minutes, and the session has 35. "
        "Do: change a row, or `minutes`, so that both agree\n"
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ((), "holds no course (curriculum/programme.yml)"),
        (("academy.yml", "curriculum/programme.yml"), "holds both academy.yml and curriculum/programme.yml"),
    ],
    ids=["neither", "both"],
)
def test_a_folder_that_is_no_course_is_a_wrong_command_line(tmp_path: Path, made: tuple[str, ...], said: str) -> None:
    for file in made:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()

    for command in ("check", "build"):
        result = run("-C", str(tmp_path), command)
        assert result.exit_code == 2
        assert said in result.output


def test_a_missing_folder_and_an_unknown_command_are_a_wrong_command_line(tmp_path: Path) -> None:
    assert run("-C", str(tmp_path / "no"), "check").exit_code == 2
    assert run("biuld").exit_code == 2


def test_build_says_where_the_site_is(small: Path) -> None:
    result = run("-C", str(small), "build")

    assert (result.exit_code, result.output) == (
        0,
        f'A small course 2027.1-draft is built in {small / "build" / "site"}.\nTo see it: python3 -m http.server --bind 127.0.0.1 --directory "{small / "build" / "site"}" 8000\nand open http://127.0.0.1:8000/ in a browser.\n',
    )
    assert (small / "build/site/index.html").is_file()


def test_build_shows_problems_and_that_nothing_changed(small: Path) -> None:
    rewrite(small, "modules/first/one/opening.md", "minutes: 30", "minutes: 35")

    result = run("-C", str(small), "build")

    assert result.exit_code == 1
    assert result.output.endswith("\n\n1 problem. Nothing was changed.\n")
    assert not (small / "build").exists()


def test_build_refuses_a_source_folder(small: Path) -> None:
    result = run("-C", str(small), "build", "--out", str(small / "modules"))

    assert result.exit_code == 1
    assert f"The site cannot go to {small / 'modules'}: it would overwrite modules/" in result.output


def test_help_of_every_command_says_what_it_does() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert run(name, "--help").exit_code == 0


def test_python_m_coachloom_is_the_same_command() -> None:
    shown = subprocess.run([sys.executable, "-m", "coachloom", "--help"], capture_output=True, text=True, check=True)

    assert shown.stdout.startswith("Usage: coachloom [OPTIONS] COMMAND [ARGS]...\n")
    assert [name for name in main.commands if f"  {name}  " not in shown.stdout] == []
