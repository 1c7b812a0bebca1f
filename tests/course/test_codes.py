"""Every code that a problem can bear is explained in the words of the guide, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import coachloom
from tests.conftest import ROOT

PACKAGE = Path(coachloom.__file__).parent
WORDS = ROOT / "site" / "words" / "problems.yml"

NO_CODES = frozenset(
    {
        *("CNAME", "DATE", "DIR", "DOI", "FOLDER", "KIND", "NFC", "NFD", "NUMBER", "PERSON", "PT", "URL"),
        *("AUTHOR", "BRANCH", "COMMITTER", "EMAIL", "HEAD", "NAMESPACE"),  # git's own words
        *(
            "DAY",
            "ES",
            "GB",
            "INSTANT",
        ),
        *(
            "CANCEL",
            "CANCELLED",
            "CONFIRMED",
            "DURATION",
            "GREGORIAN",
            "OPAQUE",
            "PUBLISH",
            "REQUEST",
            "TENTATIVE",
            "TRANSPARENT",
            "URI",
        ),  # words of calendar files
    }
)
"""Words in capital letters that are no codes; a new one is either explained in WORDS or named here."""


def capitals(package: Path) -> Iterator[str]:
    """Every string of the package that looks like a code, wherever it stands: argument, table or comparison."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from re.findall(r"\A[A-Z]{2,}(?:-[A-Z]+)*\Z", node.value)


def code_arguments(package: Path) -> Iterator[str]:
    """What is written directly behind ``code=``."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
                yield str(node.value.value)


def words() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return read


def test_every_code_is_explained_and_every_explanation_has_a_code() -> None:
    assert sorted(set(capitals(PACKAGE)) - NO_CODES) == sorted(words())


def test_codes_are_written_in_capitals_joined_by_hyphens() -> None:
    assert set(code_arguments(PACKAGE)) - set(capitals(PACKAGE)) == set()


def test_words_that_are_no_codes_are_still_in_use() -> None:
    assert NO_CODES - set(capitals(PACKAGE)) == set()


@pytest.mark.parametrize("code", sorted(words()))
def test_an_explanation_says_what_a_code_means_and_what_to_do(code: str) -> None:
    entry = words()[code]

    assert sorted(entry) == ["do", "means"]
    assert [text for text in entry.values() if not re.fullmatch(r"[A-Z].*\.", text, re.DOTALL)] == []
