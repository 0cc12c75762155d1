"""`pa write` with a scripted engine."""

import json

import pytest

from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa

MAIL = """From: Ana Li <ana@example.org>
Subject: Budget
Date: Mon, 16 Nov 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

Can we meet at 3pm?
Ana
"""


def write(*argv, replies, stdin=None):
    engine = ScriptedEngine(list(replies))
    return pa("write", *argv, stdin=stdin, wire=wire_with(engine)), engine


def test_the_wishes_are_told_and_the_text_is_all_of_stdout(tmp_path):
    points = tmp_path / "points.txt"
    points.write_text("the date\nthe place\n")
    result, engine = write(
        "announcement",
        "the summer party",
        "--tone",
        "merry",
        "--lang",
        "de",
        "--points",
        str(points),
        replies=["Hurra!"],
    )
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Hurra!\n", "")
    asked = engine.requests[0].messages[-1].content
    assert "Topic: the summer party" in asked
    assert "Tone: merry" in asked
    assert "German" in asked
    assert "the date\nthe place" in asked


def test_fiction_is_livelier_than_what_has_to_be_true():
    def temperature(*argv):
        return write(*argv, "a fox", replies=["."])[1].requests[0].sampling.temperature

    assert temperature("report") < 0.5 < temperature("story")
    assert temperature("story", "--temp", "0.1") == 0.1


def test_a_reply_has_its_subject_and_quotes_the_mail():
    result, engine = write("reply", "yes, gladly", stdin=MAIL, replies=["Yes, gladly."])
    assert result.stdout == (
        "Subject: Re: Budget\n\nHello Ana,\n\nYes, gladly.\n\n"
        "On Mon, 16 Nov 2026 10:00:00 +0100, Ana Li <ana@example.org> wrote:\n"
        "> Can we meet at 3pm?\n> Ana\n"
    )
    asked, begun = (message.content for message in engine.requests[0].messages[-2:])
    assert begun == "Hello Ana,\n\n"
    assert "Can we meet at 3pm?" in asked
    assert "yes, gladly" in asked
    assert "ana@example.org" not in asked


def test_sentences_that_only_repeat_the_message_are_left_out_of_a_reply():
    mail = (
        "Thank you for your booking of two rooms. At what time will you arrive? Our desk closes at"
        " 22:00. Could you take over the tour on Saturday?"
    )
    said = (
        "Dear Claire,\n\nThank you for your booking of two rooms. Our desk closes at 22:00.\n\n"
        "At what time will you arrive? I will take over the tour on Saturday. We come at 22:00.\n"
        "\nTom"
    )
    result, _ = write("reply", "tour yes, come at ten", "--json", stdin=mail, replies=[said])
    assert result.json["text"] == (
        "Dear Claire,\n\nI will take over the tour on Saturday. We come at 22:00.\n\nTom"
    )


def test_a_short_wish_that_the_reply_does_not_speak_of_is_said():
    said = "Hi Ana,\n\nI will meet you on Thursday at 4 pm as you asked me to.\n\nTom"
    mail = "Can we meet on Thursday at 4 pm?"
    result, _ = write("reply", "Friday instead", stdin=mail, replies=[said])
    assert "Left out of what you said: Friday" in result.stderr


def test_what_the_model_was_told_is_no_sentence_of_a_reply():
    mail = (
        "From: Ana Weber <ana@b.example>\nSubject: Thursday\n\nCan we meet on Thursday at 4 pm?\n"
    )
    said = (
        "Hi Ana,\n\nI come on Friday at the same time. Ana Weber wrote this to you. You have to say: Friday instead."
        " I bring the plan.\n\nTom"
    )
    result, _ = write(
        "reply", "Friday instead. I bring the plan.", "--json", stdin=mail, replies=[said]
    )
    assert (
        result.json["text"]
        == "Hi Ana,\n\nI come on Friday at the same time. I bring the plan.\n\nTom"
    )


