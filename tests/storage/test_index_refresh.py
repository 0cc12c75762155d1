"""The index says what the files say, whatever happened to them in between."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pa_cli.core.search_query import parse_query
from pa_cli.storage import index_refresh, index_walk
from pa_cli.storage.index import Index
from pa_cli.storage.item_queries import ItemFilter, list_items, search_items
from pa_cli.storage.note_source import NoteSource

NOTES = ItemFilter(("note",))


class Change:
    """Random things that other programs do to a folder of notes."""

    def __init__(self, root, seed, *, in_place):
        self.root = root
        self.chance = random.Random(seed)
        self.in_place = in_place
        self.count = 0

    def files(self):
        return sorted(p for p in self.root.rglob("*.md") if not p.is_symlink())

    def folders(self):
        return [self.root, *sorted(p for p in self.root.rglob("d*") if p.is_dir())]

    def text(self):
        self.count += 1
        words = " ".join(self.chance.choices("alpha beta gamma 王总 开会".split(), k=3))
        return f"# Title {self.count}\n\n{words} #t{self.count % 3}"

    def step(self):  # noqa: C901 - a case a line
        kinds = ["add", "add", "folder", "remove", "rename", "move folder", "replace", "drop"]
        if self.in_place:
            kinds += ["edit", "edit"]
        kind = self.chance.choice(kinds)
        files, folders = self.files(), self.folders()
        new = self.chance.choice(folders) / f"n{self.chance.randrange(10**6)}.md"
        if kind == "add" or not files:
            new.write_text(self.text())
        elif kind == "folder":
            (self.chance.choice(folders) / f"d{self.chance.randrange(10**6)}").mkdir()
        elif kind == "remove" and len(files) > 1:
            self.chance.choice(files).unlink()
        elif kind == "rename":
            self.chance.choice(files).rename(new)
        elif kind == "replace":
            new.write_text(self.text())
            new.rename(self.chance.choice(files))
        elif kind == "edit":
            self.chance.choice(files).write_text(self.text())
        elif kind == "move folder" and len(folders) > 2:
            folder = self.chance.choice(folders[1:])
            target = self.root / f"d{self.chance.randrange(10**6)}"
            folder.rename(target)
        elif kind == "drop" and len(folders) > 2 and len(files) > 3:
            folder = self.chance.choice(folders[1:])
            if any(folder not in file.parents for file in files):
                shutil.rmtree(folder)


def everything(index, source, walk_every):
    def ask(db):
        index_refresh.refresh(db, source, walk_every=walk_every)
        found = {item.path: item for item in list_items(db, NOTES, sort="title", limit=None)}
        hits = {
            word: sorted(
                item.path for item in search_items(db, parse_query(word), NOTES, limit=1000)
            )
            for word in ("alpha", "王总", "会", "#t1", "-beta", "title")
        }
        links = db.execute("SELECT count(*) FROM text").fetchone()[0]
        assert links == len(found)
        return found, hits

    return index.run(ask)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("by_walk", [True, False], ids=["walk", "folder times"])
def test_an_index_kept_up_to_date_is_the_index_built_anew(tmp_path, monkeypatch, seed, by_walk):
    root = tmp_path / "notes"
    root.mkdir()
    source = NoteSource(root)
    kept = Index(tmp_path / "kept.db")
    (root / "first.md").write_text("# First")
    everything(kept, source, 1e9)
    if not by_walk:
        monkeypatch.setattr(index_refresh, "WALK_ALWAYS_FILES", 0)
        everything(kept, source, 0)  # this walk is the last one for long
    change = Change(root, seed, in_place=by_walk)
    for round_number in range(25):
        for _ in range(change.chance.randint(1, 5)):
            change.step()
        fresh = Index(tmp_path / f"fresh-{round_number}.db")
        assert everything(kept, source, 1e9) == everything(fresh, source, 1e9)


def test_only_what_changed_is_read_again(tmp_path, monkeypatch):
    for number in range(50):
        (tmp_path / f"{number}.md").write_text(f"# {number}")
        os.utime(tmp_path / f"{number}.md", (1_700_000_000, 1_700_000_000))
    source = NoteSource(tmp_path)
    read = []
    parse = source.parse
    monkeypatch.setattr(
        source, "parse", lambda path, *rest: read.append(path) or parse(path, *rest)
    )
    index = Index(tmp_path / "index.db")
    index.run(lambda db: index_refresh.refresh(db, source, walk_every=0))
    assert len(read) == 50
    read.clear()
    (tmp_path / "7.md").write_text("# seven")
    index.run(lambda db: index_refresh.refresh(db, source, walk_every=0))
    assert read == ["7.md"]


def test_a_change_within_the_same_moment_and_size_is_seen(tmp_path):
    source = NoteSource(tmp_path)
    index = Index(tmp_path / "index.db")
    note = tmp_path / "a.md"
    note.write_text("# one")
    now = time.time_ns()
    os.utime(note, ns=(now, now))
    assert [i.title for i in everything(index, source, 0)[0].values()] == ["one"]
    note.write_text("# two")
    os.utime(note, ns=(now, now))
    assert [i.title for i in everything(index, source, 0)[0].values()] == ["two"]


@pytest.fixture
def settled(monkeypatch):
    """Whatever was written counts as long ago."""
    monkeypatch.setattr(index_walk, "UNSETTLED_NS", -(10**18))
    monkeypatch.setattr(index_refresh, "UNSETTLED_NS", -(10**18))


def rewrite(file, text):
    """Other text of the same length, put in place without a trace but the time of the change."""
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # the clock of files ticks slowly
        file.write_text(text)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_nothing_is_asked_of_the_index_about_files_in_a_folder_that_is_as_it_was(
    tmp_path, monkeypatch, settled
):
    (tmp_path / "sub").mkdir()
    for name in ("a.md", "sub/b.md"):
        (tmp_path / name).write_text(f"# {name}")
    source, index = NoteSource(tmp_path / "."), Index(tmp_path / "index.db")
    everything(index, source, 0)
    asked = []
    known_files = index_refresh.known_files
    monkeypatch.setattr(
        index_refresh, "known_files", lambda *of: asked.append(of[2]) or known_files(*of)
    )
    everything(index, source, 0)
    assert asked == []
    rewrite(tmp_path / "sub" / "b.md", "# sub/c.md")
    titles = {item.title for item in everything(index, source, 0)[0].values()}
    assert titles == {"a.md", "sub/c.md"}
    assert asked == ["sub"]


def test_a_file_that_could_not_be_read_is_tried_again(tmp_path, monkeypatch, settled):
    (tmp_path / "a.md").write_text("# a")
    (tmp_path / "b.md").write_text("# b")
    source, index = NoteSource(tmp_path), Index(tmp_path / "index.db")
    with monkeypatch.context() as patch:
        read = index_refresh.read_content
        patch.setattr(
            index_refresh, "read_content", lambda path: None if path.stem == "b" else read(path)
        )
        assert set(everything(index, source, 0)[0]) == {"a.md"}
    assert set(everything(index, source, 0)[0]) == {"a.md", "b.md"}


def test_with_very_many_files_edits_in_place_are_looked_for_now_and_then(tmp_path, monkeypatch):
    monkeypatch.setattr(index_refresh, "WALK_ALWAYS_FILES", 0)
    root = tmp_path / "notes"
    root.mkdir()
    source = NoteSource(root)
    index = Index(tmp_path / "index.db")
    note = root / "a.md"
    note.write_text("# one")
    old = time.time() - 100
    os.utime(note, (old, old))
    os.utime(root, (old, old))
    everything(index, source, 1e9)
    note.write_text("# two")
    os.utime(root, (old, old))
    assert [i.title for i in everything(index, source, 1e9)[0].values()] == ["one"]
    index.run(lambda db: index_refresh.refresh_files(db, source, ["a.md"]))
    assert [i.title for i in everything(index, source, 1e9)[0].values()] == ["two"]
    note.write_text("# three")
    assert [i.title for i in everything(index, source, 0)[0].values()] == ["three"]


def test_two_processes_that_build_at_once_make_one_right_index(tmp_path):
    root = tmp_path / "notes"
    root.mkdir()
    for number in range(300):
        (root / f"{number}.md").write_text(f"# Note {number}\n\nword [[Note {number - 1}]]")
    script = (
        "import sys\nfrom pathlib import Path\nfrom pa_cli.storage.index import Index\n"
        "from pa_cli.storage.index_refresh import refresh\n"
        "from pa_cli.storage.note_source import NoteSource\n"
        "index = Index(Path(sys.argv[1]), lambda text: sys.exit(text))\n"
        "index.run(lambda db: refresh(db, NoteSource(Path(sys.argv[2])), walk_every=0))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    builders = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path / "index.db", root], env=env)
        for _ in range(4)
    ]
    assert [builder.wait() for builder in builders] == [0, 0, 0, 0]
    db = sqlite3.connect(tmp_path / "index.db")
    for table in ("file", "item", "text"):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (300,), table
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("SELECT count(*) FROM link").fetchone() == (300,)
    db.close()


def test_a_folder_that_cannot_be_read_is_not_taken_for_deleted(tmp_path, monkeypatch):
    root = tmp_path / "notes"
    (root / "sub").mkdir(parents=True)
    (root / "a.md").write_text("# a")
    (root / "sub" / "b.md").write_text("# b")
    source = NoteSource(root)
    index = Index(tmp_path / "index.db")
    assert set(everything(index, source, 0)[0]) == {"a.md", "sub/b.md"}
    scandir = os.scandir

    def denied(path):
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    assert set(everything(index, source, 0)[0]) == {"a.md", "sub/b.md"}
