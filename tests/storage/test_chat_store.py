import multiprocessing
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from pa_cli.core.errors import StorageError
from pa_cli.services.undo import UndoService
from pa_cli.storage.chat_store import JsonlChatStore
from pa_cli.storage.write_path import WritePath

START = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


class Clock:
    """Each look is a second later."""

    def __init__(self, moment=START):
        self.moment = moment

    def __call__(self):
        self.moment += timedelta(seconds=1)
        return self.moment


def store_in(data, clock=None):
    clock = clock or Clock()
    return JsonlChatStore(data / "chats", now=clock, changes=WritePath(data, clock))


@pytest.fixture
def store(tmp_path):
    return store_in(tmp_path / "data")


def talk(store, *questions, **created):
    chat = store.create(**created)
    for question in questions:
        chat = store.add_user(chat, question)
        chat = store.add_assistant(chat, f"About {question}.", model="tiny")
    return chat


def file_of(store, chat, tmp_path):
    return tmp_path / "data/chats" / f"{chat.id}.jsonl"


def test_a_chat_without_a_turn_leaves_nothing_on_disk(store, tmp_path):
    chat = store.set_system(store.rename(store.create(), "Boats"), "Talk like a sailor.")
    assert store.list_chats() == []
    assert not list((tmp_path / "data/chats").glob("*.jsonl"))
    loaded = store.load(store.add_user(chat, "ahoy").id)
    assert (loaded.title, loaded.system) == ("Boats", "Talk like a sailor.")


def test_a_question_is_on_disk_before_its_answer(store):
    chat = store.add_user(store.create(), "Why is the sky blue?")
    (turn,) = store.load(chat.id).turns
    assert (turn.id, turn.user, turn.assistant) == (1, "Why is the sky blue?", "")


def test_what_is_loaded_is_what_was_said(store):
    chat = talk(store, "one", "二\u2028\r\n三", 'quote " and \\ and \ud800')
    chat = store.add_user(chat, "four", context="[Now: Wednesday]\n")
    assert store.load(chat.id) == chat
    assert [t.user for t in chat.turns[:3]] == [
        "one",
        "二\u2028\r\n三",
        'quote " and \\ and \ud800',
    ]


