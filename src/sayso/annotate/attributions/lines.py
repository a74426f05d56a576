"""Lines that name their speaker by a mark: headlines, transcripts, questions and answers."""

import re
from collections.abc import Iterator, Sequence

from sayso.annotate.attributions.candidates import Candidate
from sayso.annotate.attributions.cues import words
from sayso.annotate.attributions.sources import listed
from sayso.model import Span

LONGEST_LINE = 300
# With this many labelled lines a text is a transcript, and what is said may run over paragraphs.
TRANSCRIPT_LABELS = 2
LONGEST_TURN = 20_000
TURN = "turn of a transcript"

# "Oram: Dam will hold": a line that opens with its speaker.
_COLON = re.compile(r"(?P<who>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,5}): (?P<what>\S+(?: \S+){2,})")
# "Dam will hold - minister", "Six killed in blast: police".
_BEHIND = re.compile(
    r"(?P<what>\S+(?: \S+){1,24}?)(?P<cue>:| [-–—]{1,2}) (?P<who>[^\W\d]\S*(?: [^\W\d]\S*){0,4})"
)
_LABEL = re.compile(
    r"^(?P<who>[QA](?=[.:])|[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){0,4}(?:, [^:\n]{2,40})?(?= ?:)"
    r"|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}(?: \([^)\n]{2,40}\))?(?= ?:| ?[—–] ?[A-Z“]))"
    r"(?P<cue>\.| ?[:—–])(?=\s\S)",
    re.MULTILINE,
)
_NOT_SPEAKERS = frozenset(
    {
        "note", "update", "correction", "photo", "picture", "image", "source", "read", "watch",
        "related", "more", "date", "time", "place", "where", "when", "what", "who", "why", "how",
        "contact", "tickets", "price", "score", "result", "location", "status",
    }
)  # fmt: skip


def headline_candidate(text: str, sentence: Span) -> Candidate | None:
    """Return what a line that names its speaker by a mark reports, with offsets into `text`.

    >>> headline_candidate("Oram: Dam will hold", (0, 19)).content
    ((6, 19),)
    >>> headline_candidate("Dam to hold – minister", (0, 22)).source
    ((14, 22),)
    """
    if sentence[1] - sentence[0] > LONGEST_LINE:
        return None
    return _before(text, sentence) or _behind(text, sentence)


def _before(text: str, sentence: Span) -> Candidate | None:
    match = _COLON.match(text, *sentence)
    if match is None or match.end() < sentence[1]:
        return None
    names = match["who"].split()
    lower = sum(not name[0].isupper() for name in names)
    if lower > 1 or names[-1][0].islower() or names[0].lower() in _NOT_SPEAKERS:
        return None
    end = match.end("what") - (text[match.end("what") - 1] == ".")
    return Candidate(
        source=(match.span("who"),),
        cue=((match.end("who"), match.end("who") + 1),),
        content=((match.start("what"), end),),
        rule="speaker and colon",
        strong=False,
    )


def _behind(text: str, sentence: Span) -> Candidate | None:
    match = _BEHIND.fullmatch(text, *sentence)
    if match is None or text[sentence[1] - 1] in ".?!":
        return None
    last = match["who"].split()[-1].lower()
    speakers = listed("bodies") | listed("unnamed") | listed("roles") | listed("outlet_nouns")
    papers = listed("documents") | words("noun", "estimate")
    if last not in speakers | papers | listed("titles") | listed("outlets"):
        return None
    cue = match.span("cue")
    return Candidate(
        source=(match.span("who"),),
        cue=((cue[0] + (text[cue[0]] == " "), cue[1]),),
        content=(match.span("what"),),
        rule="speaker behind a mark",
        strong=False,
    )


def turns(text: str) -> tuple[Candidate, ...]:
    """Return what each speaker of a transcript says, none where the text is no transcript.

    >>> [turn.content for turn in turns("Q: Did it hold?\\n\\nA: It did. It will.")]
    [((3, 15),), ((20, 36),)]
    """
    labels = [match for match in _LABEL.finditer(text) if _may_speak(match["who"])]
    if len(labels) < TRANSCRIPT_LABELS or not _take_turns(labels):
        return ()
    return tuple(_turns(text, labels))


def _may_speak(who: str) -> bool:
    return who.split(maxsplit=1)[0].lower() not in _NOT_SPEAKERS


def _take_turns(labels: Sequence[re.Match[str]]) -> bool:
    """Whether somebody speaks twice, or all labels are capitals: a list of names has neither."""
    names = [label["who"] for label in labels]
    return all(name.split(",")[0].isupper() for name in names) or len(set(names)) < len(names)


def _turns(text: str, labels: Sequence[re.Match[str]]) -> Iterator[Candidate]:
    for i, label in enumerate(labels):
        start = label.end() + 1
        paragraph = text.find("\n", start)
        paragraph = len(text) if paragraph < 0 else paragraph
        # What follows the last label may be the article again.
        end = labels[i + 1].start() if i + 1 < len(labels) else paragraph
        if end - start > LONGEST_TURN:
            end = paragraph
        said = text[start:end].rstrip()
        if said:
            yield Candidate(
                source=(label.span("who"),),
                cue=((label.end("cue") - 1, label.end("cue")),),
                content=((start, start + len(said)),),
                rule=TURN,
            )
