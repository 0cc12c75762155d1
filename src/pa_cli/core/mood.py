"""The tone of a message, and what an assistant does about it."""

from typing import Literal, get_args

Mood = Literal["neutral", "happy", "sad", "angry", "anxious", "tired"]
MOODS: tuple[Mood, ...] = get_args(Mood)

_HINTS: dict[Mood, str] = {
    "neutral": "",
    "happy": "Share the joy in a few words",
    "sad": "Begin with a few warm words of comfort",
    "angry": "Stay calm, do not argue, and come straight to what helps",
    "anxious": "Be calm and reassuring, one step at a time",
    "tired": "Be brief and easy to follow",
}


def mood_hint(mood: Mood) -> str:
    """The line that the model is told with a message in this mood; "" for nothing."""
    hint = _HINTS[mood]
    return f"[The user sounds {mood}. {hint}.]\n" if hint else ""