def test_chinese_sentences_of_the_message_are_left_out_too_unless_they_are_what_is_to_be_said():
    mail = "评审会改到五楼的大会议室。请你准备一份十分钟左右的演示。你能来参加评审会和晚餐吗？"
    said = (
        "李娜，你好！评审会改到五楼的大会议室。请准备一份十分钟左右的演示。"
        "我会准备一份十分钟左右的演示。我参加。"
    )
    result, _ = write("reply", "参加", "--json", stdin=mail, replies=[said])
    assert result.json["text"] == "李娜，你好！我会准备一份十分钟左右的演示。我参加。"
    wanted, _ = write("reply", "评审会改到五楼的大会议室", "--json", stdin=mail, replies=[said])
    assert "改到五楼" in wanted.json["text"]


def test_a_reply_that_says_nothing_of_its_own_is_written_again_without_the_message():
    mail = "评审会改到五楼的大会议室。请你准备一份十分钟左右的演示。你能来参加评审会和晚餐吗？"
    echo = "李娜，你好！\n\n评审会改到五楼的大会议室。请准备一份十分钟左右的演示。\n\n谢谢！"
    said = "李娜，你好！\n\n评审会和晚餐我都参加。"
    result, engine = write("reply", "都参加", stdin=mail, replies=[echo, said])
    assert result.stdout.startswith(said + "\n\nYou wrote:\n> 评审会")
    assert "大会议室" not in engine.requests[1].messages[-1].content
    assert "都参加" in engine.requests[1].messages[-1].content


def test_html_and_attachments_are_no_words_of_a_mail():
    mail = (
        "From: a@b.example\nSubject: 回复：报告\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html\n\n'
        "<style>p{}</style><p>Please &amp; thanks</p><script>evil()</script>\n--x\n"
        'Content-Disposition: attachment; filename="a.bin"\n\nAAAA\n--x--\n'
    )
    result, engine = write("reply", stdin=mail, replies=["Ok."])
    asked = engine.requests[0].messages[-1].content
    assert "Please & thanks" in asked
    assert "evil" not in asked
    assert "AAAA" not in asked
    assert result.stdout.startswith("Subject: 回复：报告\n")


def test_a_reply_is_written_from_one_person_to_another_without_what_the_mail_quoted():
    mail = MAIL.replace("Subject:", "To: Tom Becker <tom@example.org>\nSubject:") + (
        "\nOn Sunday Tom Becker wrote:\n> Any news of the old plan?\n-- \nAna Li, Accounts\n"
    )
    result, engine = write("reply", "yes", stdin=mail, replies=["Yes. Tom"])
    asked = engine.requests[0].messages[-2].content
    assert asked.startswith("Can we meet at 3pm?")
    assert "You are Tom Becker. Ana Li wrote this to you. You have to say: yes." in asked
    assert "old plan" not in asked
    assert "Accounts" not in asked
    assert "> > Any news of the old plan?" in result.stdout


def test_a_number_that_nobody_said_is_pointed_out_in_a_reply():
    result, _ = write("reply", "yes, room 12", stdin=MAIL, replies=["Yes, at 4pm in room 12."])
    assert result.exit_code == 0
    assert "Look at 4: neither the message nor you said so." in result.stderr
    email, _ = write("email", "room 12", replies=["1. Room 12\n2. from 9 to 5 on 3 May"])
    assert "Look at 9, 5, 3: nobody said so." in email.stderr
    assert write("poem", "room 12", replies=["99 balloons"])[0].stderr == ""
    twice = "Yes, at 3pm in room 12. Room 12 is free at 3pm."
    right, _ = write("reply", "yes, room 12", stdin=MAIL, replies=[twice])
    assert right.stderr == ""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_mail_that_was_sent_in_8_bits_is_read_as_it_is_written(charset):
    mail = (
        f"From: 张伟 <wei@example.cn>\nSubject: 评审会\nContent-Type: text/plain; charset={charset}\n"
        "Content-Transfer-Encoding: 8bit\n\n周四下午3点，你能来吗？\n"
    )
    options = ("--encoding", charset) if charset != "utf-8" else ()
    result, engine = write("reply", "可以", *options, stdin=mail.encode(charset), replies=["好。"])
    assert engine.requests[0].messages[-1].content.startswith("周四下午3点，你能来吗？")
    assert "张伟 wrote this to you" in engine.requests[0].messages[-1].content
    assert result.stdout.endswith("> 周四下午3点，你能来吗？\n")


