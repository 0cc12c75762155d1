"""The English words that rules look for, in lower case and without apostrophes."""

# Said around a request: gone before it is looked at. Longest first where one begins another.
POLITE = (
    "is it possible to", "is it possible for you to", "would it be possible to", "are you able to",
    "do you think you could", "do you think you can", "i was wondering if you could", "can we", "could we",
    "i would appreciate it if you could", "i would appreciate if you", "if you could", "you to",
    "can you please", "could you please", "would you please", "will you please", "can you",
    "could you", "would you mind", "would you", "will you", "can u", "could u", "i want you to",
    "i need you to", "i would like you to", "id like you to", "i wish you to", "you should",
    "need you to", "want you to", "you can", "go ahead and", "make sure to", "make sure that",
    "make sure", "be sure to",
    "do me a favor and", "do me a favour and", "help me to", "help me", "i want to", "i wanna",
    "i would like to", "i would love to", "id like to", "id love to", "i need to", "can i",
    "could i", "may i", "let me", "let us", "we need to", "we have to", "i must",
    "need to", "have to", "got to",
    "if you can", "if possible", "for me", "i have to",
    "good morning", "good evening", "please", "pls", "plz", "kindly", "just", "quickly",
    "hey", "hi", "hello", "ok", "okay", "yo", "olly", "ollie", "alexa", "siri", "google",
    "computer", "jarvis", "assistant", "so", "well", "um", "uh", "er", "hmm", "now", "then",
    "also", "and", "oh", "yes", "yeah", "actually", "pa", "but", "hai", "kindly",
)  # fmt: skip
POLITE_END = (
    "thank you very much", "thank you so much", "thank you", "thanks a lot", "thanks", "please",
    "pls", "plz", "for me", "olly", "ollie", "alexa", "siri", "google", "if you can", "okay", "ok",
    "would you", "will you", "could you", "can you", "right now",
)  # fmt: skip

ADD = frozenset(
    """add set create make schedule put book plan new insert include arrange organize organise start
    register enter save mark append place log fix pencil reserve setup keep write jot throw
    stick begin generate build repeat invite notify update block activate note""".split()
)
REMOVE = frozenset(
    """delete deleted deleting remove removed removing cancel canceled cancelled canceling cancelling
    clear cleared erase erased drop scratch wipe discard dismiss disable deactivate unset eliminate
    scrap ditch purge kill nix undo silence cut unschedule abort clean empty stop strike trash axe
    dump skip uncheck withdraw revoke reset unlist
    uninvite decline reject""".split()
)
# Those that ask for a removal wherever they stand.
REMOVE_ANYWHERE = frozenset(
    """delete deleted remove removed cancel canceled cancelled clear cleared erase erased discard dismiss
    disable deactivate""".split()
)
REMOVE_PHRASES = (
    "get rid of", "shut down", "do not wake me", "do not remind me", "do not ring",
    "do not sound", "turn off", "switch off", "shut off", "turn it off", "call off",
    "called off", "taken away", "taken off", "take away", "kick off of", "throw away",
    "throw out", "do away with", "cut off", "dispose of", "turn down",
)  # fmt: skip
# These only with what can be meant by it: "i don't want dinner" takes nothing from the agenda.
UNWANTED_PHRASES = (
    "do not need", "no longer need", "not need", "no longer have", "no longer want", "do not want",
    "no more", "take out", "stop", "is over", "without", "no need", "not be needing", "not needed",
    "no longer needed", "no longer necessary",
)  # fmt: skip
# Each word has a space before it.
ADDING = (
    r" (?:add|added|adding|put|include|included|insert|create|creating|make|making|"
    r"starting)\b(?! (?:sure|sense))|"
    r" need .+ (?:on|to|in) (?:my|the) .*list\b"
)
CHANGE = frozenset(
    """move reschedule postpone delay shift change push rename edit modify update extend shorten
    adjust switch swap advance defer prepone rearrange""".split()
)
QUESTION = frozenset(
    """what whats which when whens where wheres who whos whom whose why how hows is are am do does
    did was were have has had will any anything anyone are isnt arent dont should shall""".split()
)
SHOW = frozenset(
    """show list display tell give read check checkout see find get view report confirm review look
    pull bring open know hear search lookup recite name say describe inform provide enumerate
    detail verify fetch print present know details info""".split()
)

# Those that make a sentence English, whatever names stand in it.
ENGLISH = (
    ADD
    | REMOVE
    | CHANGE
    | QUESTION
    | SHOW
    | frozenset("the a an my our to with on at for from of in me i and wake remind call".split())
)

# Being woken, in every form of the verb; each word has a space before it.
WAKES = (
    r" (?:(?:a?wak(?:e|es|ing|en|ened)|a?woken|rouse|roused)(?: me| us)?(?: up)?|"
    r"get(?:ting)?(?: me| us)? up|be up)\b"
)

ALARM = frozenset("alarm alarms timer timers alert alerts notification notifications".split())
REMINDER = frozenset("remind reminder reminders reminding reminds".split())
CALENDAR = frozenset("calendar calendars agenda schedule schedules diary planner itinerary".split())
APPOINTED = frozenset(
    """event events meeting meetings appointment appointments appt reminder reminders
    conference conferences interview interviews standup reservation engagement engagements
    rehearsal seminar webinar commitments""".split()
)
OCCASION = APPOINTED | frozenset(
    """birthday birthdays anniversary party parties lunch dinner breakfast brunch supper class classes
    lesson lessons flight flights wedding session sessions call date dates dentist doctor doctors plan
    plans trip trips vacation holiday visit visits checkup haircut gym practice workshop
    training exam exams test coffee drinks concert game match reunion funeral graduation deadline
    deadlines show shift barbecue bbq picnic hike potluck cookout banquet gala ceremony reception festival
    fundraiser tournament race marathon recital audition lecture orientation presentation demo review
    briefing kickoff retreat camp cruise getaway gathering playdate sleepover outing therapy therapist
    surgery massage manicure physical vet orthodontist hairdresser barber yoga golf tennis swimming
    bowling church hearing inspection conferences dates""".split()
)
PERSONAL = frozenset("i my me mine we our us im ive id".split())
LIST = frozenset("list lists todo todos checklist checklists".split())
TASK = frozenset("task tasks chore chores errand errands todos todo".split())
NOTE = frozenset("note notes".split())

TYPOS = {
    "alram": "alarm", "alarams": "alarms", "alram s": "alarms", "alaram": "alarm", "alrm": "alarm",
    "remid": "remind", "remaind": "remind", "remainder": "reminder", "remainders": "reminders",
    "calender": "calendar", "calandar": "calendar", "calendr": "calendar", "claendar": "calendar",
    "shedule": "schedule", "schedual": "schedule", "scedule": "schedule", "schdule": "schedule",
    "appoinment": "appointment", "apointment": "appointment", "appointement": "appointment",
    "meting": "meeting", "meetting": "meeting", "meetng": "meeting", "metting": "meeting",
    "grocerry": "grocery", "grosery": "grocery", "grocey": "grocery", "shoping": "shopping",
    "delet": "delete", "dlete": "delete", "remve": "remove", "cancle": "cancel", "lsit": "list",
    "evnt": "event", "evets": "events", "tme": "time", "tiem": "time", "waht": "what",
    "wat": "what", "whats": "what", "recepie": "recipe", "recipie": "recipe", "receipe": "recipe",
}  # fmt: skip
