"""`pa summarize` through the user's door, with a scripted engine."""

import pytest

from pa_cli.core.events import Usage
from tests.services.test_summarizing import Reader, asked, sentences, text_of
from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa


def summarize(*argv, replies=("In short.",), stdin=None, terminal=False, **engine):
    scripted = ScriptedEngine(list(replies), **engine)
    result = pa("summarize", *argv, stdin=stdin, terminal=terminal, wire=wire_with(scripted))
    return result, scripted


def read(reader, *argv, stdin=None, **arguments):
    return summarize(*argv, stdin=stdin, replies=[reader] * 1_000, context_limit=512, **arguments)


def test_a_piped_text_becomes_its_summary_and_nothing_else():
    result, engine = summarize(stdin="A long story.\n")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "In short.\n", "")
    assert text_of(engine.requests[0]) == "A long story.\n"
    assert engine.closed


def test_of_several_files_there_is_one_summary_each_and_one_over_all(tmp_path):
    (tmp_path / "b.txt").write_text("beta")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("alpha")
    result, engine = summarize(
        tmp_path, "-f", tmp_path / "b.*", replies=["On beta.", "On alpha.", "On both."]
    )
    first, second = f"{tmp_path}/b.txt", f"{tmp_path}/sub/a.txt"
    assert result.stdout == (
        f"## {first}\n\nOn beta.\n\n## {second}\n\nOn alpha.\n\n## All of them\n\nOn both.\n"
    )
    assert [text_of(request) for request in engine.requests] == [
        "beta",
        "alpha",
        f"{first}:\nOn beta.\n\n{second}:\nOn alpha.",
    ]
    as_json, _ = summarize("--json", tmp_path, replies=["On beta.", "On alpha.", "On both."])
    assert as_json.json["text"] == "On both."
    assert [(one["file"], one["text"]) for one in as_json.json["each"]] == [
        (first, "On beta."),
        (second, "On alpha."),
    ]


def test_a_file_of_which_the_last_summary_says_nothing_is_told_below_it(tmp_path):
    (tmp_path / "a.txt").write_text("alpha")
    (tmp_path / "b.txt").write_text("beta")
    replies = [
        "Ducks swim in the big pond. They like it.",
        "A bakery opened in March. It sells rye bread.",
        "Ducks like to swim in the pond.",
    ]
    result, engine = summarize(tmp_path, replies=replies)
    assert result.stdout.endswith(
        "## All of them\n\nDucks like to swim in the pond.\n\n"
        f"- {tmp_path}/b.txt: A bakery opened in March.\n"
    )
    assert "the 2 texts above" in engine.requests[-1].messages[1].content
    result, _ = summarize(tmp_path, replies=[*replies[:2], "A bakery opened, and ducks swim."])
    assert result.stdout.endswith("A bakery opened, and ducks swim.\n")


def test_numbers_that_the_text_does_not_have_are_pointed_out():
    text = "The roof cost nine hundred euros on 3 March, the door 1,250. Ana paid 45% of it."
    said = (
        "1. On 3 March 2 things cost 900 and 1250 euros; Ana paid 45 %.\n2. The tax was 77 euros."
    )
    result, _ = summarize(stdin=text, replies=[said])
    assert result.stderr == "Look at 77: the text does not say so.\n"
    result, _ = summarize("--json", stdin=text, replies=[said])
    assert result.json["made_up"] == ["77"]
    result, _ = summarize(stdin=text, replies=["The roof cost 900 euros."])
    assert result.stderr == ""


def test_numbers_of_every_part_of_a_long_text_count():
    reader = Reader()
    engine = ScriptedEngine(
        [lambda r: "In all 777 and 888." if "whole text" in str(r.messages) else reader(r)] * 1_000,
        context_limit=512,
    )
    text = f"{sentences(80)} 777 men came. {sentences(80)}"
    result = pa("summarize", "--no-quotes", stdin=text, wire=wire_with(engine))
    assert result.stderr == "Look at 888: the text does not say so.\n"


def test_with_a_focus_a_shorter_text_is_quoted_too():
    filler = "The birds sang in the trees and nobody had anything to do. " * 30
    text = f"{filler}\nThe chairs of the hall were paid by the baker."
    result, _ = summarize("--focus", "chairs", stdin=text, replies=["Birds sang."])
    assert result.stdout == "Birds sang.\n\n> The chairs of the hall were paid by the baker.\n"
    result, _ = summarize(stdin=text, replies=["Birds sang."])
    assert result.stdout == "Birds sang.\n"


def test_a_pipe_is_left_alone_when_files_are_named(tmp_path):
    (tmp_path / "a.txt").write_text("alpha")
    _, engine = summarize(tmp_path / "a.txt", stdin="other lines of a loop's input")
    assert text_of(engine.requests[0]) == "alpha"
    _, engine = summarize("-", tmp_path / "a.txt", stdin="piped", replies=["1", "2", "3"])
    assert text_of(engine.requests[0]) == "piped"


