from pa_cli.core.untold import is_told, rank_untold, untold_sentences, unwrapped

TEXT = (
    "The council met in the evening. Mayor Ruth Kessler closed the pool for 14 days. "
    "Everybody was tired. The new bridge costs 48,210 euros. It rained."
)


def words(text):
    return len(text.split())


def test_what_was_said_is_not_said_again():
    said = "The mayor, Ruth Kessler, closes the pool for 14 days."
    assert untold_sentences(TEXT, said, limit=30, count=words) == [
        "The new bridge costs 48,210 euros."
    ]


def test_sentences_come_in_the_order_of_the_text_and_fit():
    assert untold_sentences(TEXT, "They met.", limit=20, count=words) == [
        "Mayor Ruth Kessler closed the pool for 14 days.",
        "The new bridge costs 48,210 euros.",
    ]
    assert untold_sentences(TEXT, "They met.", limit=10, count=words) == []


def test_a_focus_asks_for_what_speaks_of_it_and_nothing_else():
    assert untold_sentences(TEXT, "", limit=40, count=words, focus="the pool") == [
        "Mayor Ruth Kessler closed the pool for 14 days."
    ]
    assert untold_sentences(TEXT, "", limit=40, count=words, focus="taxes") == []


def test_chinese_sentences_are_found_by_their_numbers_and_words():
    text = "大家都很累。白鹭镇花了48210元修桥。天在下雨。"
    assert untold_sentences(text, "大家累了。", limit=60, count=len) == ["白鹭镇花了48210元修桥。"]
    assert untold_sentences(text, "", limit=60, count=len, focus="哪个镇花钱修桥") == [
        "白鹭镇花了48210元修桥。"
    ]


def test_a_sentence_that_was_broken_to_fit_a_width_is_one():
    text = (
        "The council met for three hours in the old town hall\nand closed the pool for 14 days.\n"
        "- one thing that is to be done before the end of May\n- another\n\nRoses are red\nviolets blue\n"
    )
    assert unwrapped(text) == (
        "The council met for three hours in the old town hall and closed the pool for 14 days.\n"
        "- one thing that is to be done before the end of May\n- another\n\nRoses are red\nviolets blue\n"
    )
    chinese = "会议" * 30 + "\n决定关闭游泳池。"
    assert unwrapped(chinese) == "会议" * 30 + "决定关闭游泳池。"


def test_headings_rows_code_and_list_numbers_are_no_sentences():
    text = (
        "# Report of Kessler 2025\n\n3. **Why**\n\n| Kessler | 97.5 | 100 |\n|---|---|---|\n"
        "```toml\ntemperature = 0.2 # Kessler\n```\n\nKessler was paid 4,210 euros."
    )
    assert [one.text for one in rank_untold(text, "")] == ["Kessler was paid 4,210 euros."]


def test_what_is_left_of_a_row_or_a_link_is_no_sentence():
    text = (
        "| **do** | Requests in plain words. [Guide](docs/guides/do.md). See Ana Lopez in 2026. |\n\n"
        "[Guide](docs/guides/Do.md).\n\nKessler repaired the boiler in 2026.\n"
    )
    assert [one.text for one in rank_untold(text, "")] == ["Kessler repaired the boiler in 2026."]


def test_with_a_focus_a_row_may_be_what_is_asked_for():
    text = "| Kessler | 97.5 | boiler |\n|---|---|---|\n"
    assert [one.text for one in rank_untold(text, "", focus="boiler")] == [
        "| Kessler | 97.5 | boiler |"
    ]


def test_when_and_by_whom_something_was_said_does_not_make_it_telling():
    text = "[00:02:06] Yuki: That is what we should propose.\n[00:03:10] Bo: Kessler was paid 90 euros."
    assert [one.text for one in rank_untold(text, "")] == [
        "[00:03:10] Bo: Kessler was paid 90 euros."
    ]


def test_a_chinese_number_that_was_told_of_somebody_else_is_not_told():
    sentence = "另外，白鹭镇花了48210元修桥。"
    assert not is_told(sentence, "石桥村修桥花费了48210元，青禾镇也修了桥。")
    assert is_told(sentence, "另外白鹭镇花了48210元修桥，青禾镇没有。")
