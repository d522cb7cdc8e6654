"""The published figures that the demo docket is solved for, each with its source.

Nothing here is computed and nothing else is taken from the public record: how these numbers divide further
was never published, and what the demo shows beneath them is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ZERO_TOLERANCE_AT_LEAST = 2800
"""Children separated under zero tolerance, "at least" (government data, December 2018)."""

ZERO_TOLERANCE = 2820
"""What the demo makes of it: children separated from 5 May to 20 June 2018."""

ORIGINAL_CLASS = ((date(2018, 9, 6), 2654), (date(2019, 1, 17), 2737))
"""Children on the certified list, and after the review (HHS OIG, OEI-BL-18-00511: 2,654 + 162 - 79)."""

ADDED, FOUND_NOT_SEPARATED = 162, 79
"""Children added to the list, and taken off it as not separated after all (the same report)."""

INDICATED = 946
"""Children with some indication of a separation who met no criterion for the list (the same report)."""

EXPANDED_CLASS = 1556
"""Separated from 1 July 2017 to 25 June 2018 and not in care on 26 June (disclosed 24 October 2019)."""

AFTER = 245
"""Separated from 27 June 2018 to 31 January 2019 (monthly reports to the court)."""

NO_DOCUMENTED_WISH = 348
"""Parents removed with no record of a wish to leave the child, July 2017 to 12 July 2018, "at least" (DHS
OIG-21-36). No breakdown was published."""

WINDOW = (date(2017, 7, 1), date(2018, 7, 12))
"""The inspector general's period, both days included."""

OTHER_RELATIVE_REACHED = 168
"""Children for whom another relative was reached, on 2 December 2020 (joint status report, Ms. L. v. ICE)."""


@dataclass(frozen=True)
class Search:
    """Where the search stood on the day of a report, in children.

    `total` is what was published as not reached, and the parts where `split` is true; the other parts are
    the demo's own. `counts_no_contact`: whether the published total let in the last group.
    """

    on: date
    total: int
    removed: int
    in_country: int
    no_contact: int
    split: bool = True
    counts_no_contact: bool = True


SEARCH_COHORT = 1198
"""Children whose parents were searched for (joint status report of 2 December 2020)."""

REACHED_FIRST = 485
"""Children whose parents were reached by 20 October 2020 (joint status report of that day)."""

SEARCH = (
    Search(date(2020, 10, 20), 545, 360, 185, 168, split=False, counts_no_contact=False),
    Search(date(2020, 11, 9), 666, 322, 176, 168, split=False),
    # 295 and 333 were printed, and one outlet has them the other way round; the next report has 322 removed,
    # so 333 is taken as the removed, and 295 as the others, of whom the next report sets 16 apart.
    Search(date(2020, 12, 2), 628, 333, 279, 16),
    Search(date(2021, 1, 14), 611, 328, 267, 16, split=False),
    Search(date(2021, 2, 24), 506, 322, 168, 16),
    Search(date(2021, 4, 7), 445, 302, 129, 14),
    Search(date(2021, 5, 19), 391, 283, 95, 13, split=False),
    Search(date(2021, 6, 30), 368, 275, 80, 13),
    Search(date(2021, 8, 11), 337, 250, 75, 12),
    Search(date(2021, 9, 15), 303, 226, 65, 12, split=False),
    Search(date(2021, 11, 17), 270, 201, 57, 12, split=False),
    Search(date(2022, 1, 6), 237, 178, 48, 11, split=False),
)
"""The joint status reports in Ms. L. v. ICE, and the Steering Committee's letter of 9 November 2020. The day in
September and in November 2021 is not known and is the demo's own."""

CONTACTS_RECEIVED = date(2020, 11, 25)
"""The day on which the immigration courts' addresses and telephone numbers were handed over."""

WITHDRAWN_REACHED = 3
"""The demo's own: children logged as reached by 24 February 2021, the wrong person, corrected on 1 April."""
