"""A course's folder becomes a Course: values arrive right, names do not matter, all faults come at once."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from coachloom.course import kinds, model
from coachloom.course.checks import check
from coachloom.course.kinds import Element
from coachloom.course.load import Reading, read_course
from coachloom.course.model import Course
from coachloom.course.values import Answer, Audience, Children, Level, Mode, Moment, Range, Rule, SessionPart, Status
from coachloom.problems import Place, Problem, Severity
from tests.conftest import SMALL
from tests.files import rewrite

FORM = "assessments/after-a-day.yml"
PROGRAMME = "curriculum/programme.yml"
SCHEDULE = "curriculum/schedule.yml"
TOPICS = "curriculum/topics.yml"
QUESTIONS = "modules/first/one/questions.md"
TESTS = "modules/first/two/tests.md"
ONCE = ("glossary", "programme", "redirects", "references", "roadmap", "schedule", "topics")

ELEMENTS: tuple[Element, ...] = (
    kinds.Programme(
        id="small-course",
        title="A small course",
        rule=Rule.FIXED,
        because="The two days belong together.",
        edition="2027.1",
        language="en",
        summary="Two days, for tests only.",
        role="A coach asks before telling [@doe-2020].",
        prerequisites=("You have a pathway.",),
    ),
    kinds.Condition(
        id="weekly-hour",
        title="The weekly hour",
        rule=Rule.BOUNDED,
        because="People are short of time.",
        bounds={"minutes": Range(min=45, max=60)},
        text="The [Big Room](term-big-room) lasts an hour.",
        numbers={"minutes": 60},
    ),
    kinds.Outcome(
        id="ask-openly",
        title="Open questions",
        rule=Rule.FIXED,
        because="Asking comes before telling.",
        topic="asking",
        level=Level.PRE_PHASE,
        text="ask an open question",
    ),
    kinds.Day(
        id="d01",
        title="Questions",
        rule=Rule.BOUNDED,
        because="Practice outweighs explanation.",
        bounds={"minutes": Range(min=120, max=180)},
        phase="prepare",
        sessions=("d01-opening", "first-questions", "d01-closing"),
        task="ask-three-people",
        children=Children(add=1, move=True),
    ),
    kinds.Gap(
        id="gap-d01-d02",
        title="From d01 to d02",
        rule=Rule.BOUNDED,
        because="A night in between.",
        bounds={"days": Range(min=1, max=28)},
        after="d01",
        before="d02",
    ),
    kinds.Session(
        id="first-questions",
        title="Three questions before any solution",
        rule=Rule.BOUNDED,
        because="Practice must outweigh explanation.",
        bounds={"minutes": Range(min=60, max=90)},
        topic="asking",
        part=SessionPart.CORE,
        minutes=75,
        outcomes=("ask-openly", "test-small"),
        requires=("d01-opening",),
        mode=Mode.IN_PERSON,
        flexible=("case",),
        status=Status.FULL,
    ),
    kinds.Term(
        id="term-big-room",
        title="Big Room",
        rule=Rule.FIXED,
        because="One word has one meaning.",
        text="A weekly hour.",
    ),
    kinds.Reference(
        id="doe-2020",
        title="A made-up book for tests",
        rule=Rule.FIXED,
        because="A citation is a fact.",
        type="book",
        author=(kinds.Name(family="Doe", given="J."),),
        issued="2020",
        publisher="Nowhere Press",
        checked=datetime.date(2026, 11, 22),
    ),
    kinds.Form(
        id="after-a-day",
        title="After a day",
        rule=Rule.BOUNDED,
        because="Five minutes are enough.",
        text="Private to you.",
        moment=Moment.DAY,
        prompts=("day-what", "day-test", "day-free"),
        children=Children(add=1, leave_out=("day-free",), move=True),
    ),
    kinds.Prompt(
        id="day-test",
        title="What will you test?",
        rule=Rule.FIXED,
        because="Five minutes are enough.",
        form="after-a-day",
        text="What will you test?",
        answer=Answer.CHOICE,
        choices=(kinds.Choice(id="small", text="Something small"), kinds.Choice(id="none", text="NO")),
        outcomes=("test-small",),
    ),
    kinds.Prompt(
        id="day-free",
        title="Anything else?",
        rule=Rule.FLEXIBLE,
        because="Five minutes are enough.",
        form="after-a-day",
        text="Anything else?",
    ),
    kinds.TimetableRule(
        id="days-in-person",
        title="Days in one room",
        rule=Rule.FIXED,
        because="Trust.",
        text="The first day is held in person.",
        days=("d01",),
    ),
)


def course_in(root: Path) -> Course:
    reading = read_course(root)
    assert reading.problems == ()
    assert reading.course is not None
    return reading.course


def short(reading: Reading) -> list[tuple[str, str, int, str]]:
    return [(problem.code, problem.place.file, problem.place.line, problem.what) for problem in reading.problems]


# Values


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.id)
def test_an_element_arrives_as_it_was_written(element: Element) -> None:
    assert course_in(SMALL).elements[element.id] == element


def test_the_schedule_and_the_redirects_arrive_as_they_were_written() -> None:
    course = course_in(SMALL)

    assert course.schedule == model.Schedule(
        months=(model.MonthDays(id="m01", days=("d01", "d02")),),
        start=datetime.time(9),
        breaks=(model.Break(at=datetime.time(10, 30), minutes=15),),
    )
    assert course.redirects == (model.Redirect(was="old-session", now=("first-questions",)),)


def test_sections_arrive_with_their_audience_and_the_rule_of_their_session() -> None:
    sections = course_in(SMALL).sections_of("first-questions")

    assert {(s.id, s.title, s.rule, s.audience, s.text.text.partition("\n")[0], s.text.line) for s in sections} == {
        (
            "first-questions/purpose",
            "Purpose",
            Rule.FIXED,
            Audience.EVERYONE,
            "Ask first. See [the room](the-room) and the [Big Room](term-big-room).",
            18,
        ),
        (
            "first-questions/plan",
            "Plan",
            Rule.FIXED,
            Audience.EVERYONE,
            "| Minutes | What happens | Who leads |",
            22,
        ),
        ("first-questions/case", "Case", Rule.FLEXIBLE, Audience.EVERYONE, "A case (fictional).", 30),
        ("first-questions/sources", "Sources", Rule.FIXED, Audience.EVERYONE, "- [@doe-2020] on asking", 34),
        (
            "first-questions/facilitator-notes",
            "Facilitator notes",
            Rule.FIXED,
            Audience.FACULTY,
            "Keep quiet. See [the answers](first-questions/answers).",
            38,
        ),
        ("first-questions/answers", "Answers", Rule.FIXED, Audience.FACULTY, "There are none.", 42),
    }


def test_a_card_keeps_its_whole_text() -> None:
    card = course_in(SMALL).get("card-questions", kinds.Card)

    assert card is not None
    assert card.text.text.lstrip() == "## How\n\n1. Begin with *what* or *how*.\n2. Wait.\n   - Count to ten.\n"
    assert course_in(SMALL).sections_of("card-questions") == ()


def test_elements_and_their_fields_know_their_place() -> None:
    sources = course_in(SMALL).sources

    assert sources["first-questions"].field("minutes") == Place(QUESTIONS, 7, 1)
    assert sources["first-questions/case"].place == Place(QUESTIONS, 28)
    assert sources["test-small"].field("level") == Place(TOPICS, 21, 9)
    assert sources["first-questions"].field("status") == sources["first-questions"].place
    assert sources["room-picture"].place == Place("curriculum/assets/room-picture.svg", 1)


def test_days_and_sessions_come_in_the_order_of_the_lists() -> None:
    course = course_in(SMALL)

    assert [day.id for day in course.days] == ["d01", "d02"]
    assert [session.id for session in course.sessions] == [
        "d01-opening",
        "first-questions",
        "d01-closing",
        "d02-opening",
        "small-tests",
        "d02-closing",
    ]


# Names


def renamed(root: Path, number: int) -> None:
    """Gives every file whose name is free another, in another folder, in an order of its own."""
    free = [
        (path, folder)
        for folder in ("modules", "assessments", "curriculum/cards", "curriculum/pages")
        for path in sorted((root / folder).rglob("*.*"))
    ]
    for at, (path, folder) in enumerate(free):
        name = f"{(at * number) % 97:02}-{number}{path.suffix}"
        target = root / folder / (name if folder == "assessments" else f"{number}/{at % 3}/{name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


@pytest.mark.parametrize("number", [1, 35, 96])
def test_names_of_files_and_folders_carry_no_meaning(small: Path, number: int) -> None:
    renamed(small, number)
    renamed_course, course = course_in(small), course_in(SMALL)

    assert list(renamed_course.elements.items()) == list(course.elements.items())
    assert renamed_course.schedule == course.schedule
    assert renamed_course.redirects == course.redirects
    assert check(renamed_course) == ()


# Problems


def test_problems_of_all_files_come_at_once_and_in_order(small: Path) -> None:
    rewrite(small, QUESTIONS, "minutes: 75", "minutes: long")
    rewrite(small, TESTS, "---\nid: small-tests", "id: small-tests")
    rewrite(small, PROGRAMME, "language: en\n", "")
    rewrite(small, TOPICS, "level: end", "level: ends")
    rewrite(small, SCHEDULE, "start: 09:00", "start: early")
    rewrite(small, FORM, 'text: "NO"}', 'text: "NO"]')

    assert short(read_course(small)) == [
        (
            "SYNTAX",
            FORM,
            19,
            "This cannot be read as YAML: did not find expected ',' or '}'.",
        ),
        ("MISSING", PROGRAMME, 1, "`language` is missing."),
        ("VALUE", SCHEDULE, 4, '`start` is not right: "early".'),
        ("VALUE", TOPICS, 21, "`level: ends` is not right. Did you mean end?"),
        ("VALUE", QUESTIONS, 7, '`minutes` is not right: "long".'),
        ("FRONT-MATTER", TESTS, 1, "The file does not begin with its facts between two lines of three hyphens."),
    ]


def test_several_faults_of_one_element_come_at_once(small: Path) -> None:
    rewrite(small, QUESTIONS, "minutes: 75", "minutes: long")
    rewrite(small, QUESTIONS, "part: core\n", "")
    rewrite(small, QUESTIONS, "mode: in-person", "mood: in-person")

    assert [(code, line) for code, _, line, _ in short(read_course(small))] == [
        ("MISSING", 2),
        ("VALUE", 6),
        ("FIELD", 9),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "do"),
    [
        (
            QUESTIONS,
            "minutes: 75",
            "minuets: 75",
            "`minuets` is not a field here. Did you mean minutes?",
            (
                "use one of: because, bounds, flexible, id, kind, minutes, mode, outcomes, part, requires, rule, "
                "status, title, topic"
            ),
        ),
        (
            FORM,
            "    required: true",
            "    requierd: true",
            "`requierd` is not a field here. Did you mean required?",
            "use one of: answer, because, bounds, choices, form, help, id, outcomes, required, rule, text, title",
        ),
        (SCHEDULE, "breaks:", "brakes:", "`brakes` is not a field here. Did you mean breaks?", None),
        (TOPICS, "topics:", "topcis:", "`topcis` is not a field here. Did you mean topics?", "use one of: format, topics"),
        (PROGRAMME, "conditions:", "condition:", "`condition` is not a field here. Did you mean conditions?", None),
        (QUESTIONS, "{min: 60, max: 90}", "{min: 60, max: 90, maxi: 1}", "`maxi` is not a field here. Did you mean max?", "use one of: max, min"),
    ],
)  # fmt: skip
def test_an_unknown_field_is_reported_with_the_nearest_that_is_known(
    small: Path, file: str, old: str, new: str, what: str, do: str | None
) -> None:
    line = rewrite(small, file, old, new)

    problems = [problem for problem in read_course(small).problems if problem.code == "FIELD"]

    assert [(problem.place.file, problem.place.line, problem.what) for problem in problems] == [(file, line, what)]
    assert do is None or problems[0].do == do


BROKEN = [
    pytest.param(TOPICS, "    summary: Questions first.\n", "", "asking", id="a topic"),
    pytest.param(TOPICS, "level: pre-phase", "level: soon", "ask-openly", id="an outcome"),
    pytest.param("curriculum/roadmap.yml", "    text: Test changes.\n", "", "improve", id="a phase"),
    pytest.param("modules/first/index.md", "kind: month", "kind: month\nsize: 3", "m01", id="a month"),
    pytest.param("modules/first/one/index.md", "rule: bounded", "rule: bound", "d01", id="a day"),
    pytest.param(QUESTIONS, "minutes: 75", "minutes: long", "first-questions", id="a session"),
    pytest.param("modules/first/one/big-room.md", "done:", "finished:", "ask-three-people", id="a task"),
    pytest.param("curriculum/pages/the-room.md", "title: The room\n", "", "the-room", id="a page"),
    pytest.param("curriculum/glossary.yml", "    text: A weekly hour.\n", "", "term-big-room", id="a term"),
    pytest.param("curriculum/references.yml", "    type: book\n", "    typ: book\n    type: b\n", "doe-2020", id="a source"),
    pytest.param(FORM, "answer: choice", "answer: choose", "day-test", id="a prompt"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "id"), BROKEN)
def test_what_could_not_be_read_is_reported_once_and_not_again_by_those_who_name_it(
    small: Path, file: str, old: str, new: str, id: str
) -> None:
    rewrite(small, file, old, new)
    reading = read_course(small)

    assert reading.course is not None
    assert {(problem.place.file, problem.id) for problem in reading.problems} == {(file, id)}
    assert reading.course.broken == {id}
    assert id not in reading.course.elements
    assert check(reading.course) == ()


def test_a_file_that_is_no_yaml_is_reported_once_and_not_again_by_those_who_name_its_id(small: Path) -> None:
    rewrite(small, QUESTIONS, "title: Three", "title: [Three")
    reading = read_course(small)

    assert reading.course is not None
    assert [(code, file) for code, file, _, _ in short(reading)] == [("SYNTAX", QUESTIONS)]
    assert check(reading.course) == ()


def test_a_prompt_whose_id_is_not_right_is_reported_once(small: Path) -> None:
    line = rewrite(small, FORM, "id: day-what", "id: Day What")

    assert short(read_course(small)) == [("VALUE", FORM, line, '`id` is not right: "Day What".')]


def test_a_prompt_without_an_id_is_reported_once(small: Path) -> None:
    line = rewrite(small, FORM, "  - id: day-what\n    text", "  - text")

    assert short(read_course(small)) == [("MISSING", FORM, line, "`id` is missing.")]


def test_an_id_that_is_taken_is_reported_with_both_places(small: Path) -> None:
    rewrite(small, "curriculum/cards/card-questions.md", "id: card-questions", "id: the-room")

    assert read_course(small).problems == (
        Problem(
            code="ID",
            what="The id `the-room` is taken: curriculum/cards/card-questions.md:2 has it too.",
            place=Place("curriculum/pages/the-room.md", 2, 1),
            id="the-room",
            do="give one of the two another id; ids are permanent, so change the newer one",
        ),
    )


def test_an_id_that_is_taken_within_one_file_is_reported_with_both_lines(small: Path) -> None:
    line = rewrite(small, TOPICS, "id: test-small", "id: ask-openly")

    assert short(read_course(small)) == [("ID", TOPICS, line, f"The id `ask-openly` is taken: {TOPICS}:9 has it too.")]


def test_two_sessions_of_one_id_are_one_problem_not_one_for_each_section(small: Path) -> None:
    line = rewrite(small, TESTS, "id: small-tests", "id: first-questions")

    assert short(read_course(small)) == [
        ("ID", TESTS, line, f"The id `first-questions` is taken: {QUESTIONS}:2 has it too.")
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("## Case", "## Csae", 28, '"Csae" is not a heading of the course. Did you mean Case?'),
        ("## Case", "## Plan", 28, 'The heading "Plan" stands here a second time.'),
        ("## Purpose", "Before.\n\n## Purpose", 16, "Text stands above the first `##` heading."),
    ],
)
def test_headings_come_from_the_list_once_each(small: Path, old: str, new: str, line: int, what: str) -> None:
    rewrite(small, QUESTIONS, old, new)

    assert short(read_course(small)) == [("SECTION", QUESTIONS, line, what)]


@pytest.mark.parametrize(
    "file",
    [
        "modules/notes.txt",
        "modules/first/plan.yml",
        "curriculum/topics.yaml",
        "curriculum/other.yml",
        "curriculum/notes.md",
        "curriculum/assets/deeper/picture.svg",
        "curriculum/assets/picture.gif",
        "assessments/deeper/form.yml",
        "assessments/form.md",
    ],
)
def test_a_stray_file_is_a_note_and_stops_nothing(small: Path, file: str) -> None:
    (small / file).parent.mkdir(parents=True, exist_ok=True)
    (small / file).write_text("format: 1\n", encoding="utf-8")
    reading = read_course(small)

    assert reading.problems == (
        Problem(
            code="STRAY",
            severity=Severity.NOTES,
            what="This file is not part of the course, and nothing reads it.",
            place=Place(file),
            do="move it elsewhere, or give it the name and folder of what it is meant to be",
        ),
    )
    assert reading.course is not None
    assert vars(reading.course) == vars(course_in(SMALL))


@pytest.mark.parametrize("file", ["curriculum/editions/2027.1.yml", "curriculum/cohorts/sample.yml", "modules/.hidden"])
def test_files_of_others_are_passed_over(small: Path, file: str) -> None:
    (small / file).parent.mkdir(parents=True, exist_ok=True)
    (small / file).write_text("anything: [", encoding="utf-8")

    assert read_course(small).problems == ()


def test_a_kind_that_does_not_belong_in_its_folder_is_reported(small: Path) -> None:
    line = rewrite(small, QUESTIONS, "kind: session", "kind: card")

    assert ("VALUE", QUESTIONS, line, "`kind: card` is not right here.") in short(read_course(small))


def test_without_its_schedule_there_is_no_course(small: Path) -> None:
    (small / SCHEDULE).unlink()

    assert read_course(small) == Reading(
        course=None,
        problems=(
            Problem(
                code="FILE",
                what="The file curriculum/schedule.yml is missing.",
                place=Place(SCHEDULE),
                do="put it back; every course has one",
            ),
        ),
    )


def test_an_empty_folder_lacks_every_file_that_a_course_needs(tmp_path: Path) -> None:
    reading = read_course(tmp_path)

    assert reading.course is None
    assert short(reading) == [
        ("FILE", f"curriculum/{name}.yml", 1, f"The file curriculum/{name}.yml is missing.") for name in ONCE
    ]


def test_reading_twice_gives_the_same() -> None:
    assert vars(course_in(SMALL)) == vars(course_in(SMALL))
    assert read_course(SMALL).problems == ()


def test_a_missing_file_is_one_problem_and_not_one_for_each_that_names_what_it_held(small: Path) -> None:
    for name in ("topics", "glossary", "references"):
        (small / f"curriculum/{name}.yml").unlink()

    reading = read_course(small)

    assert reading.course is not None
    assert [(p.code, p.place.file) for p in (*reading.problems, *check(reading.course))] == [
        ("FILE", f"curriculum/{name}.yml") for name in ("glossary", "references", "topics")
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><script>fetch('https://other.example')</script></svg>",
        '<svg onload="alert(1)"></svg>',
        '<svg><image href="https://other.example/a.png"/></svg>',
        "<svg><foreignObject/></svg>",
        '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
        "<svg><style>@import url(https://other.example/a.css)</style></svg>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        '<svg><rect fill="&#117;r&#x06C;(https://other.example/a#b)"/></svg>',
        '<svg><rect fill="u\\72l(https://other.example/a#b)"/></svg>',
    ],
)
def test_a_drawing_that_acts_or_fetches_is_refused(small: Path, drawing: str) -> None:
    (small / "curriculum/assets/room-picture.svg").write_text(f"<!-- a drawing -->\n{drawing}", encoding="utf-8")

    (problem,) = read_course(small).problems

    assert (problem.code, problem.place.file, problem.place.line) == (
        "PICTURE",
        "curriculum/assets/room-picture.svg",
        2,
    )


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><script>alert(1)</script></svg>".encode("utf-16"),
        "<svg><script>alert(1)</script></svg>".encode("utf-16-be"),
        b'<?xml version="1.0" encoding="iso-2022-jp"?><svg><\x1b(Bscript>alert(1)</\x1b(Bscript></svg>',
        b"<?xml version=\"1.0\"\n encoding = 'ebcdic-cp-us'?><svg/>",
    ],
)
def test_a_drawing_in_other_letters_than_ours_is_refused(small: Path, drawing: bytes) -> None:
    (small / "curriculum/assets/room-picture.svg").write_bytes(drawing)

    assert [(problem.code, problem.what) for problem in read_course(small).problems] == [
        ("PICTURE", "The drawing is not written in UTF-8, so nobody can tell what is in it.")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "iso-8859-1"])
def test_a_drawing_may_say_in_which_letters_it_is_written(small: Path, encoding: str) -> None:
    drawing = f'<?xml version="1.0" encoding="{encoding}"?>\n<svg><text>A&#10;&#38; B</text></svg>'
    (small / "curriculum/assets/room-picture.svg").write_text(drawing, encoding="utf-8")

    assert read_course(small).problems == ()


@pytest.mark.parametrize("value", ["[x]", "{x: y}", "x", '""'])
def test_any_value_in_any_field_is_read_or_refused(small: Path, value: str) -> None:
    text = (small / QUESTIONS).read_text(encoding="utf-8")
    facts = text.partition("---\n")[2].partition("---\n")[0]
    for line in facts.splitlines():
        name = line.partition(":")[0]
        (small / QUESTIONS).write_text(text.replace(line, f"{name}: {value}", 1), encoding="utf-8")
        reading = read_course(small)
        assert reading.course is not None
        assert [p for p in reading.problems if p.place.file != QUESTIONS] == []


@pytest.mark.parametrize("value", ["[x]", "{x: y}", "yes"])
def test_a_flag_is_true_or_false(small: Path, value: str) -> None:
    line = rewrite(small, "assessments/after-a-day.yml", "required: true", f"required: {value}")

    (problem,) = read_course(small).problems

    assert (problem.code, problem.place.line, problem.do) == ("VALUE", line, "write true or false")
