"""`pa translate` with a scripted engine."""

import re

import pytest

from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa

TEXT = """# Notes

See `pa note` at https://example.org for 17 tips.

```python
print("hello")
```

- Hello {name}
"""


def words_of(request):
    """What a request asks to translate."""
    return request.messages[-1].content.split("\n\n", 1)[1]


GERMAN = {
    "Notes": "Notizen",
    "See": "Siehe",
    "at": "auf",
    "for": "für",
    "tips": "Tipps",
    "Hello": "Hallo",
}


def in_german(words):
    return re.sub(rf"\b(?:{'|'.join(GERMAN)})\b", lambda m: GERMAN[m[0]], words)


def by_words(request):
    """A translation that keeps everything but plain words."""
    return in_german(words_of(request))


def translate(*argv, replies, stdin=None):
    engine = ScriptedEngine(list(replies))
    return pa("translate", "--to", "de", *argv, stdin=stdin, wire=wire_with(engine)), engine


def test_form_code_links_and_placeholders_stay():
    result, engine = translate(stdin=TEXT, replies=[by_words] * 3)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == in_german(TEXT)
    assert not any("print" in words_of(request) for request in engine.requests)


def test_a_paragraph_that_loses_something_is_tried_again_and_then_pointed_out():
    again, engine = translate("Pay 30 at `desk`.", replies=["Zahle.", "Zahle 30 bei `desk`."])
    assert (again.stdout, again.stderr) == ("Zahle 30 bei `desk`.\n", "")
    assert "`desk`, 30" in engine.requests[1].messages[0].content
    marked, _ = translate("Pay 30 at `desk`.", replies=["Zahle `desk`.", "Zahle 20 `desk`."])
    assert marked.stdout == "Zahle `desk`.\n"
    assert "Line 1: Not kept as it was: 30" in marked.stderr


def test_a_large_number_is_given_in_the_words_of_the_other_language():
    engine = ScriptedEngine(["1亿人。"])
    result = pa("translate", "--to", "zh", "100 million people.", wire=wire_with(engine))
    assert "100 million is 1亿" in engine.requests[0].messages[-1].content
    assert (result.stdout, result.stderr) == ("1亿人。\n", "")


def test_code_at_the_beginning_that_is_lost_twice_is_put_back():
    result, engine = translate(
        stdin="- `git init` makes it.\n", replies=["Macht es.", "Macht es.", "macht es."]
    )
    assert (result.stdout, result.stderr) == ("- `git init` macht es.\n", "")
    assert words_of(engine.requests[2]) == "makes it."


def test_numbers_may_be_written_as_the_language_writes_them():
    result, _ = translate("It costs 1,234.50 euros.", replies=["Es kostet 1.234,50 Euro."])
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_translation_into_the_wrong_language_is_said():
    engine = ScriptedEngine(["We will meet in the office and talk about it with them."] * 2)
    result = pa("translate", "--to", "zh", "We meet.", wire=wire_with(engine))
    assert "does not read like" in result.stderr


def test_a_heading_that_became_an_essay_is_tried_again():
    essay = "A short history of the language, of the people who made it, and why. " * 4
    engine = ScriptedEngine([essay, "A short history"])
    result = pa("translate", "--to", "en", "# 简史", wire=wire_with(engine))
    assert (result.stdout, result.stderr) == ("# A short history\n", "")
    twice = ScriptedEngine([essay, essay])
    said = pa("translate", "--to", "en", "# 简史", wire=wire_with(twice)).stderr
    assert "Line 1: It says more than the original." in said


def test_an_english_word_that_was_left_behind_is_tried_again_and_terms_are_not():
    engine = ScriptedEngine(
        ["unlike以前，fork 和 `with` 都可以。", "与以前不同，fork 和 `with` 都可以。"]
    )
    text = "Unlike before, a fork and `with` both work."
    result = pa("translate", "--to", "zh", text, wire=wire_with(engine))
    assert (result.stdout, result.stderr) == ("与以前不同，fork 和 `with` 都可以。\n", "")


def test_chinese_that_was_left_behind_is_tried_again():
    engine = ScriptedEngine(["Debian GNU/Linux 是：", "Debian GNU/Linux is:"])
    result = pa("translate", "--to", "en", "Debian GNU/Linux 是：", wire=wire_with(engine))
    assert (result.stdout, result.stderr) == ("Debian GNU/Linux is:\n", "")


