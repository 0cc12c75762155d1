"""Asked what it can do, pa tells the model, which could only guess."""

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What can you do for me?", "`pa agenda add"),
        ("hi, who are you?", "`pa agenda add"),
        ("What is pa?", "`pa agenda add"),
        ("你能做什么？", "pa 能做的事"),
        ("你好，你有哪些功能？", "pa 能做的事"),
    ],
)
def test_the_model_is_told_what_pa_can_do(question, told):
    engine = ScriptedEngine(["A good deal."])
    assert pa("ask", question, wire=wire_with(engine)).stdout == "A good deal.\n"
    assert told in engine.requests[-1].messages[-1].content


@pytest.mark.parametrize(
    "question",
    ["What can you do about rust on a bike?", "who are you to say that", "你能做红烧肉吗"],
)
def test_other_questions_stay_as_they_are(question):
    engine = ScriptedEngine(["That depends."])
    pa("ask", question, wire=wire_with(engine))
    assert "pa agenda add" not in engine.requests[-1].messages[-1].content
