"""What corrects an earlier statement."""

import pytest

from pa_cli.core.correction import corrected_by


@pytest.mark.parametrize(
    ("earlier", "message", "corrected"),
    [
        (["My flight is at 9.", "What should I pack?"], "No, at 11.", "My flight is at 9."),
        (["My car is blue."], "I meant green, not blue.", "My car is blue."),
        (["The deadline is Monday."], "Actually it is Thursday.", "The deadline is Monday."),
        (["我的火车八点出发。", "带什么好？"], "不对，是十点。", "我的火车八点出发。"),
        (["我订了两张票。"], "说错了，是四张。", "我订了两张票。"),
        (["My flight is at 9."], "No idea, what do you think?", ""),
        (["What is the capital of France?"], "No, of Spain.", ""),
        (["My flight is at 9."], "Thanks!", ""),
        ([], "No, at 11.", ""),
    ],
)
def test_what_is_corrected(earlier, message, corrected):
    assert corrected_by(message, earlier) == corrected
