"""English words that ask, and words that stand in every sentence: they tell no text from another."""

_WORDS = """
    a about after all also am an and any anybody anyone anything are aren as at be been before
    being but by can could couldn d did didn do does doesn doing don done else ever few for from had
    hadn has hasn have haven having he her here hers him his how i if in into is isn it its just ll
    m many may me might mine more most much must my myself no nor not of off on one or other our
    ours out over please re s shall she should shouldn so some somebody someone something t than
    that the their them then there these they this those to too up us ve very was wasn we were weren
    what when where whether which while who whom whose why will with won would wouldn you your
    yours"""

STOP_WORDS = frozenset(_WORDS.split())
"""Folded, as `core.segmentation.fold` does it."""
