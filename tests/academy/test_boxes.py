"""Questions with boxes come back as they were ticked, whatever an editor did to the file around the ticks."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.academy.boxes import Answer, Option, Question, Waiting, carried_over, read, written
from coachloom.problems import Place, ProblemsFound
from coachloom.reading.text import decoded

FILE = "UPGRADE-2027.2.md"
EXCEPTION = Option("exception", "keep ours as an agreed exception", ("agreed by", "until edition"))
CASE = Question(
    'Case of "Three questions" (three-questions/case): your choice',
    "The course now:\n\n> Read it aloud.",
    (Option("ours", "keep ours"), Option("course", "take the course's"), Option("words", "use these words:", words="")),
)
FIXED = Question("Our page: now kept everywhere", "It binds.", (Option("course", "take the course's"), EXCEPTION))
QUESTIONS = (CASE, FIXED)
BLANK = written("# Edition 2027.2", QUESTIONS, "## New in the course\n\n- [x] keep ours")
SHEET = """\
# Edition 2027.2

## 1 of 2 · Case of "Three questions" (three-questions/case): your choice

The course now:

> Read it aloud.

- [ ] keep ours
- [ ] take the course's
- [ ] use these words:

~~~
~~~

## 2 of 2 · Our page: now kept everywhere

It binds.

- [ ] take the course's
- [ ] keep ours as an agreed exception
      agreed by: ____
      until edition: ____

## New in the course

