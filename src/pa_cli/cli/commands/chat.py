"""`pa chat`: a conversation."""

from typing import Annotated, Any

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import (
    ChatOption,
    ContinueFlag,
    ModelOption,
    NoLogFlag,
    NoMemoryFlag,
    OfflineFlag,
    StatsFlag,
    SystemOption,
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.core.errors import UsageError
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS
from pa_cli.core.setting_specs.assistant import (
    HISTORY_ENABLED,
    INPUT_ENCODING,
    MEMORY_ENABLED,
    TOOLS_MODE,
)


@setting_options(TOOLS_MODE, INPUT_ENCODING, *GENERATION_SETTINGS, *ENGINE_SETTINGS)
def chat(
    context: typer.Context,
    prompt: Annotated[
        list[str] | None,
        typer.Argument(metavar="PROMPT...", help="A first message; piped text goes before it."),
    ] = None,
    model: ModelOption = None,
    system: SystemOption = None,
    continue_: ContinueFlag = False,
    resume: Annotated[
        bool, typer.Option("--resume", "-r", help="Choose a chat from a list.")
    ] = False,
    chat_id: ChatOption = None,
    no_log: NoLogFlag = False,
    no_memory: NoMemoryFlag = False,
    stats: StatsFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Talk with the model.

    /help shows what you can do in a chat.

    `echo hi | pa chat` answers and goes on at the terminal; without one each line is a message.
    """
    from pa_cli.cli.model_offer import ensure_model
    from pa_cli.repl.start import ChatStart, run_chat

    if sum(map(bool, (continue_, resume, chat_id))) > 1:
        raise UsageError("Use one of --continue, --resume and --chat.")
    if no_memory:
        flags[MEMORY_ENABLED.key] = False
    wiring = invocation(context).wiring(flags, offline=offline)
    output = make_output(verbose=verbose)
    start = ChatStart(
        words=tuple(prompt or ()),
        model=model,
        system=system or "",
        chat_id=chat_id or "",
        latest=continue_,
        pick=resume,
        logged=wiring.settings[HISTORY_ENABLED] and not no_log,
        stats=stats,
        accepts=yes,
    )
    run_chat(wiring, output, start, make_sure=lambda: ensure_model(wiring, output, model, yes=yes))
