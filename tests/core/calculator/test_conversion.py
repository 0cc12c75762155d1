"""Units converted exactly; money is not."""

import pytest

from pa_cli.core.calculator.conversion import answer_conversion


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("5 miles in km", "5 miles = 8.04672 km"),
        ("how many feet are in a mile", "1 mile = 5280 feet"),
        ("what is 212 fahrenheit in celsius", "212 °F = 100 °C"),
        ("100 degrees fahrenheit to celsius", "100 °F ≈ 37.7778 °C"),
        ("-40 c to f", "−40 °C = −40 °F"),
        ("华氏100度是多少摄氏度", "100 华氏度 ≈ 37.7778 摄氏度"),
        ("37℃是多少华氏度", "37 摄氏度 = 98.6 华氏度"),
        ("5 ft 11 in in cm", "5 feet 11 inches = 180.34 cm"),
        ("one hundred pounds in kilograms", "100 pounds = 45.359237 kg"),
        ("5 GB in MB", "5 GB = 5000 MB"),
        ("8 Mb in MB", "8 megabits = 1 MB"),
        ("2 gallons in litres", "2 gallons = 7.570823568 litres (US measure)"),
        ("how many seconds in a year", "1 year = 31,536,000 seconds (a year of 365 days)"),
        ("三两是多少克", "3 两 = 150 克"),
        ("把5英里换算成公里", "5 英里 = 8.04672 公里"),
        ("1 atm in kPa", "1 atm = 101.325 kPa"),
        ("36 km/h in m/s", "36 km/h = 10 m/s"),
    ],
)
def test_a_quantity_is_converted(question, answer):
    assert answer_conversion(question) == answer


@pytest.mark.parametrize(
    "question", ["100 dollars in euros", "$100 to yuan", "10 pounds in dollars"]
)
def test_money_has_no_rates(question):
    assert "no exchange rates" in answer_conversion(question)


def test_money_in_chinese():
    assert "没有汇率" in answer_conversion("100美元是多少人民币")


@pytest.mark.parametrize(
    "text",
    [
        "5 miles in kg",
        "how many days until Christmas",
        "how many people are in china",
        "translate hello to french",
        "who is in charge",
        "I am in London to see 3 friends",
        "我有几个待办",
        "明天有几个会",
        "",
    ],
)
def test_what_is_no_conversion_is_left_alone(text):
    assert answer_conversion(text) is None
