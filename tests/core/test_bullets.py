import pytest

from pa_cli.core.bullets import BulletStream


def streamed(text, size):
    stream = BulletStream()
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    return "".join(map(stream.feed, pieces)) + stream.finish()


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("- 1. Ducks swim.\n- 2. Foxes hunt.\n", "- Ducks swim.\n- Foxes hunt.\n"),
        ("- Ducks swim.\n* Foxes hunt.\n• Bees fly.", "- Ducks swim.\n- Foxes hunt.\n- Bees fly."),
        ("1) Ducks swim.\n2) Foxes hunt.", "- Ducks swim.\n- Foxes hunt."),
        ("- 1、鸭子游泳。\n- 2、 狐狸。\n", "- 1、鸭子游泳。\n- 狐狸。\n"),
        ("- 1.5 million ducks.\n- 20. The last one.", "- 1.5 million ducks.\n- 20. The last one."),
        ("Plain words.\n\nMore 1. words.", "Plain words.\n\nMore 1. words."),
        ("- a\n", "- a\n"),
        ("", ""),
    ],
)
def test_numbers_are_taken_off_and_words_stay(said, shown, size):
    assert streamed(said, size) == shown
