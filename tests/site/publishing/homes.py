"""An academy that has released editions, and the home in which they stand: made once, copied by whoever spoils it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coachloom.site.publishing.publish import Published, Wish, publish
from tests.academy.samples import WHY
from tests.academy.test_release import course
from tests.cli.running import on, run

DAY = ("--date", "2027-02-28")
STATEMENTS = """\
  contact: academy@riverside.example
  statements:
    prepared: 2027-02-01
    reviewed: 2027-02-01
    tested: with a keyboard
    limits: none that we know
    answer_within: ten working days
    complaints: the Ombudsman
    controller: Riverside Trust
    data_contact: data@riverside.example
    web_server: the IT department
    log: nothing leaves the browser
    log_kept: as long as you keep it
    data_complaints: the Data Office
"""
PRIVATE = """\
format: 1
people:
  - id: ana-reis
    name: Ana Canary Reis
    role: Lead nurse
    show: role
"""
STORY = "Mr Brook waited nine days for a bed by the window."


def academy(folder: Path) -> Path:
    """An academy with a story of its own and whole statements, on a released course; nothing of its own released yet."""
    base = course(folder / "course")
    on(base, "release", *DAY, "--out", str(folder))
    root = folder / "riverside"
    run("new", str(root), "--id", "riverside", "--name", "Riverside", "--from", str(folder / "small-course-2027.1.zip"))
    text = (root / "academy.yml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("#", "  statements:"))]
    at = next(n for n, line in enumerate(lines) if line.startswith("base:"))
    head, tail = "\n".join(lines[:at]).rstrip("\n"), "\n".join(lines[at:])
    (root / "academy.yml").write_text(f"{head}\n{STATEMENTS}{tail}\n", encoding="utf-8")
    (root / "changes.yml").write_text(
        f"- replace: first-questions/case\n  with: content/case.md\n{WHY}", encoding="utf-8"
    )
    (root / "content/case.md").write_text(f"{STORY}\n", encoding="utf-8")
    (root / "private/people.yml").write_text(PRIVATE, encoding="utf-8")
    (root / "private/leave.yml").write_text("ana-reis: a canary in private\n", encoding="utf-8")
    return root


def released(root: Path, sentence: str = "", *arguments: str) -> None:
    """Another sentence in the story, and the next edition."""
    with (root / "content/case.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{sentence}\n" if sentence else "")
    result = on(root, "release", *DAY, *arguments)
    assert result.exit_code == 0, result.output


def cohort(root: Path, id: str, name: str, edition: str = "") -> None:
    line = f'edition: "{edition}"\n' if edition else ""
    (root / f"cohorts/{id}.yml").write_text(f"format: 1\nname: {name}\n{line}", encoding="utf-8")


def put_online(root: Path, home: Path, wish: Wish | None = None) -> Published:
    return publish(root, home, wish or Wish(), say=lambda _: None)


@dataclass(frozen=True)
class Place:
    """An academy and its home."""

    root: Path
    home: Path


def made(folder: Path, wish: Wish | None = None, after: Callable[[Path], None] = lambda _: None) -> Place:
    """An academy with three editions and two cohorts, published; each time the home is shown to ``after``."""
    root = academy(folder)
    home = folder / "home"
    cohort(root, "2027-spring", "Spring 2027", "2027.1")
    cohort(root, "2027-autumn", "Autumn 2027")
    for sentence in ("", "His daughter asked every day.", "On day ten somebody measured it."):
        released(root, sentence)
        put_online(root, home, wish)
        after(home)
    return Place(root, home)


def editions(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir() if path.name[:1].isdigit() and path.is_dir())


def with_one_edition(root: Path) -> None:
    """Takes away all but the first edition, and the cohorts, where one edition shows what is to be seen."""
    for number in ("2027.2", "2027.3"):
        (root / f"editions/{number}.yml").unlink()
        (root / f".coachloom/editions/riverside-{number}.zip").unlink()
    for file in (root / "cohorts").glob("*.yml"):
        file.unlink()
