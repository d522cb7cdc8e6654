"""Intake: lists, as they come, made into records, mentions and statements."""

from reunir.intake.checks import RULES
from reunir.intake.files import row_texts
from reunir.intake.layout import Field, Layout, fold, parse_field, parse_layout, shipped_layouts, vocabulary
from reunir.intake.propose import propose
from reunir.intake.receive import Receipt, best_fit, receipt
from reunir.intake.tables import read

__all__ = [
    "RULES", "Field", "Layout", "Receipt", "best_fit", "fold", "parse_field", "parse_layout",
    "propose", "read", "receipt", "row_texts", "shipped_layouts", "vocabulary",
]  # fmt: skip
