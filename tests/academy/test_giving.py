"""What an academy gives back: what goes into the zip, what a zip may not be, and what it is to the course."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from coachloom.academy.boxes import Answer
from coachloom.academy.giving.contribution import (
    FILE,
    Contribution,
    Timing,
    contribution_of,
    read_contribution,
    written,
)
from coachloom.academy.giving.decided import Decided, Decision, read_decided, with_decided
from coachloom.academy.giving.offering import Offer, offered
from coachloom.academy.giving.table import as_csv
from coachloom.academy.giving.weighing import weighed
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Held
from tests.academy.giving import CASE, OWN_CASE, QUESTIONS, academy, changed, coming_course, course_in, given, offers
from tests.academy.samples import WHY, academy_folder, open_edition, session
from tests.files import rewrite

TEXT = {"content/case.md": "A case of ours.\n"}
MINUTES = f"- set: first-questions\n  minutes: 85\n{WHY}"
ADOPT = Answer("adopt")


def told(found: pytest.ExceptionInfo[ProblemsFound]) -> list[str]:
    return [f"{problem.code} {problem.what}" for problem in found.value.problems]


def test_a_contribution_holds_both_texts_and_says_who_gives_what_and_why(tmp_path: Path) -> None:
    root = academy(tmp_path, OWN_CASE + MINUTES, TEXT)

    contribution = offered(root, Offer(targets=[CASE], found="They nodded.", timing=Timing.PLANNED))

    assert dict(contribution.contents) == {
        "ours/first-questions-case.md": b"A case of ours.\n",
        "base/first-questions-case.md": b"A case (fictional).\n",
    }
    assert written(contribution.file) == (
        "# Written by coachloom contribute: what an academy offers to the course it builds on.\n"
        "format: 1\n"
        "academy: {id: riverside, name: Riverside Academy}\n"
        'base: {course: small-course, edition: "2027.1-draft", '
        f'digest: "{open_edition().record.digest}"}}\n'
        "licence: CC BY 4.0\n"
        "consent: true\n"
        "credit: Riverside Academy\n"
        "items:\n"
        "  - verb: replace\n"
        "    element: first-questions/case\n"
        "    kind: section\n"
        "    title: Case of Three questions before any solution\n"
        "    rule: flexible\n"
        "    modified: [tailored words]\n"
        "    timing: planned\n"
        "    why: It fits us.\n"
        "    found: They nodded.\n"
        "    ours: ours/first-questions-case.md\n"
        "    base: base/first-questions-case.md\n"
    )


def test_an_element_is_given_with_all_that_was_decided_about_it(tmp_path: Path) -> None:
    root = academy(tmp_path, OWN_CASE + MINUTES, TEXT)

    contribution = offered(root, Offer(targets=["first-questions", CASE]))

    assert [item.element for item in contribution.file.items] == [CASE, "first-questions"]


def test_every_kind_of_change_can_be_given_and_reads_back_the_same(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    targets = ["first-questions", "warm-up", "cool-down", "every-kind-interpreters", "every-kind-card", "weekly-hour"]
    contribution = offered(root, Offer(targets=targets))
    zipped = tmp_path / contribution.file_name
    zipped.write_bytes(contribution.data)

    assert read_contribution(zipped) == contribution
    assert {f"{item.verb} {item.element}": list(map(str, item.modified)) for item in contribution.file.items} == {
        "replace first-questions/case": ["tailored words"],
        "set first-questions": ["lengthened"],
        "set warm-up": ["another title", "another setting"],
        "set weekly-hour": ["stricter rule"],
        "add every-kind-interpreters": ["added"],
        "add every-kind-card": ["added"],
        "leave_out cool-down": ["left out"],
        "move warm-up": ["another order"],
    }
    assert [name for name in contribution.contents if name.startswith("assets/")] == [
        "assets/every-kind-our-room.svg",
        "assets/every-kind-ward.svg",
    ]


def test_an_agreed_exception_says_until_when_and_names_nobody(tmp_path: Path) -> None:
    root = academy_folder("deviating", tmp_path)
    contribution = offered(root, Offer(targets=["the-room"]))

    assert contribution.file.items[0].departs_until
    assert b"agreed_by" not in contribution.data


def test_what_was_not_changed_cannot_be_given(tmp_path: Path) -> None:
    root = academy(tmp_path, OWN_CASE, TEXT)

    with pytest.raises(ProblemsFound) as refused:
        offered(root, Offer(targets=["first-questions/cas", CASE]))

    assert told(refused) == [f"UNKNOWN No entry of yours changes `first-questions/cas`. Did you mean {CASE}?"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("consent: true", "consent: false", "It does not say that Riverside Academy agrees to the licence CC BY 4.0."),
        ("CC BY 4.0", "Mine alone", "It does not say that Riverside Academy agrees to the licence CC BY 4.0."),
        ("ours: ours/", "ours: private/", '"private/first-questions-case.md" is no file of ours/ that is read.'),
        ("ours: ours/", "ours: ours/x", '"ours/xfirst-questions-case.md" is not in the zip.'),
        ("verb: replace", "verb: add", "`to` is missing for `add: first-questions/case`."),
        ("verb: replace", "verb: add", "`first-questions/case` is no id that begins with `riverside-`."),
        ("verb: replace", "verb: set", "`values` is missing for `set: first-questions/case`."),
        ("    ours:", '    values: {minutes: "many"}\n    ours:', "Its minutes are no whole number."),
    ],
)
def test_a_contribution_that_is_not_whole_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    contribution = given(tmp_path, OWN_CASE, TEXT)
    contents = {**contribution.contents, FILE: written(contribution.file).replace(old, new, 1).encode()}

    with pytest.raises(ProblemsFound) as refused:
        contribution_of(contents, "gift.zip")

    assert f"CONTRIBUTION {what}" in told(refused)


def test_a_zip_of_something_else_is_no_contribution() -> None:
    with pytest.raises(ProblemsFound) as refused:
        contribution_of({"edition.yml": b"", "1-reference/x.md": b""}, "course.zip")

    assert told(refused) == ["CONTRIBUTION course.zip is no contribution: it holds no contribution.yml."]


def test_a_contribution_packed_again_with_its_folder_is_read(tmp_path: Path) -> None:
    contribution = given(tmp_path, OWN_CASE, TEXT)
    contents = {**contribution.contents, FILE: written(contribution.file).encode()}

    assert contribution_of({f"gift/{name}": data for name, data in contents.items()}, "gift.zip") == contribution


def test_a_text_is_joined_with_what_the_course_says_now(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    rewrite(course, QUESTIONS, "A case (fictional).", "A case (fictional). Read it aloud.")
    contribution = given(tmp_path, OWN_CASE, {"content/case.md": "Sit down first. A case (fictional).\n"})

    (offer,) = offers(course, contribution)

    assert (offer.as_it_is, offer.wanted) == (True, "Sit down first. A case (fictional). Read it aloud.\n")
    assert changed(course, (offer, ADOPT)) == {
        QUESTIONS: (course / QUESTIONS).read_bytes().replace(b"A case (f", b"Sit down first. A case (f")
    }


def test_where_both_changed_a_sentence_only_the_keepers_words_are_taken(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    rewrite(course, QUESTIONS, "A case (fictional).", "A case of a fall.")

    (offer,) = offers(course, given(tmp_path, OWN_CASE, TEXT))

    assert (offer.as_it_is, offer.wanted) == (False, "A case of ours.\n")
    assert changed(course, (offer, Answer("adapt", words="A case of our fall."))) == {
        QUESTIONS: (course / QUESTIONS).read_bytes().replace(b"of a fall.", b"of our fall.")
    }


def test_a_text_that_the_course_has_already_changes_nothing(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    rewrite(course, QUESTIONS, "A case (fictional).", "A case of ours.")

    (offer,) = offers(course, given(tmp_path, OWN_CASE, TEXT))

    assert offer.said_already
    assert changed(course, (offer, ADOPT)) == {}


def test_a_renamed_element_is_found_and_one_that_is_gone_is_for_people(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    warm_up = f"- set: warm-up\n  title: Lines\n{WHY}"
    contribution = given(tmp_path, warm_up)
    for file in ("modules/first/two/index.md", "modules/first/two/warm-up.md"):
        path = course / file
        path.write_text(path.read_text().replace("warm-up", "floor"), encoding="utf-8")
    gone = offers(course, contribution)[0]
    rewrite(course, "curriculum/redirects.yml", "redirects:\n", "redirects:\n  - {was: warm-up, now: [floor]}\n")
    led = offers(course, contribution)[0]

    assert (gone.id, gone.by_hand) == (
        "warm-up",
        "What it is about is not in the course: it is gone, or it is a region's own.",
    )
    assert (led.id, led.by_hand) == ("floor", "")


def test_two_academies_that_changed_other_sentences_are_both_taken_over(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    one = given(tmp_path, OWN_CASE, {"content/case.md": "Sit down. A case (fictional).\n"})
    other = given(tmp_path, OWN_CASE, {"content/case.md": "A case (fictional). Stand up.\n"}, id="hillside")

    found = offers(course, one, other)

    assert [offer.academy for offer in found] == ["hillside", "riverside"]
    assert b"Sit down. A case (fictional). Stand up.\n" in changed(course, *((o, ADOPT) for o in found))[QUESTIONS]


def test_two_that_do_not_join_are_a_problem_for_people(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    one = given(tmp_path, OWN_CASE + MINUTES, TEXT)
    other = given(
        tmp_path, OWN_CASE + MINUTES.replace("85", "80"), {"content/case.md": "A case of theirs.\n"}, id="hillside"
    )

    with pytest.raises(ProblemsFound) as refused:
        changed(course, *((offer, ADOPT) for offer in offers(course, one, other)))

    assert told(refused) == [
        "WORKSHEET Two contributions would change the same sentences of first-questions/case; the other is on line 1.",
        "WORKSHEET Two contributions would set minutes of first-questions; the other is on line 1.",
    ]


def test_minutes_go_into_the_facts_and_into_the_row_that_stretches(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    before = (course / QUESTIONS).read_bytes()

    (offer,) = offers(course, given(tmp_path, MINUTES))

    after = before.replace(b"minutes: 75", b"minutes: 85").replace(b"| 45+ |", b"| 55+ |")
    assert changed(course, (offer, ADOPT)) == {QUESTIONS: after}
    assert changed(course, (offer, Answer("adapt", words="minutes: 80"))) == {
        QUESTIONS: before.replace(b"minutes: 75", b"minutes: 80").replace(b"| 45+ |", b"| 50+ |")
    }


@pytest.mark.parametrize("words", ["", "minutes: many", "rule: fixed", "85", "minutes:"])
def test_what_sets_nothing_between_the_waves_is_refused(tmp_path: Path, words: str) -> None:
    course = coming_course(tmp_path / "course")
    (offer,) = offers(course, given(tmp_path, MINUTES))

    with pytest.raises(ProblemsFound) as refused:
        changed(course, (offer, Answer("adapt", words=words)))

    assert [problem.code for problem in refused.value.problems] == ["WORKSHEET"]


def test_what_was_added_becomes_a_file_of_the_course_that_its_day_lists_and_a_redirect_knows(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    added = f"- add: riverside-visit\n  to: d02\n  after: warm-up\n  with: content/visit.md\n{WHY}"
    text = session("riverside-visit", topic="asking")

    (offer,) = offers(course, given(tmp_path, added, {"content/visit.md": text}))

    day = (course / "modules/first/two/index.md").read_bytes()
    redirects = (course / "curriculum/redirects.yml").read_bytes()
    assert changed(course, (offer, ADOPT)) == {
        "modules/first/two/visit.md": text.replace("riverside-visit", "visit", 1)
        .replace("kind: session\n", "kind: session\nrule: flexible\n")
        .encode(),
        "modules/first/two/index.md": day.replace(b"warm-up, ", b"warm-up, visit, "),
        "curriculum/redirects.yml": redirects + b"  - {was: riverside-visit, now: [visit]}\n",
    }


def test_an_id_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    added = f"- add: riverside-warm-up\n  to: d02\n  after: warm-up\n  with: content/visit.md\n{WHY}"
    contribution = given(tmp_path, added, {"content/visit.md": session("riverside-warm-up", topic="asking")})

    assert [offer.id for offer in offers(course, contribution)] == ["warm-up-2"]


def test_what_was_left_out_or_moved_is_for_people(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    changes = f"- leave_out: cool-down\n{WHY}- move: warm-up\n  after: small-tests\n{WHY}"

    found = offers(course, given(tmp_path, changes))

    assert {offer.item.verb.value: (offer.as_it_is, bool(offer.by_hand)) for offer in found} == {
        "leave_out": (False, True),
        "move": (False, True),
    }
    assert changed(course, *((offer, Answer("adapt")) for offer in found)) == {}


def test_what_was_decided_is_not_asked_again_but_what_waits_is(tmp_path: Path) -> None:
    course = coming_course(tmp_path / "course")
    contribution = given(tmp_path, OWN_CASE + MINUTES, TEXT)
    kept = read_decided(Held({"curriculum/contributions.yml": with_decided(None, decisions(contribution))}))

    asked = weighed(course_in(course), [contribution], kept)

    assert [offer.id for offer in asked] == ["first-questions"]


def decisions(contribution: Contribution) -> list[Decided]:
    """The first item is taken over, the others wait."""
    file = contribution.file
    return [
        Decided(
            item=contribution.digest_of(item),
            element=item.element,
            kind=item.kind,
            title=item.title,
            academy=file.academy.id,
            name=file.academy.name,
            credit=file.credit,
            verb=item.verb,
            modified=item.modified,
            base=file.base.edition,
            why=item.why,
            decision=Decision.WAIT if number else Decision.ADOPT,
        )
        for number, item in enumerate(file.items)
    ]


def test_of_several_decisions_about_one_thing_the_last_holds(tmp_path: Path) -> None:
    (one,) = decisions(given(tmp_path, OWN_CASE, TEXT))
    later = dataclasses.replace(one, decision=Decision.DECLINE, words='Not "now": we wait.\nSorry.')
    data = with_decided(with_decided(None, [one]), [later])

    assert read_decided(Held({"curriculum/contributions.yml": data})) == (later,)


def test_a_table_holds_everything_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    formula = OWN_CASE.replace("It fits us.", '"=HYPERLINK(1)"')
    contribution = given(tmp_path, formula, TEXT)

    assert as_csv([contribution], {}).decode("utf-8-sig") == (
        "element,kind,title,rule,academy,name,base,verb,modified,departs_until,timing,by,why,expect,found,decision\r\n"
        "first-questions/case,section,Case of Three questions before any solution,flexible,riverside,Riverside Academy,"
        "2027.1-draft,replace,tailored words,,,,'=HYPERLINK(1),,,\r\n"
    )