def test_a_mail_of_attachments_alone_cannot_be_replied_to():
    mail = (
        'From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
        'Content-Disposition: attachment; filename="plan.pdf"\n\nAAAA\n--x--\n'
    )
    result, engine = write("reply", "yes", stdin=mail, replies=[])
    assert (result.exit_code, result.stdout, engine.requests) == (2, "", [])
    assert "has no words, only plan.pdf" in result.stderr


def test_a_text_needs_something_to_be_about_unless_it_is_made_up_or_says_so_itself():
    nothing, _ = write("email", replies=[])
    assert (nothing.exit_code, nothing.stdout) == (2, "")
    assert "Say what the email is about." in nothing.stderr
    for kind in ("poem", "birthday greeting for Ana"):
        assert write(kind, replies=["A text."])[0].exit_code == 0


def test_a_reply_needs_a_message():
    result, _ = write("reply", "yes", replies=[])
    assert result.exit_code == 2
    assert "no message to reply to" in result.stderr


def test_the_answer_begins_with_the_draft_so_that_it_goes_on_instead_of_starting_again():
    result, engine = write("story", stdin="Once upon a time \n", replies=["\n\nthere was a fox."])
    asked, begun = engine.requests[0].messages[-2:]
    assert "Write a short story" in asked.content
    assert (begun.role, begun.content) == ("assistant", "Once upon a time")
    assert engine.requests[0].continue_last
    assert result.stdout == "there was a fox.\n"


def test_a_long_text_is_written_section_by_section_below_its_headings():
    outline = '{"title": "Bread", "sections": ["Flour", "Heat", "Flour"]}'
    result, engine = write(
        "article", "bread", "--outline", replies=[outline, "## Flour\nSoft.", "\nHot.\n"]
    )
    assert result.exit_code == 0
    assert result.stdout.rstrip("\n") == "# Bread\n\n## Flour\n\nSoft.\n\n## Heat\n\nHot."
    last = engine.requests[2]
    assert last.messages[-1].content == "# Bread\n\n## Flour\n\nSoft.\n\n## Heat\n\n"
    assert last.continue_last
    assert "\n## " in last.sampling.stop
    assert last.messages[:-1] == engine.requests[1].messages[:-1]


def test_a_section_that_comes_to_no_end_is_named():
    outline = '{"title": "Bread", "sections": ["Flour", "Heat", "Time"]}'
    round_and_round = "The flour of the old mill is as soft as snow and as white as milk. " * 8
    cut = Reply("It takes", finish_reason="length")
    result, _ = write(
        "article", "bread", "--outline", "--json", replies=[outline, round_and_round, "Hot.", cut]
    )
    assert result.json["stopped"] == ["Flour", "Time"]
    assert "The section 'Flour' did not come to an end and was stopped" in result.stderr
    assert "'Heat'" not in result.stderr


def test_an_outline_in_another_language_is_made_again():
    english = '{"title": "How the bread of the town is made", "sections": ["The flour of it", "The heat and the oven"]}'
    chinese = '{"title": "面包是怎么做的", "sections": ["面粉", "火候"]}'
    result, engine = write(
        "article",
        "bread",
        "--outline",
        "--lang",
        "zh",
        replies=[english, chinese, "很软。", "很热。"],
    )
    assert result.stdout.startswith("# 面包是怎么做的\n\n## 面粉\n\n很软。")
    assert len(engine.requests) == 4