@pytest.mark.parametrize(
    ("text", "to", "is_held"),
    [
        ("石桥村夹在两座山之间。", "en", True),
        ("お茶を飲みます。", "fr", True),
        ("按 `打开` 键。", "en", False),
        ("石桥村夹在两座山之间。", "ja", False),
        ("A village between two mountains.", "de", False),
    ],
)
def test_what_was_chinese_is_written_in_the_letters_of_the_other_language(text, to, is_held):
    engine = ScriptedEngine(["It."] * 2)
    pa("translate", "--to", to, text, wire=wire_with(engine))
    assert (r"[^\u3000-\u30FF\u3400-\u9FFF" in engine.requests[0].grammar) is is_held


def test_a_second_try_follows_at_once_and_the_order_stays():
    replies = ["Eins 1", "Zwei", "Zwei 2", "Drei 3"]
    result, engine = translate(stdin="one 1\n\ntwo 2\n\nthree 3\n", replies=replies)
    assert [words_of(request) for request in engine.requests] == [
        "one 1",
        "two 2",
        "two 2",
        "three 3",
    ]
    assert result.stdout == "Eins 1\n\nZwei 2\n\nDrei 3\n"


def test_only_the_terms_of_a_paragraph_are_given(tmp_path):
    file = tmp_path / "terms.txt"
    file.write_text("# ours\nboard = Vorstand\nship\tliefern\n")
    _, engine = translate(
        "--glossary", str(file), stdin="The board met.\n\nNothing.\n", replies=["Vorstand.", "B."]
    )
    assert "board is Vorstand" in engine.requests[0].messages[-1].content
    assert "liefern" not in engine.requests[0].messages[-1].content
    assert "Vorstand" not in engine.requests[1].messages[-1].content
    file.write_text("board\n")
    wrong, _ = translate("--glossary", str(file), "x", replies=[])
    assert wrong.exit_code == 2
    assert "line 1" in wrong.stderr


def test_a_term_of_the_glossary_that_was_not_used_is_tried_again_and_said(tmp_path):
    file = tmp_path / "terms.txt"
    file.write_text("board = Vorstand\n")
    given = ("--glossary", str(file), "The boards met on board.")
    right, _ = translate(*given, replies=["Der Ausschuss tagte.", "Die Vorstände tagten."])
    assert (right.stdout, right.stderr) == ("Die Vorstände tagten.\n", "")
    wrong, _ = translate(*given, replies=["Der Ausschuss tagte."] * 2)
    assert "Not translated as the glossary says: board = Vorstand" in wrong.stderr


def test_what_a_heading_was_translated_to_is_kept_to_below_it():
    text = "# Scientific notation\n\na\n\nb\n\nc\n\nA scientific notation is short.\n"
    replies = ["Wissenschaftliche Notation", "A", "B", "C", "Kurz."]
    _, engine = translate(stdin=text, replies=replies)
    asked = engine.requests[-1].messages[-1].content
    assert "Scientific notation is Wissenschaftliche Notation" in asked


def test_lines_that_were_broken_to_fit_a_width_are_read_as_one():
    text = (
        "    Debian GNU/Linux 是 Linux 操作系统的一个发行版，以及其上运行的无\n"
        "\xa0\xa0\xa0 数软件包。\n\nroses are red\nviolets are blue\n"
    )
    result, engine = translate(stdin=text, replies=["Debian GNU/Linux is one.", "rot\nblau"])
    assert words_of(engine.requests[0]).endswith("以及其上运行的无数软件包。")
    assert words_of(engine.requests[1]) == "roses are red\nviolets are blue"
    assert result.stdout == "    Debian GNU/Linux is one.\n\nrot\nblau\n"


def test_json_has_every_paragraph_with_its_line():
    result, _ = translate("--json", stdin="One.\n\nTwo.\n", replies=["Eins.", "Zwei."])
    assert result.json["text"] == "Eins.\n\nZwei."
    assert [(b["line"], b["source"], b["text"]) for b in result.json["blocks"]] == [
        (1, "One.", "Eins."),
        (3, "Two.", "Zwei."),
    ]


