"""Undercount: how many are on no list, estimated from how the lists overlap (multiple systems estimation).

`read_table` takes a table of list patterns, `estimate` answers or refuses. `structures` and `loglinear` are one family of
models, `latent` the other.
"""

from reunir.figures.undercount.estimating import Answer, Estimate, Refusal, as_json, estimate
from reunir.figures.undercount.table import Patterns, from_overlap, read_table

__all__ = ["Answer", "Estimate", "Patterns", "Refusal", "as_json", "estimate", "from_overlap", "read_table"]
