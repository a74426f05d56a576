"""The main clause of what is said."""

import re

# What is said first is the claim; longer clauses are seldom one.
LONGEST_CLAUSE = 240
# Before this many characters a break belongs to the subject: "The ship, which ...".
FIRST_BREAK = 20

# "Not only", "not yet" and the like deny nothing.
NEGATED = re.compile(
    r"\b(?:not|never)\b(?!\s+(?:only|just|yet|merely|all|every|until|immediately|far)\b)|n[’']t\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[,;:–—]\s+(?:after|following|as|while|which|who|where|when|but|and|though|although|because|"
    r"since|in\s+what|with|adding|according|not)\b|\s[-–—]\s|;\s"
    r"|\s(?:after|following|because|although)\s"
)


def main_clause(text: str) -> str:
    """Return what is said first, without what follows in time or explains it.

    >>> main_clause("the bridge was closed on Friday after cracks were found")
    'the bridge was closed on Friday'
    """
    cut = _BREAK.search(text, FIRST_BREAK, LONGEST_CLAUSE)
    return text[: cut.start()] if cut else text[:LONGEST_CLAUSE]