def test_both_texts_stand_beside_each_other(monkeypatch):
    monkeypatch.setenv("COLUMNS", "42")
    result, _ = translate("--side-by-side", "Good morning.", replies=["Guten Morgen."])
    assert result.stdout.startswith("Good morning.         Guten Morgen.\n")


def test_the_cells_of_a_row_stand_together_beside_their_original(monkeypatch):
    monkeypatch.setenv("COLUMNS", "42")
    table = "| one | two |\n|---|---|\n"
    result, _ = translate("--side-by-side", stdin=table, replies=["eins\nzwei"])
    assert result.stdout == (
        "| one | two |         | eins | zwei |\n\n|---|---|             |---|---|\n\n"
    )


def test_short_items_of_a_list_are_translated_together_as_they_explain_each_other():
    items = "- Danish\n- Simplified Chinese\n- `da` is 1\n- French\n"
    replies = [
        "- Dänisch\n- Please provide the text to translate.\n- Code\n- Französisch",
        "Chinesisch",
        "`da` ist 1",
    ]
    result, engine = translate(stdin=items, replies=replies)
    assert words_of(engine.requests[0]) == "Danish\nSimplified Chinese\n`da` is 1\nFrench"
    assert (result.stdout, result.stderr) == (
        "- Dänisch\n- Chinesisch\n- `da` ist 1\n- Französisch\n",
        "",
    )


def test_items_that_come_back_with_other_lines_are_translated_one_by_one():
    replies = ["eins", "eins zwei", "Eins", "Zwei"]
    result, _ = translate(stdin="- one\n- two\n", replies=replies)
    assert (result.stdout, result.stderr) == ("- Eins\n- Zwei\n", "")


def test_a_preamble_of_the_model_is_no_translation():
    replies = ["Use these translations:\nboard = Vorstand\n\nDer Vorstand tagte."]
    result, _ = translate("The board met.", replies=replies)
    assert (result.stdout, result.stderr) == ("Der Vorstand tagte.\n", "")
    kept, _ = translate("Here it is:\n\nA door.", replies=["Hier ist es:", "Eine Tür."])
    assert kept.stdout == "Hier ist es:\n\nEine Tür.\n"


def test_a_heading_has_one_mark_also_when_the_model_writes_its_own():
    result, _ = translate(stdin="# Notes\n", replies=["# Notizen"])
    assert result.stdout == "# Notizen\n"


def test_a_language_must_be_named():
    result = pa("translate", "hello", wire=wire_with(ScriptedEngine([])))
    assert result.exit_code == 2
    assert "--to" in result.stderr


def test_an_interrupted_translation_says_whether_anything_was_done():
    stopped = Reply("half of", finish_reason="interrupted")
    numbers = ["uno", "dos", "tres", "cuatro"]
    text = "\n\n".join(["one", "two", "three", "four", "five"])
    result, _ = translate(stdin=text, replies=[*numbers, stopped])
    assert (result.exit_code, result.stdout) == (130, "\n\n".join(numbers) + "\n\n")
    assert result.stderr.endswith("Interrupted. What is above is whole.\n")
    result, _ = translate(stdin="First.\n", replies=[stopped])
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.endswith("Interrupted. Nothing was done yet.\n")


def test_a_language_that_nobody_can_check_is_said():
    engine = ScriptedEngine(["nuqneH"] * 2)
    result = pa("translate", "--to", "Klingonish", "hello", wire=wire_with(engine))
    assert (result.exit_code, result.stdout) == (0, "nuqneH\n")
    assert result.stderr == (
        "There is no language 'Klingonish' that pa knows, so that it cannot check for it.\n"
    )
    near = pa("translate", "--to", "Frnech", "hello", wire=wire_with(engine)).stderr
    assert near.endswith("check for it; did you mean French?\n")


def test_a_text_that_stays_in_its_language_is_tried_again_and_said():
    said = "Good morning, the meeting is at ten and the coffee is ready for everybody."
    other = "Good morning, the meeting is at eleven and the tea is there for all of you."
    engine = ScriptedEngine([said, other])
    result = pa("translate", "--to", "Klingonish", said, wire=wire_with(engine))
    assert len(engine.requests) == 2
    assert "Line 1: It was left in the language of the original." in result.stderr
    short, _ = translate("The meeting is at ten.", replies=["The meeting is at ten."] * 2)
    assert "left in the language of the original" in short.stderr
    name, _ = translate("Peter Müller", replies=["Peter Müller"])
    assert name.stderr == ""


