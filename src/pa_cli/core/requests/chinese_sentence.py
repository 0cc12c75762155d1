"""A Chinese request as rules look at it: simplified, without politeness."""

from functools import cache, cached_property

from pa_cli.core.dates.lexer import fold
from pa_cli.core.dates.parse import parse
from pa_cli.core.dates.result import DateReading
from pa_cli.core.requests.sentence import ANY_MOMENT, compiled

# One character for one, so that places stay those of the user's text.
_SIMPLE = str.maketrans(
    "刪購買麼筆議約聽燈氣電話寫關醫練習動飯課場發郵訂辦務項標劃計還見戶訊語學歷號區換萬億節聖誕閏農倫紐東調變為給將讓別掛"
    "裏裡曆單記醒藥書週幾點鐘鬧鈴會設請幫樂視聞車體檢師機場員訪問題願買賣費賬帳戶銀貨錢證說讀寬雞魚麵麥菜隊賽園樓門窗價導遊"
    "條們個對開連繫絡複製產業專業務實現經營準備檔資料夾續備註臺灣達勞溫陰陽歲輛舊該無樣總統聲響彈鋼琴詞典翻譯歡慶離",
    "删购买么笔议约听灯气电话写关医练习动饭课场发邮订办务项标划计还见户讯语学历号区换万亿节圣诞闰农伦纽东调变为给将让别挂"
    "里里历单记醒药书周几点钟闹铃会设请帮乐视闻车体检师机场员访问题愿买卖费账账户银货钱证说读宽鸡鱼面麦菜队赛园楼门窗价导游"
    "条们个对开连系络复制产业专业务实现经营准备档资料夹续备注台湾达劳温阴阳岁辆旧该无样总统声响弹钢琴词典翻译欢庆离",
)
_POLITE = (
    r"^(?:请问|请你|请|麻烦你|麻烦|劳驾|帮我|帮忙|帮|给我|替我|为我|能不能|可不可以|可以|你能|"
    r"你可以|您能|能否|能|我想要|我想|我要|我得|我需要"
    r"(?=把|在|给|加|添|设|取|删|知道|看|查|安排|记)|嘿|喂|你好|您好|嗨|小助手|助手|那个|嗯|"
    r"那|就|顺便|然后|再|还有|另外|并且|并|也|好的|好|现在请"
    r"|告诉我|知道|一下|[\s,，。、!！])+(?=[^\s，。！？?!])"
)
_POLITE_END = r"(?:[\s,，。.!！~]|谢谢你?|谢啦|好吗|可以吗|行吗|好不好|行不行|吧|啊|呀|哦|哈)+$"


def simplify(text: str) -> str:
    """`text` in the characters and signs that rules are written in, as long as it was."""
    return fold(text).translate(_SIMPLE).lower()


def unglued(text: str) -> str:
    """`text` with spaces for the 一下 of 看一下下周, which is not 下下周."""
    return text.replace("一下下", "  下")


class ChineseSentence:
    """A request in Chinese.

    Attributes:
        text: As it was written, without the politeness around it.
        folded: The same in simplified characters, as long as it was.
        asked: It ends with a question mark.
    """

    def __init__(self, text: str) -> None:
        folded = simplify(text)
        lead = compiled(_POLITE).match(folded)
        start = lead.end() if lead else 0
        while lead and folded[start:].startswith(("吗", "在")) and folded[start - 1] == "好":
            start -= 1
        tail = compiled(_POLITE_END).search(folded, start)
        end = tail.start() if tail and tail.start() > start else len(text)
        self.asked = "?" in folded
        self.text = text[start:end]
        self.folded = folded[start:end]
        self.all_folded = folded

    def says(self, pattern: str) -> bool:
        """Whether `pattern` is found in it."""
        return bool(compiled(_spoken(pattern)).search(self.folded))

    def all_says(self, pattern: str) -> bool:
        """Whether `pattern` is found in it, politeness included."""
        return bool(compiled(_spoken(pattern)).search(self.all_folded.strip()))

    @cached_property
    def reading(self) -> DateReading:
        """The words of date and time in it; of the date itself nothing is to be believed."""
        return parse(unglued(self.text), ANY_MOMENT)

    @property
    def dated(self) -> bool:
        """Whether it says when."""
        return self.reading.start is not None

    @property
    def timed(self) -> bool:
        """Whether it says a time of the day."""
        return self.dated and not self.reading.all_day


@cache
def _spoken(pattern: str) -> str:
    """`pattern` that takes 啥 for 什么 and 咋 for 怎么, as people say them."""
    return pattern.replace("什么", "(?:什么|啥)").replace("怎么", "(?:怎么|咋)")
