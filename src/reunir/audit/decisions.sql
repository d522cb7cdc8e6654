-- What the parent decided or stated about the child, put to each removal apart.

-- The same decision told by several lists is one: a cell that only one fills is what it says; where codes differ,
-- it is hidden from us like a redacted one (casebook R2, R8). The audit makes the merged cells, a column each.
create or replace table decision_event as
select e.event_id, e.person_id, e.child_id, e.kind, e.happened_on, e.happened_time, e.received_on, e.outcome, e.record_id,
  {cells}
from event e
where e.kind in ('decided', 'stated') and e.stands and e.person_id in (select parent_id from apart);

create or replace table told_decision as
select event_id, person_id, child_id, kind, happened_on, happened_time, received_on,
  coalesce(outcome, '') = 'did_not_happen' as denied,
  coalesce(outcome, '') <> 'did_not_happen' as affirmed,
  {cells},
  [record_id] as record_ids
from decision_event
where event_id not in (select event_id from decision_event group by event_id having count(*) > 1)
union all
select event_id, person_id, child_id, kind, happened_on, happened_time,
  min(received_on) as received_on,
  bool_or(coalesce(outcome, '') = 'did_not_happen') as denied,
  bool_or(coalesce(outcome, '') <> 'did_not_happen') as affirmed,
  {merged_cells},
  array_agg(distinct record_id order by record_id) as record_ids
from decision_event
where event_id in (select event_id from decision_event group by event_id having count(*) > 1)
group by event_id, person_id, child_id, kind, happened_on, happened_time;

-- The languages of a parent, as all lists give them; one that is an alias reads as its own name.
create or replace table parent_language as
select m.person_id, array_agg(distinct coalesce(a.name, lower(strip_accents(m.language)))) as languages
from mention m
left join language_alias a on a.alias = lower(strip_accents(m.language))
where m.language is not null and m.language <> '[redacted]' and m.person_id in (select parent_id from apart)
group by m.person_id;

create or replace table parent_order as
select person_id, min(happened_on) as ordered_on, true as told
from event
where kind = 'ordered' and stands and coalesce(outcome, '') <> 'did_not_happen'
  and person_id in (select parent_id from apart)
group by person_id;

-- Hours, where stated, order the events of a day; a day without an hour may be any of it (casebook R3).
-- An undated one happened some day up to the one on which its list was received.
create or replace table put as
select
  concat(d.event_id, '~', a.removal_id) as decision_id,
  a.removal_id, d.*, a.parent_id, a.child_id as subject_child_id, a.removed_on_low, a.removed_on_high, a.ordinal,
  cast(coalesce(d.happened_on, date '0001-01-01') as timestamp)
    + coalesce(cast(d.happened_time as interval), interval 0 minute) as earliest,
  cast(coalesce(d.happened_on, d.received_on) as timestamp)
    + coalesce(cast(d.happened_time as interval), interval 1439 minute) as latest,
  case
    when d.kind = 'stated' and d.wish = 'take_child' or d.kind = 'decided' and d.choice = 'take_child' then 'take'
    when d.kind = 'stated' and d.wish = 'leave_child' or d.kind = 'decided' and d.choice = 'leave_child' then 'leave'
    when d.kind = 'decided' and d.choice = 'undecided' then 'undecided'
    when d.kind = 'decided' and d.choice is null then 'leave'
    else 'unknown'
  end as purports,
  max(a.removed_on_high) over (
    partition by a.parent_id, a.child_id, d.event_id order by a.ordinal
    rows between unbounded preceding and 1 preceding
  ) as earlier_removal_on,
  lead(a.removed_on_low) over (partition by a.parent_id, a.child_id, d.event_id order by a.ordinal) as later_removal_on
from apart a
join told_decision d on d.person_id = a.parent_id and (d.child_id = a.child_id or d.child_id is null)
where d.affirmed;

-- How many children were apart from the parent when a decision that names none was made (casebook R7).
create or replace table named_none as
select p.decision_id, count(distinct s.child_id) as children
from put p
join separation s on s.parent_id = p.parent_id and s.standing <> 'no'
  and (s.separated_on is null or p.happened_on is null or s.separated_on <= p.happened_on)
  and (s.reunified_on is null or p.happened_on is null or s.reunified_on > p.happened_on)
where p.child_id is null
group by p.decision_id;

-- One row a decision put to a removal apart, with all that a rule may ask for.
create or replace table waiver as
select p.decision_id as subject, p.*,
  case
    when p.latest < cast(p.removed_on_low as timestamp) + interval 1 day then 'before'
    when p.earliest >= cast(p.removed_on_high as timestamp) + interval 1 day then 'after'
    else 'unknown'
  end as position,
  -- an undated one counts only where it came by the day of the removal: no rule of a later day is put to it
  coalesce(p.happened_on, least(cast(p.latest as date), p.removed_on_high)) as latest_day,
  case when coalesce(p.form, '') = '[redacted]' then 'hidden'
       when lower(p.form) like '%oral%' or lower(p.form) like '%verbal%' then 'oral'
       when p.form is null then 'blank' else 'paper' end as form_kind,
  f.since as form_since,
  coalesce(al.name, lower(strip_accents(p.language))) as spoken,
  l.languages as parent_languages,
  o.told as order_told, o.ordered_on,
  n.children as children_then
from put p
left join form_known f on f.name = lower(strip_accents(p.form))
left join language_alias al on al.alias = lower(strip_accents(p.language))
left join parent_language l on l.person_id = p.parent_id
left join parent_order o on o.person_id = p.parent_id
left join named_none n on n.decision_id = p.decision_id
where p.purports in ('leave', 'unknown')
  and (p.kind = 'decided' or cast(p.earliest as date) <= p.removed_on_high);
