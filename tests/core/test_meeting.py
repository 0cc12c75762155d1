"""Decisions, actions and open questions, read by rules from what was said in a meeting."""

import pytest

from pa_cli.core.meeting import MeetingReader
from pa_cli.core.summary import Action, Minutes

TALK = """\
Garden club, Tuesday 3 March
Present: Rosa, Emil, Tove

Rosa: What about the shed? The roof leaks.
Emil: A new roof is 900 euros, felt is 250 and holds for five years.
Tove: Last year we agreed that there is no money for a roof.
Rosa: Then we take the felt. Anybody against? No. Decided.
Emil: I'll buy the felt by Saturday, I can imagine that it is cheaper in town.
Rosa: Good, Emil buys the felt by Saturday, and Tove asks the neighbours before the 9th of March.
Tove: Who waters the seedlings?
Emil: I can do that.
Rosa: And the fence, should it be green or brown?
Tove: Green. Brown is sad.
Rosa: Let's leave that open until the next meeting.
Tove: Fine. That stays open.
"""
ZH = """\
刘梅：横幅用红色还是蓝色？
周涛：蓝色贵一百元。
刘梅：大家都同意吧？好，就定红色的横幅。
周涛：我3月6日前把横幅订好。
刘梅：场地由何婷负责，月底前联系好。
何婷：好的。椅子要不要租？
刘梅：租不租椅子，下次再讨论。
周涛：我觉得今年人会更多。
"""


def read(*texts: str) -> Minutes:
    reader = MeetingReader()
    for text in texts:
        reader.feed(text)
    return reader.minutes()


def test_what_was_voted_on_is_decided_and_what_was_decided_last_year_is_not():
    assert read(TALK).decisions == ("Then we take the felt.",)


def test_who_says_it_or_is_told_does_it_and_it_is_listed_once():
    actions = {action.who: [] for action in read(TALK).actions}
    for action in read(TALK).actions:
        actions[action.who].append((action.what, action.when))
    assert actions["Tove"] == [("ask the neighbours", "before the 9th of March")]
    assert ("buy the felt", "by Saturday") in actions["Emil"]
    assert ("do that “Who waters the seedlings?”", None) in actions["Emil"]
    assert sum("felt" in what for what, _ in actions["Emil"]) == 1


def test_a_question_that_is_put_off_is_told_by_what_was_asked():
    [question] = read(TALK).open_questions
    assert question.startswith("And the fence, should it be green or brown?")


def test_chinese_meetings():
    found = read(ZH)
    assert found.decisions == ("横幅用红色还是蓝色？ 好，就定红色的横幅。",)
    assert [(a.who, a.when) for a in found.actions] == [("周涛", "3月6日前"), ("何婷", "月底前")]
    assert "横幅订好" in found.actions[0].what
    assert found.open_questions == ("租不租椅子，下次再讨论。",)


def test_notes_that_say_themselves_what_they_are():
    found = read(
        "- Decision: the door stays red\n- Action: Ana to paint it by Friday\n* Open: the key"
    )
    assert found.decisions == ("the door stays red",)
    assert found.actions == (Action("paint it", "Ana", "by Friday"),)
    assert found.open_questions == ("the key",)


def test_minutes_that_were_written_already():
    found = read(
        "## Summary\n\nWe met.\n\n## Decisions\n\n- The door stays red.\n\n## Actions\n\n"
        "- Ana: paint it (by Friday)\n\n## Open questions\n\n- –\n\n## Annex\n\n- a list"
    )
    assert found == Minutes(("The door stays red.",), (Action("paint it", "Ana", "by Friday"),), ())
    chinese = read("## 待办事项\n\n- 周涛：把横幅订好（3月6日前）\n")
    assert chinese.actions == (Action("把横幅订好", "周涛", "3月6日前"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I will tell you a story. We decided to leave. Then we took the train, and Bob drives home.",
        "GNU GENERAL PUBLIC LICENSE\n\nThe licensor will not be liable. All in favour of freedom.",
        "老樟树去年被雷劈了一枝，大家决定留下它。我去年3月之前没有来过。",
    ],
)
def test_a_text_in_which_nobody_speaks_is_no_meeting(text):
    assert read(text) == Minutes((), (), ())


def test_a_long_talk_may_come_in_pieces_and_in_wrapped_lines():
    lines = TALK.splitlines(keepends=True)
    wrapped = TALK.replace("the felt by Saturday, I can", "the felt\nby Saturday, I can")
    assert read(*lines) == read(TALK) == read(wrapped)
