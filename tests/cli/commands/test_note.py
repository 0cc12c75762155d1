import gc
import os
import stat
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.runner import pa


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """Somebody else's folder of notes."""
    folder = tmp_path / "vault"
    folder.mkdir()
    monkeypatch.setenv("PA_NOTES_DIR", str(folder))
    return folder


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Makes an editor out of a line of Python that has the file's path as `path`."""

    def make(code):
        script = tmp_path / "editor.py"
        body = f"import os, sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{code}\n"
        script.write_text(textwrap.dedent(body))
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")

    return make


def add(*argv, **more):
    return pa("note", "add", *argv, "--json", **more).json


def titles(*argv):
    return [note["title"] for note in pa("note", *argv, "--json").json]


def test_an_added_note_is_a_private_markdown_file_that_everybody_can_read():
    note = add("buy milk #shop", env={"PA_NOW": "2026-03-11T10:20"})
    path = Path(note["path"])
    assert path.name == "buy milk.md"
    assert path.parent.parts[-2:] == ("2026", "03")
    assert path.read_text() == (
        f"---\nid: {note['id']}\ncreated: 2026-03-11T10:20:00+01:00\n---\nbuy milk #shop\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (note["title"], note["tags"]) == ("buy milk #shop", ["shop"])
    assert note["created"] == note["modified"] == "2026-03-11T10:20:00+01:00"


def test_title_tags_and_text_from_a_pipe():
    note = add("--title", "Call with Ana", "--tag", "work,q3", stdin="about the budget\n")
    assert note["tags"] == ["work", "q3"]
    assert (
        Path(note["path"])
        .read_text()
        .endswith("tags: [work, q3]\n---\n# Call with Ana\n\nabout the budget\n")
    )


def test_nothing_to_add_is_a_usage_error_and_leaves_no_trace(fresh_home):
    assert pa("note", "add").exit_code == 2
    assert not (fresh_home / "data").exists()


def test_titles_that_are_paths_markup_or_control_sequences_stay_inside_and_harmless(fresh_home):
    for text in ("../../../escape", "\x1b]0;owned\x07 title", "[bold]x[/bold]", "."):
        path = Path(add(text)["path"]).resolve()
        assert path.is_relative_to(fresh_home / "data" / "notes")
    shown = pa("note", "list", terminal=True).stdout
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown
    assert pa("note", "show", "[bold]", terminal=True).exit_code == 0


def test_a_text_with_front_matter_keeps_it():
    note = add("--tag", "b", stdin="---\naliases: [Big Plan]\ntags:\n- a\n---\n# Plan\n")
    text = Path(note["path"]).read_text()
    assert text == "---\naliases: [Big Plan]\ntags:\n- a\n- b\n---\n# Plan\n"


def test_a_note_from_a_file(tmp_path):
    (tmp_path / "draft.txt").write_text("from a file\n")
    assert add("--file", tmp_path / "draft.txt")["title"] == "from a file"
    assert pa("note", "add", "--file", tmp_path / "nosuch").exit_code == 1
    assert pa("note", "today", "--file", tmp_path / "draft.txt").exit_code == 0
    assert "from a file" in pa("note", "today").stdout


def test_two_notes_of_one_title_are_two_files():
    paths = {add("same")["path"] for _ in range(3)}
    assert sorted(Path(path).name for path in paths) == ["same 2.md", "same 3.md", "same.md"]


def test_the_list_is_newest_first_and_can_be_sorted_filtered_and_cut():
    for day, (title, tag) in enumerate([("b", "x"), ("A", "x/y"), ("c", "z")], start=1):
        note = add(title, "--tag", tag)
        os.utime(note["path"], (1_770_000_000 + day * 86_400,) * 2)
    assert titles("list") == ["c", "A", "b"]
    assert titles("ls", "--sort", "title") == ["A", "b", "c"]
    assert titles("list", "--tag", "x") == ["A", "b"]
    assert titles("list", "--tag", "#X/y") == ["A"]
    assert titles("list", "-n", "1") == ["c"]
    assert titles("list", "--since", "2026-02-05") == ["c"]
    assert pa("note", "list", "--since", "whenever").exit_code == 2
    now = {"PA_NOW": "2026-02-06T10:00"}
    for words, expected in (("3d", ["c", "A"]), ("thursday", ["c"]), ("昨天", ["c"])):
        listed = pa("note", "list", "--since", words, "--json", env=now).json
        assert [note["title"] for note in listed] == expected, words
    assert titles("list", "--tag", "none") == []


def test_an_empty_home_lists_nothing_and_knows_its_folder(fresh_home):
    assert pa("note", "list", "--json").json == []
    assert (pa("note", "list").stdout, pa("note", "list").stderr) == ("", "")
    assert pa("note", "path").stdout == f"{fresh_home}/data/notes\n"
    assert pa("note", "search", "x", "--json").json == []
    assert not (fresh_home / "data").exists()


def test_search_finds_words_in_any_language_and_shows_the_line():
    add("# Plan\n\nfirst line\nCafé with 王总开会 on Monday")
    add("something else")
    for query in ("cafe", "王总", "会", '"with 王总"', "mon*", "plan -else"):
        (hit,) = pa("note", "search", query, "--json").json
        assert hit["title"] == "Plan"
    (hit,) = pa("note", "search", "cafe", "--json").json
    assert (hit["line"], hit["line_number"]) == ("Café with 王总开会 on Monday", 8)
    assert Path(hit["path"]).read_text().splitlines()[7] == hit["line"]
    assert pa("note", "search", "nothere", "--json").json == []
    assert pa("note", "search", "***").exit_code == 2


def test_a_title_weighs_more_than_a_text():
    add("# Other\n\nbudget budget budget budget")
    add("# Budget\n\nsomething")
    assert titles("search", "budget") == ["Budget", "Other"]


def test_a_note_is_named_by_id_title_number_or_file():
    note = add("Meeting with Zoë")
    add("Shopping")
    pa("note", "list", "--sort", "title")
    for ref in (note["id"], note["id"][:4], "meeting", "MEETING WITH ZOE", "1", note["path"]):
        assert pa("note", "path", ref).stdout == note["path"] + "\n", ref
    missing = pa("note", "show", "nosuch")
    assert missing.exit_code == 1
    assert "'nosuch'" in missing.stderr


def test_an_ambiguous_name_lists_the_candidates():
    one, two = add("Meeting one"), add("Meeting two")
    result = pa("note", "show", "meet")
    assert result.exit_code == 1
    assert f"{one['id']} Meeting one" in result.stderr
    assert f"{two['id']} Meeting two" in result.stderr
    assert result.stdout == ""


def test_show_gives_the_text_and_raw_the_file():
    note = add("# Title\n\ntext", "--tag", "a")
    assert pa("note", "show", "title").stdout == "# Title\n\ntext\n"
    assert pa("note", "show", "title", "--raw").stdout == Path(note["path"]).read_text()
    assert pa("note", "show", "title", "--json").json["text"] == "# Title\n\ntext\n"
    assert "#a" in pa("note", "show", "title", terminal=True).stdout


def test_edit_goes_through_the_editor_and_can_be_undone(editor):
    note = add("old text")
    before = Path(note["path"]).read_bytes()
    editor("path.write_text(path.read_text().replace('old', 'new'))")
    assert pa("note", "edit", "old").exit_code == 0
    assert titles("list") == ["new text"]
    assert pa("undo").exit_code == 0
    assert Path(note["path"]).read_bytes() == before


def test_an_edit_that_changes_nothing_writes_nothing(editor):
    add("text")
    editor("pass")
    assert pa("note", "edit", "text").stdout.startswith("Unchanged")
    assert len(pa("undo", "--list", "--json").json) == 1


def test_a_note_that_changed_while_it_was_edited_is_kept_in_both_versions(editor):
    note = add("start")
    editor(f"Path({note['path']!r}).write_text('theirs'); path.write_text('mine')")
    result = pa("note", "edit", "start")
    assert result.exit_code == 1
    assert "Both are kept" in result.stderr
    assert Path(note["path"]).read_text() == "theirs"
    (mine,) = Path(note["path"]).parent.glob("*conflict*")
    assert mine.read_text() == "mine"
    assert str(mine) in result.stderr


def test_an_editor_that_fails_changes_nothing(editor):
    add("text")
    editor("path.write_text('half'); sys.exit(3)")
    result = pa("note", "edit", "text")
    assert result.exit_code == 1
    assert titles("list") == ["text"]
    kept = result.stderr.split("kept in ")[1].strip()
    assert Path(kept).read_text() == "half"


def test_without_a_text_the_editor_opens(editor):
    editor("path.write_text('# From the editor\\n')")
    assert pa("note", "add", terminal=True).exit_code == 0
    assert titles("list") == ["From the editor"]
    editor("pass")
    assert pa("note", "add", terminal=True).exit_code == 2


def test_removing_asks_and_undo_brings_it_back_byte_for_byte():
    note = add("precious")
    content = Path(note["path"]).read_bytes()
    assert pa("note", "rm", "precious").exit_code == 6
    assert Path(note["path"]).exists()
    assert pa("note", "delete", "precious", "--yes").exit_code == 0
    assert not Path(note["path"]).exists()
    assert titles("list") == []
    assert pa("undo").stdout == "Undone: Removed note 'precious'\n"
    assert Path(note["path"]).read_bytes() == content
    assert titles("list") == ["precious"]


def test_several_are_removed_as_one():
    for title in ("one", "two"):
        add(title)
    pa("note", "rm", "one", "two", "-y")
    assert titles("list") == []
    pa("undo")
    assert sorted(titles("list")) == ["one", "two"]


def test_tagging_touches_the_tags_alone(vault):
    path = vault / "Plan.md"
    path.write_bytes(
        b"---\r\nstatus:  open # mine\r\ntags: [a]\r\nx: {y: 1}\r\n---\r\n# Plan\r\n  odd  \r\n"
    )
    assert pa("note", "tag", "plan", "b").exit_code == 0
    assert path.read_bytes() == (
        b"---\r\nstatus:  open # mine\r\ntags: [a, b]\r\nx: {y: 1}\r\n---\r\n# Plan\r\n  odd  \r\n"
    )
    assert pa("note", "untag", "plan", "a").exit_code == 0
    assert b"tags: [b]\r\n" in path.read_bytes()
    assert pa("note", "untag", "plan", "nosuch").exit_code == 2


def test_a_tag_in_the_text_is_the_users_to_change():
    note = add("idea #work")
    before = Path(note["path"]).read_bytes()
    result = pa("note", "untag", "idea", "work")
    assert result.exit_code == 2
    assert "stands in the text" in result.stderr
    assert Path(note["path"]).read_bytes() == before


def test_links_out_back_and_broken():
    add("# Ana\n\nsee [[Budget|the money]] and [[Nowhere]]")
    add("# Budget\n\n")
    links = pa("note", "links", "ana", "--json").json
    assert [(link["target"], link["note"]["title"]) for link in links["out"] if link["note"]] == [
        ("Budget", "Budget")
    ]
    assert links["broken"] == ["Nowhere"]
    assert [n["title"] for n in pa("note", "links", "budget", "--json").json["back"]] == ["Ana"]


def test_the_daily_note_gets_lines_with_the_time():
    now = {"PA_NOW": "2026-03-11T10:20"}
    assert pa("note", "today", "coffee with Ana", env=now).exit_code == 0
    pa("note", "today", env={"PA_NOW": "2026-03-11T18:05"}, stdin="two\nlines")
    assert pa("note", "today", env=now).stdout == (
        "# 2026-03-11 Wednesday\n\n- 10:20 coffee with Ana\n- 18:05 two\n  lines\n"
    )
    assert pa("note", "today", env={"PA_NOW": "2026-03-12T08:00"}).stdout == ""
    pa("undo", "2")
    assert pa("note", "today", "--json", env=now).stdout == "null\n"


def test_templates_are_filled(fresh_home):
    folder = fresh_home / "config" / "note-templates"
    folder.mkdir(parents=True)
    (folder / "meeting.md").write_text("# {{title}}\n\nDate: {{date}} {{ time }}\n")
    note = add("--template", "meeting", "--title", "Ana", env={"PA_NOW": "2026-03-11T10:20"})
    assert "# Ana\n\nDate: 2026-03-11 10:20\n" in Path(note["path"]).read_text()
    assert Path(note["path"]).read_text().count("# Ana") == 1
    result = pa("note", "add", "--template", "nosuch", "x")
    assert result.exit_code == 1
    assert "meeting" in result.stderr


def test_a_vault_is_used_where_it_is_and_nothing_else_in_it_is_touched(vault):
    (vault / ".obsidian").mkdir()
    (vault / ".obsidian" / "app.md").write_text("hidden")
    (vault / "Projects").mkdir()
    (vault / "Projects" / "Roof.md").write_text(
        "---\naliases: [House top]\ntags: [home, diy]\n---\nCall [[Ana]] #urgent"
    )
    (vault / "Ana.md").write_text("# Ana\nphone")
    (vault / "picture.png").write_bytes(b"\x89PNG")
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in vault.rglob("*") if p.is_file()}
    assert sorted(titles("list")) == ["Ana", "Call [[Ana]] #urgent"]
    assert pa("note", "show", "Roof").exit_code == 0
    assert pa("note", "show", "house top").exit_code == 0
    assert titles("search", "phone") == ["Ana"]
    assert titles("search", "#diy") == ["Call [[Ana]] #urgent"]
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in before} == before
    note = add("New idea")
    assert Path(note["path"]) == vault / "New idea.md"