def test_a_person_sees_how_far_it_is_and_whole_words(tmp_path):
    file = tmp_path / "list.md"
    file.write_text("Old.\n\n> Cited.\n\n| a | table that is wider than the terminal |\n")
    replies = [
        "Kurz und gut und lang.",
        "Zitiert und wahr und lang.",
        "ein\nTabelle, breiter als ein Terminal",
    ]
    wire = wire_with(ScriptedEngine(replies))
    seen = pa(
        "translate", "--to", "de", "-f", file, wire=wire, terminal=True, env={"COLUMNS": "14"}
    )
    assert seen.stdout == (
        "Kurz und gut\nund lang.\n\n> Zitiert und\n> wahr und\n> lang.\n\n"
        "| ein | Tabelle, breiter als ein Terminal |\n"
    )
    told = seen.stderr.replace("\r\x1b[K", "\n").split("\n")
    assert "Translating line 1 of 5 ..." in told
    assert "Translating line 3 of 5 ..." in told
    assert told[-1] == ""


def test_a_pipe_gets_neither(tmp_path):
    reply = "Eine Zeile, die viel breiter ist als das Terminal."
    result, _ = translate(stdin="One line that is wider than the terminal.\n", replies=[reply])
    assert (result.stdout, result.stderr) == (reply + "\n", "")


SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
Good morning, and welcome
to the harbour.

2
00:00:04,500 --> 00:00:07,000
<i>It left 20 minutes ago.</i>
"""


def test_subtitles_keep_their_times_and_are_translated_together():
    replies = ["Guten Morgen und willkommen im Hafen.\nEs fuhr vor 20 Minuten."]
    result, engine = translate(stdin=SUBTITLES, replies=replies)
    assert words_of(engine.requests[0]) == (
        "Good morning, and welcome to the harbour.\nIt left 20 minutes ago."
    )
    assert result.stdout == (
        "1\n00:00:01,000 --> 00:00:04,000\nGuten Morgen und willkommen im Hafen.\n\n"
        "2\n00:00:04,500 --> 00:00:07,000\n<i>Es fuhr vor 20 Minuten.</i>\n"
    )
    assert result.stderr == ""


def test_the_names_of_several_files_are_not_translated(tmp_path):
    (tmp_path / "a.txt").write_text("One.\n")
    (tmp_path / "b.txt").write_text("Two.\n")
    result, engine = translate(
        "-f", tmp_path / "a.txt", "-f", tmp_path / "b.txt", replies=["Eins.", "Zwei."]
    )
    assert [words_of(request) for request in engine.requests] == ["One.", "Two."]
    assert f"File: {tmp_path / 'a.txt'}\n\nEins." in result.stdout


def test_what_wraps_a_whole_paragraph_is_put_around_its_translation():
    text = "# pa\n\n**Read this**\n\n- *one*\n- <b>two</b>\n"
    result, engine = translate(stdin=text, replies=["**Lies das**", "eins\nzwei"])
    assert [words_of(request) for request in engine.requests] == ["Read this", "one\ntwo"]
    assert result.stdout == "# pa\n\n**Lies das**\n\n- *eins*\n- <b>zwei</b>\n"
    assert result.stderr == ""


def test_names_with_signs_survive():
    result, engine = translate(
        stdin="A C++ compiler.\n", replies=["Ein C+ Compiler.", "Ein C++ Compiler."]
    )
    assert result.stdout == "Ein C++ Compiler.\n"
    assert "C++" in engine.requests[1].messages[0].content


def test_a_dash_within_a_sentence_is_no_mark_of_a_list():
    result, _ = translate(stdin="Tea, hot.\n", replies=["Tee - heiß."])
    assert result.stdout == "Tee - heiß.\n"


def test_nothing_is_said_over_a_line_that_has_no_end_yet(tmp_path):
    file = tmp_path / "table.md"
    file.write_text("| One | Two |")
    wire = wire_with(ScriptedEngine(["Eins\nZwei"]))
    seen = pa("translate", "--to", "de", "-f", file, wire=wire, terminal=True)
    assert seen.stdout == "| Eins | Zwei |\n"
    assert seen.stderr == "\r\x1b[KTranslating line 1 of 1 ...\r\x1b[K"
