"""`network` as a person gives it: anywhere, on cards of others, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.academy.cards import card, put, spoilt
from tests.cli.running import files_of, on, run


def test_a_page_and_a_table_are_made_with_no_academy_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "cards", "a", card(edition="2027.1"), card(), card("lakeside"))

    result = run("network", "cards")

    page, table = Path("build/network/network.html"), Path("build/network/network.csv")
    assert result.exit_code == 0
    assert result.stdout == f"2 academies are in {page}, and as a table for Excel in {table}.\n"
    assert result.stderr == (
        f"{Path('cards/a-0.json')}:1: CARD (note)  The newer card in {Path('cards/a-1.json')}, of edition 2027.2, counts;"
        " this one is passed over.\n    Do: delete it, or leave it as it is\n\n"
    )
    assert sorted(files_of(tmp_path / "build")) == ["network/network.csv", "network/network.html"]


def test_what_is_wrong_is_told_of_every_file_and_nothing_is_written(tmp_path: Path) -> None:
    cards = put(tmp_path / "cards", "good", card())
    (cards / "new.json").write_text(spoilt(card("a"), format=2), encoding="utf-8")
    (cards / "url.json").write_text(spoilt(card("b"), academy={"id": "b", "url": "ftp://b.example"}), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "network.html").write_text("The page of last year.", encoding="utf-8")

    result = run("network", str(cards), str(tmp_path / "gone.json"), "--out", str(out))

    said = result.stderr.splitlines()
    assert result.exit_code == 1
    assert [line.split("  ")[0].rpartition("/")[2] for line in said if line.startswith(str(tmp_path))] == [
        *("new.json:23: CARD", "url.json:2: MISSING", "url.json:2: MISSING", "url.json:4: VALUE"),
        "gone.json:1: FILE",
    ]
    assert said[-1] == "5 problems. Nothing was changed."
    assert files_of(out) == {"network.html": b"The page of last year."}


def test_a_second_run_takes_the_place_of_the_first(tmp_path: Path) -> None:
    cards = put(tmp_path / "cards", "riverside", card())
    run("network", str(cards), "--out", str(tmp_path))
    first = files_of(tmp_path)
    run("network", str(put(cards, "lakeside", card("lakeside"))), "--out", str(tmp_path))
    second = files_of(tmp_path)
    (cards / "lakeside.json").unlink()

    result = on(tmp_path, "network", str(cards), "--out", str(tmp_path))

    assert result.stdout.startswith("1 academy is in ")
    assert second["network.csv"] != first["network.csv"]
    assert files_of(tmp_path) == first


def test_a_file_must_be_named() -> None:
    assert run("network").exit_code == 2
