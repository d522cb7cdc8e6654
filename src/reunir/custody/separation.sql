-- Who was taken apart from whom: as lists state it, and as they only indicate it (casebook R18).

create or replace table parent_tie as
select parent_id, child_id, relation, probability, record_ids
from tie
where probability >= $possible and coalesce(relation, 'parent') <> 'other_adult' and parent_id <> child_id
  and parent_id in (select person_id from somebody);

-- A statement that names one of the two alone is about the pairs that are stated; where none is, about every tie.
create or replace table separation_word as
with words as (
  select person_id as parent_id, child_id, happened_on, record_id,
    coalesce(outcome, '') = 'did_not_happen' as denies
  from event
  where kind = 'separated' and stands
),
pairs as (
  select distinct w.parent_id, w.child_id
  from words w
  left join tie t on t.parent_id = w.parent_id and t.child_id = w.child_id
  where w.parent_id is not null and w.child_id is not null
    and coalesce(t.relation, 'parent') <> 'other_adult'
)
select parent_id, child_id, happened_on, record_id, denies
from words where parent_id is not null and child_id is not null
union all
select p.parent_id, w.child_id, w.happened_on, w.record_id, w.denies
from words w join pairs p on p.child_id = w.child_id
where w.parent_id is null
union all
select t.parent_id, w.child_id, w.happened_on, w.record_id, w.denies
from words w join parent_tie t on t.child_id = w.child_id
where w.parent_id is null and w.child_id not in (select child_id from pairs)
union all
select cast(null as varchar) as parent_id, w.child_id, w.happened_on, w.record_id, w.denies
from words w
where w.parent_id is null and w.child_id is not null
  and w.child_id not in (select child_id from pairs)
  and w.child_id not in (select child_id from parent_tie)
union all
select w.parent_id, p.child_id, w.happened_on, w.record_id, w.denies
from words w join pairs p on p.parent_id = w.parent_id
where w.child_id is null
union all
select w.parent_id, t.child_id, w.happened_on, w.record_id, w.denies
from words w join parent_tie t on t.parent_id = w.parent_id
where w.child_id is null and w.parent_id not in (select parent_id from pairs);

-- The day of separation, where none is stated: the first of referred, placed or apprehended (docs/interpretation.md).
create or replace table first_day as
select person_id,
  min(case when kind = 'referred' then happened_on end) as referred_on,
  min(case when kind = 'placed' then happened_on end) as placed_on,
  min(case when kind = 'apprehended' then happened_on end) as apprehended_on
from event
where kind in ('referred', 'placed', 'apprehended') and stands and coalesce(outcome, '') <> 'did_not_happen'
  and person_id is not null
group by person_id;

-- Parent and child apprehended together: in one row, or tied and on one day (a family unit of one day is a tie).
create or replace table apprehended_together as
select t.parent_id, t.child_id, c.happened_on, min(p.record_id) as parent_record, min(c.record_id) as child_record
from parent_tie t
join event p on p.person_id = t.parent_id and p.kind = 'apprehended' and p.stands
join event c on c.person_id = t.child_id and c.kind = 'apprehended' and c.stands
  and (c.record_id = p.record_id or c.happened_on = p.happened_on)
where c.happened_on is not null
  and coalesce(p.outcome, '') <> 'did_not_happen' and coalesce(c.outcome, '') <> 'did_not_happen'
group by t.parent_id, t.child_id, c.happened_on;

-- Only of a child whose separation no list states, from whomever (casebook R18, D12).
create or replace table indication as
select a.parent_id, a.child_id,
  min(a.parent_record) as parent_record, min(a.child_record) as child_record, min(c.record_id) as placed_record
from apprehended_together a
join event c on c.person_id = a.child_id and c.kind = 'placed' and c.stands
  and coalesce(c.outcome, '') <> 'did_not_happen'
  and c.happened_on between a.happened_on and a.happened_on + cast($indication_days as integer)
where a.child_id not in (select child_id from separation_word where child_id is not null)
group by a.parent_id, a.child_id;

-- Together again: stated, or a discharge to the parent; one that names no parent is to the only separated one,
-- else in doubt (casebook R12).
create or replace table reunion as
with told_so as (
  select person_id as parent_id, child_id, happened_on, record_id,
    coalesce(outcome, '') = 'did_not_happen' as denies
  from event
  where kind = 'reunified' and stands
  union all
  select p.person_id as parent_id, e.person_id as child_id, e.happened_on, e.record_id, false as denies
  from event e
  left join mention p on p.record_id = e.record_id and p.role = 'parent'
    and p.mention_id in (select mention_id from somebody)
  where e.kind = 'discharged' and e.stands and e.outcome = 'reunified_with_parent'
),
parents as (
  select distinct parent_id, child_id from separation_word where not denies and parent_id is not null
  union
  select parent_id, child_id from indication
),
counted as (select child_id, count(*) as parents from parents group by child_id)
select parent_id, child_id, happened_on, record_id, denies, true as certain
from told_so where parent_id is not null and child_id is not null
union all
select p.parent_id, t.child_id, t.happened_on, t.record_id, t.denies, c.parents = 1 as certain
from told_so t
join parents p on p.child_id = t.child_id
join counted c on c.child_id = t.child_id
where t.parent_id is null
union all
select cast(null as varchar) as parent_id, t.child_id, t.happened_on, t.record_id, t.denies, true as certain
from told_so t left join counted c on c.child_id = t.child_id
where t.parent_id is null and c.child_id is null
union all
select t.parent_id, p.child_id, t.happened_on, t.record_id, t.denies, true as certain
from told_so t join parents p on p.parent_id = t.parent_id
where t.child_id is null;

fill separation:
with stated as (
  select w.parent_id, w.child_id, 'stated' as basis,
    min(case when not w.denies then w.happened_on end) as stated_on,
    case when bool_or(w.denies) and bool_or(not w.denies) then 'conflict'
         when bool_or(w.denies) then 'no' else 'yes' end as standing,
    array_agg(distinct w.record_id order by w.record_id) as record_ids
  from separation_word w
  left join tie t on t.parent_id = w.parent_id and t.child_id = w.child_id
  where coalesce(t.relation, 'parent') <> 'other_adult'
  group by w.parent_id, w.child_id
),
indicated as (
  select parent_id, child_id, 'indicated' as basis, cast(null as date) as stated_on, 'yes' as standing,
    array_distinct([parent_record, child_record, placed_record]) as record_ids
  from indication
),
together as (
  select parent_id, child_id, min(happened_on) as reunified_on
  from reunion where certain and not denies
  group by parent_id, child_id
)
select s.parent_id, s.child_id, s.basis, s.standing, s.record_ids,
  coalesce(s.stated_on, c.referred_on, p.referred_on, c.placed_on, c.apprehended_on, p.apprehended_on) as separated_on,
  s.stated_on is null as day_inferred,
  r.reunified_on
from (select * from stated union all select * from indicated) s
left join first_day c on c.person_id = s.child_id
left join first_day p on p.person_id = s.parent_id
left join together r on r.parent_id is not distinct from s.parent_id and r.child_id = s.child_id;
