"""A prompt offers what its kind of answer needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coachloom.course.kinds import Prompt
from coachloom.course.model import Course
from coachloom.course.values import Answer
from coachloom.problems import Problem

LEVELS = 5
_FEWEST = {Answer.CHOICE: 2, Answer.CHOICES: 2, Answer.LEVEL: LEVELS}


def prompts_offer_what_their_answers_need(course: Course) -> Iterator[Problem]:
    """Two choices or more, five levels, and nothing to choose where one writes, counts or ticks."""
    for prompt in course.all(Prompt):
        count, least = len(prompt.choices), _FEWEST.get(prompt.answer, 0)
        if count < least or (count > least and (prompt.answer is Answer.LEVEL or not least)):
            wanted = "no choices" if not least else f"{least} levels" if least == LEVELS else f"{least} choices or more"
            yield _fault(course, prompt, f"A prompt with `answer: {prompt.answer}` has {wanted}; here it has {count}.")
        for id, times in Counter(choice.id for choice in prompt.choices).items():
            if times > 1:
                yield _fault(course, prompt, f"The choice `{id}` stands in the prompt {times} times.")


def _fault(course: Course, prompt: Prompt, what: str) -> Problem:
    return Problem(
        code="PROMPT",
        what=what,
        place=course.sources[prompt.id].field("choices"),
        id=prompt.id,
        do="mend the choices, or write another kind of answer",
    )
