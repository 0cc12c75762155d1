"""Marking answers as good or bad, and what became of that."""

import os
from collections.abc import Callable, Sequence

from pa_cli.core.conversation import Chat, Turn
from pa_cli.core.errors import StorageError, UsageError
from pa_cli.core.feedback import Feedback, Verdict, choose_examples, example_note
from pa_cli.core.grounding import Grounding, Source
from pa_cli.core.memory_item import Origin
from pa_cli.core.memory_ports import RecordStore
from pa_cli.core.short_id import short_id
from pa_cli.services.kept_records import KeptRecords


class FeedbackService(KeptRecords[Feedback]):
    """What can be done with the user's judgement of answers; see `KeptRecords`."""

    kind = "feedback"
    noun = "marked answer"
    list_command = "pa memory feedback list"

    def mark(self, verdict: Verdict, chat: Chat, why: str = "") -> Feedback:
        """Keep what the user thinks of the last answer of `chat`, in the place of what they thought.

        Raises:
            UsageError: There is no answer, or code gave it.
        """
        turn = next((turn for turn in reversed(chat.turns) if turn.assistant), None)
        if turn is None:
            raise UsageError("There is no answer yet.")
        if not turn.model:
            raise UsageError("The last answer is not a model's: there is nothing to learn from it.")
        origin = Origin(chat.id, turn.id)
        with self._store.locked():
            before = next((one for one in self._store.read() if one.origin == origin), None)
            one = Feedback(
                id=before.id if before else short_id(os.urandom(8)),
                verdict=verdict,
                question=turn.user,
                answer=turn.assistant,
                why=" ".join(why.split()),
                origin=origin,
                model=turn.model,
                created=self._now().replace(microsecond=0),
            )
            self._store.change(
                f"Marked the answer to {one.title!r} as {verdict}",
                add=[] if before else [one],
                replace=[one] if before else [],
            )
        return one

    def list(self, verdict: Verdict | None = None) -> Sequence[Feedback]:
        """All judgements, or the good or bad ones; the oldest first."""
        return [one for one in self._store.read() if verdict in (None, one.verdict)]

    def words_of(self, record: Feedback) -> str:
        """The question that was answered."""
        return record.question

    def remove(self, marked: Sequence[Feedback]) -> None:
        """Take judgements out, as one change.

        Raises:
            ConflictError: One is not there any more; nothing was changed.
        """
        named = repr(marked[0].title) if len(marked) == 1 else f"{len(marked)} answers"
        self._store.change(f"Took the mark off {named}", remove=marked)


class ExampleInformant:
    """Tells the model of answers to similar requests that the user liked, or did not.

    Args:
        store: The judgements.
        notice: Gets a sentence when their file is broken: the question is answered without them.
    """

    def __init__(
        self, store: RecordStore[Feedback], notice: Callable[[str], None] = lambda _: None
    ) -> None:
        self._store = store
        self._notice = notice

    def inform(self, question: str, earlier: Sequence[Turn]) -> Grounding:
        """The examples that fit `question`; nothing when none is similar enough."""
        try:
            marked = self._store.read()
        except StorageError as error:
            self._notice(f"Answered without your marked answers. {error.message} {error.hint}")
            return Grounding()
        chosen = choose_examples(question, marked, earlier)
        notes = [example_note(one) for one in chosen]
        sources = tuple(
            Source("memory", one.title, ref=one.id, path=str(self._store.path), text=note)
            for one, note in zip(chosen, notes, strict=True)
        )
        return Grounding("".join(notes), sources)
