"""Editions stand side by side, written once; around them only what must follow the newest changes."""

from __future__ import annotations

import json
import re
import shutil
import threading
from pathlib import Path
from urllib.parse import urljoin

import pytest

from coachloom.course.values import Audience
from coachloom.problems import ProblemsFound
from coachloom.site.publishing.files import size_of
from coachloom.site.publishing.home import Home
from coachloom.site.publishing.opened import opened
from coachloom.site.publishing.publish import Wish
from tests.files import rewrite, tree_hash
from tests.site.publishing.homes import (
    PRIVATE,
    Place,
    academy,
    cohort,
    editions,
    made,
    put_online,
    released,
    with_one_edition,
)

CORRECT = Wish(correct=True)
Pages = dict[str, dict[str, str]]
"""Every edition, file by file, as hashes."""


def problem(root: Path, home: Path, wish: Wish | None = None) -> str:
    """What stands against publishing, as code and sentence."""
    with pytest.raises(ProblemsFound) as refused:
        put_online(root, home, wish)
    return "; ".join(f"{one.code}: {one.what}" for one in refused.value.problems)


def notes(root: Path, home: Path, wish: Wish | None = None) -> list[str]:
    return [f"{note.code}: {note.what}" for note in put_online(root, home, wish).notes]


def pages(home: Path) -> Pages:
    return {number: tree_hash(home / number) for number in editions(home)}


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, list[Pages]]:
    """The same academy and its home made once more, and its editions as they were after each of five publishes."""
    seen: list[Pages] = []
    place = made(tmp_path_factory.mktemp("again"), after=lambda home: seen.append(pages(home)))
    for _ in range(2):
        put_online(place.root, place.home)
        seen.append(pages(place.home))
    return place, seen


def test_published_pages_never_change_by_a_later_publish(
    again: tuple[Place, list[Pages]],
) -> None:
    _, seen = again
    every = ["2027.1", "2027.2", "2027.3"]

    assert [sorted(one) for one in seen] == [every[:1], every[:2], every, every, every]
    assert [{number: seen[-1][number] for number in one} for one in seen] == seen


def test_the_list_for_the_switch_names_the_newest_first_and_says_which_is_current(place: Place) -> None:
    assert json.loads((place.home / "versions.json").read_text()) == [
        {"version": "2027.3", "title": "2027.3", "aliases": ["current"]},
        {"version": "2027.2", "title": "2027.2", "aliases": []},
        {"version": "2027.1", "title": "2027.1", "aliases": []},
    ]


def test_a_pilot_stands_there_and_is_not_current(place: Place) -> None:
    released(place.root, "One more.", "--pilot")
    done = put_online(place.root, place.home)

    assert done.home.current.version == "2027.3"
    assert [one["aliases"] for one in json.loads((place.home / "versions.json").read_text())][:2] == [[], ["current"]]
    assert "Edition 2027.4, a pilot" in (place.home / "index.html").read_text()


def test_publishing_again_writes_nothing(place: Place) -> None:
    before = {path: path.stat().st_mtime_ns for path in place.home.rglob("*") if path.is_file()}

    assert put_online(place.root, place.home).added == ()
    after = {path: path.stat().st_mtime_ns for path in place.home.rglob("*") if path.is_file()}
    assert [path.name for path in after if after[path] != before.get(path)] == []


def test_what_is_not_released_is_not_published(place: Place) -> None:
    (place.root / "content/case.md").write_text("A draft of tomorrow.\n", encoding="utf-8")
    put_online(place.root, place.home)

    assert [file for file, text in texts(place.home).items() if "draft of tomorrow" in text] == []


def texts(home: Path) -> dict[str, str]:
    found = (path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in found}


def test_an_edition_of_that_number_with_other_contents_is_refused(place: Place) -> None:
    zipped = place.root / ".coachloom/editions/riverside-2027.3.zip"
    shutil.copyfile(place.root / ".coachloom/editions/riverside-2027.2.zip", zipped)
    before = tree_hash(place.home)

    assert problem(place.root, place.home) == (
        "PUBLISHED: Edition 2027.3 is published, and the one here holds something else."
    )
    assert tree_hash(place.home) == before


