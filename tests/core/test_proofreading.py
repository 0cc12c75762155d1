import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.proofreading import only_corrections


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Many neighbours was here.", "Many neighbours were here."),
        ("It came becuase of rain", "It came because of rain"),
        ("He buyed a apple.", "He bought an apple."),
        ("lost it's queen to late", "lost its queen too late"),
        ("we should of gone", "we should have gone"),
        ("She go to school in city", "She goes to school in the city"),
        ("However we met", "However, we met"),
        ("When the rain had gone we met", "When the rain had gone, we met"),
        ("We met and then it rained but we stayed", "We met and then it rained, but we stayed"),
        ("a lot of it it is", "a lot of it is"),
        ("Er hat das Hund gesehn", "Er hat den Hund gesehen"),
        ("检察防水层，开了一遍菜园", "检查防水层，开了一片菜园"),
        ("而且成为了了邻居", "而且成为了邻居"),
    ],
)
def test_corrections_are_kept(before, after):
    assert only_corrections(before, after) == after


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("We put two hives", "We installed two hives", "We put two hives"),
        ("they was afraid of it", "they were concerned about it", "they were afraid about it"),
        ("my neighbours realised", "my neighbors realized", "my neighbours realised"),
        ("2.10 metres high", "2.1 meters high", "2.10 metres high"),
        ("It is 2.10 m high.", "It is 2. 10 m high.", "It is 2.10 m high."),
        ("It is good.", "It is good. I hope this helps everybody!", "It is good."),
        (
            "The cafe is full of them. The tea is hot.",
            "The café is full of them; the tea is hot.",
            "The cafe is full of them. The tea is hot.",
        ),
        (
            "We has not seen that they can not pay",
            "We haven't seen that they can't pay",
            "We have not seen that they can not pay",
        ),
        (
            "It don't matter, we has not paid",
            "It doesn't matter, we haven't paid",
            "It doesn't matter, we have not paid",
        ),
        (
            "It is so. Last spring we met",
            "It is so. Last spring, we met",
            "It is so. Last spring we met",
        ),
        ("从那以后它越来越大", "从那以后，它越来越大", "从那以后它越来越大"),
        (
            "队伍到了鱼市。吸引他们的不是建筑",
            "队伍到了鱼市；吸引他们的不是建筑",
            "队伍到了鱼市。吸引他们的不是建筑",
        ),
        ("大部分人都来", "大多数人都来", "大部分人都来"),
        (
            "Since then it is so: on a good day we met",
            "Since then, it is so: on a good day, we met",
            "Since then it is so: on a good day we met",
        ),
        ("他的回答念了出来，大家笑了", "他的回答念了出来；大家笑了", "他的回答念了出来，大家笑了"),
        ("欢迎你来看看", "欢迎你来查看", "欢迎你来看看"),
        ("由十一个人组成", "由十个人组成", "由十一个人组成"),
        ("虽然只结了两斤", "虽然结了两斤", "虽然只结了两斤"),
        ("我们小区的花", "小区的花", "我们小区的花"),
        ("起初很多邻居担心漏水", "最初有许多邻居害怕水会漏", None),
    ],
)
def test_words_that_were_put_in_the_place_of_others_are_taken_back(before, after, kept):
    found = only_corrections(before, after)
    assert found == kept if kept else found != after


@given(st.text(max_size=80))
def test_a_text_that_was_right_stays(text):
    assert only_corrections(text, text) == text


def test_a_spelling_that_the_model_knows_less_is_none():
    tokens = {" booksellers": 2, " bookellers": 2, " definately": 2, " definitely": 1}
    count = lambda word: tokens.get(word, 1)  # noqa: E731
    assert only_corrections("two booksellers", "two bookellers", count) == "two booksellers"
    assert only_corrections("definately two", "definitely two", count) == "definitely two"
