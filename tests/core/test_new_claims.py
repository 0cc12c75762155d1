"""What an answer says that its input does not."""

import pytest

from pa_cli.core.new_claims import Given

CARS = "Van A: 24,000 euros, 7 seats. Estate B: 19,500 euros, 5 seats. We have 25,000 euros."
TABLE = """\
| Option | Price | Seats | Fuel | Colour |
|---|---|---|---|---|
| Van A | 24,000 euros | 5 | diesel | not said |
| Estate B | 19500 euros | 5 seats | - | no |""".splitlines()


def test_cells_that_nobody_gave_and_those_of_another_option_are_marked():
    assert Given(CARS).marked_table(TABLE) == [
        *TABLE[:2],
        "| Van A | 24,000 euros | 5 (?) | diesel (?) | not said |",
        TABLE[3],
    ]


def test_chinese_cells():
    given = Given("甲：5200元，1.2公斤。乙：4300元，屏幕16寸。")
    rows = [
        "| 选项 | 价格 | 屏幕 | 颜色 |",
        "|---|---|---|---|",
        "| 甲 | 5200元 | 16寸 | 未说明 |",
        "| 乙 | 4300元 | 16寸 | 无 |",
    ]
    assert given.marked_table(rows)[2] == "| 甲 | 5200元 | 16寸 (?) | 未说明 |"


def test_a_difference_of_given_figures_is_not_new():
    given = Given(CARS)
    assert not given.is_new_figure("- Van A: 1,000 euros below the limit, 4,500 dearer than B.")
    assert given.is_new_figure("- Van A: costs 300 euros of tax.")
    assert not given.is_new_figure("2. It has seven seats.")


EXERCISE = "Solve 3x - 7 = 11.\nI have: 3x = 4, x = 4/3"


@pytest.mark.parametrize(
    "hint",
    [
        "Moving the 7 to the other side is right. Which sign does it get there?",
        "Look again at your line 3x = 4.",
        "1. What happens with the 7 in 3x-7=11?",
    ],
)
def test_a_hint_tells_no_step(hint):
    assert not Given(EXERCISE).tells_a_step(hint)


@pytest.mark.parametrize(
    "told", ["So it is 3x = 18.", "The result is 6.", "Add: 11 + 7.", "Divide by 3: x = 6."]
)
def test_a_new_figure_or_a_new_equation_is_a_step(told):
    assert Given(EXERCISE).tells_a_step(told)