def test_files_are_private(store, tmp_path):
    chat = talk(store, "secret")
    path = file_of(store, chat, tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_answering_again_replaces_the_answer_and_keeps_the_old_one_in_the_log(store, tmp_path):
    chat = store.add_assistant(talk(store, "hi"), "Better.", model="big", interrupted=True)
    (turn,) = store.load(chat.id).turns
    assert (turn.assistant, turn.model, turn.interrupted) == ("Better.", "big", True)
    assert "About hi." in file_of(store, chat, tmp_path).read_text()


def test_pieces_of_an_answer_add_up_until_the_whole_of_it_comes(store):
    chat = store.add_user(store.create(), "A story")
    chat = store.add_partial(chat, "Once upon ", offset=0, model="tiny")
    chat = store.add_partial(chat, "a time", offset=10, model="tiny")
    (turn,) = store.load(chat.id).turns
    assert (turn.assistant, turn.interrupted, turn.model) == ("Once upon a time", True, "tiny")
    again = store.add_partial(chat, "In a", offset=0, model="tiny")
    assert store.load(chat.id).turns[0].assistant == "In a"
    assert store.list_chats()[0].turns == 1
    store.add_assistant(again, "In a land", model="tiny")
    (turn,) = store.load(chat.id).turns
    assert (turn.assistant, turn.interrupted) == ("In a land", False)


def test_undo_takes_back_turns_and_their_numbers_are_not_given_again(store):
    chat = store.undo(talk(store, "a", "b", "c"), 2)
    chat = store.add_user(chat, "d")
    assert [(t.id, t.user) for t in store.load(chat.id).turns] == [(1, "a"), (4, "d")]


def test_undoing_more_than_there_is_takes_back_all(store):
    chat = store.undo(talk(store, "a", "b"), 9)
    assert store.load(chat.id).turns == ()


def test_a_fold_counts_turns_and_an_undo_into_it_forgets_the_summary(store):
    chat = store.fold(talk(store, "a", "b", "c"), "They spoke of a and b.", 2)
    loaded = store.load(chat.id)
    assert (loaded.summary, loaded.folded, len(loaded.turns)) == ("They spoke of a and b.", 2, 3)
    assert store.load(store.undo(chat, 1).id).folded == 2
    assert (store.load(store.undo(chat, 2).id).summary, store.load(chat.id).folded) == ("", 0)


def test_a_fork_has_the_turns_and_leaves_its_parent_alone(store):
    parent = talk(store, "a", "b")
    child = store.add_user(store.fork(parent, title="Other way"), "c")
    assert [t.user for t in store.load(child.id).turns] == ["a", "b", "c"]
    assert store.load(child.id).turns[0].assistant == "About a."
    assert (child.title, child.parent) == ("Other way", parent.id)
    assert store.load(parent.id) == parent


def test_ids_sort_by_creation_and_are_short(tmp_path):
    clock = Clock()
    store = store_in(tmp_path, clock)
    ids = []
    for _ in range(30):
        clock.moment += timedelta(hours=7, seconds=11)
        ids.append(store.create().id)
    assert ids == sorted(ids)
    assert all(len(i) == 13 for i in ids)


def test_a_unique_beginning_names_a_chat_with_or_without_its_date(store):
    chat = talk(store, "hi")
    assert store.load(chat.id[:8]).id == chat.id
    assert store.load(chat.id[7:10].upper()).id == chat.id


@pytest.mark.parametrize("wanted", ["nope", "", "  ", "../../etc/passwd", "*"])
def test_an_unknown_chat_is_named_in_the_error(store, wanted):
    talk(store, "hi")
    with pytest.raises(StorageError, match="There is no chat") as caught:
        store.load(wanted)
    assert caught.value.hint == "See them: pa history list"


def test_an_ambiguous_beginning_lists_the_chats(store):
    first, second = talk(store, "a"), talk(store, "b")
    with pytest.raises(StorageError) as caught:
        store.load("2603")
    assert first.id in caught.value.message
    assert second.id in caught.value.message


def test_a_line_torn_by_a_crash_is_ignored_and_does_not_tear_the_next(store, tmp_path):
    chat = talk(store, "a")
    path = file_of(store, chat, tmp_path)
    with path.open("ab") as file:
        file.write(b'{"type":"user","turn":2,"text":"half a')
    assert [t.user for t in store.load(chat.id).turns] == ["a"]
    assert store.list_chats()[0].turns == 1
    chat = store.add_user(store.load(chat.id), "b")
    assert [t.user for t in store.load(chat.id).turns] == ["a", "b"]
    assert b"half a" in path.read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\x00\x00",
        b"null",
        b"[1]",
        b'{"type":"hologram","turn":1,"text":"?"}',
        b'{"type":"user","turn":"x","text":"?"}',
        b'{"type":"user","turn":7,"text":5}',
        b'{"type":"undo","turns":1}',
        b'{"type":"assistant"}',
        b'{"no":"type"}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_record_that_makes_no_sense_changes_nothing(store, tmp_path, line):
    chat = talk(store, "a", "b")
    with file_of(store, chat, tmp_path).open("ab") as file:
        file.write(line + b"\n")
    assert store.load(chat.id).turns == chat.turns
    assert store.list_chats()[0].title == "a"


def test_the_list_has_the_last_changed_first_and_agrees_with_the_whole_reading(store):
    a = talk(store, "first\nquestion " + "x" * 100, "more", "and more")
    b = talk(store, "second")
    c = talk(store, "gone", "third", "fourth")
    a = store.add_user(store.undo(a, 1), "again")
    c = store.rename(store.add_user(store.undo(c, 3), "instead"), "Named")
    listed = store.list_chats()
    assert [s.id for s in listed] == [c.id, a.id, b.id]
    for summary in listed:
        chat = store.load(summary.id)
        assert summary.title == chat.title
        assert summary.turns == len(chat.turns)
        assert (summary.created, summary.updated) == (chat.created, chat.updated)
        assert summary.model == chat.model == "tiny"
    assert listed[1].title == "first question " + "x" * 44 + "…"
    assert store.latest() == store.load(c.id)
    assert [s.id for s in store.list_chats(1)] == [c.id]


def test_deleting_chats_is_one_change_that_can_be_undone(store, tmp_path):
    a, b, c = talk(store, "a"), talk(store, "b"), talk(store, "c")
    store.delete([a.id, c.id, a.id])
    assert [s.id for s in store.list_chats()] == [b.id]
    UndoService(WritePath(tmp_path / "data", Clock())).undo_last()
    assert store.load(a.id) == a
    assert store.load(c.id) == c


def test_going_on_in_a_chat_that_was_deleted_meanwhile_loses_nothing(store):
    chat = talk(store, "a", "b")
    store.delete([chat.id])
    chat = store.add_user(chat, "c")
    assert [t.user for t in store.load(chat.id).turns] == ["a", "b", "c"]
    assert store.load(chat.id).turns[1].assistant == "About b."


def test_a_full_disk_leaves_the_log_as_it_was(store, tmp_path, monkeypatch):
    chat = talk(store, "a")
    content = file_of(store, chat, tmp_path).read_bytes()
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[: len(data) // 2]))
    with pytest.raises(StorageError, match="No space left"):
        store.add_user(chat, "b")
    monkeypatch.undo()
    assert file_of(store, chat, tmp_path).read_bytes() == content


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "chats").write_text("a file is in the way")
    store = store_in(tmp_path)
    with pytest.raises(StorageError, match=str(tmp_path / "chats")):
        store.add_user(store.create(), "hi")


def _append_many(folder, chat_id, name):
    store = store_in(folder)
    chat = store.load(chat_id)
    for number in range(20):
        chat = store.add_user(chat, f"{name} {number} " + "z" * 5000)
        chat = store.add_assistant(chat, f"to {name} {number}", model="tiny")


def test_two_processes_in_one_chat_keep_all_turns(store, tmp_path):
    chat = talk(store, "start")
    spawn = multiprocessing.get_context("spawn")
    writers = [
        spawn.Process(target=_append_many, args=(tmp_path / "data", chat.id, name))
        for name in ("A", "B")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    turns = store.load(chat.id).turns
    assert [w.exitcode for w in writers] == [0, 0]
    assert sorted({t.id for t in turns}) == list(range(1, 42))
    for name in ("A", "B"):
        said = [t for t in turns if t.user.startswith(name)]
        assert [t.assistant for t in said] == [f"to {name} {n}" for n in range(20)]