def test_what_stands_above_is_not_said_again_and_a_section_of_nothing_else_is_left_out():
    outline = '{"title": "Bread", "sections": ["Flour", "Heat", "Time"]}'
    soft = "The flour of the old mill is as soft as snow."
    nearly = "The flour of the old mill is as soft as the snow."
    replies = [outline, soft, f"{nearly} The oven is hot.", soft, "It takes a day."]
    result, engine = write("article", "bread", "--outline", replies=replies)
    assert result.stdout.rstrip() == (
        f"# Bread\n\n## Flour\n\n{soft}\n\n## Heat\n\nThe oven is hot.\n\n## Time\n\nIt takes a day."
    )
    assert result.stderr == ""
    assert len(engine.requests) == 5  # the last section was tried again
    only, _ = write("article", "bread", "--outline", replies=[outline, soft, "Hot.", soft, soft])
    assert only.stdout.rstrip() == f"# Bread\n\n## Flour\n\n{soft}\n\n## Heat\n\nHot."
    assert "The section 'Time' only said what was said before and was left out." in only.stderr


def test_headings_that_differ_in_their_number_alone_are_one():
    outline = '{"title": "面包", "sections": ["一、面粉", "二、火候", "三、面粉。", "1. Flour", "2. flour"]}'
    result, _ = write(
        "article", "面包", "--outline", "--json", replies=[outline, "软。", "热。", "白。"]
    )
    assert result.json["sections"] == ["一、面粉", "二、火候", "1. Flour"]


def test_a_section_that_speaks_of_the_outline_is_tried_again():
    outline = '{"title": "Bread", "sections": ["Flour", "Heat"]}'
    about = (
        'The entire is called "Bread" and has these sections:\n\n'
        "- **Flour**: This section introduces the flour.\n- **Heat**: This section discusses heat."
    )
    result, _ = write("article", "bread", "--outline", replies=[outline, about, "Soft.", "Hot."])
    assert result.stdout.rstrip() == "# Bread\n\n## Flour\n\nSoft.\n\n## Heat\n\nHot."


def test_headings_that_repeat_what_the_model_was_told_are_none():
    echo = "Where Little Is Told, the Text Is Short"
    first = json.dumps({"title": "Bread", "sections": ["Flour", echo]})
    second = json.dumps({"title": "Bread", "sections": ["Flour", "Heat", echo]})
    result, engine = write(
        "article", "bread", "--outline", replies=[first, second, "Soft.", "Hot."]
    )
    assert result.stdout.rstrip() == "# Bread\n\n## Flour\n\nSoft.\n\n## Heat\n\nHot."
    assert engine.requests[1].sampling.temperature > engine.requests[0].sampling.temperature


def test_the_outline_of_a_draft_is_of_what_comes_next():
    outline = '{"title": "Bread", "sections": ["Heat", "Time"]}'
    result, engine = write(
        "article",
        "--outline",
        "--json",
        stdin="# Bread\n\nSoft flour.\n",
        replies=[outline, "Hot.", "Long, 40 minutes."],
    )
    assert result.json["text"] == "## Heat\n\nHot.\n\n## Time\n\nLong, 40 minutes.\n\n"
    assert result.json["made_up"] == ["40"]
    assert "Soft flour." in engine.requests[0].messages[-1].content
    assert engine.requests[1].messages[-1].content.startswith("# Bread\n\nSoft flour.\n\n## Heat")


def test_ctrl_c_in_a_section_is_no_success():
    outline = '{"title": "Bread", "sections": ["Flour", "Heat"]}'
    half = Reply("Soft", finish_reason="interrupted")
    result, _ = write("article", "bread", "--outline", replies=[outline, half])
    assert result.exit_code == 130
    assert result.stdout.endswith("## Flour\n\nSoft\n")


