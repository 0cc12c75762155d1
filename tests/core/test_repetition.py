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


@given(st.integers(1, 30))
def test_to_count_on_is_to_say_nothing_new(size):
    items = "".join(
        f"{2 * number}. **Place**:\n   - {ROUND}\n\n{2 * number + 1}. **Time**:\n   - At noon.\n\n"
        for number in range(1, 30)
    )
    shown, is_circular = passed(f"The party:\n\n{items}", size)
    assert is_circular
    assert "2. **Place**" in shown
    assert "8. **Place**" not in shown
    chinese = "".join(
        f"【第{number}行】\n在春暖花开的季节里，我们齐聚一堂，共度一场生机勃勃的花园聚会，享受这份宁静与美好，一同迎接夏天。\n"
        for number in "一二三四五六七八九十"
    )
    shown, is_circular = passed(chinese, size)
    assert is_circular
    assert "第四行" not in shown


def test_numbers_inside_of_sentences_are_news():
    years = "".join(
        f"- In {year} the whole garden bore {year % 90} apples.\n" for year in range(2001, 2020)
    )
    assert passed(years, 5) == (years, False)


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


def test_lines_that_are_said_again_in_about_the_same_words_are_too_many_at_some_time():
    steps = ["Legal will review the documents of the move", "Finance will close the budget of it"]
    rounds = [
        f"{step} {more}." for more in ("", "again", "once more", "anew") * 4 for step in steps
    ]
    text = "\n".join(f"{number}. {step}" for number, step in enumerate(rounds, 1))
    shown, is_circular = passed(text, 7)
    assert is_circular
    assert shown.count("\n") < 14
    dates = "\n".join(
        f"{day}. On {day} May we will water the beds of the garden." for day in range(1, 30)
    )
    assert passed(dates, 7) == (dates, False)
    names = "\n".join(
        f"- {name} waters the beds of the garden."
        for name in "Ann Bob Cay Dan Eva Fay Gus Hal Ida Joe".split()
    )
    assert passed(names, 7) == (names, False)
