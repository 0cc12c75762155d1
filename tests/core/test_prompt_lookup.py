"""Guessing what a text copies from itself."""

from pa_cli.core.prompt_lookup import PromptLookup


def test_what_followed_the_last_tokens_before_is_the_guess():
    lookup = PromptLookup([1, 2, 3, 4, 5, 6, 9])
    assert [lookup.add(token) for token in (1, 2, 3)] == [None, None, None]
    assert lookup.guess(2) == [4, 5]
    assert lookup.guess(15) == [4, 5, 6, 9, 1, 2, 3]


def test_nothing_is_guessed_of_what_never_stood_there():
    lookup = PromptLookup([1, 2, 3, 4, 5])
    for token in (7, 8, 9, 10):
        lookup.add(token)
    assert lookup.guess(8) == []
    assert PromptLookup().guess(8) == []


def test_a_mended_token_does_not_lose_the_place():
    lookup = PromptLookup([1, 2, 3, 4, 5, 6, 7, 8])
    for token in (1, 2, 3):
        lookup.add(token)
    assert lookup.add(4) is True
    assert lookup.add(50) is False  # stood for 5
    assert lookup.guess(2) == [6, 7]
    assert lookup.add(6) is True
    assert lookup.run == 1


def test_a_text_that_leaves_the_copied_one_is_no_longer_guessed():
    lookup = PromptLookup([1, 2, 3, 4, 5, 6, 7, 8, 9])
    for token in (1, 2, 3):
        lookup.add(token)
    assert [lookup.add(token) for token in (50, 51, 52, 53)] == [False, False, False, None]
    assert lookup.guess(4) == []


def test_the_latest_place_is_taken_and_left_words_are_found_again():
    lookup = PromptLookup([1, 2, 3, 4, 0, 1, 2, 3, 5, 6, 7, 8])
    for token in (1, 2, 3):
        lookup.add(token)
    assert lookup.guess(2) == [5, 6]
    for token in (9, 6, 7, 8):  # 9 for 5, then as before
        lookup.add(token)
    assert lookup.guess(4) == [1, 2, 3, 9]
