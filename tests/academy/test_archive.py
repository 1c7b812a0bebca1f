"""Zips between academies: the same bytes everywhere, and nothing that arrives can harm or go unnoticed."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import struct
import sys
import tracemalloc
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.academy.archive import MOST_BYTES_IN_ALL, MOST_ENTRIES, packed, read_zip, unpacked
from coachloom.problems import Place, Problem, ProblemsFound

LAYER = {"academy.yml": b"academy:\n", "content/our case.md": b"# Case\r\n", "content/caf\u00e9.md": bytes(range(256))}
PARTS = st.text("abc019 -_\u00e9\u6587", min_size=1, max_size=6).filter(lambda part: not part.endswith(" "))
PATHS = st.lists(PARTS, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")
LAWS = settings(deadline=None, derandomize=True)
FILES = st.dictionaries(PATHS, st.binary(max_size=300), max_size=6)

GOLDEN = "b5662105cca4ace302007e4f2862f5487f55c114cda75fc8ea74f088c0bbac54"
UTF8 = 0x800
DEFLATED = 8
NOT_A_ZIP = "The file is not a zip, or only the beginning of one."
CUT_OFF = "The zip is cut off, or damaged at its end."
DAMAGED = "The zip is damaged."


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a zip, with whatever may be false in it."""

    name: bytes = b"a.md"
    content: bytes = b""
    flags: int = UTF8
    packing: int = 0
    mode: int = 0
    said: int | None = None
    """The size that the zip claims."""
    at: int | None = None
    """The place that the zip claims."""

    def stored(self) -> bytes:
        if self.packing != DEFLATED:
            return self.content
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.content) + packer.flush()


def a_zip(*entries: Entry, comment: bytes = b"") -> bytes:
    """A zip written byte by byte, without asking whether it makes sense."""
    files, directory = b"", b""
    for entry in entries:
        stored = entry.stored()
        said = len(entry.content) if entry.said is None else entry.said
        about = struct.pack("<HHHHH", 20, entry.flags, entry.packing, 0, 33)
        about += struct.pack("<LLLHH", zlib.crc32(entry.content), len(stored), said, len(entry.name), 0)
        place = len(files) if entry.at is None else entry.at
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + about
        directory += struct.pack("<HHHLL", 0, 0, 0, entry.mode << 16, place) + entry.name
        files += b"PK\x03\x04" + about + entry.name + stored
    count, size = len(entries), len(directory)
    end = struct.pack("<HHHHLLH", 0, 0, count, count, size, len(files), len(comment))
    return files + directory + b"PK\x05\x06" + end + comment


def refused(data: bytes) -> list[tuple[str, str]]:
    """Codes and words of all problems with a zip; each says where it is and what to do."""
    with pytest.raises(ProblemsFound) as found:
        unpacked(data, "layer.zip")
    assert {problem.place for problem in found.value.problems} == {Place("layer.zip")}
    assert all(problem.do for problem in found.value.problems)
    return [(problem.code, problem.what) for problem in found.value.problems]


def outcome(data: bytes) -> dict[str, bytes] | set[str]:
    """The files, or the codes of what is wrong."""
    try:
        return unpacked(data, "layer.zip")
    except ProblemsFound as found:
        return {problem.code for problem in found.problems}


def test_the_zip_that_tests_write_by_hand_is_one_that_others_read() -> None:
    data = a_zip(Entry(content=b"plain"), Entry(name=b"b/", mode=stat.S_IFDIR), Entry(name=b"b/c", packing=DEFLATED))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    assert unpacked(data, "x.zip") == {"a.md": b"plain", "b/c": b""}


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_the_same_files_are_the_same_bytes_on_every_system(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)

    assert hashlib.sha256(packed(LAYER)).hexdigest() == GOLDEN


@LAWS
@given(FILES)
def test_what_is_packed_is_unpacked_as_it_was(files: dict[str, bytes]) -> None:
    assert unpacked(packed(files), "x.zip") == files


@LAWS
@given(FILES)
def test_the_order_of_files_does_not_matter(files: dict[str, bytes]) -> None:
    assert packed(dict(reversed(files.items()))) == packed(files)


def test_files_are_packed_in_order_and_as_they_are_for_anyone_to_read() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(LAYER))) as archive:
        entries = archive.infolist()

    assert [entry.filename for entry in entries] == sorted(LAYER)
    assert {(e.date_time, e.compress_type, e.create_system, e.external_attr >> 16) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3, 0o100644)
    }


