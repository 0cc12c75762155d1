import pytest
from wcwidth import wcswidth

from pa_cli.repl.toolbar import ChatStatus, toolbar_text

STATUS = ChatStatus("qwen-1.5b", 1234, 4096, speed=12.34, title="Boat trip")


def test_it_shows_model_gauge_speed_and_title():
    assert toolbar_text(STATUS, 80) == (
        " qwen-1.5b · 1,234/4,096 tokens (30 %) · 12.3 tokens/s · Boat trip"
    )


@pytest.mark.parametrize("columns", [1, 5, 10, 20, 30, 40, 50, 60, 100])
def test_it_fits_and_keeps_what_matters(columns):
    wide = ChatStatus("模型" * 6, 1234, 4096, 12.3, attached=2, title="标题" * 30, logged=False)
    line = toolbar_text(wide, columns)
    assert wcswidth(line) <= columns
    if columns >= 40:
        assert "30 %" in line
        assert "+2 files" in line


def test_text_of_others_cannot_break_it():
    assert "\x1b" not in toolbar_text(ChatStatus("m\x1b[31m", 1, 2, title="a\nb"), 80)
