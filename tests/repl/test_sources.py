"""A chat that answers from the user's own notes, and says what an answer stands on."""

import pytest

from pa_cli.wiring import Wiring
from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

BOILER = "Serviced on 3 April 2025 by Haddad. Next service is due in April 2026."
ASK = "what did I write about the boiler service?"


@pytest.fixture
def notes(fresh_home):
    folder = fresh_home / "data" / "notes"
    folder.mkdir(parents=True)
    (folder / "boiler.md").write_text(f"# Boiler service\n\n{BOILER}\n")
    (folder / "piano.md").write_text("# Piano\n\nLessons on Tuesdays at 16:30.\n")
    return folder


def chat(replies, stdin):
    engine = ScriptedEngine(list(replies))
    return pa("chat", stdin=stdin, wire=wire_with(engine)), engine


def test_an_answer_cites_and_sources_shows_them(notes):
    replies = ["It is due in April 2026."]
    result, _ = chat(replies, f"{ASK}\n/sources\n/sources 1\n")
    assert result.stdout == "It is due in April 2026 [1].\n"
    assert "Searched: 2 passages of notes, because the question names" in result.stderr
    assert "[1] Boiler service" in result.stderr
    assert BOILER in result.stderr
    assert "pa note show" in result.stderr


def test_the_passages_are_in_the_context_of_the_turn(notes):
    replies = ["In April 2026.", "You are welcome."]
    _, engine = chat(replies, f"{ASK}\nthanks a lot\n")
    (turn, _) = Wiring().chats.latest().turns
    assert f"> {BOILER}" in turn.context
    assert turn.assistant == "In April 2026 [1]."
    earlier = [m.content for m in engine.requests[-1].messages]
    assert any(BOILER in text for text in earlier)


def test_when_no_note_says_it_the_answer_says_so_first(notes):
    result, _ = chat(["none", "Usually 1.5 bar."], "what did I write about boiler pressure?\n")
    assert result.stdout.startswith("I found no answer to that in your notes.\n\nUsually")


def test_another_try_is_checked_too_and_reads_nothing_again(notes):
    replies = ["In May 2027.", "In April 2026."]
    result, engine = chat(replies, f"{ASK}\n/regen\n")
    first, second = result.stdout.split("\n\nIn April")
    assert first.startswith("In May 2027 (not found in your notes).")
    assert second == " 2026 [1].\n"
    assert len(engine.requests) == 2


def test_the_state_of_the_chat_is_kept_while_notes_are_read(notes):
    replies = ["Hello.", "due in April 2026", "In April 2026."]
    _, engine = chat(replies, "hello there\nwhen is the next boiler service due?\n")
    assert engine.saved_states == 2


def test_without_an_answer_there_are_no_sources(notes):
    result, _ = chat(["Hello."], "hello there\n/sources\n")
    assert "No text of yours" in result.stderr


def test_a_source_that_is_not_there_is_named(notes):
    result, _ = chat(["Hello."], "hello there\n/sources 7\n")
    assert result.exit_code == 2
    assert "7" in result.stderr