def test_a_correction_takes_the_place_of_its_edition_when_it_is_told_to(place: Place) -> None:
    (place.root / "release.yml").write_text(
        "format: 1\nchanges:\n  - element: first-questions/case\n    kind: wording\n    why: A slip.\n",
        encoding="utf-8",
    )
    released(place.root, "A slip is mended.", "--correct", "--why", "A slip in the story.")
    before = pages(place.home)

    assert notes(place.root, place.home) == [
        "PUBLISHED: Edition 2027.3.1 corrects 2027.3, which is published and stays as it is."
    ]
    assert pages(place.home) == before

    assert put_online(place.root, place.home, CORRECT).added == ("2027.3.1",)
    now = pages(place.home)
    assert sorted(now) == ["2027.1", "2027.2", "2027.3"]
    assert {number: now[number] == before[number] for number in now} == {
        "2027.1": True,
        "2027.2": True,
        "2027.3": False,
    }
    assert "A slip is mended." in (place.home / "2027.3/sessions/first-questions/index.html").read_text()
    assert "Corrected on 2027-02-28" in (place.home / "2027.3/index.html").read_text()
    assert json.loads((place.home / "versions.json").read_text())[0] == {
        "version": "2027.3",
        "title": "2027.3.1",
        "aliases": ["current"],
    }


def test_an_older_copy_of_the_academy_takes_nothing_away(place: Place) -> None:
    for file in ("editions/2027.3.yml", ".coachloom/editions/riverside-2027.3.zip"):
        (place.root / file).unlink()
    before = tree_hash(place.home)
    put_online(place.root, place.home)

    assert tree_hash(place.home) == before


def test_every_address_that_ever_was_answers_below_current(place: Place) -> None:
    every = {
        path.relative_to(place.home / number).as_posix()
        for number in editions(place.home)
        for path in (place.home / number).rglob("index.html")
    }
    leads = {
        page: re.findall(r'rel="canonical" href="([^"]*)"', (place.home / "current" / page).read_text())
        for page in every
    }

    assert {page: len(to) for page, to in leads.items() if len(to) != 1} == {}
    missing = [
        page
        for page, (to,) in leads.items()
        if not (place.home / urljoin(f"current/{page}", to) / "index.html").is_file()
    ]
    assert missing == []


def test_links_of_an_edition_stay_in_it_but_for_the_way_to_the_others(place: Place) -> None:
    out = set()
    for number in editions(place.home):
        for path in (place.home / number).rglob("*.html"):
            here = path.relative_to(place.home).as_posix()
            for link in re.findall(r'(?:href|src)="([^"#?:]+)', path.read_text(encoding="utf-8")):
                target = urljoin(f"/{here}", link)
                if not target.startswith(f"/{number}/"):
                    out.add(target)

    assert out == {"/"}


def test_no_private_byte_and_none_of_faculty_s_is_in_the_home(place: Place) -> None:
    secret = ("Canary", "a canary in private", "Keep quiet.", "There are none.", "facilitator-notes")

    assert [(file, word) for file, text in texts(place.home).items() for word in secret if word in text] == []


def test_faculty_s_pages_go_to_a_home_of_their_own(place: Place, tmp_path: Path) -> None:
    faculty = Wish(audience=Audience.FACULTY)
    with_one_edition(place.root)
    put_online(place.root, tmp_path / "faculty", faculty)

    assert "Keep quiet." in (tmp_path / "faculty/2027.1/sessions/first-questions/index.html").read_text()
    assert problem(place.root, place.home, faculty) == (
        f"HOME: The site cannot be published in {place.home}: it shows what trainees see."
    )
    assert problem(place.root, tmp_path / "faculty") == (
        f"HOME: The site cannot be published in {tmp_path / 'faculty'}: it shows what faculty see."
    )


