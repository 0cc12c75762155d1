import json
import os
from pathlib import Path

from tests.support.runner import pa


def titles(*argv):
    return [note["title"] for note in pa("note", *argv, "--json").json]


def test_a_folder_of_markdown_is_copied_with_its_dates_and_again_changes_nothing(tmp_path):
    folder = tmp_path / "old notes"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_text("---\nkey: kept\n---\n# A\nsee [B](sub/b.md)")
    os.utime(folder / "a.md", (1_600_000_000,) * 2)
    (folder / "sub" / "b.md").write_text("# B")
    (folder / "plain.txt").write_text("plain words")
    (folder / "pic.png").write_bytes(b"\x89PNG")
    (folder / "empty.txt").write_text("")
    done = pa("note", "import", folder, "--json").json
    assert sorted(note["title"] for note in done["imported"]) == ["A", "B", "plain words"]
    assert done["skipped"] == ["empty.txt"]
    a = next(note for note in done["imported"] if note["title"] == "A")
    assert Path(a["path"]).read_bytes() == (folder / "a.md").read_bytes()
    assert a["modified"].startswith("2020-09-13")
    links = pa("note", "links", a["id"], "--json").json
    assert [link["note"]["title"] for link in links["out"]] == ["B"]
    again = pa("note", "import", folder, "--json").json
    assert (again["imported"], again["unchanged"]) == ([], 3)
    assert len(titles("list")) == 3
    pa("undo")
    assert titles("list") == []
    assert (folder / "a.md").exists()


def test_a_changed_file_never_replaces_the_note_that_is_there(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("first")
    pa("note", "import", file)
    file.write_text("second")
    pa("note", "import", file)
    assert sorted(titles("list")) == ["first", "second"]


def test_a_journal_of_jrnl_becomes_a_note_an_entry(tmp_path):
    file = tmp_path / "journal.txt"
    file.write_text("[2026-03-11 10:20] Met Ana. @work\n\nLong talk.\n[2026-03-12 08:00] Ran.\n")
    done = pa("note", "import", file, "--json").json
    first = done["imported"][0]
    assert first["created"] == "2026-03-11T10:20:00+01:00"
    assert first["tags"] == ["work"]
    assert pa("note", "show", first["id"]).stdout == "Met Ana. @work\n\nLong talk.\n"
    assert pa("note", "import", file, "--json").json["unchanged"] == 2


def test_a_vault_is_used_where_it_is_or_copied_when_asked(tmp_path):
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "Idea.md").write_text("# Idea")
    before = (vault / "Idea.md").stat().st_mtime_ns
    copied = pa("note", "import", vault, "--copy", "--json").json
    assert len(copied["imported"]) == 1
    result = pa("note", "import", vault)
    assert result.exit_code == 0
    assert str(vault) in result.stdout
    assert pa("note", "path").stdout == f"{vault}\n"
    assert titles("list") == ["Idea"]
    assert (vault / "Idea.md").stat().st_mtime_ns == before
    assert pa("config", "unset", "notes.dir").exit_code == 0
    assert pa("note", "path").stdout != f"{vault}\n"


def test_what_cannot_be_imported_is_said(tmp_path):
    assert pa("note", "import", tmp_path / "nosuch").exit_code == 1
    binary = tmp_path / "x.txt"
    binary.write_bytes(b"a\0b")
    done = pa("note", "import", binary, "--json").json
    assert (done["imported"], done["skipped"]) == ([], ["x.txt"])
    pa("note", "add", "x")
    assert pa("note", "import", pa("note", "path").stdout.strip()).exit_code == 2


def test_export_as_markdown_json_and_html(tmp_path):
    pa("note", "add", "# One\n\n<script>x</script> ![p](http://x/p.png)", "--tag", "a")
    pa("note", "add", "two")
    assert pa("note", "export").stdout == (
        "# One\n\n<script>x</script> ![p](http://x/p.png)\n\n---\n\ntwo\n"
    )
    exported = json.loads(pa("note", "export", "--format", "json", "--tag", "a").stdout)
    assert [(note["title"], note["tags"]) for note in exported] == [("One", ["a"])]
    page = tmp_path / "notes.html"
    assert pa("note", "export", "-o", page).exit_code == 0
    assert "<h1>One</h1>" in page.read_text()
    assert "<script>" not in page.read_text()
    assert "<img" not in page.read_text()
    assert pa("note", "export", "-o", page).exit_code == 6
    assert pa("note", "export", "one", "--format", "pdf").exit_code == 2


def test_export_into_a_folder_gives_the_files_themselves(tmp_path):
    pa("note", "add", "one", "--tag", "a")
    out = tmp_path / "out"
    out.mkdir()
    assert pa("note", "export", "-o", out).exit_code == 0
    (copy,) = out.rglob("*.md")
    (note,) = pa("note", "list", "--json").json
    assert copy.read_bytes() == Path(note["path"]).read_bytes()
