import pytest

from pa_cli.core.care import answer_distress, limit_of, topic_of


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "i just want to kill myself",
        "Lately I keep thinking about suicide.",
        "I don’t want to live anymore",
        "there is no reason to live",
        "I am suicidal",
        "I feel like hurting myself",
        "everyone would be better off without me",
        "我想死",
        "我不想活了",
        "最近有自杀的念头",
        "感觉活着没有意思",
        "我想伤害自己",
    ],
)
def test_distress_gets_kind_words_and_a_way_to_help_without_a_number(text):
    said = answer_distress(text)
    assert "crisis line" in said or "热线" in said
    assert "local emergency number" in said or "当地的急救电话" in said
    assert not any(character.isdigit() for character in said)


@pytest.mark.parametrize(
    "text",
    [
        "how do I kill a process on linux?",
        "I could kill for a coffee",
        "I'm dying to see that film",
        "translate 'I want to die' into French",
        "write a story about a knight who says I want to die",
        "what is the suicide rate in Japan?",
        "the battery died, I want to buy one",
        "I want to end my subscription",
        "想死你了！",
        "笑死我了",
        "怎么结束这个进程",
        "累死了",
    ],
)
def test_other_words_are_no_distress(text):
    assert answer_distress(text) == ""


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Should I take ibuprofen with aspirin?", "health"),
        ("My chest hurts, what should I do?", "health"),
        ("发烧了吃什么药？", "health"),
        ("Can my landlord evict me?", "legal"),
        ("Is it legal to record a call?", "legal"),
        ("老板不发工资，可以申请劳动仲裁吗", "legal"),
        ("Should I invest in ETFs?", "money"),
        ("现在应该买股票吗", "money"),
        ("What is the capital of France?", None),
        ("Write a poem about my pension fund", None),
        ("Which shares of the pizza are mine?", None),
        ("How do I install Python?", None),
        ("Should I take an umbrella?", None),
        ("明天天气怎么样？", None),
    ],
)
def test_questions_for_an_expert_are_told_from_others(text, topic):
    assert topic_of(text) == topic


def test_a_limit_is_said_once_a_chat_for_each_topic():
    first, second = "Should I take ibuprofen?", "And which dose should I take?"
    assert "doctor" in limit_of(first, [])
    assert limit_of(second, [first]) == ""
    assert "lawyer" in limit_of("Is it legal to sue my boss?", [first])
    assert "医生" in limit_of("头疼吃什么药？", [])
