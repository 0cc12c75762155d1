"""Asked what it can do, pa says it by code: no model is needed, and none can know it."""

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.mark.parametrize(
    ("question", "begins", "names"),
    [
        ("What can you do for me?", "What pa can do:", "`pa agenda add"),
        ("hi, who are you?", "What pa can do:", "`pa undo`"),
        ("What is pa?", "What pa can do:", "`pa ask --notes`"),
        ("你能做什么？", "pa 能做的事：", "`pa do "),
        ("你好，你有哪些功能？", "pa 能做的事：", "`pa memory add`"),
    ],
)
def test_what_pa_can_do_is_told_without_a_model(question, begins, names):
    result = pa("ask", question)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(begins)
    assert names in result.stdout


@pytest.mark.parametrize(
    "question",
    ["What can you do about rust on a bike?", "who are you to say that", "你能做红烧肉吗"],
)
def test_other_questions_are_for_the_model(question):
    result = pa("ask", question, wire=wire_with(ScriptedEngine(["That depends."])))
    assert result.stdout == "That depends.\n"
