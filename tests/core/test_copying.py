"""A text that is copied is no summary of it."""

from pa_cli.core.copying import CopyCheck

SENTENCES = [f"The bridge of town number {n} was painted in colour {n * 7}." for n in range(90)]


def test_three_sentences_in_a_row_are_a_copy():
    check = CopyCheck(" ".join(SENTENCES))
    for sentence in SENTENCES[20:22]:
        check.look_at(sentence)
    assert not check.is_copying
    check.look_at(f"- {SENTENCES[22]}")
    assert check.is_copying


def test_sentences_from_all_over_the_text_are_none():
    check = CopyCheck(" ".join(SENTENCES))
    for sentence in SENTENCES[::20]:
        check.look_at(sentence)
        assert check.in_a_row == 1


def test_own_words_between_them_begin_anew():
    check = CopyCheck(" ".join(SENTENCES))
    for sentence in (*SENTENCES[:2], "All the bridges were painted.", *SENTENCES[2:4]):
        check.look_at(sentence)
    assert not check.is_copying


def test_a_short_text_may_be_told_in_its_own_sentences():
    check = CopyCheck(" ".join(SENTENCES[:6]))
    for sentence in SENTENCES[:6]:
        check.look_at(sentence)
    assert not check.is_copying
