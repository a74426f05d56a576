"""Page to Article: clean text, blocks, what was cut, and metadata with where it was found."""

from sayso.extract.given import given
from sayso.extract.several import articles, extract

__all__ = ["articles", "extract", "given"]