def test_a_name_that_could_not_be_unpacked_is_not_packed() -> None:
    with pytest.raises(ProblemsFound) as found:
        packed({"a\\b.md": b""})

    assert [problem.code for problem in found.value.problems] == ["PATH"]


def test_a_zip_made_by_windows_or_macos_is_read_and_folders_are_passed_over() -> None:
    windows = a_zip(
        Entry(name=b"content/", flags=0),
        Entry(name=b"content/a.md", flags=0, packing=DEFLATED, content=b"text " * 99),
        Entry(name=b"empty/", flags=0),
    )
    macos = a_zip(Entry(name="cafe\u0301.md".encode(), flags=0, mode=stat.S_IFREG | 0o600), comment=b"Finder")

    assert unpacked(windows, "x.zip") == {"content/a.md": b"text " * 99}
    assert unpacked(macos, "x.zip") == {"cafe\u0301.md": b""}
    assert unpacked(a_zip(), "x.zip") == {}


def a_zip_with_a_zip() -> bytes:
    return packed({"a/inner.zip": packed(LAYER), "b.md": b""})


@pytest.mark.parametrize(
    "data", [packed(LAYER), a_zip_with_a_zip(), a_zip(Entry(packing=DEFLATED, content=b"a" * 99), comment=b"hello")]
)
def test_a_zip_cut_off_at_any_byte_is_one_problem(data: bytes) -> None:
    told = [refused(data[:length]) for length in range(len(data))]

    assert [problems for problems in told if len(problems) != 1 or problems[0][0] != "ZIP"] == []
    assert {problems[0][1] for problems in told} <= {NOT_A_ZIP, CUT_OFF, DAMAGED}
    assert [problems[0][1] for problems in told[:4]] == [NOT_A_ZIP] * 4


def test_a_zip_cut_off_where_a_zip_inside_it_ends_is_not_taken_for_that_zip() -> None:
    data = a_zip_with_a_zip()
    end = data.index(b"PK\x05\x06") + 22

    assert refused(data[:end]) == [("ZIP", DAMAGED)]


FLIPPED = (
    packed(LAYER),
    a_zip(
        Entry(name=b"a/", mode=stat.S_IFDIR),
        Entry(name=b"a/b.md", packing=DEFLATED, content=b"text " * 9),
        Entry(name="é".encode(), flags=0),
        comment=b"hello",
    ),
)


@pytest.mark.parametrize("data", FLIPPED)
def test_a_changed_byte_changes_nothing_or_is_a_problem_with_the_zip(data: bytes) -> None:
    files = unpacked(data, "x.zip")
    bits = (1, 2, 4, 8, 16, 32, 64, 128, 255)

    for at, byte in enumerate(data):
        for flip in bits:
            assert outcome(data[:at] + bytes([byte ^ flip]) + data[at + 1 :]) in (files, {"ZIP"})


@settings(LAWS, max_examples=300)
@given(st.sampled_from(FLIPPED), st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), max_size=4))
def test_no_bytes_are_more_than_a_problem(data: bytes, spoilt: list[tuple[float, bytes]]) -> None:
    for where, written in spoilt:
        at = int(where * len(data))
        data = data[:at] + written + data[at + len(written) :]
    result = outcome(data)

    assert isinstance(result, dict) or result <= {"ZIP", "PATH", "NAME", "TWIN"}


@pytest.mark.parametrize("data", [b"", b"PK", b"# Markdown", b"\x89PNG\r\n\x1a\n" * 9, b"PK\x05\x06"], ids=ascii)
def test_what_is_no_zip_is_told_so(data: bytes) -> None:
    assert refused(data) == [("ZIP", NOT_A_ZIP)]


def test_bytes_before_after_or_between_are_damage() -> None:
    one = a_zip(Entry())

    assert refused(b"MZ" + one) == [("ZIP", DAMAGED)]
    assert refused(b"MZ" + a_zip()) == [("ZIP", DAMAGED)]
    assert refused(one + b"\r\n") == [("ZIP", CUT_OFF)]
    assert refused(a_zip(Entry(said=7))) == [("ZIP", DAMAGED)]
    assert refused(a_zip(Entry(packing=DEFLATED, content=b"abc", said=4))) == [("ZIP", DAMAGED)]


