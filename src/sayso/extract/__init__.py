"""Page to Article: clean text, blocks, what was cut, and metadata with where it was found."""

from sayso.extract.article import extract

__all__ = ["extract"]
