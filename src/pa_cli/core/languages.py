"""Languages: told apart by script and by their commonest words, and named for a model."""

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a model is told of it.

    Attributes:
        code: ISO 639 code, with the script where a language has two; "" when it is unknown.
        name: English name, and its own where that steers a model better.
        counts_characters: Lengths are given in characters, not in words.
    """

    code: str
    name: str
    counts_characters: bool = False

    @property
    def plain_name(self) -> str:
        """Its English name alone."""
        return self.name.partition(" (")[0]


UNKNOWN = Language("", "the language of the text")
ENGLISH = Language("en", "English")
_SIMPLIFIED = Language("zh", "Simplified Chinese (简体中文)", counts_characters=True)
_TRADITIONAL = Language("zh-Hant", "Traditional Chinese (繁體中文)", counts_characters=True)
_JAPANESE = Language("ja", "Japanese (日本語)", counts_characters=True)

LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    _SIMPLIFIED,
    _TRADITIONAL,
    _JAPANESE,
    Language("ko", "Korean (한국어)"),
    Language("es", "Spanish (español)"),
    Language("fr", "French (français)"),
    Language("de", "German (Deutsch)"),
    Language("it", "Italian (italiano)"),
    Language("pt", "Portuguese (português)"),
    Language("nl", "Dutch (Nederlands)"),
    Language("ru", "Russian (русский)"),
    Language("uk", "Ukrainian (українська)"),
    Language("pl", "Polish (polski)"),
    Language("sv", "Swedish (svenska)"),
    Language("da", "Danish (dansk)"),
    Language("tr", "Turkish (Türkçe)"),
    Language("ar", "Arabic (العربية)"),
    Language("he", "Hebrew (עברית)"),
    Language("el", "Greek (ελληνικά)"),
    Language("hi", "Hindi (हिन्दी)"),
    Language("th", "Thai (ไทย)"),
    Language("vi", "Vietnamese (tiếng Việt)"),
    Language("id", "Indonesian (Bahasa Indonesia)"),
)
_BY_CODE = {language.code.lower(): language for language in LANGUAGES}
_ALIASES = {
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "zh-cn": "zh",
    "zh-hans": "zh",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "繁体中文": "zh-hant",
    "日文": "ja",
    "英文": "en",
    "英语": "en",
    "castellano": "es",
}

_SCRIPTS = {
    "han": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "kana": "\u3041-\u30ff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "cyrillic": "\u0400-\u04ff",
    "ar": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}
_PATTERNS = {name: re.compile(f"[{ranges}]") for name, ranges in _SCRIPTS.items()}
# A character of these scripts says as much as several letters.
_WEIGHTS = {"han": 3, "kana": 2, "ko": 2}

_COMMON_WORDS = {
    "en": "the and of to is that it was for with are this be have not from they",
    "es": "el la los las de que y en un una es por con para no se del más",
    "fr": "le la les des de et est un une que dans pour qui sur pas du avec il",
    "de": "der die das und ist nicht ein eine zu den mit von auf für im dem sich",
    "it": "il lo gli di che e un una per con non è della sono le del nel",
    "pt": "o os as de que e um uma para com não em do da é no na por",
    "nl": "de het een van en is dat niet op te met voor zijn aan er",
    "pl": "i w na z do nie że się jest to po jak od dla przez",
    "sv": "och att det som en på är av för med den till inte ett om",
    "da": "og at det som en på er af for med den til ikke et om",
    "tr": "ve bir bu için ile de da olarak daha çok ne gibi olan",
    "vi": "và của là có không được trong cho một các những với",
    "id": "yang dan di dari untuk dengan ini itu tidak pada adalah akan",
}
_WORD_SETS = {code: frozenset(words.split()) for code, words in _COMMON_WORDS.items()}
_ENOUGH_LETTERS = 60
_FEWEST_WORDS = 4
_TRADITIONAL_ONLY = frozenset("們這個來時國說對會過後為與發問學經開關還沒點應當實現")
_SIMPLIFIED_ONLY = (
    frozenset("们这个来时国说对会过后为与发问学经开关还没点应当实现") - _TRADITIONAL_ONLY
)


def detect_language(text: str) -> Language:
    """The language that most of `text` is written in; `UNKNOWN` when nothing tells."""
    counts = _weights(text)
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0:
        return UNKNOWN
    if script in {"han", "kana"}:
        return _east_asian(text, counts)
    if script == "cyrillic":
        return _BY_CODE["uk" if re.search("[іїєґ]", text) else "ru"]
    return _latin(text) if script == "latin" else _BY_CODE[script]


def weight_of(text: str) -> int:
    """How much `text` says, in letters; comparable between scripts."""
    return sum(_weights(text).values())


def _weights(text: str) -> dict[str, int]:
    return {
        script: len(pattern.findall(text)) * _WEIGHTS.get(script, 1)
        for script, pattern in _PATTERNS.items()
    }


def common_word_share(text: str) -> float:
    """How many of the words of `text` are commonest words of its language; 1 for other letters than Latin.

    Code and lists of names have few; of less than four words nothing can be told, which is 0.
    """
    counts = _weights(text)
    if 2 * counts["latin"] < sum(counts.values()):
        return 1.0
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    if words.total() < _FEWEST_WORDS:
        return 0.0
    return max(sum(words[w] for w in known) for known in _WORD_SETS.values()) / words.total()


def common_words(text: str) -> frozenset[str]:
    """The commonest words of the language that `text` is written in; none for one that we have none of."""
    return _WORD_SETS.get(detect_language(text).code, frozenset())


def clear_language(text: str) -> Language:
    """`detect_language` where there is enough text to be sure of it, else `UNKNOWN`."""
    found = detect_language(text)
    is_told_by_letters = found.code not in _WORD_SETS
    return found if is_told_by_letters or len(text) >= _ENOUGH_LETTERS else UNKNOWN


def listed_languages(words: str) -> tuple[Language, ...]:
    """The languages of a list of codes; none for words that leave it open, such as "en and others"."""
    found = [_BY_CODE.get(word) for word in words.split()]
    return tuple(filter(None, found)) if all(found) else ()


def knows(languages: Sequence[Language], language: Language) -> bool:
    """Whether `language` is among `languages`; a language that nobody could tell always is."""
    codes = {known.code.partition("-")[0] for known in languages}
    return not language.code or language.code.partition("-")[0] in codes


def find_language(word: str) -> Language:
    """The language called `word`: a code, a name in English or its own; other words stand as given."""
    wanted = word.strip().lower().replace("_", "-")
    wanted = _ALIASES.get(wanted, wanted)
    for language in LANGUAGES:
        names = re.split(r"[()]", language.name.lower())
        if wanted in {
            language.code.lower(),
            language.name.lower(),
            *(name.strip() for name in names if name.strip()),
        }:
            return language
    return _BY_CODE.get(wanted.partition("-")[0]) or Language("", word.strip())


def nearest_language(word: str) -> str:
    """The language whose name is written nearly like `word`, "" for none."""
    names = [language.plain_name for language in LANGUAGES]
    return next(iter(difflib.get_close_matches(word.strip().capitalize(), names, n=1)), "")


def _east_asian(text: str, counts: dict[str, int]) -> Language:
    if counts["kana"] * 10 > counts["han"]:
        return _JAPANESE
    characters = Counter(text)
    traditional = sum(characters[c] for c in _TRADITIONAL_ONLY)
    simplified = sum(characters[c] for c in _SIMPLIFIED_ONLY)
    return _TRADITIONAL if traditional > simplified else _SIMPLIFIED


def _latin(text: str) -> Language:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    hits = {code: sum(words[w] for w in known) for code, known in _WORD_SETS.items()}
    best = max(hits, key=lambda code: hits[code])
    return _BY_CODE[best] if hits[best] else UNKNOWN
