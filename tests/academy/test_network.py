"""Cards of a network: where they are looked for, which of several counts, and what contradicts itself."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.card import Card, Counted
from coachloom.academy.network import Found, joined, network
from coachloom.problems import ProblemsFound
from tests.academy.cards import CARDS, card, put, spoilt


def names(*named: Path) -> list[str]:
    return [one.academy.id for one in network(named).cards]


def refused(*named: Path) -> list[tuple[str, int, str]]:
    """File, line and code of every problem."""
    with pytest.raises(ProblemsFound) as found:
        network(named)
    return [(Path(one.place.file).name, one.place.line, one.code) for one in found.value.problems]


def test_academies_stand_by_name_whatever_the_order_and_the_case(tmp_path: Path) -> None:
    for id, name in (("a", "zeta"), ("b", "Beta"), ("c", "alpha"), ("d", "alpha"), ("e", "Zeta")):
        put(tmp_path, id, card(id, name))

    assert names(tmp_path) == ["c", "d", "b", "e", "a"]
    assert names(*sorted(tmp_path.iterdir(), reverse=True)) == ["c", "d", "b", "e", "a"]


def test_a_home_gives_its_card_alone_and_a_folder_all_that_lie_in_it_and_in_homes_below(tmp_path: Path) -> None:
    home = put(tmp_path / "cards" / "home", "academy", card("at-home"))
    for record in ("home.json", "versions.json"):
        (home / record).write_text("[]", encoding="utf-8")
    put(tmp_path / "cards", "academy", card("one"))
    put(tmp_path / "cards", "academy (1)", card("two"))
    (tmp_path / "cards" / "README.txt").write_text("Cards.\n", encoding="utf-8")
    (tmp_path / "cards" / ".hidden.json").write_text("x", encoding="utf-8")

    assert names(home) == ["at-home"]
    assert names(tmp_path / "cards") == ["at-home", "one", "two"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "academy", card())

    assert network([tmp_path, tmp_path / "academy.json", tmp_path / "academy.json"]).notes == ()


def test_of_one_academy_the_newest_edition_counts_and_a_note_says_so(tmp_path: Path) -> None:
    cards = [card(edition="2027.9"), card(edition="2027.10"), card(edition="2027.2", url="https://a.example/")]

    found = network([put(tmp_path, "a", *cards)])

    assert found.cards == (cards[1],)
    assert [(one.code, one.stops, Path(one.place.file).name) for one in found.notes] == [
        ("CARD", False, "a-0.json"),
        ("CARD", False, "a-2.json"),
    ]
    newest = tmp_path / "a-1.json"
    assert found.notes[0].what == f"The newer card in {newest}, of edition 2027.10, counts; this one is passed over."


def test_the_same_card_twice_is_a_note(tmp_path: Path) -> None:
    found = network([put(tmp_path, "a", card(), card())])

    assert found.cards == (card(),)
    assert [one.what for one in found.notes] == [
        f"The same card lies in {tmp_path / 'a-1.json'}; this one is passed over."
    ]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (card(name="Another"), 'have the same id, `riverside`, and two names: "Another" and "Riverside Academy".'),
        (
            card(url="https://b.example/", edition="2027.1"),
            "have the same id, `riverside`, and two web addresses: https://b.example/ and https://a.example/.",
        ),
        (card(url="https://a.example/", changes=Counted(set=1)), "say different things of edition 2027.2."),
    ],
)
def test_cards_of_one_id_that_contradict_each_other_stop(tmp_path: Path, other: Card, said: str) -> None:
    newest = card(url="https://a.example/")

    with pytest.raises(ProblemsFound) as found:
        network([put(tmp_path, "a", other, newest)])

    assert [(one.code, one.what) for one in found.value.problems] == [
        ("CARD", f"This card and {tmp_path / 'a-1.json'} {said}")
    ]


def test_everything_that_is_wrong_anywhere_is_told_at_once_with_its_file(tmp_path: Path) -> None:
    put(tmp_path / "cards", "good", card())
    put(tmp_path / "cards", "other", card(name="Another"))
    put(tmp_path / "cards", "old", card(edition="2027.1"))
    (tmp_path / "cards" / "bad.json").write_text(spoilt(card("bad"), edition="latest"), encoding="utf-8")
    (tmp_path / "cards" / "page.json").write_text("<!doctype html>\n", encoding="utf-8")
    (tmp_path / "cards" / "big.json").write_bytes(b" " * 1_000_001)
    (tmp_path / "empty").mkdir()
    (tmp_path / "quiet").mkdir()
    (tmp_path / "quiet" / "home.json").write_text("{}", encoding="utf-8")

    assert refused(tmp_path / "cards", tmp_path / "empty", tmp_path / "quiet", tmp_path / "gone.json") == [
        ("bad.json", 18, "VALUE"),
        ("big.json", 1, "SIZE"),
        ("good.json", 1, "CARD"),
        ("old.json", 1, "CARD"),
        ("page.json", 1, "SYNTAX"),
        ("empty", 1, "CARD"),
        ("gone.json", 1, "FILE"),
        ("quiet", 1, "CARD"),
    ]


def test_a_card_that_is_passed_over_hides_no_broken_one(tmp_path: Path) -> None:
    put(tmp_path, "a", card(), card())
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")

    assert refused(tmp_path) == [("a-0.json", 1, "CARD"), ("bad.json", 1, "SYNTAX")]


def test_a_link_in_a_folder_of_strangers_leads_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "academy", card())
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "link.json").symlink_to(tmp_path / "academy.json")

    assert refused(tmp_path / "cards") == [("link.json", 1, "LINK")]


@given(cards=st.lists(CARDS, max_size=6), chance=st.randoms(use_true_random=False))
def test_the_order_in_which_cards_come_means_nothing(cards: list[Card], chance: random.Random) -> None:
    found = [Found(Path(f"{number}.json"), one) for number, one in enumerate(cards)]
    shuffled = [*found]
    chance.shuffle(shuffled)

    assert joined(shuffled) == joined(found)
    assert len(joined(found).cards) == len({one.card.academy.id for one in found})
