"""`pa run faq`: answers from a text and from nothing else, which code sees to."""

import pytest

from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa

_FILLER = " ".join(["The boats are painted every spring by the members themselves."] * 14)
MANUAL = f"""# Boat club

## Keys

The key of the shed is kept by Jonas Weber.
{_FILLER}

## Fees

A berth costs 240 euros a year. Guests pay 12 euros a night.
{_FILLER}

## Weather

{_FILLER}
"""


class Reader(ScriptedEngine):
    """Copies `words` from the passage that holds them, else says "none"; then writes `answer`."""

    def __init__(self, words, answer, checked="yes"):
        super().__init__([self._reply] * 99)
        self.words, self.answer, self.checked = words, answer, checked

    def _reply(self, request):
        asked = request.messages[-1].content
        if "The text:" in asked:
            return self.answer
        if request.grammar:
            return self.checked
        return self.words if self.words and self.words in asked else "none"

    @property
    def written(self):
        """The prompts in which the answer itself was asked for."""
        return [r for r in self.requests if "The text:" in r.messages[-1].content]


def ask(question, engine, *more, text=MANUAL, name="faq"):
    return pa("run", name, "-p", f"question={question}", *more, stdin=text, wire=wire_with(engine))


def test_only_the_passage_that_says_it_is_given_to_the_model_that_answers():
    engine = Reader("Jonas Weber", "Jonas Weber keeps the key of the shed.")
    result = ask("Who keeps the key of the shed?", engine)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Jonas Weber keeps the key of the shed.\n"
    [request] = engine.written
    assert "Jonas Weber" in request.messages[-1].content
    assert "240 euros" not in request.messages[-1].content


def test_what_the_text_does_not_say_is_not_asked_of_a_model_that_would_make_it_up():
    engine = Reader("", "The sauna opens at 9.")
    assert ask("When does the sauna open?", engine).stdout == "The text does not say.\n"
    assert engine.requests
    assert not engine.written
    chinese = ask("桑拿几点开门？", Reader("", "九点"), text="泳池早上8点开放，六岁以下儿童免费。")
    assert chinese.stdout == "文中没有说明。\n"


def test_a_sentence_that_the_text_does_not_bear_out_is_left_out():
    engine = Reader("12 euros a night", "Guests pay 12 euros a night. Children pay 5 euros.")
    assert ask("What do guests pay?", engine).stdout == "Guests pay 12 euros a night.\n"


def test_where_nothing_of_the_answer_holds_the_text_speaks_itself():
    engine = Reader("12 euros a night", "They pay 90 dollars.")
    assert ask("What do guests pay?", engine).stdout == "Guests pay 12 euros a night.\n"


def test_of_the_sentences_with_the_words_that_were_read_the_one_about_the_question_speaks():
    text = "Mia suggests another firm for the heating. The seedlings are bought by Mia in April."
    result = ask("Who buys the seedlings?", Reader("Mia", "It is a nice garden."), text=text)
    assert result.stdout == "The seedlings are bought by Mia in April.\n"


def test_lines_that_a_width_broke_are_read_as_sentences():
    text = (
        "    The club has been open to everybody who can swim, and it\n"
        "    has 61 members at present, who meet on the first Monday.\n"
    )
    engine = Reader("61 members", "It has 70 members.")
    assert "it has 61 members at present" in ask("How many members?", engine, text=text).stdout


def test_json_has_the_lines_that_the_answer_stands_on():
    engine = Reader("Jonas Weber", "Jonas Weber keeps it.")
    document = ask("Who keeps the key of the shed?", engine, "--json").json
    [source] = document["sources"]
    assert (source["title"], source["first_line"], source["cited"]) == ("Boat club", 1, True)
    assert document["text"] == "Jonas Weber keeps it."
    nothing = ask("When does the sauna open?", Reader("", ""), "--json").json
    assert nothing["sources"] == []
    assert nothing["search"]["left_out"]


def test_a_text_of_any_length_is_answered_from():
    engine = Reader("Jonas Weber", "Jonas Weber keeps it.")
    long_text = MANUAL + f"\n\n{_FILLER}" * 300
    assert "Jonas Weber" in ask("Who keeps the key of the shed?", engine, text=long_text).stdout


def test_ctrl_c_while_it_reads_says_nothing():
    engine = ScriptedEngine([Reply("", finish_reason="interrupted")] * 9)
    result = ask("Who keeps the key of the shed?", engine)
    assert (result.exit_code, result.stdout) == (130, "")


def test_ones_own_template_is_held_to_the_text_too():
    source = pa("templates", "show", "faq").stdout
    assert 'answers = "question"' in source
    pa("templates", "new", "mine", stdin=source.replace("You answer", "As a pirate you answer"))
    engine = Reader("", "Arr.")
    assert (
        ask("When does the sauna open?", engine, name="mine").stdout == "The text does not say.\n"
    )


def test_dry_run_shows_the_prompt_without_a_word_written():
    engine = Reader("", "")
    result = ask("Who keeps the key of the shed?", engine, "--dry-run")
    assert "Question: Who keeps the key" in result.stdout
    assert not engine.requests


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ('answers = "topic"', "output.answers names no parameter"),
        ('answers = "question"\nschema = "name"', "free text alone"),
    ],
)
def test_a_template_that_cannot_answer_is_refused(lines, what):
    made = pa(
        "templates",
        "new",
        "odd",
        stdin=f'prompt = "{{{{text}}}} {{{{question}}}}"\n[parameters.question]\n[output]\n{lines}\n',
    )
    assert made.exit_code == 2
    assert what in made.stderr
