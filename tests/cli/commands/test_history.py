import json
import stat

import pytest

from pa_cli.wiring import Wiring
from tests.support.runner import pa


@pytest.fixture
def chats(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")
    return Wiring().chats


def talk(chats, *turns, **created):
    chat = chats.create(**created)
    for user, answer in turns:
        chat = chats.add_user(chat, user)
        chat = chats.add_assistant(chat, answer, model="tiny")
    return chat


def test_an_empty_history_is_no_error():
    assert pa("history", "list").exit_code == 0
    assert pa("history", "list", "--json").json == []
    listed = pa("history", "ls", terminal=True)
    assert (listed.stdout, listed.stderr) == ("", "There are no chats yet. Start one: pa chat\n")


def test_the_last_chat_is_listed_first(chats, monkeypatch):
    first = talk(chats, ("How deep\nis the sea?", "Deep."), ("And the lake?", "Less."))
    monkeypatch.setenv("PA_NOW", "2026-03-12T08:00")
    second = talk(chats, ("海有多深？", "很深。"), title="Sea")
    piped = pa("history", "list")
    assert piped.stdout.splitlines() == [
        f"{second.id}\t2026-03-12 08:00\t1\tSea",
        f"{first.id}\t2026-03-11 10:20\t2\tHow deep is the sea?",
    ]
    assert pa("history", "list", "-n", "1", "--json").json == [
        {
            "id": second.id,
            "title": "Sea",
            "created": "2026-03-12T08:00:00+01:00",
            "updated": "2026-03-12T08:00:00+01:00",
            "turns": 1,
            "model": "tiny",
            "parent": "",
        }
    ]


def test_on_a_terminal_a_list_is_a_screenful_that_fits(chats, monkeypatch):
    for number in range(12):
        talk(chats, (f"question {number} " + "很长的问题" * 20, "ok"))
    env = {"LINES": "9", "COLUMNS": "60"}
    listed = pa("history", "list", terminal=True, env=env)
    assert len(listed.stdout.splitlines()) == 6
    assert "6 older" in listed.stderr
    from wcwidth import wcswidth

    narrow = pa("history", "list", terminal=True, env={"COLUMNS": "20"})
    assert all(wcswidth(line) <= 20 for line in narrow.stdout.splitlines())
    assert all(wcswidth(line) <= 60 for line in listed.stdout.splitlines())


def test_a_chat_is_shown_as_markdown_in_a_pipe_and_rendered_on_a_terminal(chats):
    chat = talk(chats, ("Say *hi*", "**Hi**\x1b[2J!"), system="Be kind.")
    chat = chats.add_assistant(
        chats.add_user(chat, "More"), "Half of", model="tiny", interrupted=True
    )
    assert pa("history", "show", chat.id[:9]).stdout == (
        f"# Say *hi*\n\n{chat.id} · 2026-03-11 10:20 · tiny · 2 turns\n\n## System\n\nBe kind.\n\n"
        "## You\n\nSay *hi*\n\n## tiny\n\n**Hi**\x1b[2J!\n\n"
        "## You\n\nMore\n\n## tiny\n\nHalf of\n\n*(interrupted)*\n"
    )
    env = {"NO_COLOR": "", "TERM": "xterm-256color"}
    shown = pa("history", "show", chat.id, terminal=True, env=env).stdout
    assert "> Say *hi*\n\n\x1b[1mHi\x1b[0m\ufffd[2J!\n" in shown
    assert shown.endswith("Half of\n(interrupted)\n")
    assert pa("history", "show", chat.id, "--json").json["turns"][1]["interrupted"] is True


def test_a_chat_that_is_not_there_is_named():
    shown = pa("history", "show", "nope")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr == "pa: There is no chat 'nope'.\nSee them: pa history list\n"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["boiler"], True),
        (["BOÍLER", "crème"], True),
        (["creme brulee"], True),
        (["brulee creme"], True),
        (["brulee", "creme"], True),
        (['"creme brulee"'], True),
        (['"brulee creme"'], False),
        (["锅炉"], True),
        (["炉坏"], True),
        (["Ｂｏｉｌｅｒ"], True),
        (["boiler", "absent"], False),
        (["Kitchen"], True),
    ],
)
def test_search_finds_all_words_in_any_spelling(chats, query, found):
    chat = talk(
        chats,
        ("The boiler makes noises", "Call a plumber.\nThe 锅炉坏了 too."),
        ("dessert?", "A crème brûlée."),
        title="Kitchen",
    )
    talk(chats, ("Other", "Nothing"))
    hits = pa("history", "search", *query, "--json").json
    assert [hit["id"] for hit in hits] == ([chat.id] if found else [])
    assert pa("history", "search", *query).exit_code == 0


