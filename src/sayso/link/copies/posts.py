"""Posts embedded in a page whose words the page's own sentences repeat."""

from sayso.link.copies.alignment import aligned
from sayso.link.copies.grown import Parted, grown
from sayso.link.copies.spans import passages_of
from sayso.model import Article, Copy, Passage, content_id

EVIDENCE = "repeats the post embedded in the page"


def repeated_posts(article: Article) -> Copy | None:
    """Return what an article's own sentences repeat of the posts in it, as a copy within itself.

    >>> from sayso.model import Block
    >>> post = "We have taken the bridge at Velmar and hold both banks of the river."
    >>> own = "They have taken the bridge at Velmar and hold both banks of the river, it said."
    >>> page = Article(id="p", text=f"{post}\\n\\n{own}",
    ...     blocks=(Block(kind="quote", start=0, end=len(post), author="Ana Reyl"),))
    >>> repeated_posts(page).passages
    ((0, 68, 70, 149),)
    """
    passages: list[Passage] = []
    own = article.text
    blocks = [block for block in article.blocks if block.kind == "quote" and block.author]
    for block in blocks:
        own = own[: block.start] + "\n" * (block.end - block.start) + own[block.end :]
    for block in blocks:
        texts = (article.text[block.start : block.end], own)
        alignment = aligned(texts, (None, None))
        parted = Parted(alignment)
        for pair in alignment.pairs:
            found = grown(parted.pair(pair.a, pair.b), pair.passages)
            passages += [
                (block.start + s, block.start + e, t, f)
                for s, e, t, f in passages_of(alignment.words, (pair.a, pair.b), found)
            ]
    if not passages:
        return None
    return Copy(
        id=content_id("cpy", article.id, article.id),
        a=article.id,
        b=article.id,
        direction="a>b",
        passages=tuple(passages),
        evidence=(EVIDENCE,),
    )
