"""The ways in which people say in a meeting what they decide, what they will do, and what stays open."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """Those of one language.

    Attributes:
        open: Something is put off, or not known yet.
        vote: A vote, or its outcome; `only` when the sentence says nothing else.
        past: It was so at another time.
        decision: The sentence is a decision by itself.
        first: Somebody takes on `what`.
        third: `who` is given `what`; `sure` when no date is needed to tell that from a story.
        noted: A note of an action: `who` and `what`.
        when: Until when; `firm` for a date that must be kept.
    """

    open: re.Pattern[str]
    vote: re.Pattern[str]
    past: re.Pattern[str]
    decision: re.Pattern[str]
    first: re.Pattern[str]
    third: re.Pattern[str]
    noted: re.Pattern[str]
    when: re.Pattern[str]


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATE = (
    rf"(?:(?:the )?(?:end|middle|beginning) of (?:the |this |next )?(?:day|week|month|quarter|year|{_MONTH})"
    rf"|(?:next |this |coming )?{_DAY}(?:,? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)?(?: of)?(?: {_MONTH})?"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?|the \d{{1,2}}(?:st|nd|rd|th)"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}\.?(?:\d{{4}})?"
    r"|(?:next |this )(?:week|month|year|quarter)|tomorrow|tonight|today|noon|christmas|easter"
    rf"|{_MONTH}\b)"
)
_NO_DEED = (
    r"(?:not|never|tell you|say|see|understand|imagine|remember|be|give in|think|hear|live"
    r"|only|have to|agree|try|take (?:it|that)|vote|come"
    r"|begin|start with|explain|speak for|show you|read|answer that|hardly|also say|add)\b"
)
_DEED = (
    r"(?!is\b|was\b|has\b|his\b|wants\b|says\b|thinks\b|knows\b|likes\b|does\b|seems\b|needs\b|hopes\b"
    r"|means\b|costs\b|less\b|plays\b|lives\b|works\b)[a-z]{2,}s\b(?! that\b)"
)
ENGLISH = Cues(
    open=re.compile(
        r"\b(?:stays?|remains?|leave (?:it|this|that)|is|are|still) (?:still )?open\b(?! (?:on|at|from|until \d))"
        r"|\b(?:don['’]t|do not|doesn['’]t) (?:want to )?(?:know|decide)\b[^.]*\b(?:yet|tonight|today|now)\b"
        r"|\bundecided\b|\bto be (?:decided|clarified|discussed)\b|\bnot (?:yet )?(?:decided|settled|clear)\b"
        r"|\b(?:talk|look|decide|discuss|see)\b[^.]*\b(?:again|next time|at the next|in the next|another time)\b"
        r"|\b(?:postponed?|put (?:it|this|that) off|park (?:it|this|that)|adjourn(?:ed)?|table (?:it|this|that))\b",
        re.IGNORECASE,
    ),
    vote=re.compile(
        r"(?P<only>\b(?:all|who is|everybody|everyone|those) in favou?r\b|\b(?:anybody|anyone|somebody) against\b"
        r"|\b(?:any )?objections\b"
        r"|^\W*(?:that is |it['’]s |it is |so )?(?:decided|agreed|carried|settled|approved)\W*$)"
        r"|\b(?:we(?:['’]ve)?|it was|was|were|is|are|be|been|committee|board|all)"
        r" (?:have |has |had |all |unanimously )*"
        r"(?:decided|agreed|resolved|approved|adopted|voted)\b"
        r"(?! to disagree)",
        re.IGNORECASE,
    ),
    past=re.compile(
        r"\b(?:last (?:time|week|month|year|spring|summer|autumn|winter)|ago|yesterday)\b",
        re.IGNORECASE,
    ),
    decision=re.compile(
        r"^(?:good|ok(?:ay)?|right|fine)?\W*(?:so|then|therefore)\b,? (?:we(?:['’]ll| will)? "
        r"(?!(?:have|had|are|were|know|need|can|could|should|see|talk|still|would|did|do|must|might|got)\b|don)[a-z]+\b"
        r"|the [^.?]*\b(?:will be|stays|moves|takes place)\b|it(?:['’]s| is| will be) (?=\w+ \w+))",
        re.IGNORECASE,
    ),
    first=re.compile(
        rf"\bI(?:['’]ll| will| can|['’]m going to| am going to| shall) (?:also |then |just |gladly )?"
        rf"(?P<what>(?!{_NO_DEED})[a-z].*?)(?=,? but\b|, (?:I|we|you|he|she|they|it)\b|[.!;]|$)",
        re.IGNORECASE,
    ),
    third=re.compile(
        r"(?:(?<=^)|(?<=, )|(?<=\band )|(?<=\bso )|(?<=\bSo )|(?<=\bthen )|(?<=\bThen ))(?P<who>[A-Z][a-z]+)"
        rf"(?P<sure> (?:will|is to|shall|has to|must|should|is going to|takes care of|to(?= [a-z]+ )))?"
        rf" (?P<what>(?(sure)(?!be\b|have\b)[a-z]|{_DEED}).*?)(?=,? and [A-Z][a-z]+ [a-z]+s\b|[.!;]|$)"
    ),
    noted=re.compile(r"(?P<who>[A-Z][a-z]+)(?: will| to| is to| shall|:| -) (?P<what>.+)"),
    when=re.compile(
        rf"(?P<firm>\b(?:by|before|until|till|no later than|not later than|due)(?: the)? {_DATE})"
        rf"|\b(?:on |in |from |at )?{_DATE}",
        re.IGNORECASE,
    ),
)

_ZH_DATE = (
    r"(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|末)|(?:本|这|下|下个|这个)?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:本|这|下|下个|这个)?(?:周|星期|礼拜|月|季度)末|(?:本|这个?|下个?)月(?:底|初|\d{1,2}[日号])?|月底|年底|明天|后天|今天|今晚"
    r"|元旦|春节|国庆(?:节)?|\d{1,2}[日号])"
)
CHINESE = Cues(
    open=re.compile(
        r"下次(?:会议?)?(?:再|继续)|以后再(?:说|定|讨论|议)|再(?:说|议|讨论|商量)(?:吧)?[。！]?$|先不(?:定|决定)|暂(?:不|未)(?:定|决定)"
        r"|意见不(?:统一|一致)|还没(?:有)?(?:定|决定|结论)|未(?:定|决)|待定|没有结论"
    ),
    vote=re.compile(
        r"(?!.*(?:举手|保留|[吗？?]))(?:(?P<only>^(?:大家|都|没有人反对|一致)?(?:同意|通过)?[。！]?$)"
        r"|同意|通过|决定|决议|定(?:了|下来)|就定|没有人反对)"
    ),
    past=re.compile("去年|上次|上个?月|上个?(?:周|星期)|以前(?!，)|昨天"),
    decision=re.compile(r"^(?:好|行|可以)?[，,]?(?:那就|就|那)(?:按|用|选|买|改|先这样|这样办)"),
    first=re.compile(
        rf"(?P<what>(?=[^。？]*(?:我(?:来|去|会|负责|马上|尽快|今天|明天)|由我|我(?:这|下|本)?{_ZH_DATE}"
        rf"|^(?![^。]*(?:他|她|它)们?)[^。]*{_ZH_DATE}(?:之前|以前|前|之内|以内|内)))"
        r"(?!.*(?:我觉得|我认为|我建议|我没|负责，|由(?!我)[\u4e00-\u9fff]{2,4}(?:负责|来)))[^。！？]+)"
    ),
    third=re.compile(
        r"^(?P<what>(?:.*?(?:[，：]|由|请|让))?(?P<who>[\u4e00-\u9fff]{2,4}?)[，,]?"
        r"(?P<sure>你?来?负责|你?[来去](?!说)|请你|联系|准备|跟进|处理).*)$"
    ),
    noted=re.compile(r"(?P<who>[\u4e00-\u9fff]{2,4}?)(?:负责|[:：]|去|来|要)(?P<what>.+)"),
    when=re.compile(
        rf"(?P<firm>(?:最迟|最晚|不晚于)?{_ZH_DATE}(?:之前|以前|前|之内|以内|内))|{_ZH_DATE}"
    ),
)
