"""Nothing that acts gets from an academy's files onto a page: it is refused with file and line, or shown as text.

The numbers are those of the forty bad inputs (interop study): 26 to 36.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coachloom.academy.archive import packed
from coachloom.academy.packing import unpack
from coachloom.academy.weave import woven
from coachloom.problems import ProblemsFound
from tests.academy.samples import academy_folder
from tests.files import rewrite
from tests.site.test_attacks import IN_A_PAGE, built_or_refused

TEXT = "content/first-questions-case.md"
SESSION = "content/interpreters.md"

ACTING = [
    *IN_A_PAGE,
    "<script>alert(1)</script>",  # 26
    '<img src="x" onerror="alert(1)">',  # 27
    "[words](java\tscript:alert(1))",
    "[words](&#106;avascript:alert(1))",
    "[words](data:text/html,<script>alert(1)</script>)",
    "[words](JaVaScRiPt:alert(1))",
    "A paragraph\n{: onclick=alert(1) }",  # 28
    '<iframe src="https://other.example"></iframe>',  # 30
    '<form action="https://other.example"><input name="a"></form>',
    '<meta http-equiv="refresh" content="0;url=https://other.example">',
    "{{ config.site_name }} {% include '/etc/passwd' %} {{ ''.__class__ }}",  # 31
    '--8<-- "private/people.yml"',  # 32
    '{! private/people.yml !}\n\n!!! note "x"\n    y',
    "![A picture](https://other.example/track.png)",  # 33
    "![A picture](//other.example/track.png)",
    ">" * 2_000 + " deep",  # 35
    "[" * 2_000,
]


@pytest.mark.parametrize("attack", ACTING)
def test_26_to_35_what_acts_in_a_local_text_is_refused_or_inert(tmp_path: Path, attack: str) -> None:
    academy = academy_folder("every-kind", tmp_path)
    (academy / TEXT).write_text(f"A story.\n\n{attack}\n", encoding="utf-8")

    assert built_or_refused(academy, tmp_path / "site") == []
    pages = [path.read_bytes() for path in (tmp_path / "site").rglob("*.html")]
    assert [page for page in pages if b"Eva Silva" in page or b"root:x" in page] == []


FIELDS = [
    ("academy.yml", "name: Every Kind Academy", "name: {}"),
    ("changes.yml", "title: Lines on the floor", "title: {}"),
    ("changes.yml", "why: Our learners meet older people after falls.", "why: {}"),
    ("changes.yml", "expect: The group recognises the pathway at once.", "expect: {}"),
    ("changes.yml", "because: Our days end at four.", "because: {}"),
    ("private/people.yml", "role: Nurse and faculty lead", "role: {}"),
    (SESSION, "title: Working with an interpreter", "title: {}"),
]


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[a](javascript:alert(1))", "x {: onclick=alert(1) }", "${id} {id} %s"])  # fmt: skip
def test_26_what_acts_in_the_fields_of_an_academy_is_refused_or_shown_as_text(tmp_path: Path, attack: str) -> None:
    academy = academy_folder("every-kind", tmp_path)
    for file, old, new in FIELDS:
        rewrite(academy, file, old, new.replace("{}", json.dumps(attack)))

    assert built_or_refused(academy, tmp_path / "site") == []


@pytest.mark.parametrize(
    ("code", "drawing"),
    [
        ("PICTURE", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("PICTURE", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>"),
        ("PICTURE", "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://other.example/a.png'/></svg>"),
    ],
)
@pytest.mark.parametrize("file", ["assets/logo.svg", "assets/our-room.svg"])
def test_29_a_drawing_that_acts_is_refused_as_logo_and_as_picture(
    tmp_path: Path, file: str, code: str, drawing: str
) -> None:
    academy = academy_folder("every-kind", tmp_path)
    (academy / file).write_text(drawing, encoding="utf-8")

    with pytest.raises(ProblemsFound) as refused:
        woven(academy)
    assert [(problem.code, problem.place.file) for problem in refused.value.problems] == [(code, file)]


def test_32_a_text_outside_the_folder_is_refused_with_file_and_line(tmp_path: Path) -> None:
    academy = academy_folder("every-kind", tmp_path)
    (tmp_path / "secret.md").write_text("A secret.", encoding="utf-8")
    for path in ("../secret.md", "private/people.yml", "content/../private/people.yml", "/etc/passwd", "C:\\secret.md"):
        line = rewrite(academy, "changes.yml", "with: content/first-questions-case.md", f"with: {json.dumps(path)}")
        with pytest.raises(ProblemsFound) as refused:
            woven(academy)
        rewrite(academy, "changes.yml", f"with: {json.dumps(path)}", "with: content/first-questions-case.md")

        assert {(problem.place.file, problem.place.line) for problem in refused.value.problems} == {
            ("changes.yml", line)
        }


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\x1b[2J"])
def test_34_characters_that_turn_text_round_are_refused(tmp_path: Path, hidden: str) -> None:
    academy = academy_folder("every-kind", tmp_path)
    rewrite(academy, "academy.yml", "name: Every Kind", f"name: Every {hidden}Kind")

    with pytest.raises(ProblemsFound) as refused:
        woven(academy)
    assert {problem.code for problem in refused.value.problems} == {"CONTROL"}


def test_36_a_pack_that_would_write_outside_its_folder_writes_nothing(tmp_path: Path) -> None:
    zipped = tmp_path / "a.zip"
    data = packed({"academy.yml": b"format: 1\n", "xx/escaped.txt": b"out"}).replace(b"xx/escaped", b"../escaped"[:10])
    zipped.write_bytes(data)
    (tmp_path / "into").mkdir()

    with pytest.raises(ProblemsFound):
        unpack(zipped, tmp_path / "into")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "into"]
