"""`pa rewrite` with a scripted engine."""

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


def rewrite(*argv, replies, stdin=None):
    engine = ScriptedEngine(list(replies))
    return pa("rewrite", *argv, stdin=stdin, wire=wire_with(engine)), engine


def test_the_new_text_is_all_of_stdout():
    result, engine = rewrite("--tone", "formal", "hi bob", replies=["Good morning, Bob."])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Good morning, Bob.\n", "")
    assert "formal, polite tone" in engine.requests[0].messages[-1].content


def test_a_tone_in_words_of_ones_own():
    _, engine = rewrite("--tone", "like a pirate", "hi bob", replies=["Arr."])
    assert "so that it is: like a pirate" in engine.requests[0].messages[-1].content
    text = "The committee met on Friday and decided that the plan is not to be changed at all."
    _, engine = rewrite("-t", "as if it is no joke", text, replies=["Arr, the plan is as it was."])
    assert "Answer in English" in engine.requests[0].messages[-1].content


def test_the_change_is_shown_word_by_word():
    result, _ = rewrite("--fix", "--diff", "i has two book", replies=["I have two books"])
    assert result.stdout == "[-i has-]{+I have+} two [-book-]{+books+}\n"


def test_chinese_is_compared_character_by_character():
    result, _ = rewrite("--fix", "--diff", "我门去学校", replies=["我们去学校"])
    assert result.stdout == "我[-门-]{+们+}去学校\n"


def test_corrections_leave_code_and_links_alone():
    text = "Teh page.\n\n```\nteh = 1\n```\n\nSee https://a.example\n"
    result, engine = rewrite(
        "--fix", stdin=text, replies=["The page.", "See that link now.", "See the link now."]
    )
    assert result.stdout == "The page.\n\n```\nteh = 1\n```\n\nSee https://a.example\n"
    assert result.stderr == ""
    assert len(engine.requests) == 3


def test_words_that_were_right_are_not_put_in_other_words():
    said = "Last spring, we installed two hives; many neighbors were afraid because of stings."
    text = "Last spring, we put two hives; many neighbours was afraid becuase of stings."
    result, _ = rewrite("--fix", text, replies=[said])
    assert result.stdout == (
        "Last spring, we put two hives; many neighbours were afraid because of stings.\n"
    )


def test_a_correction_into_another_language_is_none():
    text = (
        "去年春天，我们小区在地下车库的屋顶上开了一遍菜园，一共四十二块地，" + "大家都很期代。" * 5
    )
    english = "Last spring we opened a garden on the roof of the garage, and everybody liked it."
    result, engine = rewrite("--fix", text, replies=[english] * 6)
    assert result.stdout == f"{text}\n"
    assert "this is the original" in result.stderr
    assert "Answer in Simplified Chinese" in engine.requests[0].messages[-1].content
    _, engine = rewrite("--tone", "in French", text, replies=["Le jardin."])
    assert "Answer in" not in engine.requests[0].messages[-1].content


def test_shorter_has_to_be_shorter():
    text = "The bees fly over the roof, and the people who live in the house look at them. " * 3
    result, engine = rewrite("-t", "shorter", text, replies=[text, "Bees fly over the roof."])
    assert (result.stdout, result.stderr) == ("Bees fly over the roof.\n", "")
    assert "Write at most 25 words." in engine.requests[0].messages[-1].content
    same, _ = rewrite("-t", "shorter", text, replies=[text, text])
    assert "It is hardly shorter." in same.stderr
    chinese = "屋顶上的蜜蜂飞来飞去，住在楼里的人都看着它们。" * 3
    _, engine = rewrite("-t", "shorter", chinese, replies=["蜜蜂飞来飞去。"])
    assert "Write at most 34 characters." in engine.requests[0].messages[-1].content