def test_a_reply_as_data_has_its_subject_and_what_it_quotes():
    result, _ = write("reply", "yes, gladly", "--json", stdin=MAIL, replies=["Yes, gladly, at 4."])
    assert result.json["subject"] == "Re: Budget"
    assert result.json["quote"].endswith("> Can we meet at 3pm?\n> Ana")
    assert result.json["made_up"] == ["4"]
    assert write("ad", "--json", "x", replies=["Buy x."])[0].json["quote"] is None


@pytest.mark.parametrize(
    ("asked", "said", "missing"),
    [
        ("ask Mira Sol to come on the 18th", "Please come soon.", "18, Mira Sol"),
        ("ask Mira Sol to come on the 18th", "Mira, will Ms Sol come on the 18th?", ""),
        ("14 Mill Lane", "The house at 14 Mill Lane.", ""),
        ("请李娜在12月1日来", "李娜，请在十二月来。", "1"),
        ("from 10-14h and at 9:30", "From 10:00 to 2 PM, and at 9:30 AM.", ""),
        ("come at 3 pm", "Come at 15:00.", ""),
        ("How To Bake Bread At Home", "Take flour and water.", ""),
    ],
)
def test_what_was_asked_for_and_is_not_in_the_text_is_said(asked, said, missing):
    result, _ = write("email", asked, replies=[said])
    expected = f"Left out of what you said: {missing}.\n" if missing else ""
    assert result.stderr == expected


def test_a_model_that_goes_round_in_circles_is_stopped():
    again = "The next day he opened the letter, read it, and waited for the child to come. "
    result, _ = write("story", "a letter", "--json", replies=[f"It was cold. {again * 20}"])
    assert result.exit_code == 0
    assert len(result.json["text"]) < len("It was cold. " + 2 * again)
    assert "scripted began to repeat itself and was stopped." in result.stderr


def test_a_yes_that_became_a_no_is_said():
    points = "arrive 21:30, breakfast yes, no parking"
    said = "I will arrive at 21:30. No breakfast is required. I need the parking space."
    result, _ = write("reply", points, stdin=MAIL, replies=[said])
    assert result.stderr == (
        "You said otherwise: No breakfast is required. I need the parking space.\n"
    )
    right = "I will arrive at 21:30. I would like breakfast, and I don't need parking."
    assert write("reply", points, stdin=MAIL, replies=[right])[0].stderr == ""


def test_a_point_that_the_text_does_not_speak_of_is_said(tmp_path):
    points = tmp_path / "points.md"
    points.write_text("- parcels are kept on the ground floor\n- the motor is new\n")
    said = "The lift gets a new motor. Please take the stairs until we are done with it."
    result, _ = write("announcement", "lift repair", "--points", str(points), replies=[said])
    assert result.stderr == "Left out of what you said: parcels are kept on the ground floor.\n"


@pytest.mark.parametrize(
    ("topic", "language"),
    [
        ("ask the landlord to repair the heating", "English"),
        ("请房东修暖气", "Simplified Chinese (简体中文)"),
        ("party", ""),
    ],
)
def test_the_language_of_the_topic_is_told_to_the_model(topic, language):
    _, engine = write("email", topic, replies=["."])
    asked = engine.requests[0].messages[-1].content
    assert asked.partition("\nLanguage: ")[2].partition("\n")[0] == language


