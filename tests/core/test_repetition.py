from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.repetition import RepetitionFilter

ROUND = "The next day he opened the letter, read it, and waited for the child to come. "


def passed(text, size):
    repetition = RepetitionFilter()
    pieces = [repetition.feed(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join(pieces) + repetition.finish(), repetition.is_circular


@given(st.integers(1, 30))
def test_what_is_said_again_and_again_is_shown_once(size):
    shown, is_circular = passed("It was cold. " + 9 * ROUND, size)
    assert is_circular
    assert shown.startswith("It was cold. " + ROUND)
    assert len(shown) < len("It was cold. " + 2 * ROUND)


@given(st.integers(1, 30))
def test_chinese_is_shown_once_too(size):
    again = "第二天，老周收到了这封信。他打开信封，看到那封信，心里涌起一股暖流，他没有说话，只是静静地坐在那里。"
    shown, is_circular = passed(6 * again, size)
    assert is_circular
    assert shown.startswith(again)
    assert len(shown) < 2 * len(again)


def test_a_refrain_and_a_table_are_no_circle():
    song = "".join(f"{verse}\n{ROUND}\n" for verse in ("One is the sea.", "Two is the sun.", "Hm."))
    assert passed(song, 5) == (song, False)
    assert passed(f"A song: {'la ' * 30}end", 5) == (f"A song: {'la ' * 30}end", False)
    table = "".join(
        f"| {number} |{' ' * 60}| kept on the ground floor of it |\n" for number in "12345"
    )
    assert passed(table, 5) == (table, False)


@given(st.text(max_size=300), st.integers(1, 9))
def test_nothing_is_lost_of_a_text_that_does_not_go_round(text, size):
    shown, is_circular = passed(text, size)
    assert is_circular or shown == text
