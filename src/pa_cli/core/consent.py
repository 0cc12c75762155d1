"""How a change is agreed to: the question's choices, and what people answer."""

from typing import Literal

from pa_cli.core.voice import ENGLISH, Voice

Consent = Literal["yes", "no", "edit"]

_ANSWERS: dict[Consent, frozenset[str]] = {
    "yes": frozenset({"y", "yes", "ok", "okay", "sure", "是", "是的", "好", "好的", "对", "可以", "确定", "行"}),
    "no": frozenset({"", "n", "no", "不", "不要", "不用", "否", "取消", "算了"}),
    "edit": frozenset({"e", "edit", "改", "修改"}),
}  # fmt: skip


def read_consent(answer: str) -> Consent | None:
    """What an answer decides; None when it is not clear. Nothing at all means no."""
    said = answer.strip().lower().rstrip(".!。！")
    return next((what for what, words in _ANSWERS.items() if said in words), None)


def consent_choices(voice: Voice = ENGLISH, *, edits: bool = False) -> str:
    """What stands behind the question: [y]es [n]o [e]dit."""
    offered = voice.pick("[y]es [n]o", "[y]是 [n]否")
    return f"{offered}{voice.pick(' [e]dit', ' [e]修改') if edits else ''}: "


def unclear_consent(voice: Voice = ENGLISH, *, edits: bool = False) -> str:
    """What is said when an answer was none of the choices."""
    if edits:
        return voice.pick("Please answer y, n or e.", "请回答 y、n 或 e。")
    return voice.pick("Please answer y or n.", "请回答 y 或 n。")


def nothing_done(voice: Voice = ENGLISH) -> str:
    """What is said after a no."""
    return voice.pick("Nothing done.", "什么都没做。")
