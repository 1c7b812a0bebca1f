"""What an academy offers to the course it builds on: its entries about some elements, with all that a reader needs.

Only `academy.yml`, `changes.yml`, the texts that the chosen entries name and the pictures in these are looked at, and
of people what they agreed to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coachloom.academy.changes import FILE as CHANGES
from coachloom.academy.changes import Add, Move, Replace, Set
from coachloom.academy.composition import Composition
from coachloom.academy.content import text_of
from coachloom.academy.edition import Edition
from coachloom.academy.giving.contribution import (
    ASSETS,
    BASE,
    LICENCE,
    OURS,
    Contribution,
    ContributionFile,
    GivenBase,
    Giver,
    Item,
    Modified,
    Timing,
    Verb,
)
from coachloom.academy.identity import read_academy
from coachloom.academy.listing import title_of
from coachloom.academy.lock import read_base
from coachloom.academy.origins import Step
from coachloom.academy.weave import Woven, woven_academy
from coachloom.course.kinds import Asset, Element
from coachloom.course.values import Mode
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.files import Files, Folder
from coachloom.reading.markdown import read_markdown
from coachloom.reading.text import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a person wants to give: ``targets`` are elements or sections; ``found`` is for entries that say nothing."""

    targets: Sequence[str]
    found: str = ""
    credit: str = ""
    """How the academy is to be named; its name if nothing is given."""
    timing: Timing | None = None


def offered(root: Path, offer: Offer) -> Contribution:
    """The contribution, as if consent were given: whoever sends it has been asked.

    Raises ProblemsFound: UNKNOWN where no entry changes what is named, and whatever stops the academy.
    """
    files = Folder(root)
    base = read_base(root, read_academy(files))
    site = woven_academy(root, files, base)
    chosen = _chosen(site.composition, offer.targets)
    pairs = [_item(files, site, step, offer) for step in chosen]
    contents = {name: data for _, brought in pairs for name, data in brought.items()}
    return Contribution(_file(site, base, offer, tuple(item for item, _ in pairs)), dict(sorted(contents.items())))


def _file(site: Woven, base: Edition, offer: Offer, items: tuple[Item, ...]) -> ContributionFile:
    identity, record = site.identity, base.record
    return ContributionFile(
        format=1,
        academy=Giver(id=identity.id, name=identity.name, contact=identity.contact),
        base=GivenBase(
            course=record.course,
            edition=record.edition,
            digest=record.digest,
            over={layer.course: layer.edition for layer in record.layers[:-1]},
        ),
        licence=LICENCE,
        consent=True,
        credit=offer.credit or identity.name,
        items=items,
    )


def _chosen(composition: Composition, targets: Sequence[str]) -> list[Step]:
    """The academy's own entries about those elements, in the order of the file, once each."""
    own = [step for step in composition.steps if step.layer == composition.layer]
    unknown = [one for one in dict.fromkeys(targets) if not any(_is_about(step, one) for step in own)]
    if unknown:
        known = [step.change.target for step in own]
        raise ProblemsFound(_nothing_of(one, known) for one in unknown)
    return [step for step in own if any(_is_about(step, one) for one in targets)]


def _is_about(step: Step, target: str) -> bool:
    return target in (step.change.target, step.change.target.partition("/")[0])


def _nothing_of(target: str, known: list[str]) -> Problem:
    return Problem(
        code="UNKNOWN",
        what=f"No entry of yours changes `{target}`.{did_you_mean(target, known)}",
        place=Place(CHANGES),
        id=target,
        do="coachloom list --changed shows what you changed" if known else "you have changed nothing yet",
    )


