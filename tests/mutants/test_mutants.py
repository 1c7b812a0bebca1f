"""The tests notice: each one-line breakage listed in `mutants.yml` makes the test beside it fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
MUTANTS: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "mutants.yml").read_text(encoding="utf-8"))
TESTS_FAILED = 1


def broken_house(folder: Path, mutant: dict[str, str]) -> Path:
    """A copy of the program and the site's sources with one line broken; returns what goes on the path."""
    house = folder / "house"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "builder" / "coachloom", house / "builder" / "coachloom", ignore=ignored)
    shutil.copytree(ROOT / "site", house / "site")
    shutil.copy(ROOT / "mkdocs.yml", house)
    file = house / "builder" / "coachloom" / mutant["file"]
    text = file.read_text(encoding="utf-8")
    assert text.count(mutant["old"]) == 1, f"the line to break stands {text.count(mutant['old'])} times"
    file.write_text(text.replace(mutant["old"], mutant["new"]), encoding="utf-8")
    return house / "builder"


@pytest.mark.parametrize("mutant", MUTANTS, ids=[f"{m['file']}: {m['why']}" for m in MUTANTS])
def test_a_broken_line_makes_a_test_fail(mutant: dict[str, str], tmp_path: Path) -> None:
    path = broken_house(tmp_path, mutant)

    options = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "--hypothesis-profile=unshrunk"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, mutant["caught_by"]],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == TESTS_FAILED, done.stdout[-3000:] + done.stderr[-3000:]
    assert "error" not in done.stdout.splitlines()[-1], done.stdout[-3000:]


def test_there_are_twenty_mutants_or_more() -> None:
    assert len({(mutant["file"], mutant["old"]) for mutant in MUTANTS}) >= 20