def test_a_number_that_the_original_does_not_have_is_tried_again_and_said():
    text = "He has kept bees since 1987."
    result, _ = rewrite(
        "-t", "formal", text, replies=["He has kept bees for 20 years, since 1987."] * 2
    )
    assert "Line 1: The original does not say: 20" in result.stderr


def test_a_text_that_was_left_as_it_is_is_tried_again_and_said():
    text = "We put two hives on the flat roof of the laundry, and the neighbours were afraid."
    again, _ = rewrite("-t", "friendly", text, replies=[text, "Guess what: we have bees now!"])
    assert (again.stdout, again.stderr) == ("Guess what: we have bees now!\n", "")
    left, _ = rewrite("-t", "friendly", text, replies=[text] * 2)
    assert "Line 1: It was left as it is." in left.stderr
    right, _ = rewrite("--fix", text, replies=[text])
    assert (right.stdout, right.stderr) == (f"{text}\n", "")


def test_chinese_is_corrected_sentence_by_sentence_also_where_lines_were_broken():
    first = "昨天邻居们在洗衣房的屋\n顶上看蜜蜂，大家都很高心。"
    second = "很多人带着孩子和客人一起来，还拍了不少照片。"
    result, engine = rewrite(
        "--fix", stdin=f"{first}{second}\n", replies=[first.replace("高心", "高兴"), second]
    )
    asked = [request.messages[-1].content.split("\n\n", 1)[1] for request in engine.requests]
    assert asked == [first, second]
    assert result.stdout == f"{first}{second}\n".replace("高心", "高兴")
    english = "Yesterday they was on the roof of the laundry. Many of them bringed their children."
    _, engine = rewrite("--fix", english, replies=[english])
    assert len(engine.requests) == 1


def test_json_tells_tone_model_and_problems():
    result, _ = rewrite("--json", "-t", "shorter", "a long text", replies=["A text."])
    assert (result.json["text"], result.json["tone"]) == ("A text.", "shorter")
    assert result.json["blocks"][0]["problems"] == []


def test_code_is_never_given_to_be_rewritten_in_another_tone():
    text = "hi all\n\nrun it:\n\n```\nrm -r build\n```\n\nbye\n"
    result, engine = rewrite(
        "--tone", "formal", stdin=text, replies=["Good day.\n\nRun it:", "Bye."]
    )
    assert result.stdout == "Good day.\n\nRun it:\n\n```\nrm -r build\n```\n\nBye.\n"
    assert not any("rm -r" in request.messages[-1].content for request in engine.requests)


def test_a_file_that_is_code_alone_stays_as_it_is():
    text = "---\ntitle: x\n---\n\n```\nx = 1\n```\n"
    result, engine = rewrite(stdin=text, replies=[])
    assert (result.exit_code, result.stdout, engine.requests) == (0, text, [])


def test_headings_stay_and_paragraphs_between_them_are_rewritten():
    text = "# Our shop\n\nWe sell bread, mostly.\n\n## When\n\nWe open at 9.\n"
    result, engine = rewrite(
        "--tone", "simpler", stdin=text, replies=["We sell bread.", "Come at 9."]
    )
    assert result.stdout == "# Our shop\n\nWe sell bread.\n\n## When\n\nCome at 9.\n"
    assert all("#" not in request.messages[-1].content for request in engine.requests)


def test_a_table_stays_as_it_is():
    text = "We sell bread, mostly.\n\n| what | price |\n|---|---|\n| bread | 3 |\n\nCome at 9.\n"
    replies = ["We sell bread.", "Be here at 9."]
    result, _ = rewrite("--tone", "simpler", stdin=text, replies=replies)
    assert result.stdout == text.replace(", mostly", "").replace("Come", "Be here")


def test_headings_are_rewritten_where_another_language_is_asked_for():
    _, engine = rewrite(
        "--tone", "in German", stdin="# Our shop\n\nBread.\n", replies=["# Laden\n\nBrot."]
    )
    assert "# Our shop" in engine.requests[0].messages[-1].content
