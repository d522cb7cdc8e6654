-- How far figures hang on uncertain links: the middle 95 in 100 of sampled clusterings, and the cases that come and go.

fill figure_doubt:
with placed as (
  select name, cohort, value,
    row_number() over (partition by name, cohort order by value, sample) as place
  from sampled_figure
),
middle as (
  select name, cohort, min(value) as low, max(value) as high
  from placed
  where place > floor(0.025 * $samples) and place <= $samples - floor(0.025 * $samples)
  group by name, cohort
),
times as (
  select name, cohort, subject_id, count(*) as seen from sampled_case group by name, cohort, subject_id
),
moving as (
  select coalesce(c.name, t.name) as name, coalesce(c.cohort, t.cohort) as cohort,
    sum(case when c.subject_id is null and t.seen > 0.05 * $samples then 1
             when c.subject_id is not null and coalesce(t.seen, 0) < 0.95 * $samples then 1 else 0 end) as changing
  from figure_case c
  full join times t on t.name = c.name and t.cohort = c.cohort and t.subject_id = c.subject_id
  group by 1, 2
)
select f.name, f.cohort, least(f.value, coalesce(m.low, 0)) as low, greatest(f.value, coalesce(m.high, 0)) as high,
  $samples as samples, coalesce(v.changing, 0) as changing
from figure f
left join middle m on m.name = f.name and m.cohort = f.cohort
left join moving v on v.name = f.name and v.cohort = f.cohort;
