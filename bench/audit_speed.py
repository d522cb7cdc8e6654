"""The audit of 10,000,000 events against a bare DuckDB scan and window over the same Parquet, in one run.

Generated: families of one parent and one child, ten events each told by lists of several agencies; six in ten parents
were removed, half of those with something that purports a decision. The ratio is what counts; both are timed on the
machine at hand, after one another, over the same file.

    python bench/audit_speed.py [EVENTS]
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

from reunir import audit
from reunir.engine import Engine

STANDARD = tomllib.loads(files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8"))
RESULTS = Path(__file__).parent / "results"

EVENTS = """
select concat('e', n, '-', k) as event_id, concat('e', n, '-', k) as statement_id, concat('r', n, '-', k) as record_id,
  case when k in (3, 4, 9) then concat('c', n) else concat('p', n) end as person_id,
  case when k in (2, 6, 7) then concat('c', n) end as child_id,
  ['apprehended', 'apprehended', 'separated', 'placed', 'discharged', 'ordered', 'decided', 'stated', 'removed',
   'transferred'][k + 1] as kind,
  date '2018-05-01' + cast((n * 7919) % 50 as integer) + [0, 0, 0, 2, 90, 15, 20, 18, 30, 3][k + 1] as happened_on,
  case when k = 6 then ['leave_child', 'leave_child', 'take_child', 'undecided'][n % 4 + 1] end as choice,
  case when k = 7 then ['take_child', 'leave_child'][n % 2 + 1] end as wish,
  case when k = 6 then ['written statement', 'oral', 'election form'][n % 3 + 1] end as form,
  case when k = 6 and n % 5 > 0 then 'both choices' end as information_given,
  case when k = 6 and n % 7 > 0 then 'yes' end as option_offered,
  case when k = 6 then 'Spanish' end as language,
  case when k = 6 then ['yes', 'no'][n % 11 // 10 + 1] end as signed,
  case when k = 6 then ['alone', 'group'][n % 13 // 12 + 1] end as setting,
  case when k = 4 then ['other_sponsor', 'reunified_with_parent'][n % 17 // 16 + 1] end as outcome,
  1 as list_seq, concat('list', k) as list_id, concat('A', k) as agency, 'drawn' as layout,
  date '2018-12-01' as received_on, 1 as sheet, cast(n as integer) as row, true as stands
from range($families) f(n), range(10) g(k)
where not (k = 8 and n % 10 >= 6) and not (k = 6 and n % 2 = 0) and not (k = 7 and n % 9 > 0)
"""


def build(engine: Engine, folder: Path, families: int) -> int:
    """Write the events, and the tables of the rooms before the audit. Returns how many events there are."""
    engine.fill("event", EVENTS, {"families": families})
    engine.sql(f"copy event to '{folder / 'event.parquet'}' (format parquet, compression zstd)")
    people = f"range({families}) f(n)"
    engine.fill("mention", f"select concat('p', n) as mention_id, concat('p', n) as person_id, 'parent' as role, "
                f"'Spanish' as language, concat('r', n, '-0') as record_id from {people}")  # fmt: skip
    engine.fill("tie", f"select concat('p', n) as parent_id, concat('c', n) as child_id, 'mother' as relation, "
                f"1.0 as probability, [concat('r', n, '-2')] as record_ids from {people}")  # fmt: skip
    engine.fill("separation", "select person_id as parent_id, child_id, 'stated' as basis, 'yes' as standing, "
                "happened_on as separated_on, false as day_inferred, [record_id] as record_ids from event "
                "where kind = 'separated'")  # fmt: skip
    engine.create("statement")
    engine.create("cell_finding")
    engine.create("gave_way")
    engine.sql("create table separation_word as select parent_id, child_id, separated_on as happened_on, "
               "record_ids[1] as record_id, false as denies from separation")  # fmt: skip
    engine.sql("create table first_day as select parent_id as person_id, separated_on as referred_on, "
               "separated_on as placed_on, separated_on as apprehended_on from separation")  # fmt: skip
    engine.sql("create table reunion as select concat('p', substr(person_id, 2)) as parent_id, person_id as child_id, "
               "happened_on, record_id, false as denies, true as certain from event "
               "where outcome = 'reunified_with_parent'")  # fmt: skip
    return engine.value("select count(*) from event")


def bare(folder: Path) -> float:
    """Seconds for a bare scan and window over the file."""
    engine = Engine()
    started = time.perf_counter()
    engine.rows(
        "select count(*), max(before_it), max(nth) from (select kind, outcome, record_id, "
        "lag(happened_on) over (partition by person_id order by happened_on, statement_id) as before_it, "
        "row_number() over (partition by event_id order by list_seq, sheet, row, statement_id) as nth "
        f"from read_parquet('{folder / 'event.parquet'}')) e"
    )
    return time.perf_counter() - started


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        engine = Engine()
        per_family = 8.2
        events = build(engine, folder, round(wanted / per_family))
        engine.sql("drop table event")
        engine.sql(f"create view event as select * from read_parquet('{folder / 'event.parquet'}')")
        before = bare(folder)
        started = time.perf_counter()
        failed = audit.audit(engine, standard=STANDARD, settings={}, as_of=date(2018, 12, 31))
        took = time.perf_counter() - started
        after = bare(folder)
        answers = dict(engine.rows("select determination, count(*) from removal group by determination order by 1"))
    scan = (before + after) / 2
    result = {
        "events": events, "removals_apart": sum(answers.values()), "determinations": answers, "rules_not_run": failed,
        "bare_scan_and_window_s": round(scan, 2), "audit_s": round(took, 2), "ratio": round(took / scan, 2), "goal": 3,
        "peak_memory_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "audit_speed.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