def test_a_text_in_another_language_than_was_asked_for_is_said():
    english = "We will meet in the office and talk about it with them on Friday."
    result, engine = write("email", "a meeting", "--lang", "zh", replies=[english, english])
    assert "This reads like English, not Simplified Chinese." in result.stderr
    assert result.stdout == f"{english}\n"
    assert "Every word of it is in Simplified Chinese" in engine.requests[1].messages[-1].content
    chinese = "我们周五在办公室开会，讨论这件事。"
    right, _ = write("email", "a meeting", "--lang", "zh", replies=[english * 3, chinese])
    assert (right.stdout, right.stderr) == (f"{chinese}\n", "")
    other, _ = write("email", "a meeting", "--lang", "Klingon", replies=[english])
    assert "no language 'Klingon' that pa knows" in other.stderr
    reply, _ = write("reply", "可以", stdin="周四下午，你能来吗？", replies=[english] * 2)
    assert "not Simplified Chinese" in reply.stderr
    topic, _ = write("email", "请房东修暖气，已经坏了三天", replies=[english] * 2)
    assert "not Simplified Chinese" in topic.stderr
    right, _ = write("email", "a meeting", "--lang", "zh", replies=["周五下午在办公室见面。"])
    assert right.stderr == ""


def test_blanks_that_the_model_left_are_pointed_out():
    said = "Dear [Name], see [the page](https://a.example).\n\n[Your Name]"
    result, _ = write("email", "see the page", replies=[said])
    assert result.stderr == "Fill in: [Name], [Your Name]\n"


SIGNED = """From: Julia Brandt <julia@example.org>
To: Sam Reed <sam@example.org>
Subject: Workshop

Dear Sam,

could you bring the projector?

Julia
"""


def test_a_reply_greets_who_signed_the_mail_and_says_nothing_twice():
    said = "I will gladly bring the projector. It is a long day. I will gladly bring the projector."
    result, engine = write("reply", "projector yes", stdin=SIGNED, replies=[said])
    text = result.stdout.partition("\n\n")[2].partition("\n\nYou wrote")[0]
    assert text.startswith("Dear Julia,\n\nI will gladly bring the projector. It is a long day.")
    assert text.count("projector. ") == 1
    assert engine.requests[0].messages[-1].content == "Dear Julia,\n\n"
    for other in (SIGNED.replace("\nJulia\n", "\nThe team\n"), "Can you come?\n"):
        _, engine = write("reply", "yes", stdin=other, replies=["Yes, I will come."])
        assert engine.requests[0].messages[-1].role == "user"


def test_what_an_html_mail_quotes_is_none_of_its_words():
    mail = (
        "From: Ana <ana@example.org>\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
        "<p>Can you come?</p><blockquote>Bo wrote:<br>When is it?</blockquote>"
    )
    _, engine = write("reply", "yes", stdin=mail, replies=["Yes, I will come."])
    assert "When is it?" not in engine.requests[0].messages[-1].content


def test_what_the_model_says_about_its_text_is_no_part_of_it():
    text = "# Counts\n\nIn May it was quiet.\n\nThis report\nis short.\n\nThe end of it."
    remark = "\n\n---\n\nThis report provides a clear overview of the counts."
    result, _ = write("report", "counts", replies=[text + remark])
    assert result.stdout == f"{text}\n"
    story, _ = write("story", "counts", replies=[f"Once.{remark}"])
    assert "clear overview" in story.stdout


def test_a_text_of_quite_another_length_than_was_asked_for_is_said():
    said = " ".join("x" * letters for letters in range(1, 34))
    long, _ = write("post", "bread", "--length", "15 words", replies=[said])
    assert "It has 33 words, and you asked for 15 words." in long.stderr
    assert write("post", "bread", "--length", "30 words", replies=[said])[0].stderr == ""
    chinese, _ = write("post", "面包", "--length", "100字", replies=["面包是用面粉和水做的。"])
    assert "It has 10 characters, and you asked for 100字." in chinese.stderr
    assert write("post", "bread", "--length", "short", replies=["Bread."])[0].stderr == ""


def test_the_number_of_a_list_in_a_list_was_not_made_up():
    said = "1. Pack\n   - 2.4 **Move**\n   2.5. Rest with 2.5 kg of bread"
    result, _ = write("plan", "move", replies=[said])
    assert result.stderr == "Look at 2.5: nobody said so.\n"
