from pa_cli.wiring import Wiring
from tests.support.runner import pa


def talk(question, answer):
    chats = Wiring().chats
    chat = chats.add_user(chats.create(), question)
    return chats.add_assistant(chat, answer, model="m")


def found(*argv):
    return [(hit["kind"], hit["title"]) for hit in pa("find", *argv, "--json").json]


def test_notes_and_chats_are_found_in_one_list_the_title_first():
    pa("note", "add", "# Plans\n\nthe boiler needs a service")
    talk("How does a boiler work?", "It heats water. 锅炉把水加热。")
    assert found("boiler") == [("chat", "How does a boiler work?"), ("note", "Plans")]
    assert found("boiler", "--in", "notes") == [("note", "Plans")]
    assert found("锅炉", "--in", "history,notes") == [("chat", "How does a boiler work?")]
    (hit,) = pa("find", "service", "--json").json
    assert (hit["line"], hit["line_number"]) == ("the boiler needs a service", 7)
    (hit,) = pa("find", "heats", "--json").json
    assert hit["line"] == "It heats water. 锅炉把水加热。"
    assert pa("history", "show", hit["id"]).exit_code == 0


def test_what_was_taken_back_or_deleted_is_not_found():
    chat = talk("secret question", "answer")
    Wiring().chats.undo(chat)
    assert found("secret") == []
    pa("note", "add", "gone soon")
    assert len(found("gone")) == 1
    pa("note", "rm", "gone", "-y")
    assert found("gone") == []


def test_an_empty_home_finds_nothing_and_writes_no_data(fresh_home):
    assert found("anything") == []
    assert not (fresh_home / "data").exists()


def test_since_and_limit():
    for number in range(3):
        pa("note", "add", f"same word {number}")
    assert len(found("same", "-n", "2")) == 2
    assert found("same", "--since", "2099-01-01") == []
    assert pa("find", "same", "--since", "someday").exit_code == 2


def test_a_wrong_place_names_the_right_ones():
    result = pa("find", "x", "--in", "nots")
    assert result.exit_code == 2
    assert "notes" in result.stderr
    assert pa("find", "!!!").exit_code == 2


def test_the_same_question_gives_the_same_bytes_and_ties_go_by_path():
    for name in ("c", "a", "b"):
        pa("note", "add", "--title", name, "tie word")
    first = pa("find", "tie", "--json").stdout
    assert [title for _, title in found("tie")] == ["a", "b", "c"]
    assert pa("find", "tie", "--json").stdout == first


def test_nothing_foreign_acts_on_the_terminal():
    pa("note", "add", "word \x1b]0;owned\x07 [red]x[/red]")
    shown = pa("find", "word", terminal=True).stdout
    assert "\x1b" not in shown
    assert "[red]x[/red]" in shown


def test_events_and_to_dos_are_found_with_their_own_time():
    env = {"PA_NOW": "2026-03-11T10:20", "TZ": "Europe/Madrid"}
    pa("agenda", "add", "boiler check every monday at 9 for 3 times", env=env)
    pa("agenda", "add", "boiler party", "--start", "2026-03-01", env=env)
    pa("todo", "add", "boiler bill by tuesday", env=env)
    pa("todo", "add", "boiler some day", env=env)
    shown = {hit["title"]: hit["when"] for hit in pa("find", "boiler", "--json", env=env).json}
    assert shown == {
        "boiler check": "2026-03-16T09:00:00+01:00",
        "boiler party": "2026-03-01",
        "boiler bill": "2026-03-17",
        "boiler some day": None,
    }
    lines = pa("find", "boiler", terminal=True, env=env).stdout
    assert "2026-03-16 09:00  boiler check" in lines
    assert "2026-03-17        boiler bill" in lines


def test_a_series_is_found_once_also_when_one_of_its_occurrences_was_moved():
    pa("agenda", "add", "choir every monday at 9")
    pa("agenda", "edit", "choir", "--start", "11:00", "--this")
    assert found("choir") == [("event", "choir")]
