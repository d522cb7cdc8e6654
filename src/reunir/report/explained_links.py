"""Why the rows that name a person are one person: every pair put to one another, and what each comparison weighs."""

from __future__ import annotations

import hashlib
from typing import Any

from reunir.report.document import Head, Paragraph, Picture, table_of, words
from reunir.report.explained_parts import Found, list_of
from reunir.report.waterfall import bits_of, evidence
from reunir.report.words import number, plural

PICTURES = 12
"""So many links have a picture; all have a row in the table."""

SETS = {
    "partner": "a partner",
    "sibling": "a sibling",
    "parent and child": "parent and child",
    "unrelated": "unrelated people",
}


def certain(probability: Any) -> str:
    """A probability in per cent; never 100, since it was rounded, and nought only where it is less than a thousandth."""
    if not isinstance(probability, int | float):
        return "–"
    return (
        "over 99.9%" if probability >= 0.9995 else "under 0.1%" if probability < 0.0005 else f"{100 * probability:.1f}%"
    )


def why_one(found: Found, labels: dict[str, str], of: dict[str, Found]) -> list[Any]:
    """The links as a table; a picture for those that hold the rows together, and those judged or decided against."""
    links = list_of(found, "links")
    if not links:
        told = (
            "One row alone names this person, so there was nothing to put to it."
            if len(of) < 2
            else "No two rows were put to one another: what is given names them one."
        )
        return [Paragraph(words(told))]
    rows = []
    for link in links:
        verdict = "one person" if link.get("together") else "not one person"
        judged = f"; judged {link['judgement']}" if link.get("judgement") else ""
        rows.append(
            [
                _mention(link.get("mention_id_l"), labels, of),
                _mention(link.get("mention_id_r"), labels, of),
                bits_of(float(link.get("weight") or 0)),
                certain(link.get("probability")),
                verdict + judged,
            ]
        )
    heads: list[str | Head] = [
        Head("Row", share=2),
        Head("Row", share=2),
        Head("Bits", True, 0.6),
        Head("Probability", True, 0.9),
        Head("Taken for", share=1.2),
    ]
    intro = (
        "Each pair of rows was put to one another, field by field. What agrees speaks for one person, what differs against; a bit doubles the odds, "
        "or halves them. Rows that no pair joins directly are joined through others."
    )
    blocks: list[Any] = [Paragraph(words(intro)), table_of("Pairs of rows put to one another", heads, rows)]
    chosen = _shown(links, of)
    if len(chosen) < len(links):
        blocks.append(
            Paragraph(
                words(
                    f"Drawn below: {number(len(chosen))} of {plural(len(links), 'pair')}, those that hold the rows together and those that do not agree."
                )
            )
        )
    return [*blocks, *(_picture(link, labels, of) for link in chosen)]


def _shown(links: list[Found], of: dict[str, Found]) -> list[Found]:
    """The strongest links that join all rows, then those judged, then those between people kept apart."""
    group = {m: m for m in of}

    def head(mention: str) -> str:
        while group.get(mention, mention) != mention:
            mention = group[mention]
        return mention

    tree, others = [], []
    for link in sorted(
        links, key=lambda k: (-float(k.get("weight") or 0), str(k.get("mention_id_l")), str(k.get("mention_id_r")))
    ):
        left, right = head(str(link.get("mention_id_l"))), head(str(link.get("mention_id_r")))
        if link.get("together") and left != right and left in group and right in group:
            group[right] = left
            tree.append(link)
        elif link.get("judgement") or not link.get("together"):
            others.append(link)
    others.sort(key=lambda k: 0 if k.get("judgement") else 1)
    return (
        (tree + others)[:PICTURES] if len(tree) < PICTURES else [*tree[: PICTURES - min(3, len(others))], *others[:3]]
    )


def _mention(mention: Any, labels: dict[str, str], of: dict[str, Found]) -> str:
    record, _, who = str(mention).partition("/")
    return f"{labels.get(record, record)} ({who})" + ("" if str(mention) in of else ", another person")


def _picture(link: Found, labels: dict[str, str], of: dict[str, Found]) -> Picture:
    pair = f"{_mention(link.get('mention_id_l'), labels, of)} and {_mention(link.get('mention_id_r'), labels, of)}"
    chart_id = (
        "link-" + hashlib.sha256(f"{link.get('mention_id_l')}|{link.get('mention_id_r')}".encode()).hexdigest()[:10]
    )
    rows = [(_evidence(e), float(e.get("weight") or 0)) for e in list_of(link, "evidence")]
    verdict = "taken for one person" if link.get("together") else "not taken for one person"
    judged = f", judged {link['judgement']}" if link.get("judgement") else ""
    return evidence(chart_id, f"{pair}: {verdict}{judged}", rows, float(link.get("weight") or 0))


def _evidence(item: Found) -> str:
    name, level = str(item.get("name") or ""), str(item.get("level") or "")
    if name == "prior":
        against = level.removeprefix("against ")
        return f"Before any comparison, against {SETS.get(against, against)}"
    if name == "relatives":
        return f"The family: {level}"
    return f"{name[:1].upper()}{name[1:]}: {level}"
