"""What the words of one heading say: whose column it is, which field, which event. Nothing is guessed here: a heading
with a word that is not understood says so, and a heading that says two things says neither."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reunir.intake.words import NUMERALS, ORDINALS, lexicon, long_words, single_words

PREPOSITIONS = frozenset({"on", "at", "to", "by", "via", "through", "por"})
FIELDS_OF_NUMBERS = frozenset({"a_number", "phone", "family_unit"})
SPLIT_FROM = 4
"""Letters of the shortest part into which a word written together is split: `fechanacimiento`."""
LONGEST = 40
"""Letters of the longest word that is looked at for slips."""


@dataclass(frozen=True)
class Heading:
    """A heading's words, sorted by what they speak of.

    `who`: roles in the order in which they stand (`mother` and `father` beside the roles of the vocabulary), numbered
    where the heading numbers them. `place`: the word for a place, where one stands alone. `spare`: how many words
    changed nothing. `strange`: words that are not understood; `no_field`: phrases known to be of no field.
    """

    text: str
    tokens: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    place: str = ""
    spare: int = 0
    strange: tuple[str, ...] = ()
    no_field: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it names a field, an event or a person, and nothing strange."""
        return not self.strange and not self.no_field and bool(
            self.who or self.fields or self.events or self.slots or self.named
        )


def words(heading: str) -> list[str]:
    """The words of a heading, without case and accents: `DateOfBirth`, `DATE_OF_BIRTH`, `Child's`, `Nombre(s)`."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", heading).replace("#", " number ")
    folded = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    plain = re.sub(r"['’]s\b", "", plain)
    plain = re.sub(r"(\w)\((e?s|as|os)\)", r"\1\2", plain)
    return re.findall(r"\d+(?:st|nd|rd|er|do)\b|[a-z]+|\d+", re.sub(r"(?<=[a-z])/(?:a|as|os)\b", "", plain))


def read_headings(headings: Sequence[str]) -> list[Heading]:
    """Each heading read, without a word that is the first of most of them and means nothing (`tbl_name`, `tbl_sex`)."""
    split = [words(h) for h in headings]
    prefix = _prefix([w for w in split if w])
    return [read_heading(h, w[1:] if prefix and w[:1] == [prefix] and len(w) > 1 else w)
            for h, w in zip(headings, split, strict=True)]  # fmt: skip


def _prefix(split: Sequence[Sequence[str]]) -> str:
    firsts = Counter(w[0] for w in split if len(w) > 1)
    top = max(sorted(firsts), key=firsts.__getitem__, default="")
    known = top in single_words() or top in ORDINALS
    return top if top and not known and firsts[top] >= max(4, 0.5 * len(split)) else ""


def read_heading(text: str, tokens: Sequence[str] | None = None) -> Heading:
    """The words of a heading sorted by what they speak of; of phrases that overlap, the longest speaks."""
    tokens = _mended(words(text) if tokens is None else tokens)
    seen = _Seen()
    i = 0
    while i < len(tokens):
        size, kind, meaning = _phrase(tokens, i)
        if kind == "":
            i += _numbered(seen, tokens, i)
            continue
        phrase = " ".join(tokens[i : i + size])
        if kind == "slot" and phrase in PREPOSITIONS and i + size < len(tokens):
            kind = "noise"  # `relationship to child` leads nowhere; `transferred to` does
        seen.take(kind, meaning, phrase)
        i += size
    return seen.heading(text, tokens)


def _phrase(tokens: Sequence[str], at: int) -> tuple[int, str, str]:
    """The longest phrase of the lexicon at a place: how many words, what it speaks of, which one."""
    for size in range(min(6, len(tokens) - at), 0, -1):
        found = lexicon().get(tuple(tokens[at : at + size]))
        if found:
            return size, *found
    return 1, "", ""


def _numbered(seen: _Seen, tokens: Sequence[str], at: int) -> int:
    """Take a word that no phrase knows: a number of a person (`child 2`, `second child`), else a strange word."""
    token = tokens[at]
    after = _phrase(tokens, at + 1) if at + 1 < len(tokens) else (1, "", "")
    if token in ORDINALS and after[1] == "who":
        seen.take("who", f"{after[2]}{_count(token)}", "")
        return 1 + after[0]
    if token in NUMERALS and seen.last == "who":
        seen.who[-1] += _count(token)
        seen.last = ""
        seen.numbers = 0  # the number sign of `Child #2` is the child's
        return 1
    seen.strange.append(token)
    seen.last = ""
    return 1


def _count(token: str) -> str:
    return str(ORDINALS[token]) if ORDINALS[token] > 1 else ""


@dataclass
class _Seen:
    """What has been read of a heading so far."""

    who: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    slots: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    no_field: list[str] = field(default_factory=list)
    place: str = ""
    numbers: int = 0
    years: int = 0
    spare: int = 0
    last: str = ""

    def take(self, kind: str, meaning: str, phrase: str) -> None:
        lists = {"who": self.who, "field": self.fields, "event": self.events, "slot": self.slots, "named": self.named}
        if kind in lists:
            if meaning not in lists[kind]:
                lists[kind].append(meaning)
            if meaning == "at":
                self.place = f"{self.place} {phrase}".strip()
        elif kind == "none":
            self.no_field.append(phrase)
        elif kind == "number":
            self.numbers += 1
            return  # `child number 2`: the child is still the last that was named
        elif kind == "years":
            self.years += 1
        else:
            self.spare += 1
            if phrase in ("or", "o"):
                self.strange.append(phrase)  # two things in one column
        self.last = kind

    def heading(self, text: str, tokens: Sequence[str]) -> Heading:
        strange = list(self.strange)
        if strange in (["last"], ["first"]) and self.who and not self.fields and not self.events:
            self.fields.append("family_names" if strange == ["last"] else "given_names")  # `Parent Last`
            strange = []
        elif strange == ["last"] and (self.events or self.fields):
            strange = []
        if self.numbers and not FIELDS_OF_NUMBERS & set(self.fields):
            strange.append("number")
        if self.years and "age" not in self.fields:
            strange.append("years")
        return Heading(
            text, tuple(tokens), tuple(self.who), tuple(self.fields), tuple(self.events), tuple(self.slots),
            tuple(self.named), self.place, self.spare, tuple(strange), tuple(self.no_field),
        )  # fmt: skip


def _mended(tokens: Sequence[str]) -> list[str]:
    """The words with slips of the keyboard mended, and words written together parted."""
    found: list[str] = []
    for token in tokens:
        if token in single_words() or token in ORDINALS or len(token) < 7 or not token.isalpha():
            found.append(token)
            continue
        found += _meant(token)
    return found


@lru_cache(maxsize=4096)
def _meant(token: str) -> tuple[str, ...]:
    """A word as two known words written together, else the known word it is a slip of, else itself."""
    if len(token) > LONGEST:
        return (token,)
    for i in range(SPLIT_FROM, len(token) - SPLIT_FROM + 1):
        if token[:i] in single_words() and token[i:] in single_words():
            return token[:i], token[i:]
    like = [w for w in long_words() if w[0] == token[0] and abs(len(w) - len(token)) <= 2]
    near = difflib.get_close_matches(token, like, 1, 0.88)
    return (near[0],) if near else (token,)