def test_a_text_that_does_not_fit_is_read_in_parts_and_stats_say_so():
    reader = Reader()
    result, _ = read(reader, "--stats", stdin=sentences(300))
    assert (result.exit_code, result.stdout) == (0, "THE SUMMARY.\n")
    parts = reader.seen.count("part")
    assert parts > 5
    assert f"100 % of 2,100 tokens read in {parts} parts" in result.stderr


def test_json_has_every_field():
    reply = Reply("In short.", usage=Usage(100, 90, 3))
    result, _ = summarize("--json", "--style", "tldr", stdin="The plan is good.", replies=[reply])
    document = result.json
    assert document["text"] == "In short."
    assert document["model"] == "scripted"
    assert document["language"] == "en"
    assert document["style"] == "tldr"
    assert document["parts"] == 1
    assert document["input_tokens"] == document["tokens_read"] == 4
    assert document["files"] == ["stdin"]
    assert document["finish_reason"] == "stop"
    assert document["usage"] == {
        "prompt_tokens": 100,
        "cached_tokens": 90,
        "completion_tokens": 3,
        "guessed_tokens": 0,
        "is_estimate": False,
    }
    assert document["timings"]["threads"] == 1


def test_an_interrupted_summary_says_what_is_kept_and_goes_on_from_there():
    text = sentences(300)
    result, _ = read(Reader(error_at=4), stdin=text)
    assert (result.exit_code, result.stdout) == (130, "")
    assert "3 parts are finished and kept" in result.stderr
    reader = Reader()
    result, _ = read(reader, "--json", stdin=text)
    assert result.json["kept_parts"] == 3
    assert reader.seen.count("part") == result.json["parts"] - 3


def test_parts_can_be_read_anew(monkeypatch):
    text = sentences(100)
    read(Reader(), stdin=text)
    result, _ = read(Reader(), "--json", "--fresh", stdin=text)
    assert result.json["kept_parts"] == 0
    result, _ = read(Reader(), "--json", stdin=text)
    assert result.json["kept_parts"] == result.json["parts"]
    monkeypatch.setenv("PA_CACHE_ENABLED", "false")
    result, _ = read(Reader(), "--json", stdin=text)
    assert result.json["kept_parts"] == 0


def test_the_words_that_came_before_ctrl_c_are_shown():
    reply = Reply("It began with", finish_reason="interrupted")
    result, _ = summarize(stdin="text", replies=[reply])
    assert (result.exit_code, result.stdout) == (130, "It began with\n")


ECHO = "All that you write stands in the text, with the same names, numbers and dates."


def test_what_the_model_was_told_to_do_is_no_part_of_the_summary():
    result, _ = summarize(stdin="The roof leaks.", replies=[f"{ECHO} The roof leaks.\n\nSo it is."])
    assert result.stdout == "The roof leaks.\n\nSo it is.\n"
    result, _ = summarize(
        "--style", "bullets", stdin="The roof leaks.", replies=[f"{ECHO}\n- The roof leaks."]
    )
    assert result.stdout == "- The roof leaks.\n"


def test_a_text_that_says_what_the_model_was_told_is_summarized():
    result, _ = summarize(stdin=f"Our rules. {ECHO} They hold.", replies=[ECHO])
    assert result.stdout == f"{ECHO}\n"


def test_a_model_that_only_repeats_what_it_was_told_is_asked_again():
    result, engine = summarize(stdin="The roof leaks.", replies=[ECHO, "The roof leaks."])
    assert (result.stdout, result.stderr) == ("The roof leaks.\n", "")
    assert engine.requests[1].sampling.temperature > engine.requests[0].sampling.temperature


def test_after_the_second_time_the_text_speaks_for_itself():
    result, _ = summarize(stdin="The roof leaks.", replies=[ECHO, ECHO])
    assert result.stdout == "The roof leaks.\n"
    assert "only repeated what it had been given" in result.stderr


def test_a_note_of_a_part_has_nothing_of_what_the_model_was_told():
    reader = Reader()
    result, engine = read(lambda request: f"{ECHO} {reader(request)}", stdin=sentences(100))
    assert "part" in reader.seen
    assert "Note on" in text_of(engine.requests[-1])
    assert "names, numbers" not in text_of(engine.requests[-1])
    assert result.stdout == "THE SUMMARY.\n"


BRIDGES = [f"The bridge of town number {n} was painted in colour {n * 7}." for n in range(90)]


def test_a_model_that_copies_the_text_is_stopped_and_asked_again():
    text = " ".join(BRIDGES)
    replies = [text, f"Ninety bridges were painted. {BRIDGES[50]} So it was."]
    result, _ = summarize("--no-quotes", stdin=text, replies=replies, context_limit=8_000)
    assert result.stdout == f"Ninety bridges were painted. {BRIDGES[50]} So it was.\n"


