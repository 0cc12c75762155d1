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


_CHINESE_HINTS: dict[Mood, str] = {
    "neutral": "",
    "happy": "[用户听起来很开心。先用几个字分享这份喜悦。]\n",
    "sad": "[用户听起来很难过。先用中文温暖地安慰几句。]\n",
    "angry": "[用户听起来很生气。保持平静，不要争辩，直接说有用的。]\n",
    "anxious": "[用户听起来很焦虑。平静地安抚，一步一步来。]\n",
    "tired": "[用户听起来很累。回答要简短易懂。]\n",
}


def mood_hint(mood: Mood, text: str = "") -> str:
    """The line that the model is told with a message in this mood; "" for nothing.

    Args:
        mood: The mood.
        text: The message; the line is in its language, for small models answer in that of the line.
    """
    if any("\u4e00" <= character <= "\u9fff" for character in text):
        return _CHINESE_HINTS[mood]
    hint = _HINTS[mood]
    return f"[The user sounds {mood}. {hint}.]\n" if hint else ""
