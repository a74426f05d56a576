"""Decisions -> what holds: which stand, and what they make of records. No database, no clock."""

from sayso.decided.annotation import annotation, corrected
from sayso.decided.links import links
from sayso.decided.standing import Standing, standing
from sayso.decided.stories import stories

__all__ = ["Standing", "annotation", "corrected", "links", "standing", "stories"]
