"""Scores of written texts against references: ROUGE, BLEU and chrF by the libraries of their field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pa_cli.core.errors import UsageError
from pa_cli.core.languages import detect_language
from pa_cli.core.text_metrics import exact_match, mean, token_f1, tokens_of

_MISSING = UsageError(
    "Scoring written texts needs two more libraries.",
    hint='Install them: python -m pip install "pa-cli[eval]"',
)
Texts = Sequence[tuple[Sequence[str], str]]
"""Pairs of references, of which the best counts, and what was written."""


def answer_scores(pairs: Texts) -> dict[str, float]:
    """Exact match and token F1 of short answers."""
    return {
        "token_f1": mean([_best(token_f1, wanted, said) for wanted, said in pairs]),
        "exact_match": mean([_best(exact_match, wanted, said) for wanted, said in pairs]),
    }


def rouge_scores(pairs: Texts) -> dict[str, float]:
    """F-measures of ROUGE-1, ROUGE-2 and ROUGE-L (Lin, 2004); Chinese is counted by character.

    Raises:
        UsageError: The library is not installed.
    """
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        raise _MISSING from None
    kinds = ("rougeL", "rouge1", "rouge2")
    scorer = RougeScorer(list(kinds), tokenizer=_Tokenizer())
    found: list[Mapping[str, Any]] = [
        max(
            (scorer.score(reference, said) for reference in wanted),
            key=lambda score: score["rougeL"].fmeasure,
        )
        for wanted, said in pairs
    ]
    return {kind: mean([score[kind].fmeasure for score in found]) for kind in kinds}


def translation_scores(pairs: Texts) -> dict[str, float]:
    """Corpus chrF (Popović, 2015) and BLEU (Papineni et al., 2002), 0 to 1.

    Raises:
        UsageError: The library is not installed.
    """
    try:
        import sacrebleu
    except ImportError:
        raise _MISSING from None
    said = [text for _, text in pairs]
    most = max(len(wanted) for wanted, _ in pairs)
    references = [[wanted[min(n, len(wanted) - 1)] for wanted, _ in pairs] for n in range(most)]
    is_chinese = detect_language(" ".join(references[0])).counts_characters
    bleu = sacrebleu.corpus_bleu(said, references, tokenize="zh" if is_chinese else "13a")
    chrf = sacrebleu.corpus_chrf(said, references)
    return {"chrf": chrf.score / 100, "bleu": bleu.score / 100}


def _best(score: Callable[[str, str], float], references: Sequence[str], said: str) -> float:
    return max(score(reference, said) for reference in references)


class _Tokenizer:
    def tokenize(self, text: str) -> list[str]:
        return tokens_of(text)