def test_what_other_programs_change_is_seen(vault):
    (vault / "a.md").write_text("one")
    assert titles("search", "one") == ["one"]
    (vault / "a.md").write_text("two")
    assert titles("search", "one") == []
    assert titles("search", "two") == ["two"]
    (vault / "a.md").rename(vault / "b.md")
    (vault / "sub").mkdir()
    (vault / "sub" / "c.md").write_text("three")
    assert sorted(titles("list")) == ["three", "two"]
    (vault / "b.md").unlink()
    assert titles("list") == ["three"]


def test_broken_front_matter_and_bytes_that_are_no_text_are_shown_and_left_alone(vault):
    broken = b"---\ntags: [unclosed\n---\nneedle one"
    (vault / "broken.md").write_bytes(broken)
    binary = b"needle \xff\xfe two"
    (vault / "binary.md").write_bytes(binary)
    found = {Path(n["path"]).name: n for n in pa("note", "search", "needle", "--json").json}
    assert set(found) == {"broken.md", "binary.md"}
    assert "not valid YAML" in found["broken.md"]["problem"]
    assert "UTF-8" in found["binary.md"]["problem"]
    assert "needle one" in pa("note", "show", "broken").stdout
    assert "tags: [unclosed" in pa("note", "show", "broken").stdout
    assert pa("note", "tag", "broken", "x").exit_code == 1
    assert (vault / "broken.md").read_bytes() == broken
    assert pa("note", "tag", "binary", "x").exit_code == 0
    assert (vault / "binary.md").read_bytes() == b"---\ntags: [x]\n---\n" + binary


