"""What a line of a text denies or ties to a condition, and whether a sentence made of it says so.

"Pets may be kept only with the landlord's written consent" has all words of "pets may be kept",
and does not say it.
"""

import re

from pa_cli.core.question import CJK_LIGHT
from pa_cli.core.word_stems import telling_words

_NO_DENIAL = re.compile(
    r"\b(?:(?:do(?:es)? not|don['’]t|never) (?:forget|hesitate|worry)|not only|"
    r"not? (?:later|earlier|more|less|fewer|longer) than|"
    r"not? (?:forbidden|prohibited|banned|problem|doubt)|at no (?:cost|charge)|no\. ?\d)\b"
    r"|不(?:但|仅|只|超过|少于|晚于|早于|到|低于|高于|同|错|久|客气|禁止)|没有?(?:问题|关系)|无(?:线|论|名|限|花果)",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nor|neither|cannot|without|forbid\w*|forbad\w*|prohibit\w*|banned|excluded)\b|n['’]t\b"
    r"|[不未勿莫]|没|无(?!锡)|禁止|严禁|别(?=[动碰用让忘])",
    re.IGNORECASE,
)
_PERMISSION = re.compile(
    r"\b(?:allow\w*|permit\w*|permission|may|can|could|cannot|forbid\w*|forbidden|prohibit\w*|banned|welcome|consent|approv\w*|"
    r"entitled|free to|right to)\b|允许|可以|不得|不准|不许|准许|许可|同意|禁止|严禁|批准|[可能]",
    re.IGNORECASE,
)
_STRICT = re.compile(
    r"\b(?:only (?:with|if|when|after|on|in|for|by|at|from|until|to|during|as|where|upon)|unless|"
    r"except(?:ing|ion\w*)?|excluding|other than|but not|provided(?= that|,)|as long as|so long as|"
    r"subject to|on (?:the )?condition|conditional)\b"
    r"|除非|未经|未得|仅[限在能可供于]|只[有限能在可]|除.{1,12}(?:之?外|以外)|前提|为条件",
    re.IGNORECASE,
)
_FOR_SOME = re.compile(
    r"\b(?:free|open|available|valid|included|reduced|welcome) (?:of charge )?(?:for|to|from|until|on)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:consent|permission|approval|agreement of|authori[sz]ation)\b|(?:同意|许可|批准|准许|授权)",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\b(?:if|when|without|until|in case)\b|如果|倘若|若[是有非]|凡", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;，；、]|\bbut\b|\band\b|但是?|而且", re.IGNORECASE)
_LEAST_SAID = 0.5
_LEAST_SHARED = 0.6


def is_denied(text: str) -> bool:
    """Whether `text` says that something is not so."""
    return _DENIAL.search(_NO_DENIAL.sub(" ", text)) is not None


def speaks_of_permission(text: str) -> bool:
    """Whether `text` says what may be done, or may not."""
    return _PERMISSION.search(text) is not None


def without_permission(words: frozenset[str]) -> frozenset[str]:
    """`words` without those that say that something may be done, and pairs that only join words."""
    return frozenset(
        word for word in words if not _PERMISSION.fullmatch(word) and not CJK_LIGHT & set(word)
    )


def withholds(
    sentence: str, line: str, *, has_facts: bool, before: str = "", is_bare_no: bool = False
) -> bool:
    """Whether `sentence` leaves out that `line`, of which it is made, denies it or sets a condition.

    Args:
        sentence: What an answer says.
        line: The sentence of a text that has its words.
        has_facts: It gives a figure or a name: what is said around that in the text ("if it comes
            back, call 0176 4429") seldom changes it, unless it is an exception.
        before: What the answer has said already: the condition may stand there.
        is_bare_no: `sentence` is the question after a mere "no": it says no condition.
    """
    if condition := _condition_of(line, has_facts=has_facts):
        said = before if is_bare_no else f"{before} {sentence}"
        return not _says_condition(said, condition)
    if has_facts:
        return False
    return is_denied(sentence) != is_denied(_closest_clause(sentence, line))


def _condition_of(line: str, *, has_facts: bool) -> str:
    """From where on `line` sets a condition; "" when it sets none."""
    kinds = (_STRICT,) if has_facts else (_STRICT, _CONSENT, _LOOSE)
    found = [match.start() for kind in kinds if (match := kind.search(line))]
    if not has_facts and (for_some := _FOR_SOME.search(line)):
        found.append(for_some.end())
    if not found:
        return ""
    condition = line[min(found) :]
    return _CLAUSE.split(condition)[0] if min(found) == 0 else condition


def _says_condition(sentence: str, condition: str) -> bool:
    if _CONSENT.search(condition):
        return _CONSENT.search(sentence) is not None
    if any(kind.search(sentence) for kind in (_STRICT, _LOOSE)):
        return True
    words, said = telling_words(condition), telling_words(sentence)
    shared = len(words & said)
    if not said:
        return False
    # a sentence may be all about what the condition names: "by bank transfer"
    return shared >= _LEAST_SAID * min(len(words), len(said))


def denies(line: str, sentence: str) -> bool:
    """Whether `line` says that what `sentence` says is not so; it has most of its words."""
    words = {word for word in telling_words(sentence) if not word[0].isdigit()}
    if len(words & telling_words(line)) < _LEAST_SHARED * len(words):
        return False
    return is_denied(_closest_clause(sentence, line)) and not is_denied(sentence)


def _closest_clause(sentence: str, line: str) -> str:
    said = telling_words(sentence)
    clauses = [clause for clause in _CLAUSE.split(line) if clause.strip()]
    return max(clauses, key=lambda clause: len(said & telling_words(clause)), default=line)
