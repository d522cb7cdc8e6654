"""Linkage: mentions -> persons, ties, families.

`link` says who is who with a model as it is given, in two steps: `weighed` and `settle`; `settle_sample` says who is who as
it might as well be; `train` learns a model from a docket's own mentions;
`shipped_model` is the one that comes with Reunir.
"""

from __future__ import annotations

from reunir.linkage.beginning import shipped_model
from reunir.linkage.learn import train
from reunir.linkage.linking import link, settle, settle_sample, weighed

__all__ = ["link", "settle", "settle_sample", "shipped_model", "train", "weighed"]
