"""Page to Article: clean text, blocks, what was cut, and metadata with where it was found."""

from sayso.extract.article import extract
from sayso.extract.given import given

__all__ = ["extract", "given"]
