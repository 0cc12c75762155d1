"""The ways in which people say in a meeting what they decide, what they will do, and what stays open."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """Those of one language.

    Attributes:
        open: Something is put off, or not known yet.
        vote: A vote, or its outcome; `only` when the sentence says nothing else.
        past: It was so at another time.
        decision: The sentence is a decision by itself.
        ruling: It is one when the chair says it; `back` when it says nothing but that.
        first: Somebody takes on `what`.
        promise: Somebody may, in reply to a request, take on all that the sentence says.
        third: `who` is given `what`; `sure` when no date is needed to tell that from a story.
        request: Somebody, perhaps `who`, is asked to do `what`.
        need: `what` needs somebody to do it.
        offer: Somebody would do `what`, if it is wanted.
        taking: A reply of somebody who takes on what was asked for.
        welcome: A reply to an offer that is wanted.
        refusal: A reply of somebody who does not do it.
        noted: A note of an action: `who` and `what`.
        when: Until when; `firm` for a date that must be kept.
    """

    open: re.Pattern[str]
    vote: re.Pattern[str]
    past: re.Pattern[str]
    decision: re.Pattern[str]
    ruling: re.Pattern[str]
    first: re.Pattern[str]
    promise: re.Pattern[str]
    third: re.Pattern[str]
    request: re.Pattern[str]
    need: re.Pattern[str]
    offer: re.Pattern[str]
    taking: re.Pattern[str]
    welcome: re.Pattern[str]
    refusal: re.Pattern[str]
    noted: re.Pattern[str]
    when: re.Pattern[str]
