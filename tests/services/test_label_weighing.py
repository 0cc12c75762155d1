import pytest

from pa_cli.core.engine_ports import ContinuationScore
from pa_cli.core.model_spec import ModelShape
from pa_cli.core.template import Template
from pa_cli.services.label_weighing import LabelWeigher, gains_both_ways
from pa_cli.services.text_tasks import TextTask

LABELS = ("bug", "wish", "praise")


class Likes:
    """Finds texts as likely as it was told; anything else is -5."""

    def __init__(self, **likes):
        self.likes = likes
        self.asked = []

    def score(self, messages, continuations, *, constant=1):
        self.asked.append(messages[-1].content)
        return [ContinuationScore(self.likes.get(text, -5.0), 1) for text in continuations]


def weigh(engine, *texts, both_ways):
    task = TextTask(Template("classify", prompt="{{text}}"))
    return list(LabelWeigher(engine, task, LABELS, both_ways=both_ways).weigh(texts))


def test_both_ways_how_likely_the_text_is_for_a_label_counts_half():
    likes = {"Label: wish\nText: make it pink": -20.0, "Label: bug\nText: make it pink": -30.0}
    engine = Likes(**likes)
    (weights,) = weigh(engine, "make it pink", both_ways=True)
    # without the text each label is as likely as the others, by -5
    assert weights == [(-30 + 5) / 2, (-20 + 5) / 2, 0.0]
    assert "make it pink" not in engine.asked  # there is no doubt that the label be asked about


def test_a_doubt_is_settled_by_how_likely_the_label_is_for_the_text():
    likes = {"Label: wish\nText: make it pink": -4.5, "bug": -1.0}
    engine = Likes(**likes)
    (weights,) = weigh(engine, "make it pink", both_ways=True)
    assert "make it pink" in engine.asked
    # "bug" is the likeliest for any text, so that being the likeliest here too says nothing
    assert weights == [0.0, 0.25, 0.0]


def test_a_template_of_the_users_own_is_asked_about_every_text():
    engine = Likes(**{"Label: bug\nText: make it pink": -30.0, "wish": -1.0})
    task = TextTask(Template("classify", prompt="My own words: {{text}}"))
    weigher = LabelWeigher(engine, task, LABELS, both_ways=True, always_both=True)
    list(weigher.weigh(["make it pink"]))
    assert "My own words: make it pink" in engine.asked


def test_one_way_only_the_labels_are_asked_for():
    engine = Likes(bug=-1.0)
    assert weigh(engine, "it crashes", "it burns", both_ways=False) == [[0.0, 0.0, 0.0]] * 2
    assert engine.asked == ["N/A", "...", "text", "it crashes", "it burns"]


def test_all_texts_are_asked_about_one_way_before_any_is_the_other():
    engine = Likes()
    weigh(engine, "one", "two", both_ways=True)
    assert len(set(engine.asked[:3])) == 1
    assert engine.asked[3:] == ["N/A", "...", "text", "one", "two"]


def test_of_many_labels_only_the_likeliest_are_asked_about_the_second_way():
    labels = [f"l{number}" for number in range(12)]
    engine = Likes(**{label: -float(number) for number, label in enumerate(labels)})
    asked = []
    score = engine.score

    def noted(messages, continuations, *, constant=1):
        asked.append(continuations)
        return score(messages, continuations, constant=constant)

    engine.score = noted
    task = TextTask(Template("classify", prompt="{{text}}"))
    list(LabelWeigher(engine, task, labels, both_ways=True).weigh(["a text"]))
    assert len(asked[-1]) == 8


@pytest.mark.parametrize(
    ("parameters", "gains"),
    [(135_000_000, True), (494_000_000, True), (1_540_000_000, False), (0, False)],
)
def test_small_models_gain_by_both_ways(parameters, gains):
    assert gains_both_ways(ModelShape("qwen2", parameters=parameters)) is gains
