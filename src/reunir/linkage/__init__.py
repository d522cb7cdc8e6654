"""Linkage: mentions -> persons, ties, families.

`link` says who is who with a model as it is given; `train` learns a model from a docket's own mentions;
`shipped_model` is the one that comes with Reunir.
"""

from __future__ import annotations

from reunir.linkage.learn import shipped_model, train
from reunir.linkage.linking import link

__all__ = ["link", "shipped_model", "train"]