def _item(files: Files, site: Woven, step: Step, offer: Offer) -> tuple[Item, Mapping[str, bytes]]:
    change, element = step.change, step.element
    own = site.composition.course
    course = own if isinstance(change, Add) else site.composition.above or own
    contents: dict[str, bytes] = {}
    name = f"{change.target.replace('/', '-')}.md"
    if isinstance(change, (Replace, Add)):
        text = read_text(files, change.with_)
        contents[f"{OURS}/{name}"] = text.encode()
        pictures = dict(_pictures(site.composition, text))
        contents |= {f"{ASSETS}/{id}{PurePosixPath(file).suffix}": files.read(file) for id, file in pictures.items()}
    else:
        pictures = {}
    if isinstance(change, Replace):
        contents[f"{BASE}/{name}"] = text_of(element).encode()
    ruled = course.elements[change.to] if isinstance(change, Add) else element
    item = Item(
        verb=Verb(change.verb),
        element=change.target,
        kind=element.kind,
        title=" ".join(title_of(course, element).split()),
        rule=ruled.rule,
        modified=tuple(_modified(step)),
        departs_until=change.deviation.until if step.departs and change.deviation else None,
        timing=offer.timing,
        why=change.why,
        expect=change.expect,
        found=change.found or offer.found or None,
        by=site.people.of(change.by) or None,
        values=_values(change) if isinstance(change, Set) else {},
        were=_were(change, element) if isinstance(change, Set) else {},
        to=change.to if isinstance(change, Add) else None,
        after=change.after if isinstance(change, (Add, Move)) else None,
        before=change.before if isinstance(change, (Add, Move)) else None,
        ours=f"{OURS}/{name}" if f"{OURS}/{name}" in contents else None,
        base=f"{BASE}/{name}" if f"{BASE}/{name}" in contents else None,
        pictures={id: f"{ASSETS}/{id}{PurePosixPath(file).suffix}" for id, file in sorted(pictures.items())},
    )
    return item, contents


def _pictures(composition: Composition, text: str) -> Iterator[tuple[str, str]]:
    """The academy's own pictures that a text shows: id and file."""
    for picture in read_markdown(text).pictures:
        asset = composition.course.get(picture.source, Asset)
        if asset and composition.origins[asset.id].layer == composition.layer:
            yield asset.id, asset.file


def _values(change: Set) -> dict[str, str]:
    bounds = {f"{name} from": f"{range_.min} to {range_.max}" for name, range_ in change.bounds.items()}
    return {**{name: str(value) for name, value in (*change.fields.items(), *change.numbers.items())}, **bounds}


def _were(change: Set, element: Element) -> dict[str, str]:
    numbers: Mapping[str, int] = getattr(element, "numbers", {})
    names = (*change.fields, *change.numbers)
    found = {name: numbers.get(name, getattr(element, name, None)) for name in names}
    bounds = {f"{n} from": f"{b.min} to {b.max}" for n, b in element.bounds.items() if n in change.bounds}
    return {**{name: str(value) for name, value in found.items() if value is not None}, **bounds}


def _modified(step: Step) -> Iterator[Modified]:
    match step.change:
        case Replace():
            yield Modified.WORDS
        case Add():
            yield Modified.ADDED
        case Move():
            yield Modified.ORDER
        case Set() as change:
            yield from _set(change, step.element)
        case _:
            yield Modified.LEFT_OUT


def _set(change: Set, element: Element) -> Iterator[Modified]:
    if change.title:
        yield Modified.TITLE
    if change.mode and change.mode is not getattr(element, "mode", Mode.EITHER):
        yield Modified.MODE
    if "minutes" in change.numbers and isinstance(before := getattr(element, "minutes", None), int):
        yield Modified.LONGER if change.numbers["minutes"] > before else Modified.SHORTER
    elif change.numbers:
        yield Modified.NUMBERS
    if change.tightens:
        yield Modified.STRICTER


def in_words(contribution: Contribution) -> str:
    """What would be sent, for the person who is asked to agree."""
    file = contribution.file
    course, edition = file.base.reference
    through = f" through {file.base.course} {file.base.edition}" if file.base.over else ""
    lines = [f"To the course {course}, on whose edition {edition} you build{through}, this would go:"]
    for item in file.items:
        lines += [
            "",
            f"    {item.title} ({item.element}): {', '.join(item.modified)}",
            f"      Why: {_short(item.why)}",
        ]
        told = {"You expected": item.expect, "You found": item.found, "Decided by": item.by}
        lines += [f"      {name}: {_short(words)}" for name, words in told.items() if words]
        lines += [f"      {name}: {value}" for name, value in item.values.items()]
        sent = [name for name in (item.ours, *item.pictures.values()) if name]
        lines += [f"      With it: {name} ({len(contribution.contents[name]):,} bytes)" for name in sent]
    contact = f"; answers go to {file.academy.contact}" if file.academy.contact else ""
    lines += ["", f"From {file.academy.name}{contact}. Credited as: {file.credit}."]
    lines += ["Nothing from cohorts/ or private/ is in it, and no name that a person has not agreed to show."]
    return "\n".join(lines)


def _short(words: str) -> str:
    return " ".join(words.split())