def test_search_shows_the_best_line(chats):
    chat = talk(chats, ("About boats", "A boat floats.\nA red boat floats well.\nRed is a colour."))
    (hit,) = pa("history", "search", "red boat", "--json").json
    assert (hit["turn"], hit["role"], hit["line"]) == (1, "assistant", "A red boat floats well.")
    assert chat.id in pa("history", "search", "red", "boat").stdout


def test_search_for_nothing_is_a_usage_error():
    assert pa("history", "search", " ").exit_code == 2


def test_an_undone_turn_is_not_found(chats):
    chats.undo(talk(chats, ("secret word", "ok")))
    assert pa("history", "search", "secret", "--json").json == []


def test_export_to_a_file_is_private_and_asks_before_it_replaces(chats, tmp_path):
    chat = talk(chats, ("Hi", "Hello"))
    target = tmp_path / "chat.json"
    assert pa("history", "export", chat.id, "-o", target).exit_code == 0
    assert json.loads(target.read_text())["turns"][0]["assistant"] == "Hello"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.write_text("mine")
    refused = pa("history", "export", chat.id, "-o", target)
    assert (refused.exit_code, target.read_text()) == (6, "mine")
    assert pa("history", "export", chat.id, "-o", target, "-y").exit_code == 0
    assert target.read_text() != "mine"


def test_a_web_page_shows_what_was_said_and_obeys_nothing(chats):
    chat = talk(
        chats,
        (
            "<script>alert(1)</script>",
            "# Big\n<img src=x onerror=y> ![p](http://track.example/p.png) **b** [l](javascript:x)",
        ),
        title='"<b>T&',
    )
    page = pa("history", "export", chat.id, "--format", "html").stdout
    assert "<title>&quot;&lt;b&gt;T&amp;</title>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<h1>Big</h1>" in page
    assert "<strong>b</strong>" in page
    for harm in ("<script", "<img", 'href="javascript', "onerror=y>"):
        assert harm not in page.replace("onerror=y&gt;", "")
    assert "prefers-color-scheme" in page or "color-scheme: light dark" in page


def test_an_unknown_format_is_a_usage_error(chats):
    chat = talk(chats, ("Hi", "Hello"))
    assert pa("history", "export", chat.id, "--format", "pdf").exit_code == 2


def test_deleting_asks_and_can_be_undone(chats):
    chat = talk(chats, ("Hi", "Hello"))
    refused = pa("history", "rm", chat.id)
    assert refused.exit_code == 6
    assert "--yes" in refused.stderr
    declined = pa("history", "delete", chat.id, stdin="n\n", terminal=True)
    assert declined.exit_code == 6
    assert "Hi" in declined.stderr
    assert pa("history", "rm", chat.id, "-y").exit_code == 0
    assert pa("history", "list", "--json").json == []
    assert pa("undo").exit_code == 0
    assert [c["id"] for c in pa("history", "list", "--json").json] == [chat.id]


def test_nothing_is_deleted_when_one_of_the_chats_is_not_there(chats):
    chat = talk(chats, ("Hi", "Hello"))
    assert pa("history", "rm", chat.id, "nope", "-y").exit_code == 1
    assert len(pa("history", "list", "--json").json) == 1
