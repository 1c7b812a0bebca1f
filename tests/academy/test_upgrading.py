"""What becomes of every kind of decision when the course beneath it changes, and what a person is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachloom.academy.boxes import Answer, Option
from coachloom.academy.upgrading.finding import Status
from coachloom.problems import ProblemsFound, as_text
from tests.academy.newer import CASE, QUESTIONS, Edits, case_of, redirects, upgraded
from tests.academy.samples import DAY_TWO, WHY, page, session
from tests.files import rewrite

OWN_CASE = f"- replace: first-questions/case\n  with: content/case.md\n{WHY}"
FILE = "content/case.md"
AGREED = {"agreed by (two people, as ids)": "ana-reis, rui-lopes", "until edition": "2027.3"}
AGREED_ENTRY = '  deviation: {agreed_by: [ana-reis, rui-lopes], until: "2027.3"}\n'


def nothing(_: Path) -> None:
    pass


def rewriting(file: str, old: str, new: str) -> Edits:
    def edits(course: Path) -> None:
        rewrite(course, file, old, new)

    return edits


def flexible_warm_up(minutes: int = 20) -> str:
    return f"- set: warm-up\n  minutes: {minutes}\n{WHY}"


def without_warm_up(course: Path) -> None:
    rewrite(course, DAY_TWO, "[d02-opening, warm-up, small-tests,", "[d02-opening, small-tests,")
    (course / "modules/first/two/warm-up.md").unlink()


def retired_warm_up(course: Path) -> None:
    without_warm_up(course)
    redirects(course, '{was: warm-up, retired: "Nobody used it.", edition: "2027.2"}')


def keys(options: tuple[Option, ...]) -> list[str]:
    return [option.key for option in options]


def test_a_text_whose_base_is_the_same_stays_and_asks_nothing() -> None:
    found = upgraded(nothing, OWN_CASE, {FILE: "Ours.\n"})

    assert found.statuses == ["first-questions/case: stays as it is"]
    assert found.after() == {}


def test_sentences_of_both_are_joined_to_be_read_once() -> None:
    found = upgraded(case_of(f"{CASE} Ask what she wants."), OWN_CASE, {FILE: f"She is 84. {CASE}\n"})

    assert found.statuses == ["first-questions/case: joined, to be read once"]
    (question,) = found.found[0].questions
    assert keys(question.options) == ["words", "ours", "course"]
    assert question.options[0].words == f"She is 84. {CASE} Ask what she wants."
    assert found.after(Answer("words", words=question.options[0].words or "")) == {
        FILE: f"She is 84. {CASE} Ask what she wants.\n"
    }
    assert found.after(Answer("ours")) == {}
    assert found.after(Answer("course")) == {"changes.yml": "", FILE: None}


def test_a_sentence_that_both_changed_is_a_choice_with_all_three_texts() -> None:
    found = upgraded(case_of("A case of a fall."), OWN_CASE, {FILE: "A case of ours.\n"})

    assert found.statuses == ["first-questions/case: your choice"]
    (question,) = found.found[0].questions
    assert question.body == (
        "Why you changed it: It fits us.\n\n"
        "The course when you adapted it (2027.1-draft):\n\n> A case (fictional).\n\n"
        "The course now (2027.2-draft):\n\n> A case of a fall.\n\n"
        "Yours:\n\n> A case of ours."
    )
    assert keys(question.options) == ["ours", "course", "words"]
    assert found.after(Answer("ours")) == {}
    assert found.after(Answer("course")) == {"changes.yml": "", FILE: None}
    assert found.after(Answer("words", words="Both at once.\n")) == {FILE: "Both at once.\n"}


def test_what_the_course_took_over_is_absorbed_without_a_question() -> None:
    found = upgraded(case_of("She is 84.\nShe fell."), OWN_CASE, {FILE: "She is 84. She fell.\n"})

    assert found.statuses == ["first-questions/case: taken over by the course"]
    assert found.after() == {"changes.yml": "", FILE: None}


def test_a_text_that_is_now_fixed_is_let_go_or_kept_as_an_agreed_exception() -> None:
    found = upgraded(rewriting(QUESTIONS, "flexible: [case]\n", ""), OWN_CASE, {FILE: "Ours.\n"})

    assert found.statuses == ["first-questions/case: now kept everywhere"]
    assert keys(found.found[0].questions[0].options) == ["course", "exception"]
    assert found.after(Answer("exception", AGREED)) == {"changes.yml": OWN_CASE + AGREED_ENTRY}


@pytest.mark.parametrize(
    ("agreed", "until", "what"),
    [
        ("ana-reis", "2027.3", "`ana-reis` are not two people."),
        ("ana-reis, ana-reis", "2027.3", "`ana-reis, ana-reis` are not two people."),
        ("Ana Reis, Rui Lopes", "2027.3", "`Ana Reis, Rui Lopes` are not two people."),
        ("ana-reis, rui-lopes", "2027.1", "`2027.1` is no edition from 2027.2-draft on."),
        ("ana-reis, rui-lopes", "Easter", "`Easter` is no edition from 2027.2-draft on."),
    ],
)
def test_an_exception_needs_two_people_and_an_edition_to_come(agreed: str, until: str, what: str) -> None:
    found = upgraded(rewriting(QUESTIONS, "flexible: [case]\n", ""), OWN_CASE, {FILE: "Ours.\n"})
    blanks = dict(zip(AGREED, (agreed, until), strict=True))

    with pytest.raises(ProblemsFound) as refused:
        found.after(Answer("exception", blanks))

    assert [problem.what for problem in refused.value.problems] == [what]


def test_minutes_are_compared_as_a_value_of_their_own() -> None:
    course_says = {minutes: rewriting(QUESTIONS, "minutes: 75", f"minutes: {minutes}") for minutes in (75, 80, 85)}
    ours = f"- set: first-questions\n  minutes: 85\n{WHY}"

    assert {minutes: upgraded(edits, ours).statuses for minutes, edits in course_says.items()} == {
        75: ["first-questions: stays as it is"],
        80: ["first-questions: your choice"],
        85: ["first-questions: taken over by the course"],
    }
    assert upgraded(course_says[80], ours).after(Answer("ours")) == {}
    assert upgraded(course_says[80], ours).after(Answer("course")) == {"changes.yml": ""}


def test_minutes_outside_new_limits_come_within_them_or_are_agreed() -> None:
    found = upgraded(rewriting(QUESTIONS, "max: 90}", "max: 80}"), f"- set: first-questions\n  minutes: 85\n{WHY}")

    assert found.statuses == ["first-questions: outside the limits"]
    assert [option.label for option in found.found[0].questions[0].options] == [
        "take the course's: 75",
        "as near as it may be: 80",
        "another, from 60 to 80",
        "keep ours as an agreed exception",
    ]
    assert found.after(Answer("nearest")) == {"changes.yml": f"- set: first-questions\n  minutes: 80\n{WHY}"}
    assert found.after(Answer("other", {"minutes": "70"})) == {
        "changes.yml": f"- set: first-questions\n  minutes: 70\n{WHY}"
    }


def test_one_field_may_be_taken_over_while_another_stays() -> None:
    ours = f"- set: warm-up\n  title: Lines\n  minutes: 20\n{WHY}"

    found = upgraded(rewriting("modules/first/two/warm-up.md", "title: warm-up", "title: Lines"), ours)

    assert found.statuses == ["warm-up: taken over by the course"]
    assert found.after() == {"changes.yml": f"- set: warm-up\n  minutes: 20\n{WHY}"}


def test_a_stricter_rule_is_taken_over_where_the_course_is_as_strict() -> None:
    ours = f"- set: warm-up\n  rule: fixed\n  because: Everyone needs it.\n{WHY}"
    edits = rewriting("modules/first/two/warm-up.md", "rule: flexible", "rule: fixed\nbecause: It binds.")

    assert upgraded(edits, ours).statuses == ["warm-up: taken over by the course"]
    assert upgraded(edits, ours).after() == {"changes.yml": ""}


def test_a_renamed_element_keeps_what_was_decided_and_its_links_follow() -> None:
    def edits(course: Path) -> None:
        rewrite(course, "curriculum/pages/our-page.md", "id: our-page", "id: the-house")
        redirects(course, "{was: our-page, now: [the-house]}")

    ours = f"- replace: our-page\n  with: content/page.md\n{WHY}"
    found = upgraded(edits, ours + OWN_CASE, {"content/page.md": "Ours.\n", FILE: "See [it](our-page).\n"})

    assert found.statuses == ["our-page: stays as it is", "first-questions/case: stays as it is"]
    assert found.after() == {
        "changes.yml": (ours + OWN_CASE).replace("replace: our-page", "replace: the-house"),
        FILE: "See [it](the-house).\n",
    }


def test_files_of_the_course_that_are_called_otherwise_ask_nothing() -> None:
    def edits(course: Path) -> None:
        for number, file in enumerate(sorted((course / "modules/first/two").glob("*.md"))):
            file.rename(file.with_name(f"file-{number}.md"))
        (course / "modules/first").rename(course / "modules/beginning")

    ours = flexible_warm_up() + f"- leave_out: cool-down\n{WHY}- move: warm-up\n  after: small-tests\n{WHY}"
    found = upgraded(edits, ours + OWN_CASE, {FILE: "Ours.\n"})

    assert [finding.status for finding in found.found] == [Status.CURRENT] * 4
    assert found.after() == {}


def test_what_was_split_asks_which_part_is_meant() -> None:
    def edits(course: Path) -> None:
        without_warm_up(course)
        for id in ("stand-up", "walk-round"):
            text = session(id, topic="testing", more="rule: flexible\n").replace("mode: in-person\n", "")
            (course / f"modules/first/two/{id}.md").write_text(text, encoding="utf-8")
        rewrite(course, DAY_TWO, "[d02-opening, small-tests,", "[d02-opening, stand-up, walk-round, small-tests,")
        redirects(course, "{was: warm-up, now: [stand-up, walk-round]}")

    found = upgraded(edits, flexible_warm_up())

    assert found.statuses == ["warm-up: now in several parts"]
    assert keys(found.found[0].questions[0].options) == ["stand-up", "walk-round", "goes"]
    assert found.after(Answer("walk-round")) == {"changes.yml": flexible_warm_up().replace("warm-up", "walk-round")}
    assert found.after(Answer("goes")) == {"changes.yml": ""}


def test_a_retired_session_can_live_on_as_the_academy_s_own_with_its_own_texts() -> None:
    ours = f"- replace: warm-up/purpose\n  with: content/warm.md\n{WHY}"
    found = upgraded(retired_warm_up, ours + flexible_warm_up(12), {"content/warm.md": "Stand in a line.\n"})

    assert found.statuses == ["warm-up/purpose: no longer in the course", "warm-up: no longer in the course"]
    assert keys(found.found[0].questions[0].options) == ["own", "elsewhere", "goes"]
    assert found.after(Answer("own"), Answer("own")) == {
        "changes.yml": (
            f"- add: riverside-warm-up\n  to: d02\n  after: d02-opening\n  with: content/riverside-warm-up.md\n{WHY}"
        ),
        "content/warm.md": None,
        "content/riverside-warm-up.md": (
            "---\nid: riverside-warm-up\nkind: session\ntitle: warm-up\ntopic: testing\npart: core\nminutes: 12\n"
            "mode: either\noutcomes: []\nrequires: []\n---\n"
            "## Purpose\n\nStand in a line.\n\n"
            "## Plan\n\n| Minutes | What happens | Who leads |\n| --- | --- | --- |\n| 10+ | Talk. | Pairs |\n"
        ),
    }


def test_a_text_may_stand_in_place_of_another_element_when_its_own_is_retired() -> None:
    ours = f"- replace: warm-up/purpose\n  with: content/warm.md\n{WHY}"
    found = upgraded(retired_warm_up, ours, {"content/warm.md": "Stand in a line.\n"})

    assert found.after(Answer("elsewhere", {"in place of": "cool-down/purpose"})) == {
        "changes.yml": ours.replace("warm-up/purpose", "cool-down/purpose")
    }
    with pytest.raises(ProblemsFound) as refused:
        found.after(Answer("elsewhere", {"in place of": "cool-down/purpse"}))
    assert "Did you mean cool-down/purpose?" in as_text(refused.value.problems)


def test_leaving_out_what_the_course_let_go_itself_is_absorbed() -> None:
    def edits(course: Path) -> None:
        rewrite(course, DAY_TWO, "small-tests, cool-down,", "small-tests,")
        rewrite(course, DAY_TWO, "leave_out: [cool-down], ", "")
        (course / "modules/first/two/cool-down.md").unlink()
        redirects(course, '{was: cool-down, retired: "No time.", edition: "2027.2"}')

    found = upgraded(edits, f"- leave_out: cool-down\n{WHY}")

    assert found.statuses == ["cool-down: taken over by the course"]
    assert found.after() == {"changes.yml": ""}


def test_what_may_not_be_left_out_any_more_comes_back_or_is_agreed() -> None:
    ours = f"- leave_out: cool-down\n{WHY}"
    found = upgraded(rewriting(DAY_TWO, "leave_out: [cool-down], ", ""), ours)

    assert found.statuses == ["cool-down: now kept everywhere"]
    assert found.after(Answer("goes")) == {"changes.yml": ""}
    assert found.after(Answer("exception", AGREED)) == {"changes.yml": ours + AGREED_ENTRY}


def test_a_move_whose_neighbour_is_gone_asks_for_another() -> None:
    ours = f"- move: cool-down\n  before: warm-up\n{WHY}"
    found = upgraded(retired_warm_up, ours)

    assert found.statuses == ["cool-down: no longer in the course"]
    assert found.after(Answer("goes")) == {"changes.yml": ""}
    assert found.after(Answer("after", {"after": "d02-opening"})) == {
        "changes.yml": f"- move: cool-down\n{WHY}  after: d02-opening\n"
    }


def test_a_move_that_the_course_made_itself_is_absorbed() -> None:
    ours = f"- move: warm-up\n  after: small-tests\n{WHY}"
    edits = rewriting(DAY_TWO, "warm-up, small-tests,", "small-tests, warm-up,")

    assert upgraded(edits, ours).statuses == ["warm-up: taken over by the course"]
    assert upgraded(nothing, ours).statuses == ["warm-up: stays as it is"]


OWN_SESSION = f"- add: riverside-parking\n  to: d02\n  after: warm-up\n  with: content/parking.md\n{WHY}"
PARKING = {"content/parking.md": session("riverside-parking")}


def test_an_addition_whose_neighbour_is_gone_goes_to_the_end_or_elsewhere() -> None:
    found = upgraded(retired_warm_up, OWN_SESSION, PARKING)

    assert found.statuses == ["riverside-parking: no longer in the course"]
    assert found.after(Answer("end")) == {
        "changes.yml": f"- add: riverside-parking\n  to: d02\n  with: content/parking.md\n{WHY}"
    }


def test_an_addition_that_the_course_took_over_under_another_id_is_absorbed() -> None:
    def edits(course: Path) -> None:
        (course / "modules/first/two/parking.md").write_text(
            session("riverside-parking", more="rule: flexible\n").replace("id: riverside-", "id: "), encoding="utf-8"
        )
        rewrite(course, DAY_TWO, "warm-up, small-tests,", "warm-up, parking, small-tests,")
        redirects(course, "{was: riverside-parking, now: [parking]}")

    files = {"content/parking.md": session("riverside-parking"), FILE: "See [it](riverside-parking).\n"}
    found = upgraded(edits, OWN_SESSION + OWN_CASE, files)

    assert found.statuses[0] == "riverside-parking: taken over by the course"
    assert found.after() == {"changes.yml": OWN_CASE, "content/parking.md": None, FILE: "See [it](parking).\n"}


def test_an_id_that_the_new_edition_took_is_told_with_both_owners() -> None:
    def edits(course: Path) -> None:
        (course / "curriculum/pages/riverside-page.md").write_text(
            page("riverside-page").replace("---\nSome", "rule: flexible\n---\nSome"), encoding="utf-8"
        )

    ours = f"- add: riverside-page\n  to: small-course\n  with: content/page.md\n{WHY}"
    found = upgraded(edits, ours, {"content/page.md": page("riverside-page")})

    assert found.statuses == ["riverside-page: an id that is taken"]
    assert found.found[0].said == (
        "The id `riverside-page` is taken: curriculum/pages/riverside-page.md:2 in edition 2027.2-draft has it."
        " Yours has it too, from changes.yml:1."
    )
    assert found.after(Answer("ours", {"called": "riverside-house"})) == {
        "changes.yml": ours.replace("add: riverside-page", "add: riverside-house"),
        "content/page.md": page("riverside-house").replace("title: riverside-house", "title: riverside-page"),
    }


def test_a_container_that_takes_fewer_asks_which_addition_goes() -> None:
    found = upgraded(rewriting(DAY_TWO, "children: {add: 1, ", "children: {"), OWN_SESSION, PARKING)

    assert found.statuses == ["riverside-parking: now kept everywhere"]
    assert found.after(Answer("goes")) == {"changes.yml": "", "content/parking.md": None}


def test_an_agreement_that_ends_is_asked_again() -> None:
    ours = OWN_CASE.replace("first-questions/case", "first-questions/purpose") + AGREED_ENTRY.replace("7.3", "7.1")
    found = upgraded(nothing, ours, {FILE: "Ours.\n"})

    assert found.statuses == ["first-questions/purpose: now kept everywhere"]
    assert found.after(Answer("exception", AGREED)) == {"changes.yml": ours.replace("7.1", "7.3")}


def test_two_entries_with_one_file_get_a_file_each_where_only_one_changes() -> None:
    ours = OWN_CASE + f"- replace: our-page\n  with: {FILE}\n{WHY}"
    found = upgraded(case_of("A case of a fall."), ours, {FILE: "A case of ours.\n"})

    assert found.after(Answer("words", words="Both.")) == {
        "changes.yml": ours.replace(FILE, "content/case-2.md", 1),
        "content/case-2.md": "Both.\n",
    }


def test_line_ends_and_the_mark_of_a_file_stay() -> None:
    found = upgraded(case_of("A case of a fall."), OWN_CASE, {FILE: "\ufeffA case of ours.\r\n"})

    assert found.after(Answer("words", words="One.\n\nTwo.")) == {FILE: "\ufeffOne.\r\n\r\nTwo.\r\n"}
