"""What one asks for in a meeting and another one takes on, in English and Chinese."""

import pytest

from pa_cli.core.meeting import MeetingReader
from pa_cli.core.summary import Minutes

OPENING = "Ida: Good morning.\nBo: Morning.\nCy: Hello.\nIda: Let us begin.\n"
ZH_OPENING = "沈宁：都到了吧。\n郭磊：到了。\n罗敏：到了。\n沈宁：现在开始。\n"


def read(text: str) -> Minutes:
    reader = MeetingReader()
    reader.feed(text)
    return reader.minutes()


def actions(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(one.who, one.what, one.when) for one in read(text).actions]


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (
            "Ida: Could you paint the gate?\nBo: Sure, by Friday.",
            ("Bo", "paint the gate", "by Friday"),
        ),
        ("Ida: Cy, please order the sand.", ("Cy", "order the sand", None)),
        ("Ida: Bo, can you lock the shed?\nCy: It is open.", ("Bo", "lock the shed", None)),
        (
            "Ida: Somebody has to water the trees.\nCy: Leave that with me.",
            ("Cy", "water the trees", None),
        ),
        ("Bo: Shall I sell the ladder?\nIda: Please do.", ("Bo", "sell the ladder", None)),
        ("Cy: I could lend you my van.\nBo: That would be great.", ("Cy", "lend you my van", None)),
        (
            "Cy: I'm happy to bake a cake for next Sunday.",
            ("Cy", "bake a cake", "for next Sunday"),
        ),
    ],
)
def test_who_is_asked_and_takes_it_on_does_it(talk, expected):
    assert actions(OPENING + talk) == [expected]


@pytest.mark.parametrize(
    "talk",
    [
        "Ida: Could you paint the gate?\nBo: Sorry, I can't.",
        "Ida: Cy, please order the sand.\nCy: I'd rather not.",
        "Bo: I could sell the ladder.\nIda: The ladder was a present.",
        "Ida: Would you say that it is too dear?\nBo: Yes.",
    ],
)
def test_who_says_no_or_is_not_wanted_does_nothing(talk):
    assert actions(OPENING + talk) == []


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ("沈宁：郭磊，海报你来画吧。\n郭磊：好，周四给你。", ("郭磊", "海报你来画吧", "周四")),
        ("沈宁：老郭去问一下价格。", ("郭磊", "去问一下价格", None)),
        ("罗敏：灯坏了。\n沈宁：你找人修一下。\n罗敏：行。", ("罗敏", "找人修一下", None)),
        ("郭磊：椅子不够。\n罗敏：我让仓库送二十把。", ("罗敏", "我让仓库送二十把", None)),
    ],
)
def test_chinese_requests(talk, expected):
    assert actions(ZH_OPENING + talk) == [expected]


def test_what_is_asked_about_is_no_request():
    assert actions(ZH_OPENING + "沈宁：小罗你上周约了几个人？\n罗敏：三个。") == []


@pytest.mark.parametrize(
    ("talk", "decision"),
    [
        ("Ida: Then let's use the small hall.", "Then let's use the small hall."),
        ("Ida: The 4th of July it is.", "The 4th of July it is."),
        ("Ida: Good. We stick to the old price.", "We stick to the old price."),
        (
            "Ida: From now on the key hangs in the office.",
            "From now on the key hangs in the office.",
        ),
        (
            "Bo: Can we plant two oaks?\nIda: Everyone happy with that? Good.",
            "Can we plant two oaks?",
        ),
    ],
)
def test_who_leads_the_meeting_rules(talk, decision):
    assert read(OPENING + talk).decisions == (decision,)


def test_who_does_not_lead_it_only_proposes():
    assert read(OPENING + "Bo: From now on the key hangs in the office.").decisions == ()


@pytest.mark.parametrize(
    ("talk", "decision"),
    [
        ("沈宁：门是漆还是换？\n郭磊：换要两千。\n沈宁：漆。", "门是漆还是换？ 漆。"),
        ("沈宁：以后钥匙一律挂在前台。", "以后钥匙一律挂在前台。"),
        ("沈宁：合唱取消。", "合唱取消。"),
        ("郭磊：定在五号好。\n沈宁：大家有没有意见？\n罗敏：没意见。", "定在五号好。"),
    ],
)
def test_chinese_decisions(talk, decision):
    assert decision in read(ZH_OPENING + talk).decisions


@pytest.mark.parametrize(
    "talk",
    [
        "Bo: Do we sell the old barn?\nIda: Let's hold that over until Mira is back.",
        "Bo: Do we sell the old barn?\nIda: I can't tell yet.",
        "Bo: Do we sell the old barn?\nIda: We don't have agreement there.",
        "Bo: Do we sell the old barn?\nIda: We'll come back to it in May.",
    ],
)
def test_what_is_put_off_or_not_known_is_open(talk):
    [question] = read(OPENING + talk).open_questions
    assert question.startswith("Do we sell the old barn?")


@pytest.mark.parametrize(
    "put_off",
    [
        "这个我拿不准。",
        "问清楚之后再定。",
        "听完报告再投票吧。",
        "今天也争不出来。",
        "得请示一下局长。",
    ],
)
def test_chinese_questions_that_are_put_off(put_off):
    [question] = read(f"{ZH_OPENING}郭磊：老仓库要不要卖掉？\n沈宁：{put_off}").open_questions
    assert "老仓库要不要卖掉" in question


def test_a_word_that_begins_as_a_month_is_no_time():
    assert actions(OPENING + "Cy: I'll mark the trees, maybe all of them.") == [
        ("Cy", "mark the trees, maybe all of them", None)
    ]
