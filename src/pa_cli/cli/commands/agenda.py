"""`pa agenda`: appointments in plain words and plain files."""

from typing import Annotated

import typer

from pa_cli.cli.commands import agenda_transfer, agenda_views
from pa_cli.cli.completion import complete_calendar, complete_event
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.item_options import (
    DryRunFlag,
    LimitOption,
    NoteOption,
    RemindOption,
    TagOption,
    UntagOption,
    most_shown,
    question_for,
    read_line,
)
from pa_cli.cli.options import JsonFlag, QuietFlag, YesFlag

agenda = verb_group("Your appointments, in plain words and plain files.")

EventRef = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="Id, title or the beginning of one, or number in the last list; @2026-03-12 after it"
        " chooses an occurrence.",
        autocompletion=complete_event,
    ),
]
EventRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...", help="Events: ids, titles or numbers.", autocompletion=complete_event
    ),
]
WhenArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WHEN", help='today, tomorrow, "this week", 2026-04, "next 10 days", 下周.'
    ),
]
CalendarOption = Annotated[
    str,
    typer.Option(
        "--calendar", metavar="NAME", help="Another calendar.", autocompletion=complete_calendar
    ),
]
StartOption = Annotated[
    str | None, typer.Option("--start", metavar="WHEN", help="When it begins; TEXT is the title.")
]
EndOption = Annotated[
    str | None,
    typer.Option("--end", metavar="WHEN", help="A time, a day, or a length such as 90m."),
]
AllDayFlag = Annotated[bool, typer.Option("--all-day", help="It takes the whole day.")]
RruleOption = Annotated[
    str | None, typer.Option("--rrule", metavar="RULE", help="FREQ=WEEKLY;COUNT=8 and the like.")
]
ZoneOption = Annotated[
    str | None, typer.Option("--tz", metavar="ZONE", help="Zone of the times: Europe/London.")
]
WhereOption = Annotated[str | None, typer.Option("--where", metavar="PLACE", help="The place.")]
ThisFlag = Annotated[bool, typer.Option("--this", help="Of a recurring event: this one alone.")]
FollowingFlag = Annotated[
    bool, typer.Option("--following", help="Of a recurring event: from this one on.")
]
AllFlag = Annotated[bool, typer.Option("--all", help="Of a recurring event: all of them.")]


@agenda.command("add")
def add_event(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT", help="What and when; or from a pipe.")
    ] = None,
    start: StartOption = None,
    end: EndOption = None,
    all_day: AllDayFlag = False,
    rrule: RruleOption = None,
    tz: ZoneOption = None,
    where: WhereOption = None,
    tag: TagOption = None,
    remind: RemindOption = None,
    note: NoteOption = None,
    calendar: CalendarOption = "",
    dry_run: DryRunFlag = False,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Add an event: "lunch with Ana tomorrow at noon #friends", 明天下午三点开会."""
    from pa_cli.services.event_drafts import EventRequest
    from pa_cli.ui import event_view

    del yes  # nothing is asked: what you type is what you want
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    text = read_line(words, wiring, output)
    service = wiring.agenda
    request = EventRequest(
        text, start, end, all_day, rrule, tz, where, note, tag or (), remind or (), calendar
    )
    added = service.add(request, dry_run=dry_run)
    event_view.show_added(
        output,
        added.event,
        added.overlaps,
        added.reading,
        service.now(),
        dry_run=dry_run,
        as_json=json,
    )


@agenda.command("list")
def list_events(
    context: typer.Context,
    when: WhenArgument = None,
    tag: TagOption = None,
    limit: LimitOption = None,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """List what is on: the coming seven days, or WHEN."""
    from datetime import timedelta

    from pa_cli.ui import event_view

    service = invocation(context).wiring().agenda
    output = make_output(quiet=quiet)
    span = service.range_of(" ".join(when or ()))
    found = service.list(span, tags=tag or ())
    shown = found[: most_shown(output, limit, as_json=json)]
    if not json:
        service.remember(shown)
    last = (span.end - timedelta(microseconds=1)).date()
    event_view.show_list(output, shown, span.start.date(), last, service.now(), as_json=json)
    if limit is None and len(found) > len(shown):
        output.notice(f"{len(found) - len(shown)} more: -n {len(found)}, or | less")
    for path, problem in service.problems:
        output.notice(f"{path}: {problem}")


@agenda.command("show")
def show_event(context: typer.Context, ref: EventRef, json: JsonFlag = False) -> None:
    """Show an event."""
    from pa_cli.ui import event_view

    service = invocation(context).wiring().agenda
    event = service.find(ref)
    event_view.show_event(make_output(), event, service.coming(event), service.now(), as_json=json)


@agenda.command("edit")
def edit_event(
    context: typer.Context,
    ref: EventRef,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="A new title.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--start", metavar="WHEN", help="When it begins; the end moves along."),
    ] = None,
    end: EndOption = None,
    all_day: AllDayFlag = False,
    rrule: RruleOption = None,
    tz: ZoneOption = None,
    where: WhereOption = None,
    tag: TagOption = None,
    untag: UntagOption = None,
    remind: RemindOption = None,
    note: NoteOption = None,
    this: ThisFlag = False,
    following: FollowingFlag = False,
    all_: AllFlag = False,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Change an event: by fields, or all of them in your editor; none takes a field away."""
    from pa_cli.cli.event_form import read_form, write_form
    from pa_cli.cli.event_scope import ask_scope, scope_of
    from pa_cli.core.event import EventEdit
    from pa_cli.ui import event_view

    wiring = invocation(context).wiring()
    service = wiring.agenda
    output = make_output()
    event = service.find(ref)
    scope = scope_of(this=this, following=following, all_=all_)
    scope = scope or ask_scope(make_approver(output, yes=yes), event, service.now(), "Change")
    edit = EventEdit(
        title, start, end, all_day, rrule, tz, where, note, tag or (), untag or (), remind or ()
    )
    if edit == EventEdit():
        edit = read_form(event, wiring.editor.edit_text(write_form(event), name="event.txt"))
    after = service.edit(event, scope, edit)
    event_view.show_change(
        output,
        after or event,
        "Saved" if after else "Unchanged",
        service.now(),
        overlaps=service.new_overlaps(event, after) if after else (),
        as_json=json,
    )


