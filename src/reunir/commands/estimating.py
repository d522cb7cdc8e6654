"""`estimate`: how many are on no list, of a docket or of any table of list patterns."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from reunir import docket
from reunir.commands.say import answer, count, table
from reunir.errors import DocketError
from reunir.figures import undercount
from reunir.figures.undercount import Answer, Patterns, Refusal


def estimate(args: Namespace) -> int:
    if (args.docket is None) == (args.table is None):
        raise DocketError("Say of what: `reunir estimate DOCKET`, or `reunir estimate --table FILE`.")
    if args.table is not None:
        first, others = undercount.read_table(Path(args.table)), []
    else:
        first, *others = _of_docket(args)
    found = undercount.estimate(first, others, most=args.most, seed=args.seed)
    answer(args, undercount.as_json(found), _said(found))
    return 0


def _of_docket(args: Namespace) -> list[Patterns]:
    """The run's own table of patterns, and one of each sampled clustering."""
    engine, _ = docket.open_run(docket.open(args.docket), args.as_of)
    try:
        rows = engine.rows(
            "select sample, lists, children from overlap where cohort = $cohort order by sample, lists", {"cohort": args.cohort}
        )
    finally:
        engine.close()
    if not rows:
        raise DocketError(f"No separated child of cohort {args.cohort!r} is on a list: see `reunir figures {args.docket}`.")
    known = sorted({name for _, names, _ in rows for name in names.split(",")})
    lists = args.lists.split(",") if args.lists else known
    strange = [name for name in lists if name not in known]
    if strange:
        raise DocketError(f"No list of layout {strange[0]!r} mentions a separated child; those that do: {', '.join(known)}.")
    samples = sorted({sample for sample, _, _ in rows})
    return [undercount.from_overlap([(names, n) for s, names, n in rows if s == sample], lists) for sample in samples]


def _said(found: Answer | Refusal) -> Iterator[str]:
    yield f"{count(found.known, 'is', 'are')} known, on {len(found.lists)} lists ({', '.join(found.lists)})."
    if isinstance(found, Refusal):
        yield f"No estimate. {found.why}"
        return
    told = found.headline
    yield f"Estimated {told.estimate:,} in all ({told.low:,} to {told.high:,}): {told.estimate - found.known:,} on no list."
    low, high = found.range
    yield f"Over all models shown: {low:,} to {high:,}. The lists cannot say which model is right."
    yield ""
    yield from table(
        ("estimate", "low", "high", "weight", "model"),
        [(f"{m.estimate:,}", f"{m.low:,}", f"{m.high:,}", "" if m.weight is None else f"{m.weight:.3f}", m.name) for m in found.models],
    )
    yield ""
    yield from found.notes
