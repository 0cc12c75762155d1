"""`pa summarize` with places, with little time, of transcripts and of meetings."""

import json

import pytest

from tests.support.documents import write_pdf
from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


def summarize(*argv, replies, stdin=None, **engine):
    scripted = ScriptedEngine(list(replies), **engine)
    return pa("summarize", *map(str, argv), stdin=stdin, wire=wire_with(scripted)), scripted


REPORT = """The heating was repaired on 3 May by the firm Kessler.

It cost 420 euros, which the landlord paid.

In the garden the old apple tree was cut down.
"""


def test_each_point_carries_the_lines_that_it_comes_from():
    replies = [
        "The firm Kessler repaired the heating.\n- It cost 420 euros.\n- The landlord Meier paid."
    ]
    result, _ = summarize("--spans", stdin=REPORT, replies=replies)
    assert result.stdout == (
        "- The firm Kessler repaired the heating. [L1]\n"
        "- It cost 420 euros. [L3]\n"
        "- The landlord Meier paid. [L3, unverified]\n"
    )


def test_a_number_that_does_not_stand_there_is_marked_and_told_in_json():
    replies = ["The repair cost 520 euros.\n- Penguins danced all night long."]
    result, _ = summarize("--spans", "--json", stdin=REPORT, replies=replies)
    first, second = result.json["points"]
    assert first["span"]["is_verified"] is False
    assert second["span"] is None
    assert "Penguins danced all night long. [unverified]" in result.json["text"]


def test_pages_are_told_where_there_are_any():
    text = "Ducks swim in the pond.\n\fFoxes hunt in the wood.\n"
    result, _ = summarize("--spans", stdin=text, replies=["Foxes hunt in the wood."])
    assert result.stdout == "- Foxes hunt in the wood. [p. 2, L2]\n"


def test_the_label_that_a_point_begins_with_is_no_name():
    replies = [
        "**Heating Repair**: It was repaired by Kessler.\n- **Garden Work:** Meier cut a tree."
    ]
    result, _ = summarize("--spans", stdin=REPORT, replies=replies)
    assert result.stdout == (
        "- **Heating Repair**: It was repaired by Kessler. [L1]\n"
        "- **Garden Work:** Meier cut a tree. [L5, unverified]\n"
    )


def test_fast_reads_the_most_telling_sentences_and_says_how_much_that_is():
    filler = "".join(
        f"Something else number {n} happened then to nobody at all. " for n in range(80)
    )
    text = f"{filler}\n\nThe bridge was closed because the bridge pillars of the bridge are weak.\n\n{filler}"
    result, engine = summarize(
        "--fast", "--stats", stdin=text, replies=["Short."], context_limit=800
    )
    assert len(engine.requests) == 1
    assert result.stdout == "Short.\n"
    assert "Only the most telling sentences were read" in result.stderr
    read = engine.requests[0].messages[1].content
    assert "bridge pillars" in read
    assert len(read) < len(text) / 2


def test_what_is_short_is_read_whole_also_when_fast():
    result, _ = summarize("--fast", stdin="A short text.", replies=["Short."])
    assert (result.stdout, result.stderr) == ("Short.\n", "")


def test_subtitles_are_read_as_who_said_what():
    subtitles = (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\n<v Ana>Shall we start?\n\n"
        "2\n00:00:03.000 --> 00:00:05.000\n<v Bo>Yes, <i>please</i>.\n\n"
        "3\n00:02:00.000 --> 00:02:05.000\n<v Bo>Next item.\n"
    )
    _, engine = summarize(stdin=subtitles, replies=["Short."])
    read = "".join(message.content for message in engine.requests[0].messages)
    assert "[00:00:01] Ana: Shall we start?\nBo: Yes, please." in read
    assert "[00:02:00] Bo: Next item." in read
    assert "-->" not in read


def minutes(*argv, stdin="We met."):
    sections = [
        "All met.",
        "The red door stays.",
        "Ana paints the door by Friday.\n- Order paint.",
        "none",
    ]
    copies = [
        {"records": [{"what": "paints the door", "who": "Ana", "when": "by Friday"}]},
        {"records": [{"what": "Order paint.", "who": None, "when": None}]},
    ]
    replies = [*sections, *map(json.dumps, copies)]
    return summarize(*argv, stdin=stdin, replies=replies)


