"""The JSON Schemas in the package are those of the types, accept both courses and refuse faults."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from coachloom.course.drawings import DRAWINGS
from coachloom.course.formats import FRONT_MATTER, YAML_FILES
from coachloom.course.load import read_course
from coachloom.course.schema_files import SCHEMAS, all_schemas, write_schemas
from tests.conftest import ROOT, SMALL
from tests.files import rewrite

FORM = "assessments/after-a-day.yml"
CARD = "curriculum/cards/card-questions.md"
PROGRAMME = "curriculum/programme.yml"
SCHEDULE = "curriculum/schedule.yml"
TOPICS = "curriculum/topics.yml"
QUESTIONS = "modules/first/one/questions.md"


class EditorLoader(yaml.SafeLoader):
    """Values as editors see them: YAML 1.2, where dates, times of day and the word NO are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 -- PyYAML's own attribute


for _tag, _form, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]*\.[0-9]+", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_form})\Z"), list(_first))


def facts(path: Path) -> Any:
    """The YAML of a file: the whole, or its front matter."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.removeprefix("---\n").partition("\n---\n")[0]
    return yaml.load(text, Loader=EditorLoader)


def schema_name(root: Path, path: Path) -> str:
    if path.suffix == ".md":
        return str(facts(path)["kind"])
    if path.parent.name == "assets":
        return str(facts(path)["picture"])
    return "form" if path.parent == root / "assessments" else path.stem


def errors(root: Path, path: Path) -> list[str]:
    """What the committed schema of a file refuses in it."""
    schema = json.loads((SCHEMAS / f"{schema_name(root, path)}.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(facts(path))]


def files_of(root: Path) -> list[Path]:
    """The files of a course that have a schema."""
    markdown = [*(root / "modules").rglob("*.md"), *(root / "curriculum").glob("*/*.md")]
    pictures = (root / "curriculum" / "assets").glob("*.yml")
    return sorted([*markdown, *pictures, *(root / "curriculum").glob("*.yml"), *(root / "assessments").glob("*.yml")])


def test_the_committed_files_are_those_that_the_types_give(tmp_path: Path) -> None:
    write_schemas(tmp_path)

    committed = {path.name: path.read_bytes() for path in SCHEMAS.iterdir() if path.suffix == ".json"}
    assert committed == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {f"{name}.json": json.loads(json.dumps(schema)) for name, schema in all_schemas().items()} == {
        name: json.loads(data) for name, data in committed.items()
    }


def test_every_format_has_a_schema() -> None:
    assert sorted(all_schemas()) == sorted([*FRONT_MATTER, *YAML_FILES, *DRAWINGS])


@pytest.mark.parametrize("name", sorted([*FRONT_MATTER, *YAML_FILES, *DRAWINGS]))
def test_a_schema_is_a_schema_and_refuses_unknown_fields_at_every_depth(name: str) -> None:
    schema = all_schemas()[name]

    def open_objects(part: Any, at: str = "$") -> list[str]:
        if isinstance(part, list):
            return [found for number, one in enumerate(part) for found in open_objects(one, f"{at}[{number}]")]
        if not isinstance(part, dict):
            return []
        here = [at] if "properties" in part and part.get("additionalProperties") is not False else []
        return here + [
            found for key, one in part.items() if key != "required" for found in open_objects(one, f"{at}.{key}")
        ]

    Draft202012Validator.check_schema(schema)
    assert [at for at in open_objects(schema) if not at.endswith(".properties")] == []
    assert "$ref" not in json.dumps(schema)


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["the reference course", "the small course"])
def test_every_file_of_a_course_is_accepted(root: Path) -> None:
    files = files_of(root)

    assert {schema_name(root, path) for path in files} >= set(YAML_FILES)
    assert {path.relative_to(root).as_posix(): found for path in files if (found := errors(root, path))} == {}


def test_the_small_course_uses_every_schema_but_those_of_pictures() -> None:
    assert {schema_name(SMALL, path) for path in files_of(SMALL)} == set(all_schemas()) - set(DRAWINGS)


FAULTS = [
    pytest.param(QUESTIONS, "minutes: 75", "minutes: 75\nmood: good", id="an unknown field"),
    pytest.param(QUESTIONS, "id: first-questions\n", "", id="no id"),
    pytest.param(QUESTIONS, "id: first-questions", "id: First Questions", id="an id with capitals"),
    pytest.param(QUESTIONS, "id: first-questions", "id: first--questions", id="an id with two hyphens"),
    pytest.param(QUESTIONS, "rule: bounded", "rule: bound", id="a bad rule"),
    pytest.param(QUESTIONS, "rule: bounded\n", "", id="no rule"),
    pytest.param(QUESTIONS, "minutes: 75", "minutes: long", id="text for minutes"),
    pytest.param(QUESTIONS, "minutes: 75", "minutes: -5", id="minutes below nothing"),
    pytest.param(QUESTIONS, "minutes: 75", "minutes: 7.5", id="half a minute"),
    pytest.param(QUESTIONS, "minutes: 75", "minutes: [75]", id="a list for minutes"),
    pytest.param(QUESTIONS, "title: Three questions before any solution", 'title: ""', id="an empty title"),
    pytest.param(QUESTIONS, "flexible: [case]", "flexible: case", id="text for a list"),
    pytest.param(QUESTIONS, "{min: 60, max: 90}", "{min: 60}", id="half of the bounds"),
    pytest.param(QUESTIONS, "{min: 60, max: 90}", "{min: 60, max: 90, mean: 75}", id="a field too many in bounds"),
    pytest.param(QUESTIONS, "{minutes: {min", "{Minutes: {min", id="a name with a capital in bounds"),
    pytest.param(QUESTIONS, "part: core", "part: middle", id="a bad part"),
    pytest.param(TOPICS, "level: end", "level: soon", id="a bad level, two lists deep"),
    pytest.param(TOPICS, "    text: ask an open question\n", "    txt: ask\n", id="an unknown field, two lists deep"),
    pytest.param(TOPICS, "format: 1", "format: 2", id="another format"),
    pytest.param(TOPICS, "format: 1\n", "", id="no format"),
    pytest.param("curriculum/glossary.yml", "terms:", "words:", id="an unknown list"),
    pytest.param("curriculum/glossary.yml", "terms:", "terms: []\nold:", id="an unknown list beside the right one"),
    pytest.param(SCHEDULE, "start: 09:00", "start: early", id="text for a time"),
    pytest.param(SCHEDULE, "start: 09:00\n", "", id="no start"),
    pytest.param(SCHEDULE, "start: 09:00", "start: 25:00", id="a time after midnight"),
    pytest.param(SCHEDULE, "at: 10:30, ", "", id="a break without a time"),
    pytest.param(PROGRAMME, 'edition: "2027.1"', 'edition: "27.1"', id="a bad edition"),
    pytest.param(PROGRAMME, 'edition: "2027.1"', 'edition: "2027.0"', id="edition nought"),
    pytest.param(PROGRAMME, "  - You have a pathway.", "  - [a, b]", id="an entry that is a list"),
    pytest.param("curriculum/references.yml", "checked: 2026-11-22", "checked: 22/11/2026", id="a bad date"),
    pytest.param("curriculum/references.yml", "publisher:", "URL: example.org\n    publisher:", id="half an address"),
    pytest.param("curriculum/redirects.yml", "was: old-session, ", "", id="a redirect from nowhere"),
    pytest.param(FORM, "moment: day", "moment: later", id="a bad moment"),
    pytest.param(FORM, "required: true", "required: always", id="neither true nor false"),
    pytest.param(FORM, "{id: small, text: Something small}", "{id: small}", id="a choice without words"),
    pytest.param(FORM, "move: true}", "remove: true}", id="an unknown permission"),
    pytest.param(CARD, "rule: flexible", "rule: flexible\ntext: Here", id="the text of a card among its facts"),
    pytest.param(CARD, "kind: card", "kind: page", id="the wrong kind"),
    pytest.param(TOPICS, "level: end", "level: end\n        topic: asking", id="the topic of an outcome, which is given"),
    pytest.param(SCHEDULE, "after: d01", "after: d01\n    title: Some days", id="the title of a gap, which is given"),
    pytest.param(FORM, "answer: choice", "answer: choice\n    form: other", id="the form of a prompt, which is given"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new"), FAULTS)
def test_a_fault_is_refused_by_the_schema_as_it_is_by_the_reader(small: Path, file: str, old: str, new: str) -> None:
    name = schema_name(small, small / file)
    rewrite(small, file, old, new)
    validator = Draft202012Validator(all_schemas()[name], format_checker=FormatChecker())

    assert [problem.place.file for problem in read_course(small).problems if problem.stops][:1] == [file]
    assert [error.message for error in validator.iter_errors(facts(small / file))] != []


@pytest.mark.parametrize("name", sorted(YAML_FILES))
def test_a_field_that_a_schema_needs_is_one_that_the_reader_misses(small: Path, name: str) -> None:
    file = FORM if name == "form" else f"curriculum/{name}.yml"
    written = yaml.load((small / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

    def read_without(field: str) -> list[str]:
        left = copy.deepcopy(written)
        left.pop(field, None)
        (small / file).write_text(yaml.safe_dump(left, sort_keys=False), encoding="utf-8")
        return [problem.what for problem in read_course(small).problems if problem.stops]

    needed: list[str] = all_schemas()[name]["required"]
    assert {field: f"`{field}` is missing." in read_without(field) for field in needed} == dict.fromkeys(needed, True)


def _schema_lines(path: Path) -> list[str]:
    return re.findall(r"^# yaml-language-server: \$schema=(\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_schema_lines_in_files_lead_to_the_schema_of_the_file() -> None:
    found = {path: _schema_lines(path) for path in files_of(ROOT) if _schema_lines(path)}

    assert found != {}
    assert {path: [(path.parent / line).resolve() for line in lines] for path, lines in found.items()} == {
        path: [(ROOT / "builder" / "coachloom" / "schemas" / f"{schema_name(ROOT, path)}.json").resolve()]
        for path in found
    }
    assert [path for path, (line,) in found.items() if not (path.parent / line).is_file()] == []
