"""What the model is told with a question of `pa ask`: the turns before it, the time, what is known."""

from collections.abc import Callable, Sequence
from datetime import datetime

from pa_cli.core.conversation import Turn
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.grounding import Grounding, Informant, gather
from pa_cli.services.answers import Question
from pa_cli.services.prompts import chat_messages, time_note


class QuestionPrompt:
    """Puts prompts together.

    Args:
        now: The clock.
        informants: Know what helps to answer; what they say goes before the question.
        system: System prompt of questions and chats that have none of their own.
    """

    def __init__(
        self, now: Callable[[], datetime], informants: Sequence[Informant], system: str
    ) -> None:
        self._now = now
        self._informants = informants
        self._system = system

    def time_note(self) -> str:
        """What time it is, as the model is told."""
        return time_note(self._now())

    def ground(self, question: Question) -> Grounding:
        """What the informants know that helps to answer."""
        chat = question.chat
        # a turn that was folded, or never answered, is not in the prompt
        earlier = [t for t in chat.turns[chat.folded :] if t.assistant] if chat else []
        return gather(self._informants, question.instruction, earlier)

    def context(self, question: Question, grounding: Grounding) -> str:
        """What is told before the question: the time, unless data is to be read out of a text.

        Small models otherwise take today for any date that they are to find: of three dates in
        texts Qwen2.5-Coder-0.5B copied one with the time in its prompt, two without.
        """
        if question.grammar and question.document:
            return grounding.text
        return self.time_note() + grounding.text

    def request(self, question: Question, context: str) -> GenerationRequest:
        """All that the model is given, with `context` before the question."""
        chat = question.chat
        system = question.system or (chat.system if chat else "") or self._system
        earlier = chat.turns[chat.folded :] if chat else ()
        answered = tuple(turn for turn in earlier if turn.assistant)
        asked = "\n\n".join(part for part in (question.text, question.guide) if part)
        turns = (*answered, Turn(id=0, user=asked, context=context))
        return GenerationRequest(
            chat_messages(system=system, turns=turns, summary=chat.summary if chat else ""),
            sampling=question.sampling,
            grammar=question.grammar,
            json_schema=question.json_schema,
            thinking=question.thinking,
        )
