"""What holds for every upgrade, over random histories of a course and of an academy on it."""

from __future__ import annotations

import errno
import random
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from coachloom.academy.changes import Add, Entry
from coachloom.academy.edition import Edition
from coachloom.academy.journal import carried_on
from coachloom.academy.releasing.sealed import elements_of
from coachloom.academy.upgrading import staged
from coachloom.academy.upgrading.finding import Status
from coachloom.problems import ProblemsFound
from tests.academy.faults import Killed, failing
from tests.academy.histories import LOCAL, History, editions, in_order, kept, own_files, rounds

HISTORIES = 300
PARTS = 10
COURSES = 30


@pytest.mark.parametrize("part", range(PARTS))
def test_no_local_byte_is_ever_lost(part: int) -> None:
    for number in range(part, HISTORIES, PARTS):
        with TemporaryDirectory() as folder:
            lived(History(Path(folder), random.Random(number), course_of(number)), again=number % 5 == 0)


def course_of(number: int, courses: int = COURSES) -> tuple[Edition, ...]:
    """The editions of a history: two in most, four in each tenth."""
    return editions(number % courses, 3 if number % 10 == 0 else 1)


def lived(history: History, *, again: bool = True, faults: bool = False) -> int:
    """Lives through a history, holding every law at each upgrade; how many upgrades were finished.

    ``again``: also takes each upgrade back, and does it a second time. ``faults``: first the disk is full once, and
    once the process is killed.
    """
    finished = 0
    for before, edition in rounds(history):
        root = history.root
        begun = staged.begin(root, edition)
        if begun is None:
            continue
        seen = own_files(root)
        del seen[begun.sheet]
        assert seen == before, "looking changed something"
        history.choose(begun)
        ready = own_files(root)
        if faults:
            refused_and_killed(history)
            if not (root / staged.BLANK).exists():  # a kill came when all was decided, and the next command ended it
                assert in_order(root)
                finished += 1
                continue
            assert own_files(root) == ready
        try:
            staged.finish(root)
        except ProblemsFound:
            assert own_files(root) == ready, "a refused upgrade changed something"
            staged.take_back(root)
            assert own_files(root) == before
            continue
        finished += 1
        assert_nothing_lost(root, ready)
        assert in_order(root), "the academy is not in order after its upgrade"
        if again:
            done_again(root, ready, edition)
    return finished


def refused_and_killed(history: History) -> None:
    root, chance = history.root, history.chance
    ready = own_files(root)
    with failing(chance.randint(1, 12), errno.ENOSPC, always=False), suppress(ProblemsFound):
        staged.finish(root)
        staged.take_back(root)
    assert own_files(root) == ready
    with failing(0, 0, always=False, killed=chance.randint(1, 24)), suppress(ProblemsFound, Killed):
        staged.finish(root)
        staged.take_back(root)
    carried_on(root)


def done_again(root: Path, ready: dict[str, bytes], edition: Edition) -> None:
    """Undo is exact, the same choices lead to the same files, and the same edition changes nothing any more."""
    after = own_files(root)
    staged.take_back(root)
    assert own_files(root) == ready
    staged.finish(root)
    assert own_files(root) == after
    assert staged.begin(root, edition) is None
    assert own_files(root) == after


def assert_nothing_lost(root: Path, ready: dict[str, bytes]) -> None:
    lost = [file for file, data in ready.items() if data not in kept(root)]
    assert lost == []
    marked = [file for file, data in own_files(root).items() if file.startswith("content/") and LOCAL.search(data)]
    assert marked == []


def test_no_byte_is_lost_when_the_disk_is_full_or_the_process_is_killed() -> None:
    for number in range(20):
        with TemporaryDirectory() as folder:
            lived(History(Path(folder), random.Random(number), editions(number % COURSES, 1)), faults=True)


def test_the_histories_come_to_upgrades_and_to_every_kind_of_question() -> None:
    seen: set[str] = set()
    finished = 0
    for number in range(60):
        with TemporaryDirectory() as folder:
            history = History(Path(folder), random.Random(number), editions(number % COURSES, 1))
            for _, edition in rounds(history):
                found = staged.worked_out(history.root, edition)
                seen |= {finding.status.value for finding in found.findings}
                assert [f.title for f in found.findings if f.questions and not changed_beneath(found, f.entry)] == []
                finished += lived_through(history, found)

    by_recall = Status.WITHDRAWN  # no edit of a text leads there: tests/cli/test_recall.py does
    assert seen == {status.value for status in Status} - {by_recall.value}
    assert finished > 30


def changed_beneath(found: staged.Upgrade, entry: Entry) -> bool:
    """Whether the course has changed anything that an entry stands on: what it names, its owner, where it stands."""
    was, now, change = found.ground.was.course, found.ground.now.course, entry.change
    named = change.to if isinstance(change, Add) else change.target
    container = was.container_of(was.elements[named.partition("/")[0]])
    anchors = [getattr(change, name, None) for name in ("after", "before")]
    about = [named, named.partition("/")[0], *([container.id] if container else []), *filter(None, anchors)]
    if isinstance(change, Add) and (change.add in now.elements or change.add in found.ground.adopted):
        return True
    before, after = elements_of(was), elements_of(now)
    return any(before.get(id) != after.get(id) for id in about)


def lived_through(history: History, found: staged.Upgrade) -> bool:
    """Whether the upgrade could be finished with the choices that chance made."""
    staged.begin(history.root, found.new)
    history.choose(found)
    try:
        staged.finish(history.root)
    except ProblemsFound:
        return False
    return True