def test_minutes_are_data_too(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:00")
    result, _ = minutes("--style", "minutes", "--json")
    assert result.exit_code == 0
    assert result.json["data"]["decisions"] == ["The red door stays."]
    assert result.json["data"]["open_questions"] == []
    assert result.json["data"]["actions"][0] == {
        "what": "paints the door",
        "who": "Ana",
        "when": "by Friday",
        "date": "2026-03-13",
    }


def test_actions_become_todos_only_after_a_yes(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:00")
    refused, _ = minutes("--todo")
    assert refused.exit_code == 6
    assert pa("todo", "list", "--json").json == []
    accepted, _ = minutes("--todo", "--yes")
    assert accepted.exit_code == 0
    todos = pa("todo", "list", "--json").json
    assert {(one["title"], one["due"]) for one in todos} == {
        ("paints the door", "2026-03-13"),
        ("Order paint.", None),
    }
    pa("undo")
    assert pa("todo", "list", "--json").json == []


@pytest.mark.parametrize(
    ("point", "mark"),
    [
        ("The repair cost 1,420 euros.", "[L1]"),
        ("The repair cost 1420 euros.", "[L1]"),
        ("The repair took three weeks.", "[L1]"),
        ("The repair cost 12 euros.", "[L1, unverified]"),
        ("The repair cost 42 euros.", "[L1, unverified]"),
        ("The repair was done by Anna Holm.", "[L1, unverified]"),
    ],
)
def test_a_number_is_verified_by_what_it_means_and_not_by_its_digits(point, mark):
    text = "The repair took 3 weeks in 2012 and cost 1420 euros, says Holm."
    result, _ = summarize("--spans", stdin=text, replies=[point])
    assert result.stdout == f"- {point} {mark}\n"


TALK = """\
Ana: The door is red. Shall we keep it?
Ben: I like it. All in favour? Then we keep the red door.
Ana: I'll paint it by Friday.
Ben: Good. Do we need a bell?
Ana: We talk about the bell next time.
"""


def test_a_transcript_is_read_by_rules_and_only_its_summary_is_the_models(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:00")
    result, engine = summarize("--style", "minutes", stdin=TALK, replies=["They met."])
    assert result.stdout == (
        "## Summary\n\nThey met.\n\n## Decisions\n\n- Then we keep the red door.\n\n"
        "## Actions\n\n- Ana: paint it (by Friday)\n\n"
        "## Open questions\n\n- We talk about the bell next time.\n"
    )
    assert len(engine.requests) == 1
    data = summarize("--style", "minutes", "--json", stdin=TALK, replies=["They met."])[0].json
    assert data["data"]["actions"] == [
        {"what": "paint it", "who": "Ana", "when": "by Friday", "date": "2026-03-13"}
    ]
    assert data["text"] == result.stdout.rstrip("\n")


def test_minutes_in_another_language_are_the_models():
    sections = ["见面了。", "留下红门。", "–", "–"]
    result, engine = summarize("--style", "minutes", "--lang", "zh", stdin=TALK, replies=sections)
    assert "留下红门" in result.stdout
    assert len(engine.requests) == 4


def test_points_of_a_pdf_carry_their_page(tmp_path):
    file = write_pdf(
        tmp_path / "animals.pdf", ["Ducks swim in the pond.", "Foxes hunt in the wood."]
    )
    result, engine = summarize("--spans", file, replies=["Foxes hunt in the wood."])
    assert result.stdout == "- Foxes hunt in the wood. [p. 2, L3]\n"
    assert "Ducks swim in the pond." in engine.requests[0].messages[1].content


def test_days_are_read_as_of_the_day_that_stands_in_the_text(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:00")
    talk = f"Meeting of 4 June 2025\n\n{TALK}Ben: I'll buy a bell before 3 July."
    result, _ = summarize("--style", "minutes", "--json", stdin=talk, replies=["They met."])
    # 4 June 2025 was a Wednesday
    assert [one["date"] for one in result.json["data"]["actions"]] == ["2025-06-06", "2025-07-03"]
    assert result.json["held"] == "4 June 2025"


def test_subtitles_that_name_who_speaks_in_their_words_are_read_so():
    subtitles = (
        "1\n00:00:01,000 --> 00:00:03,000\n安娜：我们今天在九\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\n点前结束。\n\n"
        "3\n00:00:59,000 --> 00:01:01,000\n李波: Fine with\n\n"
        "4\n00:01:02,000 --> 00:01:04,000\nme.\n\n"
        "5\n00:01:05,000 --> 00:01:06,000\n安娜：好。\n"
    )
    _, engine = summarize(stdin=subtitles, replies=["Short."])
    read = engine.requests[0].messages[1].content
    assert (
        "[00:00:01] 安娜: 我们今天在九点前结束。\n李波: Fine with me.\n\n[00:01:02] 安娜: 好。\n"
        in read
    )


def test_minutes_of_subtitles_are_those_of_the_same_talk():
    turns = TALK.strip().splitlines()
    subtitles = "\n\n".join(
        f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:05,000\n{turn}" for n, turn in enumerate(turns, 1)
    )
    plain, _ = summarize("--style", "minutes", stdin=TALK, replies=["They met."])
    result, _ = summarize("--style", "minutes", stdin=subtitles, replies=["They met."])
    assert result.stdout == plain.stdout