def test_a_last_record_that_counts_wrongly_is_damage() -> None:
    data = a_zip(Entry(), Entry(name=b"b.md"))

    assert refused(data[:-14] + struct.pack("<HH", 2, 1) + data[-10:]) == [("ZIP", DAMAGED)]


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (Entry(flags=0x1, content=b"secret"), "is locked with a password"),
        (Entry(flags=0x41), "is locked with a password"),
        (Entry(mode=stat.S_IFLNK | 0o777, content=b"/etc/passwd"), "is only a link to another file"),
        (Entry(mode=stat.S_IFCHR | 0o666), "is not an ordinary file"),
        (Entry(mode=stat.S_IFIFO), "is not an ordinary file"),
        (Entry(packing=9), "is packed in a way that is not read here"),
        (Entry(packing=zipfile.ZIP_LZMA), "is packed in a way that is not read here"),
        (Entry(packing=99), "is packed in a way that is not read here"),
        (Entry(content=bytes(1_000_001)), "is larger than 1 MB"),
        (Entry(packing=DEFLATED, content=bytes(1_000_001)), "is larger than 1 MB"),
        (Entry(said=1_000_001), "is larger than 1 MB"),
    ],
)
def test_an_entry_that_is_no_plain_file_is_refused(entry: Entry, what: str) -> None:
    assert refused(a_zip(entry)) == [("ZIP", f'"a.md" {what}.')]


def test_a_folder_with_content_is_refused() -> None:
    assert refused(a_zip(Entry(name=b"a/", content=b"x"))) == [("ZIP", '"a/" is a folder and has content like a file.')]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (b"", "PATH"),
        (b"/", "PATH"),
        (b"../a.md", "PATH"),
        (b"a/../../b", "PATH"),
        (b"../", "PATH"),
        (b"/etc/passwd", "PATH"),
        (b"C:/a.md", "PATH"),
        (b"a\\..\\b.md", "PATH"),
        (b"a//b", "PATH"),
        (b"a\0.md", "PATH"),
        (b"a\x1b[2J.md", "PATH"),
        (b"CON.md", "NAME"),
        (b"a/nul", "NAME"),
        (b"a.", "NAME"),
        (b"a./", "NAME"),
        (b"n" * 121, "NAME"),
        (b"/".join([b"n" * 50] * 4), "NAME"),
    ],
    ids=ascii,
)
def test_a_name_that_leaves_the_folder_or_not_every_system_holds_is_refused(name: bytes, code: str) -> None:
    assert [problem[0] for problem in refused(a_zip(Entry(name=name), Entry(name=b"b.md")))] == [code]


def test_a_name_in_an_unknown_alphabet_is_refused_and_can_be_printed() -> None:
    assert refused(a_zip(Entry(name=b"caf\x82.md", flags=0))) == [
        (
            "PATH",
            'The path "caf?.md" is refused: it holds a character that Windows or a web page cannot hold in a name.',
        )
    ]
    assert refused(a_zip(Entry(name=b"caf\x82.md", flags=UTF8))) == [("ZIP", DAMAGED)]


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (("a.md", "a.md"), ("ZIP", '"a.md" stands 2 times in the zip.')),
        (("A.md", "a.md"), ("TWIN", '"A.md" and "a.md" are the same name on Windows and macOS.')),
        (("B/1.md", "b/2.md"), ("TWIN", '"B" and "b" are the same name on Windows and macOS.')),
        (("B/", "b/2.md"), ("TWIN", '"B" and "b" are the same name on Windows and macOS.')),
        (
            ("cafe\u0301", "caf\u00e9"),
            ("TWIN", '"cafe\u0301" and "caf\u00e9" are the same name on Windows and macOS.'),
        ),
        (("a", "a/b.md"), ("ZIP", '"a" is a file and a folder at once.')),
        (("a/b/", "a/b"), ("ZIP", '"a/b" is a file and a folder at once.')),
    ],
    ids=ascii,
)
def test_names_that_cannot_stand_beside_each_other_are_refused(
    names: tuple[str, ...], problem: tuple[str, str]
) -> None:
    assert refused(a_zip(*(Entry(name=name.encode()) for name in names))) == [problem]


def test_a_folder_named_twice_is_no_problem() -> None:
    assert unpacked(a_zip(Entry(name=b"a/"), Entry(name=b"a/"), Entry(name=b"a/b")), "x.zip") == {"a/b": b""}


def test_all_that_is_wrong_is_told_at_once() -> None:
    data = a_zip(
        Entry(name=b"../a"), Entry(name=b"b", flags=1), Entry(name=b"c", mode=stat.S_IFLNK), Entry(name=b"C"), Entry()
    )

    assert [code for code, _ in refused(data)] == ["PATH", "TWIN", "ZIP", "ZIP"]


