"""Names as SQL expressions: folded, without particles, and by how they sound.

Everything here returns the text of an SQL expression over another, in functions that DuckDB and Spark share.
"""

from __future__ import annotations

ACCENTED = "áàâäãåāéèêëēíìîïīóòôöõōúùûüūñçýÿ"
PLAIN = "aaaaaaaeeeeeiiiiioooooouuuuuncyy"

PARTICLES = ("de", "del", "la", "las", "los", "el", "da", "do", "dos", "das", "y", "e", "i", "viuda", "vda",
             "jr", "sr", "junior", "senior", "ii", "iii", "no", "unknown", "unk", "desconocido", "ln", "fn",
             "lnu", "fnu", "nln", "nfn", "sin", "apellido",
             "mr", "mrs", "ms", "miss", "dr", "rev", "reverend", "sir", "dame", "lady", "lord", "hon", "honourable", "rt",
             "baronet", "bt")  # fmt: skip
"""Words of a name cell that tell nobody apart: particles, suffixes, titles, and what officers type for `no name`."""

SOUNDS: tuple[tuple[str, str], ...] = (
    # Names written from Mayan languages: k'/q'/k/q/c and x/sh/ch are spellings of one sound; apostrophes come and
    # go (they are gone by the time a token arrives here).
    ("tz|ts", "s"), ("sh|ch", "x"), ("ph", "f"), ("th", "t"),
    # Spanish: c before e and i is s, elsewhere k; qu and q are k; g before e and i is j; hu, gu and w are one glide;
    # h is mute; b and v, s and z, ll and y are one.
    ("c([eiy])", r"s\1"), ("qu([eiy])", r"k\1"), ("[cq]", "k"),
    ("g([eiy])", r"j\1"), ("^hu", "w"), ("gu([ei])", r"g\1"), ("[gj]?u([aeio])", r"w\1"),
    ("h", ""), ("v", "b"), ("z", "s"), ("ll", "y"), ("y", "i"), ("m([pbf])", r"n\1"),
    ("aa+", "a"), ("ee+", "e"), ("ii+", "i"), ("oo+", "o"), ("kk+", "k"), ("mm+", "m"), ("nn+", "n"),
    ("pp+", "p"), ("rr+", "r"), ("ss+", "s"), ("tt+", "t"),
)  # fmt: skip
"""Sound-alikes, in order: pattern and what takes its place."""


def folded(text: str) -> str:
    """Lower case without accents, apostrophes closed up, every other sign a space, no particles."""
    low = f"translate(lower({text}), '{ACCENTED}', '{PLAIN}')"
    closed = f"regexp_replace({low}, '[''`’‘´ʼ]', '', 'g')"
    spelled = f"regexp_replace({closed}, '\\bma[.] |\\bmª ?', 'maria ', 'g')"
    letters = f"regexp_replace({spelled}, '[^a-z]+', ' ', 'g')"
    bare = f"regexp_replace({letters}, '\\b({'|'.join(PARTICLES)})\\b', ' ', 'g')"
    return f"trim(regexp_replace({bare}, ' +', ' ', 'g'))"


def place(text: str) -> str:
    """A place, or the number that stands for one: lower case without accents, letters and digits alone."""
    low = f"translate(lower({text}), '{ACCENTED}', '{PLAIN}')"
    return f"trim(regexp_replace({low}, '[^a-z0-9]+', ' ', 'g'))"


def token(text: str, position: int) -> str:
    """The token at a position from 1 of a folded name; NULL where there is none."""
    return f"nullif(split_part({text}, ' ', {position}), '')"


def sound(text: str) -> str:
    """How a folded token sounds in Spanish: two spellings of one sound give one text."""
    out = text
    for pattern, put in SOUNDS:
        out = f"regexp_replace({out}, '{pattern}', '{put}', 'g')"
    return out
