"""Each fault is told in a sentence of ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from coachloom.cohorts.judging.load import Crowd
from coachloom.cohorts.judging.told import told
from coachloom.site.tree import load_words
from coachloom.words import Words
from tests.cohorts.cases import a_date
from tests.cohorts.judging.notation import fault

ROOT = Path(__file__).parents[3]
JUDGING = ROOT / "builder" / "coachloom" / "cohorts" / "judging"
WORDS = load_words(ROOT, "en")
NEVER_TOLD = ("wishes.py", "teacher")


def test_dates_lists_and_what_is_nameless_are_told_in_words() -> None:
    assert told(fault("bank-holiday", "d02 2027-03-29", name="Easter Monday"), WORDS) == (
        "d02 is on Mon 29 March 2027, a bank holiday (Easter Monday)."
    )
    assert told(fault("settled-teachers", "d02 2027-03-09", settled=("ana", "rui"), teachers=()), WORDS) == (
        "d02, on Tue 9 March 2027, is led by –, and was settled for ana, rui."
    )
    assert told(fault("closure", "d02 2027-03-09", name=""), WORDS) == ("d02 is on Tue 9 March 2027, in a closure (–).")


def test_a_wish_that_is_given_up_has_other_words_than_a_rule_that_is_broken() -> None:
    assert told(fault("weekday", "d02 2027-03-08"), WORDS) == (
        "d02 is on Mon 8 March 2027, a weekday that is not allowed."
    )
    assert told(fault("weekday", "d02 2027-03-08", 2), WORDS) == (
        "d02 is on Mon 8 March 2027, not on a weekday that is preferred."
    )


def test_a_fault_of_no_day_is_told_by_its_values() -> None:
    first, last = a_date("2027-03-02"), a_date("2027-03-29")

    assert told(fault("load", teacher="ana", n=7, most=6, first=first, last=last), WORDS) == (
        "ana leads 7 days within four weeks, from Tue 2 March 2027 to Mon 29 March 2027; at most 6 are asked of anybody."
    )


def test_every_rule_and_every_wish_has_its_words_and_no_others_are_there() -> None:
    there = {(kind, rule) for kind in ("broken", "given_up") for rule in _words(kind)}

    assert {(_kind(file), rule) for file, rule, _ in raised()} == there


def test_all_words_can_be_filled_in_with_what_the_judge_knows() -> None:
    for file, rule, values in raised():
        points = 1 if _kind(file) == "given_up" else 0
        assert told(fault(rule, "d02 2027-03-09", points, **dict.fromkeys(values, "so")), WORDS).endswith(".")


def raised() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """File, name and values of every fault that the judge can find, as its code has them."""
    for path in sorted(JUDGING.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"fault", "Fault"}:
                keywords = {keyword.arg or "": keyword.value for keyword in node.keywords}
                rule = keywords.pop("rule", None) or node.args[0]
                if isinstance(rule, ast.Name):
                    continue  # where a day passes on what a rule said
                values = keywords.pop("values", ast.Dict([], []))
                assert isinstance(values, ast.Dict)
                names = tuple(name for name in (*keywords, *_keys(values)) if name not in {"day", "date", "points"})
                yield from ((path.name, name, names) for name in _names(rule) if (path.name, name) != NEVER_TOLD)


def _names(rule: ast.expr) -> Iterator[str]:
    if isinstance(rule, ast.IfExp):
        yield from _names(rule.body)
        yield from _names(rule.orelse)
    else:
        yield ast.literal_eval(rule)


def _keys(values: ast.Dict) -> Iterator[str]:
    for key in values.keys:
        yield from Crowd.__annotations__ if key is None else [ast.literal_eval(key)]


def _kind(file: str) -> str:
    return "given_up" if file == "wishes.py" else "broken"


def _words(kind: str) -> Words:
    timetable = WORDS["timetable"]
    assert isinstance(timetable, Words)
    words = timetable[kind]
    assert isinstance(words, Words)
    return words
