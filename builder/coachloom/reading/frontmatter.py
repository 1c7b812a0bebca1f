"""A Markdown file: YAML between two lines of hyphens, then text."""

from __future__ import annotations

from frontmatter.default_handlers import YAMLHandler

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.markdown import read_markdown
from coachloom.reading.yaml_text import read_yaml

LONGEST_TEXT = 50_000


def read_frontmatter(text: str, file: str) -> Document:
    """The front matter as a document with its Markdown; places are those of the whole file."""
    handler = YAMLHandler()  # splits only; our own reader loads, keeps lines and stays safe
    boundary = handler.FM_BOUNDARY
    opening = boundary.match(text) if boundary else None
    if opening is None or len(handler.FM_BOUNDARY.findall(text)) < 2:
        raise ProblemsFound(
            [
                Problem(
                    code="FRONT-MATTER",
                    what="The file does not begin with its facts between two lines of three hyphens.",
                    place=Place(file),
                    do="begin with a line `---`, then `id: …` and the other facts, then a line `---`",
                )
            ]
        )
    facts, body = handler.split(text)
    if len(body) > LONGEST_TEXT:
        raise ProblemsFound(
            [
                Problem(
                    code="SIZE",
                    what=f"The text is longer than {LONGEST_TEXT:,} characters.",
                    place=Place(file),
                    do="split it into several files",
                )
            ]
        )
    document = read_yaml(facts, file, first_line=text.count("\n", 0, opening.end()) + 1)
    return Document(
        file=file,
        data=document.data,
        places=document.places,
        text=read_markdown(body, line=text.count("\n", 0, len(text) - len(body)) + 1),
    )
