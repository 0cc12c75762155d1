from pa_cli.core.changes import FileChange
from pa_cli.wiring import Wiring
from tests.support.runner import pa


def change(path, content=b"x", expected=None, summary="Added something"):
    return Wiring().changes.apply(summary, [FileChange(path, content, expected)])


def test_an_empty_home_has_nothing_to_undo(fresh_home):
    assert pa("undo", "--list").exit_code == 0
    assert pa("undo", "--list", "--json").json == []
    result = pa("undo")
    assert result.exit_code == 2
    assert result.stderr == "pa: There is nothing to undo yet.\n"
    assert not fresh_home.joinpath("data", "journal.jsonl").exists()


def test_the_list_is_newest_first_and_one_of_it_is_undone_by_id(fresh_home):
    first = change(fresh_home / "a.md", summary="Added 'A'")
    change(fresh_home / "b.md", summary="Added 'B'")
    assert [line.split("  ")[-1] for line in pa("undo", "--list").stdout.splitlines()] == [
        "Added 'B'",
        "Added 'A'",
    ]
    result = pa("undo", first.id)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Undone: Added 'A'\n", "")
    assert not (fresh_home / "a.md").exists()
    listed = pa("undo", "--list", "--json").json
    assert [o["summary"] for o in listed] == ["Undid: Added 'A'", "Added 'B'", "Added 'A'"]
    assert listed[0]["undoes"] == [first.id]


def test_undoing_an_undo_is_doing_again_and_said_so(fresh_home):
    change(fresh_home / "a.md", summary="Added 'A'")
    assert pa("undo").stdout == "Undone: Added 'A'\n"
    assert pa("undo").stdout == "Redone: Added 'A'\n"
    assert (fresh_home / "a.md").exists()
    assert pa("undo").stdout == "Undone: Added 'A'\n"
    listed = [line.split("  ")[-1] for line in pa("undo", "--list").stdout.splitlines()]
    assert listed == ["Undid: Added 'A'", "Redid: Added 'A'", "Undid: Added 'A'", "Added 'A'"]


def test_a_summary_with_control_sequences_is_harmless_on_a_terminal(fresh_home):
    change(fresh_home / "a.md", summary="Added '\x1b]0;owned\x07\x1b[2J'")
    assert "\x1b" not in pa("undo", "--list", terminal=True).stdout
    assert "\x1b" not in pa("undo", terminal=True).stdout


def test_a_changed_file_is_refused_with_the_reason(fresh_home):
    change(fresh_home / "a.md")
    (fresh_home / "a.md").write_text("edited since")
    result = pa("undo")
    assert result.exit_code == 1
    assert "a.md was changed" in result.stderr
    assert (fresh_home / "a.md").read_text() == "edited since"


def test_zero_and_too_many_are_usage_errors(fresh_home):
    change(fresh_home / "a.md")
    assert pa("undo", "0").exit_code == 2
    assert pa("undo", "5").exit_code == 2
    assert pa("undo", "nosuch").exit_code == 2
    assert (fresh_home / "a.md").exists()
