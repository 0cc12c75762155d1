"""`pa today`: a day at a glance, and what to do next."""

from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import JsonFlag, ModelOption
from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pa_cli.core.suggestion import Suggestion
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring


def today(
    context: typer.Context,
    date: Annotated[
        str, typer.Option("--date", "-d", metavar="WHEN", help="Another day: tomorrow, friday.")
    ] = "",
    suggest: Annotated[
        bool,
        typer.Option("--suggest", "-s", help="What to do next, and why, instead of the day."),
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Most suggestions; 5 by default.")
    ] = None,
    model: ModelOption = None,
    json: JsonFlag = False,
) -> None:
    """What is on, what is due or late, and what comes next.

    With --suggest: what to do next, chosen by your deadlines, free time, habits and notes. A model
    words it when there is one; with --json only when it is named with -m.
    """
    wiring = invocation(context).wiring()
    output = make_output()
    if suggest:
        if date:
            raise UsageError("What to do next is about now: leave --date out.")
        _suggest(wiring, output, limit or 5, model, as_json=json)
        return
    from pa_cli.ui import today_view

    service = wiring.today
    day = service.day(date)
    if not json:
        service.remember(day)
    today_view.show_day(output, day, service.now(), as_json=json)


def _suggest(
    wiring: "Wiring", output: "Output", most: int, model: str | None, *, as_json: bool
) -> None:
    from pa_cli.ui import suggestion_view

    found = wiring.suggestions.suggest(most)
    sentences = [one.sentence for one in found]
    if found and (model or not as_json):
        sentences = _worded(wiring, output, found, model)
    suggestion_view.show_suggestions(output, wiring.now().date(), found, sentences, as_json=as_json)


def _worded(
    wiring: "Wiring", output: "Output", found: "Sequence[Suggestion]", model: str | None
) -> list[str]:
    """In the model's words; in plain ones without a model, unless one was asked for."""
    from contextlib import closing

    from pa_cli.core.errors import EngineError, NoModelError
    from pa_cli.services.suggestion_wording import word_suggestions

    plain = [one.sentence for one in found]
    try:
        if not wiring.is_remote:
            wiring.find_model(model)
    except NoModelError:
        if model:
            raise
        return plain
    if output.stderr_is_terminal:
        output.write_status("Thinking about what to suggest ...")
    try:
        with closing(wiring.open_engine(model, notice=output.notice_terminal)) as engine:
            return word_suggestions(engine, found, wiring.system_prompt())
    except EngineError as error:
        output.notice_terminal(f"{error.message} These are plain sentences.")
        return plain
    finally:
        if output.stderr_is_terminal:
            output.write_status("")
