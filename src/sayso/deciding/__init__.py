"""A person decides: recorded for ever, of effect at once, and told before it is done."""

from sayso.deciding.decide import Outcome, decide, take_effect
from sayso.deciding.settle import settle, weighed, weighed_of
from sayso.deciding.touched import stories_touched
from sayso.deciding.wait import weigh_waiting
from sayso.deciding.what_if import Effect, what_if

__all__ = [
    "Effect",
    "Outcome",
    "decide",
    "settle",
    "stories_touched",
    "take_effect",
    "weigh_waiting",
    "weighed",
    "weighed_of",
    "what_if",
]