- [x] keep ours
"""
TICKED = SHEET.replace("- [ ] keep ours\n", "- [x] keep ours\n").replace(
    "- [ ] take the course's\n- [ ] keep", "- [x] take the course's\n- [ ] keep"
)
OURS = Answer("ours", place=Place(FILE, 9))
COURSE = Answer("course", place=Place(FILE, 20))


def keys(text: str, questions: Sequence[Question] = QUESTIONS) -> list[str]:
    return [answer.key for answer in read(text, FILE, questions)]


def told(text: str, questions: Sequence[Question] = QUESTIONS) -> list[str]:
    """Line and words of whatever stands against a sheet."""
    with pytest.raises(ProblemsFound) as refused:
        read(text, FILE, questions)
    return [f"{problem.place.line if problem.place else 0}: {problem.what}" for problem in refused.value.problems]


def with_words(words: str) -> str:
    return TICKED.replace("[x] keep ours", "[ ] keep ours", 1).replace(
        "[ ] use these words:\n\n~~~\n~~~", f"[x] use these words:\n\n~~~\n{words}\n~~~"
    )


def test_a_sheet_is_plain_markdown_without_a_tick() -> None:
    assert BLANK == SHEET


def test_what_is_ticked_is_read() -> None:
    assert read(TICKED, FILE, QUESTIONS) == (OURS, COURSE)


@pytest.mark.parametrize("tick", ["x", "X", "✓", "✔", "☑", "v", " x", "x ", " X ", " ✓"])
def test_a_tick_may_be_written_in_many_ways(tick: str) -> None:
    assert keys(TICKED.replace("[x] keep ours\n- [ ] take", f"[{tick}] keep ours\n- [ ] take")) == ["ours", "course"]


@pytest.mark.parametrize(
    "box", ["-[x] keep ours", "* [x]  keep  ours", "  - [x] keep ours", "•\t[x] keep ours", "– [x] keep\u00a0ours"]
)
def test_a_box_may_be_set_in_another_way(box: str) -> None:
    assert keys(TICKED.replace("- [x] keep ours\n- [ ] take", f"{box}\n- [ ] take")) == ["ours", "course"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_line_ends_and_a_byte_order_mark_do_not_matter(ends: str, mark: bytes) -> None:
    data = mark + TICKED.replace("\n", ends).encode()

    assert read(decoded(data, FILE), FILE, QUESTIONS) == (OURS, COURSE)


def test_quotes_that_a_word_processor_made_curly_do_not_matter() -> None:
    curly = TICKED.replace('"Three questions"', "“Three questions”").replace("course's", "course’s")  # noqa: RUF001 -- these marks themselves are meant

    assert keys(curly) == ["ours", "course"]


def test_lines_of_nothing_and_spaces_at_the_ends_do_not_matter() -> None:
    assert keys(TICKED.replace("\n", "  \n\n").replace("~~~  \n\n~~~", "~~~\n~~~")) == ["ours", "course"]


def test_blanks_are_read_where_they_are_ticked() -> None:
    filled = TICKED.replace("- [x] take", "- [ ] take").replace("- [ ] keep ours as", "- [x] keep ours as")
    filled = filled.replace("agreed by: ____", "agreed by: ana-reis, rui-lopes").replace(
        "until edition: ____", "Until edition:“2027.3”__"
    )

    assert read(filled, FILE, QUESTIONS)[1] == Answer(
        "exception", {"agreed by": "ana-reis, rui-lopes", "until edition": "2027.3"}, place=Place(FILE, 21)
    )


def test_a_blank_that_is_ticked_and_empty_is_told() -> None:
    ticked = TICKED.replace("- [x] take", "- [ ] take").replace("- [ ] keep ours as", "- [x] keep ours as")

    assert told(ticked) == ['21: Behind "agreed by:" nothing is written yet.']


def test_a_sheet_half_filled_waits_for_every_question_without_a_tick() -> None:
    half = TICKED.replace("- [x] keep ours\n- [ ] take", "- [ ] keep ours\n- [ ] take")

    with pytest.raises(Waiting) as waiting:
        read(half, FILE, QUESTIONS)

    assert waiting.value.exit_code == 4
    assert told(half) == [f"3: This question waits for you: {CASE.title}."]
    assert told(SHEET) == [
        f"3: This question waits for you: {CASE.title}.",
        f"16: This question waits for you: {FIXED.title}.",
    ]


def test_a_sheet_with_something_wrong_does_not_wait() -> None:
    both = SHEET.replace("- [ ] take the course's\n- [ ] keep ours as", "- [x] take the course's\n- [x] keep ours as")

    assert told(both) == [
        f"3: This question waits for you: {CASE.title}.",
        f"21: 2 boxes of one question are ticked: {FIXED.title}.",
    ]
    with pytest.raises(ProblemsFound) as refused:
        read(both, FILE, QUESTIONS)
    assert refused.value.exit_code == 1


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("## 1 of 2 · ", "", "1: The worksheet holds 1 of the 2 questions that were asked."),
        ("## 2 of 2 · ", "## 1 of 2 · ", f"16: Here should stand: ## 2 of 2 · {FIXED.title}"),
        ("Our page: now", "Your page: now", f"16: Here should stand: ## 2 of 2 · {FIXED.title}"),
        ("- [x] keep ours\n- [ ] take", "- [ ] take", '3: The box "keep ours" is not there any more.'),
        ("- [x] keep ours\n- [ ] take", "- [x] keep mine\n- [ ] take", '3: The box "keep ours" is not there any more.'),
        ("- [x] keep ours\n- [ ] take", "- keep ours\n- [ ] take", '3: The box "keep ours" is not there any more.'),
        ("- [x] keep ours\n", "- [x] keep ours\n- [ ] keep ours\n", "3: A box stands here twice."),
        ("- [x] keep ours\n", "- [yes] keep ours\n", "9: `yes` is no tick."),
        ("- [x] keep ours\n", "- [-] keep ours\n", "9: `-` is no tick."),
        ("~~~\n~~~", "~~~", "1: The worksheet holds 1 of the 2 questions that were asked."),
    ],
)  # fmt: skip
def test_a_sheet_out_of_shape_is_refused(old: str, new: str, what: str) -> None:
    assert old in TICKED
    assert told(TICKED.replace(old, new, 1)) == [what]


WORDS = [
    "One.\n\nTwo.",
    "## 2 of 2 · Our page: now kept everywhere",
    "- [x] keep ours\n- [ ] take the course's",
    "~~~~\nfour waves\n~~~~",
    "~~~ python\ncode",
    "  Set in.  \nBroken.\t",
    "“Curly”, l’eau, [x ]",  # noqa: RUF001 -- these marks themselves are meant
    "\n\nAfter two lines of nothing.\n",
]


@pytest.mark.parametrize("words", WORDS)
def test_words_come_back_as_they_were_written(words: str) -> None:
    assert read(with_words(words), FILE, QUESTIONS)[0].words == words


@pytest.mark.parametrize("words", ["", " ", "\n"])
def test_words_that_are_ticked_and_not_there_are_told(words: str) -> None:
    assert told(with_words(words)) == ['11: Below "use these words:" nothing is written yet.']


def test_words_without_waves_around_them_are_not_passed_over() -> None:
    assert told(with_words("Bare.").replace("~~~\n", "")) == [
        '11: The waves (~~~) below "use these words:" are not there.'
    ]


def test_boxes_in_a_text_that_is_quoted_are_no_boxes() -> None:
    quoting = Question("Case", "Yours:\n\n> - [x] keep ours\n> ~~~\n> ## 1 of 1 · Case", CASE.options)
    sheet = written("# Edition", (quoting,), "## New\n\n- [x] keep ours")

    assert told(sheet, (quoting,)) == ["3: This question waits for you: Case."]


@pytest.mark.parametrize(
    ("words", "letter"),
    [("", ""), ("Thank you.", "Thank you."), ("\n## 1 of 1 · A\n\n- [x] adopt\n", "## 1 of 1 · A\n\n- [x] adopt")],
)
def test_a_letter_goes_with_whatever_is_ticked(words: str, letter: str) -> None:
    given = Question("A card", "Read it.", (Option("adopt", "adopt"), Option("wait", "wait")), "Words to them:")
    sheet = written("# Given", (given,)).replace("- [ ] wait", "- [x] wait").replace("~~~\n~~~", f"~~~\n{words}\n~~~")

    assert read(sheet, FILE, (given,)) == (Answer("wait", place=Place(FILE, 8), letter=letter),)
    assert told(sheet.replace("~~~\n", "~~~\n~~~\ncode\n~~~\n", 1), (given,)) == [
        "15: Waves (~~~) stand within the words, so where they end cannot be told."
    ]


def test_waves_within_waves_are_told_and_no_word_is_passed_over() -> None:
    assert told(with_words("One.\n~~~\ncode\n~~~\nTwo.")) == [
        "17: Waves (~~~) stand within the words, so where they end cannot be told."
    ]


TEXTS = st.text(st.sampled_from("a~\n#[]x- >`·"), max_size=30)


@given(TEXTS)
def test_any_words_come_back_or_are_refused(words: str) -> None:
    """Whatever a person types between the waves, nothing of it is left out in silence."""
    try:
        answers = read(with_words(words), FILE, QUESTIONS)
    except ProblemsFound:
        assert not words.strip() or "~~~" in [line.strip() for line in words.split("\n")]
    else:
        assert answers[0].words == words


@given(TEXTS.filter(bool))
def test_any_words_that_are_offered_come_back_without_a_change(words: str) -> None:
    question = Question("Case", "Read it.", (Option("words", "right", words=words), Option("ours", "keep ours")))
    sheet = written("# Edition", (question, FIXED)).replace("- [ ]", "- [x]", 1).replace("- [ ] take", "- [x] take")

    assert read(sheet, FILE, (question, FIXED))[0].words == (words.strip("\n") if words.strip() else "")


def test_ticks_are_carried_over_where_the_question_is_the_same() -> None:
    other = Question("A card: your choice", "It changed.", CASE.options)
    before = with_words("Ours, kept.")

    blank = written("# Edition 2027.2", (other, *QUESTIONS))
    carried = carried_over(before, BLANK, blank)

    assert told(carried, (other, *QUESTIONS)) == ["3: This question waits for you: A card: your choice."]
    answered = carried.replace("- [ ] keep ours", "- [x] keep ours", 1)
    assert [(answer.key, answer.words) for answer in read(answered, FILE, (other, *QUESTIONS))] == [
        ("ours", ""),
        ("words", "Ours, kept."),
        ("course", ""),
    ]


def test_ticks_are_not_carried_over_to_a_question_that_says_something_else() -> None:
    changed = Question(CASE.title, "The course now:\n\n> Read it twice.", CASE.options)

    blank = written("# Edition 2027.2", (changed, FIXED))

    assert told(carried_over(TICKED, BLANK, blank), (changed, FIXED)) == [
        f"3: This question waits for you: {CASE.title}."
    ]


def test_a_heading_that_was_lost_gives_no_question_another_one_s_ticks() -> None:
    """Two questions with one title, as of two entries about one page that is gone."""
    asked = tuple(Question("Our page: gone", body, FIXED.options[:1]) for body in ("Yours: a text.", "Yours: a title."))
    blank = written("# Edition", asked)
    lost = blank.replace("## 1 of 2 · Our page: gone\n", "").replace("title.\n\n- [ ]", "title.\n\n- [x]")

    assert carried_over(lost, blank, blank) == blank.replace("title.\n\n- [ ]", "title.\n\n- [x]")


@given(st.lists(st.sampled_from([CASE, FIXED]), unique=True), TEXTS.filter(lambda words: "~~~" not in words))
def test_carrying_over_to_the_same_questions_changes_nothing(asked: list[Question], words: str) -> None:
    blank = written("# Edition", asked, "## New")
    ticked = blank.replace("- [ ] use these", "- [x] use these").replace("~~~\n~~~", f"~~~\n{words}\n~~~")

    assert carried_over(ticked, blank, blank) == ticked