def test_every_page_in_the_home_is_one_that_was_meant(place: Place) -> None:
    plain = {"index.html", "404.html", "cohorts/2027-autumn/index.html", "cohorts/2027-spring/index.html"}
    outside = {
        path.relative_to(place.home).as_posix()
        for path in place.home.rglob("*.html")
        if path.relative_to(place.home).parts[0] not in {*editions(place.home), "current"}
    }

    assert outside == plain
    assert sorted(path.name for path in place.home.iterdir()) == [
        ".coachloom.lock", "2027.1", "2027.2", "2027.3", "404.html", "cohorts", "current", "front", "home.json",
        "index.html", "versions.json",
    ]  # fmt: skip


def test_a_cohort_stays_with_its_edition_and_another_follows_the_newest(place: Place) -> None:
    spring = (place.home / "cohorts/2027-spring/index.html").read_text()
    autumn = (place.home / "cohorts/2027-autumn/index.html").read_text()

    assert set(re.findall(r"\.\./\.\./(2027\.\d)/", spring)) == {"2027.1"}
    assert set(re.findall(r"\.\./\.\./(2027\.\d)/", autumn)) == {"2027.3"}


def test_a_cohort_changes_while_the_pages_of_its_edition_do_not(place: Place) -> None:
    before, page = pages(place.home), place.home / "cohorts/2027-spring/index.html"
    cohort(place.root, "2027-spring", "Spring 2027, in the library", "2027.1")
    put_online(place.root, place.home)

    assert "Spring 2027, in the library" in page.read_text()
    assert pages(place.home) == before


def test_a_cohort_that_is_no_more_leaves_the_home(place: Place) -> None:
    (place.root / "cohorts/2027-autumn.yml").unlink()
    put_online(place.root, place.home)

    assert not (place.home / "cohorts/2027-autumn").exists()
    assert "Autumn" not in (place.home / "index.html").read_text()


def test_a_cohort_on_an_edition_that_is_not_there_is_told(place: Place) -> None:
    cohort(place.root, "2027-spring", "Spring 2027", "2026.1")
    before = tree_hash(place.home)

    assert problem(place.root, place.home) == (
        'COHORT: "Spring 2027" goes through edition 2026.1, and there is no such edition.'
    )
    assert tree_hash(place.home) == before


def test_all_that_is_wrong_with_cohorts_is_told_at_once(place: Place) -> None:
    (place.root / "cohorts/Big Room.yml").write_text("format: 1\nname: X\n", encoding="utf-8")
    (place.root / "cohorts/2027-spring.yml").write_text("format: 1\nedition: soon\n", encoding="utf-8")
    told = problem(place.root, place.home)

    assert [part.partition(":")[0] for part in told.split("; ")] == ["MISSING", "VALUE", "ID"]


def test_draft_statements_are_not_published(place: Place) -> None:
    rewrite(place.root, "academy.yml", "    log_kept: as long as you keep it\n", "")

    assert problem(place.root, place.home) == (
        "STATEMENTS: The statements of accessibility and privacy still lack: log_kept."
    )


def test_without_an_edition_there_is_nothing_to_publish(tmp_path: Path) -> None:
    root = academy(tmp_path)

    assert problem(root, tmp_path / "home") == (
        "UNRELEASED: Riverside has no edition yet, and only editions are published."
    )
    assert not (tmp_path / "home").exists()


def test_a_folder_with_other_things_in_it_is_left_alone(place: Place, tmp_path: Path) -> None:
    documents = tmp_path / "Documents"
    (documents / "2027.1").mkdir(parents=True)
    (documents / "2027.1/thesis.txt").write_text("years of work", encoding="utf-8")

    assert problem(place.root, documents) == (
        f"HOME: The site cannot be published in {documents}: it holds 2027.1, which coachloom did not publish."
    )
    assert tree_hash(documents).keys() == {"2027.1/thesis.txt"}


def test_a_web_host_s_own_files_may_lie_there(place: Place, tmp_path: Path) -> None:
    with_one_edition(place.root)
    host = tmp_path / "www"
    host.mkdir()
    for name in ("CNAME", ".htaccess", "robots.txt"):
        (host / name).write_text("theirs", encoding="utf-8")
    put_online(place.root, host)
    put_online(place.root, host)

    assert [(host / name).read_text() for name in ("CNAME", ".htaccess", "robots.txt")] == ["theirs"] * 3


