"""Forms as pages: what is only ticked stands as a list, and every prompt can be linked to."""

from __future__ import annotations

import re

from coachloom.course.kinds import Prompt
from coachloom.course.load import read_course
from coachloom.course.values import Answer
from tests.conftest import ROOT, Sites


def test_every_prompt_has_its_place_on_the_page_of_its_form(reference_site: Sites) -> None:
    course = read_course(ROOT).course
    assert course
    site = reference_site("material")
    for prompt in course.all(Prompt):
        html = (site / f"forms/{prompt.form}/index.html").read_text(encoding="utf-8")
        place = "strong" if prompt.answer is Answer.TICK else "h2"
        assert re.search(rf'<{place} id="{prompt.id}"', html), prompt.id


def test_the_checklist_of_readiness_is_one_list(reference_site: Sites) -> None:
    html = (reference_site("material") / "forms/readiness/index.html").read_text(encoding="utf-8")
    (checklist,) = [part for part in re.findall(r"<ul>.*?</ul>", html, re.DOTALL) if "ready-" in part]

    assert len(re.findall(r'<li><strong id="ready-', checklist)) == 23