@agenda.command("rm")
def remove_events(
    context: typer.Context,
    refs: EventRefs,
    this: ThisFlag = False,
    following: FollowingFlag = False,
    all_: AllFlag = False,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Move events to the trash; `pa undo` brings them back."""
    from pa_cli.cli.event_scope import ask_scope, scope_of
    from pa_cli.ui import event_view

    service = invocation(context).wiring().agenda
    output = make_output()
    approver = make_approver(output, yes=yes)
    flagged = scope_of(this=this, following=following, all_=all_)
    found = list({(e.path, e.id, e.occurrence): e for e in map(service.find, refs)}.values())
    chosen = [(e, flagged or ask_scope(approver, e, service.now(), "Remove")) for e in found]
    sure = [e for e in found if flagged or not e.occurrence]
    if sure:
        details = "\n".join(event_view.describe(event, service.now()) for event in sure)
        which = {"this": "", "following": " and all after", "all": " and all its repetitions"}
        more = which[flagged] if flagged and any(e.occurrence for e in sure) else ""
        question = question_for(sure, "event").removesuffix("?")
        approver.approve(f"{question}{more}?", details)
    service.remove(chosen)
    event_view.show_removed(output, found, service.now(), as_json=json)


@agenda.command("path")
def show_path(
    context: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="REF", help="An event.", autocompletion=complete_event)
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Show the folder of the events, or the file of one."""
    from pa_cli.ui.json_output import to_json

    service = invocation(context).wiring().agenda
    path = service.folder if ref is None else service.find(ref).path
    make_output().write(to_json({"path": path}) if json else f"{path}\n")


@agenda.command("when")
def show_when(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT", help="Words with a date in them; or from a pipe."),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Show how a phrase is read; nothing is written."""
    from pa_cli.ui.date_view import show_reading

    wiring = invocation(context).wiring()
    output = make_output()
    text = read_line(words, wiring, output)
    show_reading(output, wiring.dates.explain(text), wiring.dates.now(), as_json=json)


agenda.command("week")(agenda_views.show_week)
agenda.command("month")(agenda_views.show_month)
agenda.command("free")(agenda_views.show_free)
agenda.command("due")(agenda_views.show_due)
agenda.command("import")(agenda_transfer.import_calendar)
agenda.command("export")(agenda_transfer.export_calendar)