def test_the_home_of_another_academy_is_left_alone(place: Place) -> None:
    rewrite(place.home, "home.json", '"academy": "riverside"', '"academy": "hillside"')

    assert problem(place.root, place.home) == (
        f"HOME: The site cannot be published in {place.home}: it is the home of another academy, hillside."
    )


def test_the_academy_s_own_folders_are_no_home(place: Place) -> None:
    assert "it would overwrite content/" in problem(place.root, place.root / "content")
    assert "it would overwrite" in problem(place.root, place.root)


def test_an_edition_that_somebody_changed_in_the_home_is_told(place: Place) -> None:
    page = place.home / "2027.1/index.html"
    page.write_text(page.read_text() + "<!-- mine -->", encoding="utf-8")

    assert problem(place.root, place.home) == (
        f"HOME: The site cannot be published in {place.home}: edition 2027.1 in it is not as it was published;"
        " somebody changed its files."
    )


def test_an_edition_whose_folder_is_gone_is_made_anew(place: Place) -> None:
    before = pages(place.home)
    shutil.rmtree(place.home / "2027.2")

    assert put_online(place.root, place.home).added == ("2027.2",)
    assert pages(place.home) == before


def test_a_lost_home_comes_back_from_the_academy_s_folder_alone(place: Place, tmp_path: Path) -> None:
    put_online(place.root, tmp_path / "again")

    assert tree_hash(tmp_path / "again") == tree_hash(place.home)


def test_two_homes_of_one_academy_hold_the_same_bytes(again: tuple[Place, list[Pages]], published_once: Place) -> None:
    place, _ = again

    assert tree_hash(place.home) == tree_hash(published_once.home)


def test_a_second_publish_waits_for_the_first_and_says_so(place: Place) -> None:
    said: list[str] = []
    wanted = Home(format=1, academy="riverside", audience=Audience.EVERYONE)
    inside, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with opened(place.home, wanted, lambda _: None):
            inside.set()
            go_on.wait(30)

    def heard(line: str) -> None:
        said.append(line)
        go_on.set()

    one = threading.Thread(target=first)
    one.start()
    assert inside.wait(30)
    with opened(place.home, wanted, heard):
        pass
    one.join()

    assert said == ["Somebody else is just publishing there; waiting for that to end."]


def test_who_wishes_to_be_listed_has_a_card_beside_the_site_and_only_so_long(place: Place) -> None:
    card = place.home / "academy.json"
    assert not card.exists()

    rewrite(place.root, "academy.yml", "  language: en\n", "  language: en\n  listed: true\n")
    put_online(place.root, place.home)
    told = json.loads(card.read_text(encoding="utf-8"))
    rewrite(place.root, "academy.yml", "  listed: true\n", "")
    put_online(place.root, place.home)

    assert (told["academy"]["id"], told["edition"], told["editions"], told["changes"]["replace"]) == (
        "riverside", "2027.3", ["2027.1", "2027.2", "2027.3"], 1,
    )  # fmt: skip
    assert not card.exists()


def test_the_theme_lies_in_the_home_once(published_once: Place) -> None:
    home = published_once.home
    files = [home / number / "assets/coachloom.js" for number in editions(home)]

    assert len({path.stat().st_ino for path in files}) == 1
    assert size_of(home) < sum(path.stat().st_size for path in home.rglob("*") if path.is_file())


def test_a_name_with_signs_of_html_stays_a_name(place: Place) -> None:
    cohort(place.root, "2027-spring", '"<b onload=x> & Co"', "2027.1")
    put_online(place.root, place.home)
    page = (place.home / "cohorts/2027-spring/index.html").read_text()

    assert "<b onload" not in page
    assert "&lt;b onload=x&gt; &amp; Co" in page


def test_the_private_file_of_the_sample_is_one_that_could_leak() -> None:
    assert "Canary" in PRIVATE
