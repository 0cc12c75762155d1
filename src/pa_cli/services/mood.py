"""Noticing the tone of a message before it is answered; kept nowhere."""

from collections.abc import Callable, Sequence

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.grammar import labels_grammar
from pa_cli.core.mood import MOODS, Mood, mood_hint
from pa_cli.core.sampling import Sampling
from pa_cli.services.prompts import load_prompt

_MOST_CHARACTERS = 500
_MOST_TOKENS = 6


class MoodReader:
    """Reads the tone of messages with the model that answers them.

    Args:
        is_wanted: Whether the user wants that; asked each time.
    """

    def __init__(self, is_wanted: Callable[[], bool]) -> None:
        self._is_wanted = is_wanted
        self.last: Mood | None = None

    def hint(self, engine: Engine, before: Sequence[Message], text: str) -> str:
        """What the model is told of the tone of `text`, "" for nothing.

        Args:
            engine: The model.
            before: The prompt of the chat up to `text`: it is evaluated already, and stays so.
            text: What the user says; of a long text the end tells the tone.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        self.last = None
        if not self._is_wanted():
            return ""
        asked = load_prompt("mood").replace("{message}", text[-_MOST_CHARACTERS:])
        request = GenerationRequest(
            [*before, Message("user", asked)],
            sampling=Sampling(temperature=0.0, max_tokens=_MOST_TOKENS),
            grammar=labels_grammar(MOODS),
            thinking=False,
        )
        said = ""
        for event in engine.generate(request):
            if isinstance(event, TextDelta):
                said += event.text
            elif isinstance(event, Finished) and event.finish_reason == "interrupted":
                raise InterruptedByUserError("Interrupted. To have it answered: /regen")
        mood: Mood = next((one for one in MOODS if one == said.strip()), "neutral")
        self.last = mood
        return mood_hint(mood, text)