def test_a_vanished_or_emptied_folder_is_never_taken_for_all_deleted(vault):
    (vault / "a.md").write_text("one")
    assert titles("list") == ["one"]
    vault.rename(vault.with_name("unmounted"))
    result = pa("note", "list")
    assert result.exit_code == 1
    assert "Is its disk mounted?" in result.stderr
    assert pa("note", "add", "would be hidden by the disk").exit_code == 1
    assert not vault.exists()
    vault.mkdir()
    assert pa("note", "list").exit_code == 1
    assert pa("note", "today", "would be hidden by the disk").exit_code == 1
    assert list(vault.iterdir()) == []
    vault.rmdir()
    vault.with_name("unmounted").rename(vault)
    assert titles("list") == ["one"]


def test_removing_the_last_note_of_a_folder_is_fine(vault):
    add("only")
    assert titles("list") == ["only"]
    assert pa("note", "rm", "only", "-y").exit_code == 0
    assert titles("list") == []
    pa("undo")
    assert titles("list") == ["only"]


def test_symbolic_links_stay_links(vault, tmp_path):
    real = tmp_path / "elsewhere"
    real.mkdir()
    (real / "a.md").write_text("linked")
    (vault / "folder").symlink_to(real)
    (vault / "b.md").symlink_to(real / "a.md")
    (real / "circle").symlink_to(vault)
    assert titles("list").count("linked") == 2
    pa("note", "tag", str(vault / "b.md"), "x")
    assert (vault / "b.md").is_symlink()
    assert "tags: [x]" in (real / "a.md").read_text()


