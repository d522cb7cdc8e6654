"""Intake: lists, as they come, made into records, mentions and statements."""

from reunir.intake.checks import RULES
from reunir.intake.files import Book, check_file, glance, open_book, row_texts
from reunir.intake.guard import Limits, guarded
from reunir.intake.layout import Field, Layout, fold, parse_field, parse_layout, shipped_layouts, vocabulary
from reunir.intake.propose import propose
from reunir.intake.receive import Receipt, best_fit, receipt
from reunir.intake.tables import read

__all__ = [
    "RULES", "Book", "Field", "Layout", "Limits", "Receipt", "best_fit", "check_file", "fold", "glance", "guarded",
    "open_book", "parse_field", "parse_layout", "propose", "read", "receipt", "row_texts", "shipped_layouts", "vocabulary",
]  # fmt: skip