@pytest.mark.parametrize(("style", "mark"), [("paragraph", ""), ("bullets", "- ")])
def test_when_it_copies_again_sentences_from_all_over_the_text_stand_in(style, mark):
    text = " ".join(BRIDGES)
    result, _ = summarize(
        "--no-quotes", "--style", style, stdin=text, replies=[text, text], context_limit=8_000
    )
    assert "stand in for its words" in result.stderr
    assert result.stdout.startswith(f"{mark}The bridge") or result.stdout.startswith("[…] The")
    assert len(result.stdout) < len(text) / 3
    assert BRIDGES[0] not in result.stdout or BRIDGES[1] not in result.stdout


def test_a_summary_that_was_cut_is_said_to_be_cut():
    reply = Reply("On and on", finish_reason="length")
    result, _ = summarize(stdin="text", replies=[reply])
    assert (result.exit_code, result.stdout) == (0, "On and on\n")
    assert "cut at" in result.stderr


def test_a_dry_run_shows_the_prompt_and_the_parts():
    result, engine = summarize("--dry-run", stdin=sentences(300), context_limit=512)
    assert engine.requests == []
    assert "Sa is a sentence of this text." in result.stdout
    assert "2,100 tokens of text, read in" in result.stdout
    result, _ = summarize("--dry-run", "--json", stdin="one two three")
    assert (result.json["parts"], result.json["input_tokens"]) == (1, 3)


@pytest.mark.parametrize(
    ("argv", "stdin", "code", "said"),
    [
        ([], "", 2, "empty"),
        ([], " \n\n ", 2, "empty"),
        ([], b"\0\1\2\3", 1, "binary"),
        (["missing.txt"], None, 1, "missing.txt"),
        (["/dev/zero"], None, 1, "device"),
        (["--length", "tiny"], "x", 2, "number of words"),
        (["--length", "0"], "x", 2, "number of words"),
        (["--style", "poem"], "x", 2, "bullets"),
    ],
)
def test_what_cannot_be_summarized_is_refused_before_the_model(argv, stdin, code, said):
    result, engine = summarize(*argv, stdin=stdin)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert engine.requests == []


def test_an_empty_folder_is_empty_input(tmp_path):
    result, _ = summarize(tmp_path)
    assert result.exit_code == 2
    assert str(tmp_path) in result.stderr


def test_without_a_model_the_command_to_run_is_named():
    result = pa("summarize", stdin="text")
    assert result.exit_code == 4
    assert "pa models pull" in result.stderr


def test_a_context_that_is_too_small_is_exit_3_with_numbers():
    result, _ = summarize("--focus", "x " * 400, stdin="text", context_limit=512)
    assert result.exit_code == 3
    assert "512" in result.stderr
    assert "--context" in result.stderr


def test_defaults_come_from_the_settings(fresh_home):
    (fresh_home / "config").mkdir(parents=True)
    (fresh_home / "config" / "config.toml").write_text(
        '[summarize]\nstyle = "bullets"\nlength = "77"\n'
    )
    _, engine = summarize(stdin="text")
    assert "about 77 words" in asked(engine.requests[0])
    assert engine.requests[0].sampling.temperature == 0.2
    _, engine = summarize("--length", "short", "--temp", "0.9", stdin="text")
    assert "about 60 words" in asked(engine.requests[0])
    assert engine.requests[0].sampling.temperature == 0.9


def test_control_sequences_of_the_model_do_not_reach_a_terminal():
    result, _ = summarize(stdin="text", replies=["a\x1b[2Jb"], terminal=True)
    assert "\x1b[2J" not in result.stdout


ENGLISH = "The board of the garden decided on Friday that the fee of the plots is raised for all."
CHINESE = "委员会周五决定提高所有地块的费用。"


def test_a_summary_that_begins_in_another_language_is_tried_again():
    result, engine = summarize("--lang", "zh", stdin=ENGLISH, replies=[ENGLISH, CHINESE])
    assert (result.stdout, result.stderr) == (f"{CHINESE}\n", "")
    assert len(engine.requests) == 2


def test_a_summary_that_stays_in_another_language_is_said():
    result, _ = summarize("--lang", "zh", stdin=f"{ENGLISH} So be it.", replies=[ENGLISH] * 2)
    assert result.stdout == f"{ENGLISH}\n"
    assert "This reads like English, not Simplified Chinese." in result.stderr


def test_languages_that_cannot_be_checked_or_that_the_model_may_not_know_are_said():
    unknown, _ = summarize("--lang", "Klingon", stdin=ENGLISH)
    assert "no language 'Klingon' that pa knows" in unknown.stderr
    foreign, _ = summarize(stdin=CHINESE, replies=[CHINESE], model_name="smollm2-135m")
    assert "knows English only, not Simplified Chinese" in foreign.stderr
