from datetime import UTC, datetime, timedelta

import pytest

from pa_cli.core.chat_events import Folded, Folding
from pa_cli.core.errors import ContextOverflowError, EngineError, UsageError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.sampling import Sampling
from pa_cli.services.chat_session import ChatSession
from pa_cli.services.open_chat import ChatWishes
from pa_cli.services.unlogged_chats import UnloggedChats
from pa_cli.wiring import Wiring
from tests.support.fakes import Reply, ScriptedEngine

START = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.moment = START

    def __call__(self):
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def chats():
    return Wiring().chats


class StrictEngine(ScriptedEngine):
    """Refuses what leaves too little room for an answer, as the real one does."""

    def generate(self, request):
        room = min(256, self.context_limit // 4)
        assert self.count_tokens(request.messages) + room <= self.context_limit
        return super().generate(request)


def start(chats, *replies, context=4096, max_tokens=512, seed=None, chat=None):
    engine = StrictEngine(list(replies), context_limit=context)
    wishes = ChatWishes(system="Be pa.", sampling=Sampling(max_tokens=max_tokens, seed=seed))
    return ChatSession(chats, engine, Clock(), wishes, chat)


def prompt(session, number=-1):
    """What the model was asked, as (role, content), dates left out."""
    messages = session.engine.requests[number].messages
    return [(m.role, m.content.split("]\n", 1)[-1]) for m in messages]


def answer(events):
    return "".join(e.text for e in events if isinstance(e, TextDelta))


def test_a_question_is_asked_with_what_was_said_before(chats):
    session = start(chats, "Hello.", "Fine.")
    assert answer(session.ask("Hi")) == "Hello."
    assert answer(session.ask("How are you?")) == "Fine."
    assert prompt(session) == [
        ("system", "Be pa."),
        ("user", "Hi"),
        ("assistant", "Hello."),
        ("user", "How are you?"),
    ]
    logged = chats.load(session.chat.id)
    assert [(t.user, t.assistant, t.model) for t in logged.turns] == [
        ("Hi", "Hello.", "scripted"),
        ("How are you?", "Fine.", "scripted"),
    ]


def test_the_beginning_of_a_prompt_stays_the_same_from_turn_to_turn(chats):
    session = start(chats, "One.", "Two.")
    list(session.ask("a"))
    session._now.moment += timedelta(hours=5)
    list(session.ask("b"))
    first, second = (request.messages for request in session.engine.requests)
    assert list(second[: len(first)]) == list(first)


def test_the_question_is_on_disk_before_the_model_is_asked(chats):
    def look(_request):
        (chat,) = chats.list_chats()
        assert chats.load(chat.id).turns[0].user == "Hi"
        return "Hello."

    session = start(chats, look)
    assert answer(session.ask("Hi")) == "Hello."


def test_a_partial_answer_is_kept_and_marked(chats):
    session = start(chats, Reply("Once upon", finish_reason="interrupted"), "Done.")
    list(session.ask("Tell me a story"))
    (turn,) = chats.load(session.chat.id).turns
    assert (turn.assistant, turn.interrupted) == ("Once upon", True)


def test_an_answer_that_is_left_early_is_kept_and_marked(chats):
    session = start(chats, "Once upon a time there was")
    events = session.ask("Tell me a story")
    next(events)
    events.close()
    (turn,) = chats.load(session.chat.id).turns
    assert (turn.assistant, turn.interrupted) == ("Once up", True)


def test_a_long_answer_is_on_disk_while_it_grows(chats):
    story = "".join(f"sentence {number}. " for number in range(100))
    session = start(chats, story)
    said = ""
    for event in session.ask("Tell me a story"):
        said += event.text if isinstance(event, TextDelta) else ""
        (turn,) = chats.load(session.chat.id).turns
        assert said.startswith(turn.assistant)
        assert len(said) - len(turn.assistant) < 300
        assert turn.interrupted is bool(turn.assistant)
    (turn,) = chats.load(session.chat.id).turns
    assert (turn.assistant, turn.interrupted) == (story, False)


def test_an_answer_that_goes_on_is_on_disk_while_it_grows(chats):
    rest = " and then" * 100
    session = start(chats, Reply("Once", finish_reason="interrupted"), rest)
    list(session.ask("A story"))
    events = session.go_on()
    for _ in range(100):
        next(events)
    (turn,) = chats.load(session.chat.id).turns
    assert turn.assistant.startswith("Once and then and then")
    assert len(turn.assistant) > 600
    list(events)
    assert chats.load(session.chat.id).turns[0].assistant == "Once" + rest


def test_an_answer_that_fails_is_kept_and_the_next_question_does_not_stumble_over_it(chats):
    session = start(chats, Reply(error=EngineError("out of luck")), "Better.")
    with pytest.raises(EngineError):
        list(session.ask("First"))
    list(session.ask("Second"))
    assert [role for role, _ in prompt(session)] == ["system", "user"]
    assert [t.user for t in chats.load(session.chat.id).turns] == ["First", "Second"]


def test_regenerating_asks_the_same_and_replaces_the_answer(chats):
    session = start(chats, "Bad.", "Good.", seed=7)
    list(session.ask("Hi"))
    list(session.regenerate())
    assert prompt(session, 0) == prompt(session, 1)
    seeds = [request.sampling.seed for request in session.engine.requests]
    assert seeds[0] == 7
    assert seeds[1] != 7
    (turn,) = chats.load(session.chat.id).turns
    assert turn.assistant == "Good."


def test_a_regeneration_that_is_stopped_at_once_keeps_the_old_answer(chats):
    session = start(chats, "Good.", Reply("", finish_reason="interrupted"))
    list(session.ask("Hi"))
    list(session.regenerate())
    (turn,) = chats.load(session.chat.id).turns
    assert (turn.assistant, turn.interrupted) == ("Good.", False)


def test_going_on_continues_the_answer(chats):
    session = start(chats, Reply("Once upon", finish_reason="interrupted"), " a time.")
    list(session.ask("A story"))
    assert answer(session.go_on()) == " a time."
    assert session.engine.requests[-1].continue_last is True
    assert prompt(session)[-1] == ("assistant", "Once upon")
    (turn,) = chats.load(session.chat.id).turns
    assert (turn.assistant, turn.interrupted) == ("Once upon a time.", False)


def test_going_on_where_there_is_no_answer_yet_gives_one(chats):
    session = start(chats, Reply("", finish_reason="interrupted"), "Here.")
    list(session.ask("A story"))
    list(session.go_on())
    assert session.engine.requests[-1].continue_last is False
    assert chats.load(session.chat.id).turns[0].assistant == "Here."


def test_undone_turns_are_not_told_the_model(chats):
    session = start(chats, "1.", "2.", "3.", "4.")
    for question in ("a", "b", "c"):
        list(session.ask(question))
    assert [turn.user for turn in session.undo(2)] == ["b", "c"]
    list(session.ask("d"))
    assert [content for _, content in prompt(session)] == ["Be pa.", "a", "1.", "d"]


@pytest.mark.parametrize("what", ["undo", "regenerate", "go_on", "compact"])
def test_without_a_turn_there_is_nothing_to_do(chats, what):
    with pytest.raises(UsageError):
        getattr(start(chats), what)()


def test_a_fork_leaves_the_original_alone(chats):
    session = start(chats, "1.", "2.")
    list(session.ask("a"))
    original = session.chat.id
    session.fork("Other")
    list(session.ask("b"))
    assert [t.user for t in chats.load(original).turns] == ["a"]
    assert [t.user for t in chats.load(session.chat.id).turns] == ["a", "b"]


def test_a_chat_is_resumed_with_its_own_system_prompt(chats):
    session = start(chats, "1.")
    session.set_system("Be a pirate.")
    list(session.ask("a"))
    resumed = start(chats, "2.", chat=chats.load(session.chat.id))
    list(resumed.ask("b"))
    assert [content for _, content in prompt(resumed)] == ["Be a pirate.", "a", "1.", "b"]


def test_leaving_saves_the_state_and_frees_the_model(chats):
    session = start(chats, "1.")
    list(session.ask("a"))
    session.close()
    assert (session.engine.saved_states, session.engine.closed) == (1, True)


def test_leaving_without_a_word_saves_nothing(chats):
    session = start(chats)
    session.close()
    assert (session.engine.saved_states, session.engine.closed) == (0, True)


WORDS = "word " * 30


def test_a_full_context_is_folded_and_announced(chats):
    replies = [f"{WORDS}answer {number}." for number in range(4)]
    session = start(chats, *replies[:3], "They counted.", replies[3], context=300, max_tokens=60)
    for number in range(3):
        list(session.ask(f"{WORDS}question {number}"))
    events = list(session.ask(f"{WORDS}question 3"))
    folding = next(e for e in events if isinstance(e, Folding))
    folded = next(e for e in events if isinstance(e, Folded))
    assert folding.turns == folded.turns == 2
    assert folded.by_model
    assert answer(events) == replies[3]
    # the summary is asked for at the end of what the model knows already
    assert prompt(session, 3)[:-1] == prompt(session, 2)[:5]
    told = prompt(session)
    assert told[0] == ("system", "Be pa.")
    assert "They counted." in told[1][1]
    assert [content for role, content in told if role == "user"][1:] == [
        f"{WORDS}question 2",
        f"{WORDS}question 3",
    ]
    # the log has all of it
    logged = chats.load(session.chat.id)
    assert [t.assistant for t in logged.turns] == replies
    assert (logged.summary, logged.folded) == ("They counted.", 2)


def test_folds_pile_up_in_a_long_chat_and_every_prompt_fits(chats):
    session = start(chats, context=200, max_tokens=40)
    session.engine.replies = [
        lambda request: (
            "a summary"
            if len(request.messages) > 1 and "Summarize everything" in request.messages[-1].content
            else "ok " * 20
        )
    ] * 200
    for number in range(40):
        list(session.ask(f"question {number} " + "x " * 25))
    assert len(chats.load(session.chat.id).turns) == 40
    for request in session.engine.requests:
        assert session.engine.count_tokens(request.messages) < 200


def test_a_message_that_is_too_big_alone_is_refused_and_not_logged(chats):
    session = start(chats, "1.", "2.", context=100, max_tokens=20)
    list(session.ask("a"))
    with pytest.raises(ContextOverflowError, match="context window"):
        session.ask("word " * 200)
    assert [t.user for t in chats.load(session.chat.id).turns] == ["a"]
    assert answer(session.ask("b")) == "2."


def test_a_turn_too_long_to_be_summarized_is_shortened_and_said_so(chats):
    session = start(chats, "long " * 160, "A summary.", "Fine.", context=240, max_tokens=60)
    list(session.ask("a " * 20))
    events = list(session.ask("b"))
    (folded,) = (e for e in events if isinstance(e, Folded))
    assert folded.shortened
    assert answer(events) == "Fine."
    assert chats.load(session.chat.id).turns[0].assistant == "long " * 160


def test_a_model_that_says_nothing_leaves_a_list_of_what_was_asked(chats):
    session = start(chats, "ok", "", "Fine.", context=120, max_tokens=30)
    list(session.ask("How tall is Ana? " + "x " * 70))
    (folded,) = (e for e in session.ask("b") if isinstance(e, Folded))
    assert not folded.by_model
    assert "I asked: How tall is Ana?" in session.chat.summary


def test_a_fold_that_is_stopped_changes_nothing(chats):
    stop = Reply("They", finish_reason="interrupted")
    session = start(chats, "ok", stop, context=120, max_tokens=30)
    list(session.ask("x " * 70))
    from pa_cli.core.errors import InterruptedByUserError

    with pytest.raises(InterruptedByUserError):
        list(session.ask("b"))
    logged = chats.load(session.chat.id)
    assert (logged.summary, [t.user for t in logged.turns][-1]) == ("", "b")


def test_a_summary_is_asked_for_in_the_language_of_the_chat(chats):
    session = start(chats, "好。", "好的。", "总结。")
    list(session.ask("请介绍一下船的保养。"))
    list(session.ask("船底的油漆多久刷一次？"))
    list(session.compact())
    assert "Chinese" in prompt(session)[-1][1]


def test_compacting_by_hand_keeps_the_last_turn_whole(chats):
    session = start(chats, "1.", "2.", "3.", "Summary.", "4.")
    for question in "abc":
        list(session.ask(question))
    (folded,) = (e for e in session.compact() if isinstance(e, Folded))
    assert folded.turns == 2
    list(session.ask("d"))
    assert [content for _, content in prompt(session)][2:] == ["Understood.", "c", "3.", "d"]


def test_after_undoing_down_to_the_fold_one_can_still_go_on(chats):
    session = start(chats, "1.", "2.", "3.", "Summary.", "4.")
    for question in "abc":
        list(session.ask(question))
    list(session.compact())
    session.undo(1)
    list(session.regenerate())
    assert [content for _, content in prompt(session)] == ["Be pa.", "a", "1.", "b"]


def test_without_a_log_nothing_is_written(chats, fresh_home):
    session = start(UnloggedChats(chats, Clock()), "1.", "2.", Reply("3", finish_reason="stop"))
    list(session.ask("a"))
    list(session.ask("b"))
    session.undo()
    session.rename("Hidden")
    session.fork()
    list(session.ask("c"))
    assert [content for _, content in prompt(session)] == ["Be pa.", "a", "1.", "c"]
    assert not (fresh_home / "data").exists()


def test_finished_is_remembered(chats):
    session = start(chats, "one two three")
    list(session.ask("a"))
    assert isinstance(session.last, Finished)
    assert session.spoken_tokens == 3
    assert session.prompt_tokens() > 0