def test_damage_is_told_alone() -> None:
    data = a_zip(Entry(name=b"../a"), Entry(content=b"before"))

    assert refused(data.replace(b"before", b"after!")) == [("ZIP", DAMAGED)]


def test_a_problem_says_where_and_what_to_do_and_names_can_be_printed() -> None:
    with pytest.raises(ProblemsFound) as found:
        unpacked(b"", "layer\x1b.zip")

    assert found.value.problems == (
        Problem(
            code="ZIP",
            what=NOT_A_ZIP,
            place=Place("layer?.zip"),
            do="ask for the zip again, or download it again",
        ),
    )


def test_the_largest_file_is_read() -> None:
    data = a_zip(Entry(packing=DEFLATED, content=bytes(1_000_000)))

    assert unpacked(data, "x.zip") == {"a.md": bytes(1_000_000)}


def test_a_zip_may_hold_as_many_entries_as_promised_and_not_one_more() -> None:
    entries = [Entry(name=b"%d" % number) for number in range(MOST_ENTRIES + 1)]

    assert len(unpacked(a_zip(*entries[:-1]), "x.zip")) == MOST_ENTRIES == 5_000
    assert refused(a_zip(*entries)) == [("ZIP", "The zip holds more than 5,000 files and folders.")]


def test_the_files_in_a_zip_may_make_50_mb_together_and_not_one_byte_more() -> None:
    full = [Entry(name=b"%d" % number, packing=DEFLATED, content=bytes(1_000_000)) for number in range(50)]

    assert sum(map(len, unpacked(a_zip(*full), "x.zip").values())) == MOST_BYTES_IN_ALL
    assert refused(a_zip(*full, Entry(content=b"x"))) == [("ZIP", "The files in the zip make more than 50 MB.")]


def test_a_zip_itself_may_not_be_larger_than_50_mb() -> None:
    assert refused(bytes(MOST_BYTES_IN_ALL + 1)) == [("ZIP", "The zip is larger than 50 MB.")]
    assert refused(bytes(MOST_BYTES_IN_ALL)) == [("ZIP", NOT_A_ZIP)]


@pytest.mark.parametrize("said", [10, 1_000_000])
def test_a_bomb_that_lies_about_its_size_is_never_unpacked(said: int) -> None:
    bomb = a_zip(Entry(packing=DEFLATED, content=bytes(100_000_000), said=said))
    tracemalloc.start()
    try:
        assert refused(bomb) == [("ZIP", DAMAGED)]
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 5_000_000


def test_a_bomb_whose_entries_share_their_bytes_is_damage() -> None:
    bomb = Entry(content=b"boom", at=0)

    assert refused(a_zip(bomb, bomb)) == [("ZIP", DAMAGED)]
    assert refused(a_zip(Entry(content=b"boom"), Entry(name=b"b.md", at=20))) == [("ZIP", DAMAGED)]
    assert refused(a_zip(Entry(at=4_000_000_000))) == [("ZIP", DAMAGED)]


def reading(path: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(ProblemsFound) as found:
        read_zip(path)
    return [(problem.code, problem.place.file, problem.what) for problem in found.value.problems]


def test_a_zip_on_a_disk_is_read_and_named_in_its_problems(tmp_path: Path) -> None:
    (tmp_path / "good.zip").write_bytes(packed(LAYER))
    (tmp_path / "bad.zip").write_bytes(packed(LAYER)[:-1])
    with (tmp_path / "large.zip").open("wb") as large:
        large.truncate(MOST_BYTES_IN_ALL + 1)

    assert read_zip(tmp_path / "good.zip") == LAYER
    assert reading(tmp_path / "bad.zip") == [("ZIP", "bad.zip", CUT_OFF)]
    assert reading(tmp_path / "large.zip") == [("ZIP", "large.zip", "The zip is larger than 50 MB.")]


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    assert reading(tmp_path / "x.zip") == [("FILE", "x.zip", '"x.zip" is not there.')]
    assert reading(tmp_path / "x\0.zip") == [("FILE", "x?.zip", '"x?.zip" is not there.')]
    assert reading(tmp_path) == [("FILE", tmp_path.name, f'"{tmp_path.name}" is not a file.')]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert reading(tmp_path / "pipe") == [("FILE", "pipe", '"pipe" is not a file.')]


def test_a_file_that_may_not_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "x.zip").write_bytes(b"")
    monkeypatch.setattr(Path, "open", closed)

    assert reading(tmp_path / "x.zip") == [("FILE", "x.zip", '"x.zip" cannot be opened (Permission denied).')]