def test_a_read_only_folder_is_said_and_still_read(vault):
    (vault / "a.md").write_text("one")
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    vault.chmod(0o500)
    try:
        assert titles("list") == ["one"]
        assert pa("note", "add", "x").exit_code == 1
    finally:
        vault.chmod(0o700)


def test_the_index_can_be_deleted_broken_or_of_another_version(fresh_home):
    import sqlite3

    add("findable words")
    expected = pa("note", "search", "findable", "--json").stdout
    index = fresh_home / "cache" / "index.db"

    def another_version():
        with sqlite3.connect(index) as db:
            db.execute("PRAGMA user_version = 999")

    def lost_table():
        with sqlite3.connect(index) as db:
            db.execute("DROP TABLE item")

    for damage in (
        index.unlink,
        lambda: index.write_bytes(b"garbage " * 1000),
        lambda: index.write_bytes(b""),
        another_version,
        lost_table,
        lambda: os.truncate(index, 5000),
    ):
        gc.collect()  # commands of this process that are over still hold the index open
        damage()
        result = pa("note", "search", "findable", "--json")
        assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_without_a_place_for_the_index_everything_works(fresh_home):
    add("words")
    pa("note", "list")
    for old in (fresh_home / "cache").iterdir():
        old.unlink()
    (fresh_home / "cache").rmdir()
    (fresh_home / "cache").write_text("a file where the folder should be")
    result = pa("note", "search", "words", "--json")
    assert [hit["title"] for hit in result.json] == ["words"]


def test_in_a_narrow_window_no_line_is_too_long():
    add("a very long title for such a narrow window 会议安排", "--tag", "work")
    for columns in ("20", "40", "80"):
        lines = pa("note", "list", terminal=True, env={"COLUMNS": columns}).stdout.splitlines()
        assert all(len(line) <= int(columns) for line in lines)


def test_a_number_whose_note_is_gone_is_named_as_the_user_wrote_it():
    pa("note", "add", "milk")
    pa("note", "list")
    pa("note", "rm", "1", "-y")
    result = pa("note", "show", "1")
    assert result.exit_code == 1
    assert "no note any more where number 1 of the last list was" in result.stderr
