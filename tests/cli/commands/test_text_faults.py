"""Bad and odd input of the text verbs, through the user's door."""

import tracemalloc
from email.message import EmailMessage

import pytest

from pa_cli.core.events import Finished, TextDelta, Timings, Usage
from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


def classify(*argv, replies=(), stdin=None):
    engine = ScriptedEngine(list(replies))
    return pa("classify", "-l", "bug,wish", *argv, stdin=stdin, wire=wire_with(engine)), engine


class ForgetfulEngine(ScriptedEngine):
    """Says "bug" as often as it is asked, and remembers nothing of it."""

    asked = 0

    def generate(self, request):
        self.asked += 1
        yield TextDelta("bug")
        yield Finished("stop", Usage(1, 0, 1), Timings(threads=1))


def test_a_large_table_is_never_in_memory_as_a_whole(tmp_path):
    table = tmp_path / "large.csv"
    row = "{},it crashes when I save " + "x" * 20_000 + "\n"
    with table.open("w") as file:
        file.write("id,text\n")
        file.writelines(row.format(n) for n in range(1_000))
    engine = ForgetfulEngine()
    tracemalloc.start()
    result = pa(
        "classify", "-l", "bug,wish", "--column", "text", "-f", table, wire=wire_with(engine)
    )
    peak = tracemalloc.get_traced_memory()[1] - 2 * len(result.stdout)
    tracemalloc.stop()
    assert (result.exit_code, engine.asked) == (0, 1_000)
    assert result.stdout.count("\n") == 1_001
    assert peak < table.stat().st_size


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("id,意见\n1,保存时崩溃\n".encode("utf-8-sig"), ()),
        ("id,意见\n1,保存时崩溃\n".encode("utf-16"), ()),
        ("id,意见\n1,保存时崩溃\n".encode("gb18030"), ("--encoding", "gb18030")),
    ],
)
def test_a_table_is_read_in_the_encoding_that_it_has(tmp_path, content, options):
    table = tmp_path / "t.csv"
    table.write_bytes(content)
    result, engine = classify("--column", "意见", "-f", table, *options, replies=["bug"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "id,意见,label\n1,保存时崩溃,bug\n"
    assert "保存时崩溃" in engine.requests[0].messages[-1].content


def test_a_table_in_latin_1_is_read_as_it_was_meant_when_its_encoding_is_named(tmp_path):
    table = tmp_path / "t.csv"
    table.write_bytes("name,text\nJosé,ça plante\n".encode("latin-1"))
    result, _ = classify("--column", "text", "-f", table, "--encoding", "latin-1", replies=["bug"])
    assert result.stdout == "name,text,label\nJosé,ça plante,bug\n"
    guessed, _ = classify("--column", "text", "-f", table, replies=["bug"])
    assert (guessed.exit_code, guessed.stdout) == (
        0,
        "name,text,label\nJos\ufffd,\ufffda plante,bug\n",
    )
    assert "--encoding windows-1252" in guessed.stderr


def test_broken_bytes_cost_nothing_but_themselves(tmp_path):
    table = tmp_path / "t.csv"
    table.write_bytes(b"text\nfine\nbro\xffken\nfine again\n")
    result, _ = classify("--column", "text", "-f", table, replies=["bug", "wish", "bug"])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[2] == "bro\ufffdken,wish"
    assert "Not UTF-8" in result.stderr


def test_files_in_several_encodings_are_read_each_as_it_is(tmp_path):
    (tmp_path / "a.txt").write_bytes("第一行\n".encode("gb18030"))
    (tmp_path / "b.txt").write_bytes("第二行\n".encode())
    (tmp_path / "c.txt").write_bytes("第三行\n".encode("utf-16"))
    files = [word for name in "abc" for word in ("-f", tmp_path / f"{name}.txt")]
    replies = ["bug", "wish", "bug"]
    result, engine = classify("--lines", *files, "--encoding", "gb18030", replies=replies)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "bug\nwish\nbug\n", "")
    asked = [request.messages[-1].content for request in engine.requests]
    for line, content in zip(("第一行", "第二行", "第三行"), asked, strict=True):
        assert line in content


def test_lines_of_several_files_are_those_of_the_files_and_nothing_else(tmp_path):
    (tmp_path / "a.txt").write_text("one\ntwo")
    (tmp_path / "b.txt").write_text("three\n")
    result, _ = classify("--lines", "-f", tmp_path, replies=["bug", "wish", "bug"])
    assert (result.stdout, result.stderr) == ("bug\nwish\nbug\n", "")


def test_two_tables_are_not_taken_for_one(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text("text\nx\n")
    result, _ = classify("-f", tmp_path / "a.csv", "-f", tmp_path / "b.csv")
    assert result.exit_code == 2
    assert "one at a time" in result.stderr


def test_a_language_that_the_model_does_not_know_is_said():
    chinese = "评审会改到周四下午三点，你能来吗？"
    english = "Could you come to the review on Thursday at three? We moved it, and it is short."
    for argv, said in (
        (("rewrite", chinese), "knows English only, not Simplified Chinese"),
        (("classify", "-l", "a,b", chinese), "knows English only, not Simplified Chinese"),
        (("translate", "--to", "fr", "Good day."), "knows English only, not French"),
        (("rewrite", english), ""),
        (("rewrite", "Bonjour"), ""),
    ):
        engine = ScriptedEngine(["a"] * 4, model_name="smollm2-135m")
        stderr = pa(*argv, wire=wire_with(engine)).stderr
        assert said in stderr
        assert ("knows English only" in stderr) == bool(said)
    several = ScriptedEngine(["a"] * 4, model_name="qwen2.5-coder-0.5b")
    assert "knows" not in pa("rewrite", chinese, wire=wire_with(several)).stderr
    welsh = "Yr wyf yn mynd i'r siop i brynu bara a llaeth, ac yna byddaf yn mynd adref."
    several.replies = ["a"] * 2
    said = pa("rewrite", welsh, wire=wire_with(several)).stderr
    assert "do not name Welsh among its languages: expect mistakes" in said


def test_a_language_that_pa_does_not_know_is_named_with_the_nearest():
    def tried(to):
        return pa("translate", "--to", to, "Good day.", wire=wire_with(ScriptedEngine(["x"])))

    said = tried("Frensh").stderr
    assert "no language 'Frensh' that pa knows" in said
    assert said.endswith("did you mean French?\n")
    assert tried("Icelandic").stderr == ""
    engine = ScriptedEngine(["Good day."])
    told = pa("translate", "--from", "Frensh", "--to", "en", "Bonjour.", wire=wire_with(engine))
    assert "no language 'Frensh' that pa knows" in told.stderr


def mail_with_attachment(folder, subject):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Claire <claire@example.org>", subject
    mail.set_content("<p>The deposit is <b>180 euros</b>.</p>", subtype="html")
    mail.add_attachment(b"%PDF" * 900, maintype="application", subtype="pdf", filename="form.pdf")
    file = folder / f"{subject}.eml"
    file.write_bytes(bytes(mail))
    return file


@pytest.mark.parametrize("verb", [("summarize",), ("ask", "-n", "what is it about?")])
def test_of_mails_with_attachments_their_words_are_read(verb, tmp_path):
    files = [mail_with_attachment(tmp_path, subject) for subject in ("Stay", "Leave")]
    engine = ScriptedEngine(["The deposit."] * 3)
    result = pa(*verb, "-f", files[0], "-f", files[1], wire=wire_with(engine))
    assert result.exit_code == 0, result.stderr
    asked = "".join(m.content for request in engine.requests for m in request.messages)
    for words in ("Subject: Stay", "Subject: Leave", "The deposit is 180 euros.", "form.pdf"):
        assert words in asked
    assert "JVBERi" not in asked
    assert "<b>" not in asked


def test_a_mail_through_a_pipe_is_read_as_people_read_it(tmp_path):
    mail = mail_with_attachment(tmp_path, "Stay").read_text("utf-8")
    engine = ScriptedEngine(["The deposit."])
    pa("summarize", stdin=mail, wire=wire_with(engine))
    asked = "".join(message.content for message in engine.requests[0].messages)
    assert "Subject: Stay" in asked
    assert "JVBERi" not in asked


def test_lines_of_a_file_that_begins_like_a_mail_stay_lines():
    lines = "From: Ana\nTo: Bo\nContent-Type: text/plain\n\nit crashes\n"
    result, _ = classify("--lines", stdin=lines, replies=["bug"] * 4)
    assert result.stdout == "bug\nbug\nbug\n\nbug\n"
