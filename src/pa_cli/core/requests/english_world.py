"""English requests that are about the world and not about the user's data."""

from pa_cli.core.requests import english_words as words
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure
from pa_cli.core.requests.sentence import Sentence

# What this program cannot act on: an answer says so.
_MUSIC = frozenset(
    "music song songs album albums playlist radio podcast podcasts audiobook volume spotify jazz".split()
)
_HOME = frozenset(
    "light lights lamp lamps vacuum roomba plug socket thermostat heating hue brightness".split()
)
_ELSEWHERE = frozenset(
    """weather forecast temperature rain raining snow snowing umbrella sunny email emails mail inbox
    gmail tweet twitter facebook uber taxi cab pizza takeaway takeout traffic news headlines stock
    stocks shares bitcoin""".split()
)
_TALK = (
    "thank you", "thanks", "well done", "good job", "great job", "nice job", "nice work", "good work",
    "great work", "awesome", "excellent", "fantastic", "wonderful", "perfect", "brilliant", "amazing",
    "that is", "you are", "you did", "you have done", "you have been", "you helped", "you rock", "you have",
    "appreciate", "appreciated", "love you", "how are you", "who are you", "good night", "never mind",
)  # fmt: skip
_KNOWLEDGE = frozenset(
    """joke jokes funny recipe recipes cook cooking bake ingredients definition define meaning mean
    means synonym antonym spell spelling capital population president calculate divided multiplied
    times plus minus square root sum movie movies film films theater theatre theatres cinema
    actor actress story riddle poem""".split()
)


def is_foreign(s: Sentence) -> Guess | None:
    """A request to something else than agenda, lists and notes: music, lights, weather, mail."""
    if s.has(words.LIST, words.ALARM, words.CALENDAR, words.APPOINTED):
        return None
    if s.has(_MUSIC, _HOME, _ELSEWHERE) or s.head in {"play", "sing", "dim", "brighten"}:
        return None if s.has("playlist") and s.has(words.REMOVE) else sure("answer")
    return None


def asks_the_world(s: Sentence) -> Guess | None:
    """A question of knowledge, or talk."""
    own = s.has(words.ALARM, words.CALENDAR, words.APPOINTED, words.LIST, words.TASK, words.NOTE)
    if own:
        return perhaps("answer")
    if s.has(_KNOWLEDGE) or s.starts(*_TALK):
        return sure("answer")
    if s.says(*_TALK):
        return sure("answer")
    if s.matches(r" [0-9.]+ (?:[+*/x-]|plus|minus|times|over|divided) ") or s.matches(
        r" (?:how|why|where|who|whose) "
    ):
        return sure("answer")
    if s.head in words.QUESTION or s.head in words.SHOW or s.asked:
        return likely("answer") if s.has("my", "our") else sure("answer")
    return perhaps("answer") if s.dated or s.head in words.ADD else likely("answer")
