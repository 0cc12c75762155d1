"""Messages that put right what was said before: small models overlook them when asked later."""

import re
from collections.abc import Sequence

_LONGEST = 100
_NEAR = 6
_CORRECTS = re.compile(
    r"\W*(?:no|nope|sorry|actually|correction|i meant|wait|oops|my mistake|i was wrong)\b[\s,.:;!-]*\S"
    r"|(?:不对|不是|不，|说错|错了|更正|纠正|记错|应该是)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[?？]\s*$|^\W*(?:what|who|when|where|why|how|which|is|are|do|does|did|can|could|should|would|"
    r"tell|give|suggest|write|show|explain|help|recommend)\b|吗|什么|怎么|为什么|哪|谁|多少|几|推荐|帮我|请",
    re.IGNORECASE,
)


def corrected_by(message: str, earlier: Sequence[str]) -> str:
    """The statement that `message` corrects, "" when it corrects none.

    Args:
        message: What the user says.
        earlier: What they said before, oldest first.
    """
    if len(message) > _LONGEST or _ASKS.search(message) or not _CORRECTS.match(message):
        return ""
    for said in reversed(earlier[-_NEAR:]):
        if len(said) <= _LONGEST and not (_ASKS.search(said) or _CORRECTS.match(said)):
            return said
    return ""
