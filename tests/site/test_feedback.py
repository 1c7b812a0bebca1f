"""The link at the end of every page by which a reader writes to the academy."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from coachloom.academy.identity import Identity
from coachloom.course.checked import checked_course
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES
from coachloom.site.feedback import feedback, names_of_pages
from coachloom.site.mail import mail_address
from coachloom.site.tree import load_words
from tests.academy.samples import academy_folder
from tests.conftest import ROOT, SMALL

WORDS = load_words(ROOT, "en")
RIVERSIDE = Identity(id="riverside", name="Riverside Academy", contact="academy@riverside.example")


def test_the_line_is_a_link_and_one_sentence() -> None:
    assert feedback("sessions/small-tests.md", "small-tests", RIVERSIDE, "2027.1", WORDS) == (
        "[Write to us about this page]"
        "(mailto:academy@riverside.example?subject=Riverside%20Academy%2C%20edition%202027.1%3A%20small-tests). "
        "Your message goes to the faculty of Riverside Academy; they answer it, "
        "and may change the text or pass it on to the course."
    )


def test_without_a_contact_there_is_no_line() -> None:
    assert feedback("index.md", "", Identity(id="riverside", name="Riverside"), "2027.1", WORDS) == ""


@pytest.mark.parametrize(
    ("address", "subject", "expected"),
    [
        ("a@b.example", "", "mailto:a@b.example"),
        ("a@b.example", "Aim & a#1 = 100 % + more?", "mailto:a@b.example?subject=Aim%20%26%20a%231%20%3D%20100%20%25%20%2B%20more%3F"),
        ("a@b.example", "École – 🌱", "mailto:a@b.example?subject=%C3%89cole%20%E2%80%93%20%F0%9F%8C%B1"),
        ("a@b.example", "(x) <y> [z] \"q\" 'r'", "mailto:a@b.example?subject=%28x%29%20%3Cy%3E%20%5Bz%5D%20%22q%22%20%27r%27"),
        ("a@b.example", "a\r\nBcc: c@d.example", "mailto:a@b.example?subject=a%0D%0ABcc%3A%20c%40d.example"),
        ("a?cc=c&x#y@b.example", "", "mailto:a%3Fcc%3Dc%26x%23y@b.example"),
        ("zoë@b.example", "", "mailto:zo%C3%AB@b.example"),
    ],
)  # fmt: skip
def test_nothing_in_an_address_or_subject_ends_the_link_or_adds_to_the_letter(
    address: str, subject: str, expected: str
) -> None:
    assert mail_address(address, subject) == expected


def test_a_page_of_an_element_bears_its_id_and_other_pages_none() -> None:
    names = names_of_pages(checked_course(SMALL).course)

    assert {page: name for page, name in names.items() if page.endswith(".md")} == {
        "cards/card-questions.md": "card-questions",
        "days/d01/index.md": "d01",
        "days/d02/index.md": "d02",
        "forms/after-a-day.md": "after-a-day",
        "handbook/the-room.md": "the-room",
        "months/m01/index.md": "m01",
        "programme/index.md": "small-course",
        "sessions/d01-closing.md": "d01-closing",
        "sessions/d01-opening.md": "d01-opening",
        "sessions/d02-closing.md": "d02-closing",
        "sessions/d02-opening.md": "d02-opening",
        "sessions/first-questions.md": "first-questions",
        "sessions/small-tests.md": "small-tests",
        "tasks/ask-three-people.md": "ask-three-people",
        "tasks/run-one-test.md": "run-one-test",
        "topics/asking.md": "asking",
        "topics/testing.md": "testing",
    }


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_every_page_ends_with_it_and_a_mail_program_reads_page_and_edition(tmp_path: Path, engine: str) -> None:
    academy = academy_folder("every-kind", tmp_path)
    site = tmp_path / "site"
    build(academy, site, Choice(engine=ENGINES[engine]), say=lambda _: None)
    subjects, ends = {}, set()
    for file in sorted(site.rglob("index.html")):
        page = LexborHTMLParser(file.read_bytes())
        link = page.css_first("article .feedback a")
        assert link is not None
        parts = urlsplit(str(link.attributes["href"]))
        assert (parts.scheme, parts.path) == ("mailto", "hello@every.example")
        letter = EmailMessage()
        letter["Subject"] = unquote(parts.query.removeprefix("subject="))
        subjects[file.parent.relative_to(site).as_posix()] = str(letter["Subject"])
        ends.add(str(page.css("article > p")[-1].attributes["class"]))

    assert ends == {"feedback"}
    assert {path: subjects[path] for path in (".", "glossary", "guide/start", "sessions/small-tests", "days/d01")} == {
        ".": "Every Kind Academy, edition 2027.1-draft: /",
        "glossary": "Every Kind Academy, edition 2027.1-draft: /glossary/",
        "guide/start": "Every Kind Academy, edition 2027.1-draft: /guide/start/",
        "sessions/small-tests": "Every Kind Academy, edition 2027.1-draft: small-tests",
        "days/d01": "Every Kind Academy, edition 2027.1-draft: d01",
    }
