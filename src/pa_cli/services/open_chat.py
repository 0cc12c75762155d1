"""A chat that is open: its log, the model that it is held with, its prompt, and the room that is left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pa_cli.core.chat_events import ChatEvent, Folded, Folding
from pa_cli.core.conversation import Chat, Message, Turn
from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import ContextOverflowError, UsageError
from pa_cli.core.ports import ChatStore
from pa_cli.core.sampling import Sampling
from pa_cli.services.folding import Fold, answer_room, least_room, plan_fold, run_fold
from pa_cli.services.prompts import chat_messages

if TYPE_CHECKING:
    from pa_cli.core.events import Finished


@dataclass(slots=True)
class ChatWishes:
    """How the next answer is made; may be changed between turns.

    Attributes:
        system: System prompt of chats that have none of their own.
        sampling: How tokens are chosen.
        thinking: True asks a thinking model for its reasoning, False against it.
    """

    system: str
    sampling: Sampling
    thinking: bool | None = None


class OpenChat:
    """One chat with one engine; both can be changed while it lasts.

    Args:
        chats: The log.
        engine: The model.
        wishes: How answers are made.
        chat: The chat to go on with; None starts a new one.

    Attributes:
        last: How the last answer of the model ended, None for one by code.
    """

    def __init__(
        self, chats: ChatStore, engine: Engine, wishes: ChatWishes, chat: Chat | None = None
    ) -> None:
        self._chats = chats
        self._hints: dict[tuple[str, int], str] = {}
        self._has_new_state = False
        self.engine = engine
        self.wishes = wishes
        self.chat = chat or chats.create()
        self.last: Finished | None = None

    @property
    def system(self) -> str:
        """The system prompt that counts."""
        return self.chat.system or self.wishes.system

    def prompt_tokens(self) -> int:
        """Tokens that the chat fills of the context window now."""
        return self.engine.count_tokens(self._messages()) if self._live_turns() else 0

    def start_new(self) -> None:
        """Leave this chat and start a new one with the same system prompt."""
        self.switch_to(self._chats.create(system=self.chat.system))

    def switch_to(self, chat: Chat) -> None:
        """Go on with `chat`; the state of this one is kept."""
        self._save_state()
        self.chat = chat

    def load(self, chat_id: str) -> None:
        """Go on with another chat; see `ChatStore.load`."""
        self.switch_to(self._chats.load(chat_id))

    def fork(self, title: str = "") -> None:
        """Go on in a copy of this chat; the original stays as it is."""
        self.chat = self._chats.fork(self.chat, title=title)

    def rename(self, title: str) -> None:
        """Give the chat a title."""
        self.chat = self._chats.rename(self.chat, title)

    def set_system(self, text: str) -> None:
        """Give the chat a system prompt of its own; "" goes back to the default."""
        self.chat = self._chats.set_system(self.chat, text)

    @property
    def was_by_code(self) -> bool:
        """Whether the last answer needed no model."""
        turns = self.chat.turns
        return bool(turns) and bool(turns[-1].assistant) and not turns[-1].model

    def undo(self, count: int = 1) -> tuple[Turn, ...]:
        """Take the last `count` turns back; returns them, oldest first.

        Raises:
            UsageError: There is nothing to take back.
        """
        self._last_turn()
        gone = self.chat.turns[-count:]
        self.chat = self._chats.undo(self.chat, count)
        return gone

    def correct_answer(self, text: str) -> None:
        """Put `text` in the place of the last answer."""
        turn = self._last_turn()
        self.chat = self._chats.add_assistant(
            self.chat, text, model=turn.model, reasoning=turn.reasoning
        )

    def advise(self, hint: str) -> None:
        """Tell the model `hint` when it answers the last turn again; kept nowhere."""
        self._hints[self.chat.id, self._last_turn().id] = hint

    def compact(self) -> Iterator[ChatEvent]:
        """Fold all turns but the last into a summary.

        Raises:
            UsageError: There is nothing to fold.
        """
        turns = self._live_turns()[:-1]
        if not turns:
            raise UsageError("There is nothing to fold yet: one turn always stays whole.")
        return self._fold(len(turns))

    def close(self) -> None:
        """Keep the state of the chat, so that it is resumed at once, and free the model."""
        try:
            self._save_state()
        finally:
            self.engine.close()

    def use_engine(self, engine: Engine) -> None:
        """Let another model answer from here on; the one before has been closed."""
        self.engine = engine
        self._has_new_state = False
        self.last = None

    def _save_state(self) -> None:
        self._keep_state()
        self.last = None

    def _keep_state(self) -> None:
        if self._has_new_state:
            self.engine.save_state()
        self._has_new_state = False

    def _last_turn(self) -> Turn:
        if not self.chat.turns:
            raise UsageError("There is no turn yet: ask something first.")
        if self.chat.folded >= len(self.chat.turns):
            self.chat = self._chats.fold(self.chat, "", 0)
        return self.chat.turns[-1]

    def _live_turns(self) -> tuple[Turn, ...]:
        """The turns that stand whole in the prompt: not folded, and answered but for the last."""
        turns = self.chat.turns[self.chat.folded :]
        return (*(turn for turn in turns[:-1] if turn.assistant), *turns[-1:])

    def _messages(self, begun: str | None = None) -> list[Message]:
        """The prompt; with `begun` it ends with the beginning of an answer, "" for none."""
        turns = tuple(
            replace(turn, context=self._hints.get((self.chat.id, turn.id), "") + turn.context)
            for turn in self._live_turns()
        )
        if begun is not None:
            turns = (*turns[:-1], replace(turns[-1], assistant=begun))
        return chat_messages(system=self.system, turns=turns, summary=self.chat.summary)

    def _check_alone(self, turn: Turn) -> None:
        alone = chat_messages(system=self.system, turns=[turn])
        self._check_fit(self.engine.count_tokens(alone))

    def _check_fit(self, needed: int) -> None:
        limit = self.engine.context_limit
        if needed + least_room(self.engine) > limit:
            raise ContextOverflowError(
                f"This message makes a prompt of {needed:,} tokens; the context window of "
                f"{self.engine.model_name} is {limit:,}, and the answer needs room too.",
                needed=needed,
                available=limit,
                hint="Send less of it at once, or start the chat with a larger --context.",
            )

    def _make_room(self, begun: str) -> Iterator[ChatEvent]:
        """Fold older turns until prompt and answer fit; the last turn always stays whole."""
        limit, room = self.engine.context_limit, answer_room(self.engine, self.wishes.sampling)
        while self.engine.count_tokens(self._messages(begun)) + room > limit:
            older = self._live_turns()[:-1]
            if not older:
                self._check_fit(self.engine.count_tokens(self._messages(begun)))
                break
            last = replace(self.chat.turns[-1], assistant=begun)
            base = self.engine.count_tokens(chat_messages(system=self.system, turns=[last]))
            yield from self._fold(plan_fold(self.engine, older, base))

    def _fold(self, count: int) -> Iterator[ChatEvent]:
        turns = self._live_turns()[:-1]
        fold = Fold(count)
        yield Folding(count)
        yield from run_fold(
            self.engine, fold, system=self.system, summary=self.chat.summary, turns=turns
        )
        through = turns[fold.turns - 1].id
        folded = sum(1 for turn in self.chat.turns if turn.id <= through)
        self.chat = self._chats.fold(self.chat, fold.summary.strip(), folded)
        yield Folded(
            turns=folded,
            tokens=self.prompt_tokens(),
            shortened=fold.shortened,
            by_model=fold.by_model,
        )
