"""Articles that are word for word the same, which are compared as one."""

from collections.abc import Sequence

from sayso.model import Article

SAME_WORDS = 20  # Equal texts of fewer words say "Forbidden" or "Not found" and tell no event.


def alike(articles: Sequence[Article]) -> list[list[int]]:
    """Return groups of places of articles with the same title, text and given story.

    >>> wire = " ".join(["The Velmar dam gave way before dawn."] * 3)
    >>> alike([Article(id="a", text=wire), Article(id="b", text=""), Article(id="c", text=wire)])
    [[0, 2], [1]]
    """
    same: dict[tuple[str, ...], list[int]] = {}
    for place, article in enumerate(articles):
        title = (article.title or "").strip()
        text = article.text.strip()
        enough = len(text[:1000].split()) >= SAME_WORDS
        key = (article.story or "", title, text) if enough else (article.id,)
        same.setdefault(key, []).append(place)
    return list(same.values())
