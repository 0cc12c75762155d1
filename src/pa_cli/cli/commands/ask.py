"""`pa ask`: one question, one answer."""

from typing import Annotated, Any

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import (
    ChatOption,
    ContinueFlag,
    DryRunFlag,
    FileOption,
    JsonFlag,
    ModelOption,
    NoLogFlag,
    NoMemoryFlag,
    NoStreamFlag,
    OfflineFlag,
    QuietFlag,
    SchemaOption,
    StatsFlag,
    SystemOption,
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS
from pa_cli.core.setting_specs.assistant import (
    HISTORY_ENABLED,
    INPUT_ENCODING,
    INPUT_ON_OVERFLOW,
    MEMORY_ENABLED,
    TOOLS_MODE,
)


@setting_options(
    TOOLS_MODE, INPUT_ENCODING, INPUT_ON_OVERFLOW, *GENERATION_SETTINGS, *ENGINE_SETTINGS
)
def ask(
    context: typer.Context,
    prompt: Annotated[
        list[str] | None,
        typer.Argument(metavar="PROMPT...", help="The question; piped text goes before it."),
    ] = None,
    file: FileOption = None,
    model: ModelOption = None,
    system: SystemOption = None,
    continue_: ContinueFlag = False,
    chat: ChatOption = None,
    no_log: NoLogFlag = False,
    no_memory: NoMemoryFlag = False,
    schema: SchemaOption = None,
    extract: Annotated[
        bool, typer.Option("--extract", "-x", help="Only the first fenced code block.")
    ] = False,
    no_stream: NoStreamFlag = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Answer from your notes, and cite them.")
    ] = False,
    docs: Annotated[
        bool, typer.Option("--docs", help="Answer from your documents, and cite them.")
    ] = False,
    about: Annotated[
        str | None,
        typer.Option(
            "--about", help="Ask about one note, event, to-do or document.", metavar="REF"
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say what was searched, used and left out, on stderr."),
    ] = False,
    hide_reasoning: Annotated[
        bool, typer.Option("--hide-reasoning", help="Do not show a thinking model's reasoning.")
    ] = False,
    save: Annotated[
        str | None,
        typer.Option(
            "--save",
            help="Keep the question, system prompt and sampling as a template; ask nothing.",
            metavar="NAME",
        ),
    ] = None,
    dry_run: DryRunFlag = False,
    json: JsonFlag = False,
    stats: StatsFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Ask the model one question.

    Piped text comes first, then files, then the question: `git diff | pa ask "write a commit message"`.
    """
    from pa_cli.cli import answering
    from pa_cli.cli.input import read_question
    from pa_cli.cli.model_offer import ensure_model
    from pa_cli.core.grammar import schema_grammar
    from pa_cli.services.answers import Question
    from pa_cli.services.generation import sampling_from, thinking_from
    from pa_cli.services.structured_output import schema_instructions

    output = make_output(quiet=quiet, verbose=verbose)
    if no_memory:
        flags[MEMORY_ENABLED.key] = False
    wiring = invocation(context).wiring(flags, offline=offline)
    settings = wiring.settings
    shape = answering.read_schema(schema) if schema is not None else None
    if save is not None:
        from pa_cli.cli.template_edit import save_question

        words = " ".join(prompt or ())
        save_question(wiring, output, save, words, system=system or "", shape=shape, flags=flags)
        return
    asked = read_question(prompt or (), file, settings=settings, output=output, mails_as_read=True)
    plain = not (asked.document or shape or system or extract or dry_run)
    question = Question(
        document=asked.document,
        instruction=asked.instruction,
        system=system or "",
        chat=answering.find_chat(wiring, chat, latest=continue_),
        log=settings[HISTORY_ENABLED] and not no_log,
        sampling=sampling_from(settings, temperature=0.0 if shape else None),
        thinking=False if shape else thinking_from(settings),
        grammar=schema_grammar(shape.root) if shape else "",
        json_schema=shape.as_json() if shape else "",
        guide=schema_instructions(shape) if shape else "",
        on_overflow=settings[INPUT_ON_OVERFLOW],
        by_code=plain and not (notes or docs or about),
        scope=answering.read_scope(
            wiring, notes=notes, docs=docs, about=about, auto=plain and not file
        ),
    )
    if question.by_code and wiring.tools_mode != "none":
        answering.refuse_changes(asked.instruction)
    assistant = wiring.assistant(model, notice=output.notice, detail=output.detail)
    known = None if dry_run else assistant.answer_known(question, output.notice)
    if known is None:
        with answering.telling_of_passages(assistant, question, output):
            ensure_model(wiring, output, model, yes=yes)
    if dry_run:
        answering.show_prompt(assistant, output, question, as_json=json)
        return
    answer, events = known or assistant.ask(question, output.notice)
    answering.show_answer(
        answer,
        events,
        output,
        form=answering.Form(
            json=json,
            schema=shape,
            extract=extract,
            stream=not no_stream,
            reasoning=not hide_reasoning,
        ),
        stats=stats,
        explain=explain,
        limit="" if known or shape or extract else answering.limit_for(question),
    )
