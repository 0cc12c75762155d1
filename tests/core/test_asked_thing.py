"""Whether the line that an answer is taken from is about what was asked."""

import pytest

from pa_cli.core.asked_thing import fit

PRESENTS = "Mum 3 May, Emil 9 June, Nora 28 August."
BIRTHDAYS = "妈妈农历五月初八，爸爸10月3日，小宇6月21日，岳母腊月十六。"
PIANO = "Piano lessons\nThe piano teacher is Mr Weiss, 0176 5521."


@pytest.mark.parametrize(
    ("question", "sentence", "line", "passage"),
    [
        ("What is the number of the maths teacher?", "0176 5521.", "Mr Weiss, 0176 5521.", PIANO),
        (
            "数学老师的电话是多少？",
            "139 2211",
            "吴老师，电话139 2211",
            "钢琴课\n吴老师，电话139 2211",
        ),
        ("How much did the laptop cost?", "The laptop cost 16 GB.", "Bought in 2023, 16 GB", ""),
        ("How much did the laptop cost?", "16 GB.", "Bought in 2023, 16 GB", ""),
        ("妻子的生日是哪天？", "农历五月初八", BIRTHDAYS, ""),
        ("岳父的生日是哪天？", "腊月十六", BIRTHDAYS, ""),
        ("When is Emil's birthday?", "Emil's birthday is on 3 May.", PRESENTS, ""),
    ],
)
def test_what_belongs_to_another_one(question, sentence, line, passage):
    assert fit(question, sentence, line, passage) == "other"


@pytest.mark.parametrize(
    ("question", "sentence", "line"),
    [
        ("How much does the washing machine weigh?", "It weighs 2 kg.", "Detergent: 2 kg a pack."),
        ("How heavy is the washing machine?", "2 kg", "The cellar has 2 kg of detergent."),
        ("What is my shoe size?", "33", "Nora: shoes 33, jacket 128."),
        ("表妹婚礼几点结束？", "婚礼在江南酒店结束。", "表妹婚礼5月2日在江南酒店。"),
    ],
)
def test_what_may_belong_to_another_one(question, sentence, line):
    assert fit(question, sentence, line, line) == "doubtful"


@pytest.mark.parametrize(
    ("question", "sentence", "line", "passage"),
    [
        ("What is the number of the piano teacher?", "0176 5521.", "Mr Weiss, 0176 5521.", PIANO),
        ("Who is the math teacher?", "Ms Brandt", "Ms Brandt", "Mathematics\nteacher: Ms Brandt"),
        ("Who is our new teacher?", "Mr Weiss", "Mr Weiss, 0176 5521.", PIANO),
        (
            "钢琴老师的电话是多少？",
            "139 2211",
            "吴老师，电话139 2211",
            "钢琴课\n吴老师，电话139 2211",
        ),
        ("How heavy is Miso?", "4.9 kg", "Miso weighs 4.9 kg, a little too much.", "Vet"),
        ("How heavy was the goose?", "5.2 kg", "Goose from the farm, 5.2 kg, 89 euros.", "Party"),
        ("How heavy is the cat?", "4.9 kg", "4.9 kg in March", "The cat\n4.9 kg in March"),
        ("How much did the vessel cost?", "140 euros", "Replaced it for 140 euros.", "Boiler"),
        ("When is Emil's birthday?", "Emil's birthday is on 9 June.", PRESENTS, ""),
        ("妈妈的生日是哪天？", "农历五月初八", BIRTHDAYS, ""),
        ("妻子的生日是哪天？", "妈妈是农历五月初八", BIRTHDAYS, ""),
        ("What is Nora's shoe size?", "33", "Nora: shoes 33, jacket 128.", ""),
    ],
)
def test_what_was_asked_or_is_said_openly(question, sentence, line, passage):
    assert fit(question, sentence, line, passage) == "fits"
