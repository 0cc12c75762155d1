"""Passages found by meaning, where an embedding model was chosen."""

from array import array
from functools import partial

import pytest

from pa_cli.core.errors import EngineError, InterruptedByUserError
from pa_cli.wiring import Wiring
from tests.support.fakes import ScriptedEngine, ScriptedWiring
from tests.support.runner import pa

MEANINGS = ({"boiler", "furnace", "heating"}, {"tomato", "tomatoes", "vegetables"}, {"pump"})


class MeaningEmbedder:
    """Knows that some words mean the same; one number of the vector for each meaning."""

    model_name = "meaning"
    identity = "meaning-1"
    context_limit = 512

    def __init__(self, read=None, fail_after=None):
        self.read = [] if read is None else read
        self.fail_after = fail_after
        self.is_closed = False

    def count_text_tokens(self, text):
        return len(text.split())

    def embed(self, texts, *, as_queries=False):
        if self.fail_after is not None and len(self.read) >= self.fail_after:
            raise InterruptedByUserError("")
        if not as_queries:
            self.read.extend(texts)
        return [self._vector(text) for text in texts]

    def _vector(self, text):
        words = set(text.lower().replace(".", " ").replace("?", " ").split())
        numbers = [float(bool(words & meaning)) for meaning in MEANINGS] + [0.1]
        length = sum(n * n for n in numbers) ** 0.5
        return array("f", [n / length for n in numbers])

    def close(self):
        self.is_closed = True


def wired(embedder):
    class Chosen(Wiring):
        def chosen_embedder(self):
            return embedder

    return Chosen


@pytest.fixture
def notes(fresh_home):
    folder = fresh_home / "data" / "notes"
    folder.mkdir(parents=True)
    (folder / "cellar.md").write_text("# Cellar\n\nThe furnace was repaired in March.\n")
    (folder / "garden.md").write_text("# Garden\n\nTomatoes go out in May.\n")
    return folder


def test_other_words_of_the_same_meaning_are_found(notes):
    embedder = MeaningEmbedder()
    wiring = wired(embedder)()
    wiring.passage_vectors.refresh()
    found = wiring.retriever.search("how is the heating?")
    assert found.methods == ("bm25", "embeddings")
    assert found.passages[0].title == "Cellar"
    assert found.passages[0].similarity > 0.9
    assert found.passages[0].coverage == 0
    assert embedder.is_closed
    assert Wiring().retriever.search("how is the heating?").passages == ()


def test_what_both_ways_find_stands_above_what_one_finds(notes):
    (notes / "heating.md").write_text("# Heating\n\nThe heating costs more each year.\n")
    wiring = wired(MeaningEmbedder())()
    wiring.passage_vectors.refresh()
    found = wiring.retriever.search("heating costs").passages
    assert [p.title for p in found[:2]] == ["Heating", "Cellar"]


def test_only_what_is_new_is_read_again_and_what_is_gone_is_forgotten(notes):
    read = []
    wiring = wired(MeaningEmbedder(read))()
    assert wiring.passage_vectors.refresh() == 2
    assert wiring.passage_vectors.refresh() == 0
    (notes / "pump.md").write_text("# Pump\n\nA new pump.\n")
    (notes / "garden.md").unlink()
    wiring = wired(MeaningEmbedder(read))()
    assert wiring.passage_vectors.refresh() == 1
    assert read[-1] == "Pump\nPump\n# Pump\n\nA new pump."
    count = "SELECT count(*) FROM vector"
    assert wiring.index.run(lambda db: db.execute(count).fetchone()) == (2,)


def test_a_few_new_passages_are_read_on_the_way_and_many_are_named(notes):
    wiring = wired(MeaningEmbedder())()
    found = wiring.retriever.search("vegetables")
    assert (found.passages[0].title, found.notices) == ("Garden", ())
    for number in range(10):
        (notes / f"{number}.md").write_text(f"Number {number} of the vegetables.")
    again = wired(MeaningEmbedder())().retriever.search("vegetables")
    assert again.notices == ("10 passages have no vector yet: pa docs refresh",)


def test_ctrl_c_keeps_the_vectors_that_were_made(notes):
    for number in range(40):
        (notes / f"{number}.md").write_text(f"Number {number}.")
    stopped = pa("docs", "refresh", wire=wired(MeaningEmbedder(fail_after=16)))
    assert stopped.exit_code == 130
    assert "go on with: pa docs refresh" in stopped.stderr
    assert pa("docs", "refresh", "--json", wire=wired(MeaningEmbedder())).json["vectors"] == 26


def test_a_model_that_cannot_be_used_leaves_the_search_by_words(notes):
    class Broken(Wiring):
        def chosen_embedder(self):
            raise EngineError("The model file is broken.")

    found = Broken().retriever.search("furnace")
    assert found.passages[0].title == "Cellar"
    assert found.methods == ("bm25",)
    assert found.notices == ("Searching without embeddings: The model file is broken.",)


@pytest.mark.model
def test_a_real_model_gives_vectors(notes, smollm2, monkeypatch):
    monkeypatch.setenv("PA_MODEL_EMBEDDING", str(smollm2))
    assert pa("docs", "refresh", "--json").json["vectors"] == 2
    found = Wiring().retriever.search("When was the furnace repaired?")
    assert found.methods == ("bm25", "embeddings")
    assert found.passages[0].title == "Cellar"
    assert all(-1 <= passage.similarity <= 1.01 for passage in found.passages)


def test_a_quick_search_loads_no_model_and_reads_nothing_that_takes_long(notes, monkeypatch):
    class Untouched(Wiring):
        def chosen_embedder(self):
            raise AssertionError

    monkeypatch.setattr("pa_cli.storage.note_passages._PROGRESS_FROM", 1)
    found = Untouched().retriever.search("furnace", quick=True)
    assert found.passages == ()
    assert found.notices == ("2 notes are not searched yet: pa docs refresh",)
    assert pa("docs", "refresh").exit_code == 0
    assert Untouched().retriever.search("furnace", quick=True).passages[0].title == "Cellar"


def test_an_ordinary_question_loads_no_embedding_model(notes):
    class Untouched(ScriptedWiring):
        def chosen_embedder(self):
            raise AssertionError

    wire = partial(Untouched, ScriptedEngine(["Paris."]))
    assert pa("ask", "What is the capital of France?", wire=wire).stdout == "Paris.\n"
