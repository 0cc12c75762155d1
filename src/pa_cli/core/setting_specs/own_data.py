"""Settings of the user's own notes, agenda, to-dos and documents."""

from pa_cli.core.setting_kinds import (
    boolean,
    choice,
    hour_of_day,
    integer,
    size,
    text,
    texts,
    time_zone,
)
from pa_cli.core.settings import Setting

NOTES_DIR = Setting(
    "notes.dir",
    text(),
    "",
    "Folder of the notes, for example an Obsidian vault; empty is pa's own.",
)
NOTES_NEW_IN = Setting(
    "notes.new_in",
    text(),
    "auto",
    "Folder under notes.dir for new notes, %Y %m %d stand for the date; auto is %Y/%m in pa's own"
    " folder and the top of any other.",
)
NOTES_DAILY = Setting(
    "notes.daily",
    text(),
    "daily/%Y-%m-%d.md",
    "File of the daily note under notes.dir; %Y %m %d stand for the date.",
)
NOTES_FRESHNESS = Setting(
    "notes.freshness",
    integer(0, 86_400),
    60,
    "With more than 10,000 notes: seconds between two looks for notes that other programs changed"
    " in place; new, removed and renamed ones are always seen at once.",
)

AGENDA_DIR = Setting(
    "agenda.dir",
    text(),
    "",
    "Folder of the events, one folder a calendar in it, for example the one that vdirsyncer syncs;"
    " empty is pa's own.",
)
AGENDA_CALENDAR = Setting(
    "agenda.calendar", text(), "personal", "Calendar (a folder in agenda.dir) of new events."
)
AGENDA_DATE_ORDER = Setting(
    "agenda.date_order",
    choice("auto", "mdy", "dmy", "ymd"),
    "auto",
    "How 5/6 is read: mdy is May 6, dmy is 5 June; auto follows the locale.",
)
AGENDA_WEEK_START = Setting(
    "agenda.week_start", choice("monday", "sunday", "saturday"), "monday", "First day of the week."
)
AGENDA_NEXT_WEEKDAY = Setting(
    "agenda.next_weekday",
    choice("next-week", "nearest"),
    "next-week",
    'Whether "next Friday" is the one of next week or the nearest one.',
)
AGENDA_MORNING = Setting("agenda.morning", hour_of_day(), 9.0, 'Time meant by "in the morning".')
AGENDA_NOON = Setting("agenda.noon", hour_of_day(), 12.0, 'Time meant by "at noon".')
AGENDA_AFTERNOON = Setting(
    "agenda.afternoon", hour_of_day(), 15.0, 'Time meant by "in the afternoon".'
)
AGENDA_EVENING = Setting("agenda.evening", hour_of_day(), 19.0, 'Time meant by "in the evening".')
AGENDA_TONIGHT = Setting(
    "agenda.tonight", hour_of_day(), 20.0, 'Time meant by "tonight" and "at night".'
)
AGENDA_END_OF_DAY = Setting("agenda.end_of_day", hour_of_day(), 18.0, 'Time meant by "end of day".')
AGENDA_DEFAULT_LENGTH = Setting(
    "agenda.default_length",
    integer(1, 1440),
    60,
    "Minutes that an event takes when neither its end nor its length is said.",
)
AGENDA_ALL_DAY = Setting(
    "agenda.all_day",
    boolean(),
    True,
    "A day without a time is an all-day event; false puts it at agenda.morning.",
)
AGENDA_TZ = Setting(
    "agenda.tz",
    time_zone(),
    "",
    "Time zone, such as Europe/Madrid; empty takes TZ, then the system's.",
)

TODO_DIR = Setting(
    "todo.dir", text(), "", "Folder of the to-dos, one folder a list in it; empty is pa's own."
)
TODO_LIST = Setting("todo.list", text(), "tasks", "List (a folder in todo.dir) of new to-dos.")

UNDO_KEEP_DAYS = Setting(
    "undo.keep_days",
    integer(1, 36_500),
    90,
    "Changes of so many days can always be undone, however much room they take.",
)
UNDO_MAX_BYTES = Setting(
    "undo.max_bytes",
    size(),
    2**30,
    "Room for what can be undone; older changes than undo.keep_days that do not fit are forgotten.",
)

DOCS_EXCLUDE = Setting(
    "docs.exclude",
    texts(),
    (),
    "Files and folders that are left out of added folders, as in a .gitignore, besides hidden ones"
    " and what git ignores.",
)
DOCS_MAX_FILE_BYTES = Setting(
    "docs.max_file_bytes", size(), 64 * 2**20, "Larger documents are listed, but not read."
)
DOCS_FRESHNESS = Setting(
    "docs.freshness",
    integer(0, 86_400),
    60,
    "Seconds between two looks for new and changed documents; those that an answer uses are always"
    " looked at again.",
)
