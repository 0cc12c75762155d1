"""A request that is a question: `pa do` hands it over to the assistant."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pa_cli.core.setting_specs.assistant import HISTORY_ENABLED, INPUT_ON_OVERFLOW
from pa_cli.ui.console import Output
from pa_cli.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Options:
    """The flags of `pa do`.

    Attributes:
        model: The model that was named.
        log: Keep the turn of a question.
        json: One document on stdout.
        stats: Tokens and speed on stderr.
        yes: `--yes` was given.
    """

    model: str | None = None
    log: bool = True
    json: bool = False
    stats: bool = False
    yes: bool = False


def hand_over(
    wiring: Wiring, output: Output, question: str, document: str, options: Options
) -> dict[str, Any] | None:
    """Answer `question` as `pa ask` does; with `--json` the document is returned, not written."""
    from pa_cli.cli import answering
    from pa_cli.cli.model_offer import ensure_model
    from pa_cli.core.write_request import NOTHING_CHANGED, claims_a_change
    from pa_cli.services.answers import Question
    from pa_cli.services.generation import sampling_from, thinking_from
    from pa_cli.ui.answer_view import AnswerView

    settings = wiring.settings
    asked = Question(
        document=document,
        instruction=question,
        log=settings[HISTORY_ENABLED] and options.log,
        sampling=sampling_from(settings),
        thinking=thinking_from(settings),
        on_overflow=settings[INPUT_ON_OVERFLOW],
        by_code=not document,
    )
    assistant = wiring.assistant(options.model, notice=output.notice, detail=output.detail)
    known = assistant.answer_known(asked)
    if known is None:
        # --yes accepts actions, and no download of a gigabyte
        ensure_model(wiring, output, options.model, yes=False, offer=not options.yes)
    answer, events = known or assistant.ask(asked, output.notice)
    limit = "" if known else answering.limit_for(asked)
    if not options.json:
        form = answering.Form()
        answering.show_answer(answer, events, output, form=form, stats=options.stats, limit=limit)
        if answer.model and not document and claims_a_change(question, answer.text):
            output.notice(NOTHING_CHANGED)
        return None
    with closing(events):
        AnswerView(output, show_text=False, stream=False, show_reasoning=False).show(events)
    return answering.answer_document(answer, limit=limit)
