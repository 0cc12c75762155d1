"""Text to tokens, and the cursor that grammars share."""

import re
from datetime import date, datetime
from typing import NamedTuple

from pa_cli.core.dates.options import DateOptions

# One character for one character, so that offsets stay those of the user's text: full width to
# half width, typographic marks to plain ones, traditional Chinese date words to simplified.
_FOLD = {0xFF01 + n: 0x21 + n for n in range(94)} | str.maketrans(
    "\u3000\u00a0\u2019\u2018\u2010\u2011\u2012\u2013\u2014\u2212\uff5e\u301c"
    "週點號後個兩時鐘禮開間現這從過隔歲幾農曆晝處內連續該當於無麼嗎們請幫記單會"
    "設鬧鈴節陽閏臘陰國慶聖誕兒婦師勞動復親黨軍樹萬雙",
    "  ''------~~周点号后个两时钟礼开间现这从过隔岁几农历昼处内连续该当于无么吗们请帮记单会"
    "设闹铃节阳闰腊阴国庆圣诞儿妇师劳动复亲党军树万双",
)
_TOKEN = re.compile(r"[0-9]+|[^\W\d_\u2e80-\uffff]+|\S")
_MOST_DIGITS = 6
FIRST_CHINESE = "\u3005"


class Token(NamedTuple):
    """One token: a run of digits, a word, one Chinese character, or one other sign."""

    low: str
    text: str
    start: int
    end: int
    value: int
    spaced: bool


NOTHING = Token("", "", -1, -1, value=-1, spaced=True)


def fold(text: str) -> str:
    """`text` in plain characters, as long as it was."""
    return text.translate(_FOLD)


def tokenize(text: str) -> list[Token]:
    """The tokens of folded `text`."""
    tokens: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        raw = match[0]
        digits = raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS
        tokens.append(
            Token(
                raw.lower(),
                raw,
                match.start(),
                match.end(),
                int(raw) if digits else -1,
                match.start() > last or not tokens,
            )
        )
        last = match.end()
    return tokens


class Reader:
    """The tokens of a text together with what their meaning depends on."""

    def __init__(self, tokens: list[Token], now: datetime, options: DateOptions) -> None:
        self.tokens = tokens
        self.now = now
        self.options = options
        self.past = False
        self.chinese = any(token.text >= FIRST_CHINESE for token in tokens)

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now.date()

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else NOTHING

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, index: int) -> str:
        """The token in lower case; "" beyond the ends."""
        return self[index].low

    def phrase(self, index: int, words: str) -> int:
        """The index after the space-separated `words`, or 0 when they do not stand at `index`."""
        for word in words.split():
            if self[index].low != word:
                return 0
            index += 1
        return index

    def any_phrase(self, index: int, *phrases: str) -> int:
        """The index after the first of `phrases` that stands at `index`, or 0."""
        for words in phrases:
            if end := self.phrase(index, words):
                return end
        return 0

    def shape(self, index: int, *separators: str) -> tuple[int, ...]:
        """The numbers of `1:2` or `1/2/3` written without spaces; empty when it is not there."""
        values = [self[index].value]
        for place, separator in enumerate(separators):
            sign, number = self[index + 1 + 2 * place], self[index + 2 + 2 * place]
            if sign.low != separator or sign.spaced or number.spaced:
                return ()
            values.append(number.value)
        return tuple(values) if min(values) >= 0 else ()
