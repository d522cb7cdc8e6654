-- Removals apart: one parent, one child, one removal of that parent (docs/interpretation.md).

-- Removals of parents, each with the days that lists state for it.
create or replace table departure as
select person_id, event_id,
  min(case when not denies then happened_on end) as low_on,
  max(case when not denies then happened_on end) as high_on,
  arg_min(case when not denies then happened_on end, list_seq * 1000000 + row) as first_told_on,
  min(received_on) as received_on,
  bool_or(denies) as denied,
  bool_or(not denies and coalesce(with_child, '') = 'yes') as with_child,
  bool_or(not denies and coalesce(with_child, '') = 'no') as without_child,
  array_agg(distinct record_id order by record_id) as record_ids
from (
  select *, coalesce(outcome, '') = 'did_not_happen' as denies
  from event
  where kind = 'removed' and stands and person_id is not null
) e
group by person_id, event_id
having bool_or(not denies);

-- The child's own age on the day: every birth date that lists give is a reading (casebook R13, R2).
create or replace table child_born as
select person_id, min(born_on) as born_low, max(born_on) as born_high
from mention
where born_on is not null and person_id in (select child_id from separation)
group by person_id;

create or replace table child_end as
select person_id,
  min(case when kind = 'removed' and coalesce(outcome, '') <> 'did_not_happen' then coalesce(happened_on, date '0001-01-01') end)
    as removed_on,
  bool_or(kind = 'removed' and coalesce(outcome, '') = 'did_not_happen') as removal_denied,
  min(case when kind = 'discharged' and outcome = 'turned_18' then coalesce(happened_on, received_on) end) as adult_on,
  max(case when kind in ('placed', 'discharged') and coalesce(outcome, '') <> 'did_not_happen' then happened_on end)
    as last_in_care_on
from event
where stands and person_id in (select child_id from separation)
group by person_id;

create or replace table candidate as
with pairs as (
  select s.*, t.probability, t.relation, t.record_ids as tie_records
  from separation s
  join tie t on t.parent_id = s.parent_id and t.child_id = s.child_id
  where s.standing <> 'no' and t.probability >= $possible
),
met as (
  select
    concat(d.event_id, '~', p.child_id) as removal_id,
    p.parent_id, p.child_id, d.event_id, d.first_told_on as removed_on,
    coalesce(d.low_on, p.separated_on, date '0001-01-01') as removed_on_low,
    coalesce(d.high_on, d.received_on) as removed_on_high,
    d.low_on is null as undated,
    dense_rank() over (partition by p.parent_id, p.child_id order by coalesce(d.low_on, d.received_on), d.event_id) as ordinal,
    p.basis, p.separated_on, p.day_inferred,
    case when p.day_inferred then least(p.separated_on, coalesce(f.apprehended_on, p.separated_on)) else p.separated_on end
      as separated_low, p.standing, p.probability, p.relation,
    d.denied, d.with_child, d.without_child,
    b.born_low, b.born_high, e.removed_on as child_removed_on, e.removal_denied as child_removal_denied,
    e.adult_on, e.last_in_care_on,
    array_distinct(list_concat(list_concat(d.record_ids, p.record_ids), p.tie_records)) as record_ids
  from pairs p
  join departure d on d.person_id = p.parent_id
  left join first_day f on f.person_id = p.child_id
  left join child_born b on b.person_id = p.child_id
  left join child_end e on e.person_id = p.child_id
)
select * from met
where removed_on_high >= $removed_from
  and (separated_low is null or separated_low <= removed_on_high);

-- Reunions of the pair between its separation and the removal: surely, or under some reading.
create or replace table candidate_reunion as
select c.removal_id,
  bool_or(r.certain and not r.denies and r.happened_on <= c.removed_on_low) as surely,
  bool_or(not r.denies and coalesce(r.happened_on, date '0001-01-01') <= c.removed_on_high) as perhaps,
  bool_or(r.denies) as denied
from candidate c
join reunion r on r.parent_id = c.parent_id and r.child_id = c.child_id
where r.denies or r.happened_on is null or c.separated_on is null
  or (r.happened_on >= c.separated_on and not exists (
    -- apart once more before the removal
    select 1 from separation_word w
    where w.parent_id = c.parent_id and w.child_id = c.child_id and not w.denies
      and w.happened_on > r.happened_on and w.happened_on <= c.removed_on_low
  ))
group by c.removal_id;

create or replace table standing as
select c.*,
  coalesce(r.surely, false) and not coalesce(r.denied, false) as reunified,
  coalesce(r.perhaps, false) as perhaps_reunified,
  coalesce(c.child_removed_on <= c.removed_on_low and c.child_removed_on > date '0001-01-01'
    and c.child_removed_on >= coalesce(c.separated_on, c.child_removed_on), false)
    and not coalesce(c.child_removal_denied, false) as child_gone,
  coalesce(c.child_removed_on <= c.removed_on_high
    and (c.child_removed_on = date '0001-01-01' or c.child_removed_on >= coalesce(c.separated_on, c.child_removed_on)), false)
    as perhaps_child_gone,
  coalesce(c.born_high + $adult_at * interval 1 year <= c.removed_on_low, false)
    or (c.born_low is null and coalesce(c.adult_on <= c.removed_on_low, false)) as adult,
  coalesce(c.born_low + $adult_at * interval 1 year <= c.removed_on_high, false)
    or coalesce(c.adult_on <= c.removed_on_high, false) as perhaps_adult,
  c.with_child and not c.without_child and coalesce(c.last_in_care_on <= c.removed_on_high, true) as along,
  c.with_child as perhaps_along
from candidate c
left join candidate_reunion r on r.removal_id = c.removal_id;

-- What puts the removal apart itself in doubt (casebook R1): it stays among them, undetermined.
create or replace table apart as
select s.*,
  case
    when s.standing = 'conflict' then 'lists differ on whether the two were separated'
    when s.relation = 'conflict' then 'lists differ on whether the adult is a parent'
    when s.probability < $certain then 'the tie of parent and child is uncertain'
    when s.denied then 'lists differ on whether the removal happened'
    when s.perhaps_along then 'lists differ on whether the child was removed along'
    when s.perhaps_reunified then 'whether the two were together again by that day is in doubt'
    when s.perhaps_child_gone then 'whether the child had been removed by that day is in doubt'
    when s.perhaps_adult then 'whether the child was still a minor on that day is in doubt'
    when s.separated_on > s.removed_on_low then 'whether the separation came before the removal is in doubt'
  end as doubt
from standing s
where not s.reunified and not s.child_gone and not s.adult and not s.along;
