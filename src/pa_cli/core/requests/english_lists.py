"""English requests about to-dos and lists."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.english_world import WORLDLY
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure
from pa_cli.core.requests.sentence import Sentence

# After "i need to" these are errands.
_ERRANDS = frozenset(
    """buy pick clean wash finish submit return mail pay renew fix water walk feed get visit do book
    replace repair iron vacuum mow cancel organize pack drop""".split()
)
_DONE = (
    r"^ i (?:have |am )?(?:already |finally |just )*(?:bought|finished|completed|paid|"
    r"picked up|done|got done|did(?! not)|"
    r"mailed|sent|cleaned|fixed|called|took care of)\b"
)


def speaks_of_lists(s: Sentence) -> bool:
    """Whether a list of things is spoken of; `list` as the first word is a verb."""
    rest = s.words[1:] if s.head == "list" else s.words
    if not words.LIST.isdisjoint(rest) or not words.TASK.isdisjoint(rest):
        return True
    return (
        s.matches(r" (?:my|the|a|new|our) to dos?\b")
        or s.says("my groceries", "the groceries", "as a to do")
        or s.matches(rf"(?:{words.ADDING}) .*(?:to|on) (?:shopping|groceries|chores|errands)$")
    )


def does(s: Sentence) -> Guess | None:
    """Something is done: I bought the milk, tick off pay rent."""
    if s.asked or s.head in words.QUESTION or s.says("day off", "time off"):
        return None
    if s.matches(
        r"^ (?:mark|set|check|tick) .+ (?:as )?(?:done|complete|completed|finished|bought|off$)(?= |$)"
    ):
        return sure("todo_done")
    if s.matches(r"^ (?:tick|check|cross|strike|mark) (?:off .+|.+ off\b)"):
        return sure("todo_done")
    if s.matches(_DONE) and not s.has("you", "good", "great", "well"):
        certain = s.has("bought", "finished", "completed", "paid", words.LIST, words.TASK)
        return sure("todo_done") if certain else likely("todo_done")
    if s.matches(r"^ (?:complete|finish) (?:the |my )?(?:task|todo|item)\b"):
        return sure("todo_done")
    if s.matches(r" (?:is|are) (?:done|finished|completed|complete)$") and not s.starts(
        "that", "it", "this", "i", "you"
    ):
        return likely("todo_done")
    return None


_GOES_ON = r" (?:needs?|has|have|should|must|ought|can|may|could) (?:to )?(?:go|be \w+) (?:on|in|into|to)\b"
# What a list lacks goes onto it: the grocery list could use onions.
_LIST_LACKS = r" lists? (?:needs?|lacks?|wants?|could use|is missing|should (?:have|include|say)|must have) \w"
# A list that was spoken of before.
_ON_THERE = r" (?:on|in|onto|into|to) (?:there|it)$"
_COMES_OFF = r" (?:needs?|has|have|should|must|ought|can|may|could) (?:to )?(?:come|go|be \w+) (?:off|from)\b"


# What is asked for when nothing but "things on my list" is said.
_ANYTHING = frozenset(
    "things items everything anything something stuff tasks all contents names number latest next the my our".split()
)


def fills_list(s: Sentence) -> Guess | None:
    """A list is named first, or last: on the grocery list put milk, milk should go on the list."""
    if speaks_of_lists(s) and s.head not in words.QUESTION and not s.asked:
        if s.matches(_COMES_OFF):
            return sure("todo_remove")
        if s.matches(_GOES_ON) or s.matches(_LIST_LACKS):
            return sure("todo_add")
        bare = s.matches(r"^ \w+ .*(?:on|to|onto) (?:the|my|our) (?:\w+ ){0,2}list$")
        goes = s.head in {"go", "take", "get", "scroll"}
        if (
            bare
            and not goes
            and s.head not in _ANYTHING | words.ADD | words.SHOW | words.REMOVE
            and not s.asks
        ):
            return likely("todo_add")
    if s.matches(
        r"^ (?:on|to|in|onto|into|under) .*\blist (?:(?:please|also|you can) )?(?:add|put|write|include|"
        r"jot|place|enter|stick|insert|note|save|i need|we need)\b"
    ):
        return sure("todo_add")
    return None


def asks_lists(s: Sentence) -> Guess | None:
    """A question that the lists answer."""
    if not speaks_of_lists(s):
        return _asks_what_to_do(s)
    if s.starts("how do", "how to", "how can") or s.has(_LITERATURE):
        return None
    if s.matches(r" (?:need|want) (?:my|the) (?:\w+ )?list$"):
        return likely("todo_query")
    adds = s.head in words.ADD - words.SHOW - {"repeat"}
    if adds or (s.matches(words.ADDING) and s.head not in words.QUESTION):
        return None
    if s.matches(r" (?:new|another) (?:\w+ ){0,2}list\b") and s.head not in words.QUESTION:
        return likely("todo_add")
    return _asks_a_list(s)


_LITERATURE = frozenset("story joke poem definition word mean".split())
_SHOWS_IT = (
    "my",
    "the",
    "all",
    "our",
    "any",
    "repeat",
    "go to",
    "take me to",
    "get me to",
    "scroll",
)


def _asks_a_list(s: Sentence) -> Guess | None:
    if s.matches(r" lists? of\b") and s.has(words.ALARM, words.CALENDAR, words.APPOINTED):
        return None
    if s.matches(r" lists? of (?!my|the things|things|items|groceries|tasks|chores|to|what)"):
        return sure("todo_query") if s.has("my") and s.asks else likely("answer")
    sees = s.matches(r" (?:see|hear|know|view|read)\b")
    if s.head in {"update", "use", "want", "need", "would"} and not sees:
        return None
    if s.has(words.CALENDAR, words.ALARM) and not s.has("list", "lists"):
        return None
    told = s.starts(*_SHOWS_IT) or s.has("contents", "names", "items", "read", "see")
    return sure("todo_query") if s.asks or told else None


_IS_ON_THERE = (
    r"^ (?:what|anything|how much|how many|is|are|do i have) .*\b(?:on|in) (?:there|it)$|"
    r"^ (?:have|did) (?:i|we) (?:already |also )?(?:add(?:ed)?|listed|list|put|written|write)\b|"
    r"^ do (?:i|we) (?:still |also )?need (?:to (?:get|buy|pick up)|any)\b|"
    r"^ (?:do|is|are|have|what) .*\b(?:something|anything|things|stuff) to (?:buy|get|pick up)\b|"
    r" (?:needs?|has|have) to (?:be|get) done\b|"
    r"^ what (?:groceries|things|items|stuff) (?:do|should|must) (?:i|we)\b|"
    r"^ (?:show|open|read|list|display|check|see)(?: me| out| up)* (?:my |the )?"
    r"(?:shopping|groceries|chores|errands|to dos?)$|"
    r"^ (?:has|have|is|are|was|were|did) .*\b(?:added|crossed off|ticked off|checked off)$"
)


def _asks_what_to_do(s: Sentence) -> Guess | None:
    if s.matches(
        r"^ (?:do|did) (?:i|we) (?:still )?(?:need|have) (?:any |some |more |enough )?\w+$"
    ):
        return perhaps("todo_query")
    if s.has("items", "item") and s.asks and not s.has(WORLDLY):
        return likely("todo_query")
    if s.matches(_IS_ON_THERE):
        return likely("todo_query")
    if s.says("left to do", "to buy today", "need to get done", "else to do") and s.asks:
        return likely("todo_query")
    wants = s.matches(
        r" what (?:else |all |things )?(?:(?:do|must|have|should|am|are) )?(?:i|we) (?:still |also |must )?"
        r"(?:need to |have to |got to |supposed to |need from |want from )?"
        r"(?:do|buy|get|finish|pick up|pack|the (?:store|shop|market|supermarket))\b"
    ) or (
        s.asks and s.matches(r" (?:from|at) the (?:store|shop|market|supermarket)$") and s.personal
    )
    return likely("todo_query") if wants and not s.has("if", "when", "make", "cook") else None


# Nothing that is planned: i don't need paper towels anymore.
_NOT_WANTED = (
    r"^ (?:i |we )?(?:do not|no longer|not) (?:need|want) "
    r"(?!to\b|you\b|help\b|it\b|this\b|that\b)(?:\w+ ){0,3}\w+$"
)


_AT_HOME = (
    r"^ (?:i|we) (?:already (?:have|got|bought|own)|have enough|have plenty|got enough) |"
    r"^ forget (?:about )?(?:the |my )\w+$| (?:take|cross|get|scratch) (?:that|it|them|those) off$"
)


def states(s: Sentence) -> Guess | None:
    """A sentence that tells what is missing or has to be done."""
    if s.head in {"task", "todo"} and len(s) > 2 and not s.asked:
        return likely("todo_add")
    if s.matches(_AT_HOME) and not s.dated and not s.has(words.ALARM, words.OCCASION):
        return likely("todo_remove")
    if s.matches(_NOT_WANTED) and not s.has(words.ALARM, words.OCCASION):
        return likely("todo_remove")
    if s.asked or (s.head in words.QUESTION and not s.needs) or s.has(WORLDLY):
        return None
    if s.head in words.ADD and s.matches(_ON_THERE):
        return likely("todo_add")
    if s.needs and s.head in _ERRANDS:
        return likely("todo_add")
    missing = s.matches(
        r"^ (?:i|we) (?:need|(?:am|are) (?:almost |nearly |all )?out of|(?:have )?(?:ran|run|running|"
        r"are running) (?:out of|low on)|"
        r"(?:am|are) (?:running )?(?:out of|low on)) (?!to\b|a joke|you\b|help)"
    )
    missing = missing or s.matches(r"^ remember (?:the|some|a) (?!time|day|when)\w+$")
    if missing and len(s) < 12:
        return likely("todo_add")
    if s.starts("buy", "get some", "pick up") and not s.has("ticket", "tickets", "stock", "shares"):
        return likely("todo_add")
    if s.head in {"add", "put", "include", "insert", "append"} and not s.has("plus"):
        return likely("todo_add")
    return perhaps("todo_query") if speaks_of_lists(s) else None
