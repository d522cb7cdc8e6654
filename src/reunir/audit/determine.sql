-- The one answer for each removal apart: the gravest that holds under every reading (casebook R2).

-- What a decision comes to when every rule in force on its day has been put to it; `sound` leaves aside where it
-- stands to the removal, which is asked of each reading below. While a rule could not be run, nothing meets all.
create or replace table verdict as
select subject_id as decision_id,
  case when bool_or(outcome = 'unmet') then 'no' when bool_or(outcome = 'unknown' and bars) or $rules_not_run > 0 then 'unknown'
    else 'yes' end as meets,
  case when bool_or(outcome = 'unmet' and rule <> 'before_removal') then 'no'
       when bool_or(outcome = 'unknown' and bars and rule <> 'before_removal') or $rules_not_run > 0 then 'unknown'
    else 'yes' end as sound
from finding
where rule in (select rule from decision_rule)
group by subject_id;

-- A statement is an oral waiver and never documents (casebook R9).
create or replace table item as
select p.decision_id, p.removal_id, p.kind, p.purports, p.earliest, p.latest, p.denied as perhaps,
  case when p.purports not in ('leave', 'unknown') then null
       when p.kind = 'stated' then 'no'
       else coalesce(v.sound, 'unknown') end as sound,
  v.meets,
  -- a decision is spent by the removal that it precedes; one made after the next removal's turn is that one's
  coalesce(p.latest < cast(p.earlier_removal_on as timestamp) + interval 1 day, false) as spent,
  coalesce(p.earliest >= cast(p.removed_on_high as timestamp) + interval 1 day, false)
    and p.later_removal_on is not null as of_a_later_one
from put p
left join verdict v on v.decision_id = p.decision_id;

-- The days on which the removal may have been: each that a list states; where none does, the ends of the time in
-- which it must have been, and every day at which an answer could turn.
create or replace table reading as
with stated as (
  select a.removal_id, e.happened_on as removed_on
  from apart a
  join event e on e.event_id = a.event_id and e.kind = 'removed' and e.stands
  where not a.undated and e.happened_on is not null and coalesce(e.outcome, '') <> 'did_not_happen'
),
open_ended as (
  select a.removal_id, a.removed_on_low as removed_on from apart a where a.undated
  union all
  select a.removal_id, a.removed_on_high from apart a where a.undated
  union all
  select a.removal_id, cast(i.latest as date)
  from apart a join item i on i.removal_id = a.removal_id
  where a.undated and cast(i.latest as date) between a.removed_on_low and a.removed_on_high
  union all
  select a.removal_id, cast(i.earliest as date) - 1
  from apart a join item i on i.removal_id = a.removal_id
  where a.undated and i.earliest > timestamp '0001-01-02' and cast(i.earliest as date) - 1 between a.removed_on_low and a.removed_on_high
)
select distinct removal_id, removed_on, cast(removed_on as timestamp) + interval 1439 minute as ends_at
from (select * from stated union all select * from open_ended) r;

-- In each reading, the earliest and the latest that each kind of act may have been, of those that surely were and
-- of those that perhaps were. `before`: on or before the day of the removal (casebook R6).
create or replace table reach as
select r.removal_id, r.removed_on,
  -- a wish or a decision to take the child
  max(case when i.purports = 'take' and not i.perhaps and i.latest <= r.ends_at then i.earliest end) as take_sure,
  max(case when i.purports in ('take', 'unknown') and i.earliest <= r.ends_at then least(i.latest, r.ends_at) end) as take_perhaps,
  -- a decision to leave that meets the standard, spent or not: it lifts a wish
  max(case when i.purports = 'leave' and i.sound = 'yes' and not i.perhaps and i.latest <= r.ends_at then i.earliest end) as lift_sure,
  max(case when i.purports in ('leave', 'unknown') and i.sound <> 'no' and i.earliest <= r.ends_at then least(i.latest, r.ends_at) end)
    as lift_perhaps,
  -- a decision to leave that meets the standard and is not spent: it documents
  max(case when i.purports = 'leave' and i.sound = 'yes' and not i.perhaps and not i.spent and i.latest <= r.ends_at then i.earliest end)
    as valid_sure,
  max(case when i.purports in ('leave', 'unknown') and i.sound <> 'no' and not i.spent and i.earliest <= r.ends_at
    then least(i.latest, r.ends_at) end) as valid_perhaps,
  -- what takes back: taking the child, or undecided (casebook R5)
  max(case when i.purports in ('take', 'undecided') and not i.perhaps and i.latest <= r.ends_at then i.earliest end) as back_sure,
  max(case when i.purports in ('take', 'undecided', 'unknown') and i.earliest <= r.ends_at then least(i.latest, r.ends_at) end) as back_perhaps,
  max(case when i.purports = 'undecided' and not i.perhaps and i.latest <= r.ends_at then i.earliest end) as undecided_sure,
  max(case when i.purports in ('undecided', 'unknown') and i.earliest <= r.ends_at then least(i.latest, r.ends_at) end) as undecided_perhaps,
  -- what purports a decision to leave, whenever it was made; a mere statement only before the removal (casebook R9)
  max(case when i.purports = 'leave' and not i.perhaps and not i.spent and not i.of_a_later_one
    and (i.kind = 'decided' or i.latest <= r.ends_at) then i.earliest end) as waiver_sure,
  max(case when i.purports in ('leave', 'unknown') and not i.spent and not i.of_a_later_one
    and (i.kind = 'decided' or i.earliest <= r.ends_at) then i.latest end) as waiver_perhaps,
  -- any decision on record, one to take the child among them
  max(case when not i.perhaps and not i.spent and not i.of_a_later_one and (
      i.purports = 'leave' and (i.kind = 'decided' or i.latest <= r.ends_at)
      or i.purports = 'take' and i.kind = 'decided' and i.latest <= r.ends_at) then i.earliest end) as record_sure,
  max(case when not i.spent and not i.of_a_later_one and (
      i.purports in ('leave', 'unknown') and (i.kind = 'decided' or i.earliest <= r.ends_at)
      or i.purports = 'take' and i.kind = 'decided' and i.earliest <= r.ends_at)
    then case when i.kind = 'decided' and i.purports <> 'take' then i.latest else least(i.latest, r.ends_at) end end) as record_perhaps,
  bool_or(i.purports = 'take' and i.kind = 'decided' and i.earliest <= r.ends_at and not i.spent) as took
from reading r
left join item i on i.removal_id = r.removal_id
group by r.removal_id, r.removed_on, r.ends_at;

-- Each answer in each reading: does it hold surely, and does it hold perhaps?
create or replace table answer as
select removal_id,
  bool_and(take_sure is not null and coalesce(take_sure > lift_perhaps, true)) as against_sure,
  bool_or(take_perhaps is not null and coalesce(take_perhaps >= lift_sure, true)) as against_perhaps,
  bool_and((record_perhaps is null or coalesce(record_perhaps < undecided_sure, false)) and not coalesce(took, false)) as none_sure,
  bool_or(record_sure is null or coalesce(record_sure <= undecided_perhaps, false)) as none_perhaps,
  bool_and(
    waiver_sure is not null and coalesce(waiver_sure > undecided_perhaps, true)
    and (valid_perhaps is null or coalesce(valid_perhaps < undecided_sure, false))
  ) as flawed_sure,
  bool_or(
    waiver_perhaps is not null and coalesce(waiver_perhaps >= undecided_sure, true)
    and (valid_sure is null or coalesce(valid_sure <= undecided_perhaps, false))
  ) as flawed_perhaps,
  bool_and(valid_sure is not null and coalesce(valid_sure > back_perhaps, true)) as valid_sure,
  bool_or(valid_perhaps is not null and coalesce(valid_perhaps >= back_sure, true)) as valid_perhaps,
  bool_and(waiver_perhaps is null or coalesce(waiver_perhaps < undecided_sure, false)) as unwaived
from reach
group by removal_id;

-- The day on which the decision that documents was first received, where that was after the removal (casebook R19).
create or replace table documenting as
select i.removal_id, min(p.received_on) as received_on, min(p.happened_on) as happened_on
from item i join put p on p.decision_id = i.decision_id
where i.purports = 'leave' and i.sound = 'yes' and not i.spent and cast(i.latest as date) <= p.removed_on_high
group by i.removal_id;

create or replace table fault as
select i.removal_id, string_agg(distinct f.rule, ', ' order by f.rule) as unmet
from finding f join item i on i.decision_id = f.subject_id
where f.outcome = 'unmet'
group by i.removal_id;

create or replace table wish as
select i.removal_id, min(cast(i.earliest as date)) as wished_on
from item i where i.purports = 'take' and i.earliest > timestamp '0001-01-01'
group by i.removal_id;

create or replace table decided_apart as
select a.*, w.*  exclude (removal_id),
  case
    when a.doubt is not null then 'undetermined'
    when w.against_sure then 'against_wish'
    when w.none_sure then 'undocumented'
    when w.flawed_sure then 'flawed'
    when w.valid_sure then 'documented'
    else 'undetermined'
  end as determination
from apart a join answer w on w.removal_id = a.removal_id;

fill removal:
select d.removal_id, d.parent_id, d.child_id, d.removed_on, d.removed_on_low, d.removed_on_high,
  cast(d.ordinal as integer) as ordinal, d.basis as separation, d.separated_on, d.determination, d.doubt,
  case when d.against_sure then 'yes' when d.against_perhaps then 'unknown' else 'no' end as against_wish,
  case when d.none_sure then 'yes' when d.none_perhaps then 'unknown' else 'no' end as undocumented,
  case when d.flawed_sure then 'yes' when d.flawed_perhaps then 'unknown' else 'no' end as flawed,
  case when d.valid_sure then 'yes' when d.valid_perhaps then 'unknown' else 'no' end as documented,
  d.unwaived as no_documented_wish,
  case when d.determination = 'documented' and g.received_on > d.removed_on_high
       then cast(g.received_on - d.removed_on_high as integer) end as late_by,
  case
    when d.doubt is not null then concat('It cannot be told: ', d.doubt, '.')
    when d.determination = 'against_wish'
      then concat('The parent asked', coalesce(concat(' on ', cast(w.wished_on as varchar)), ''),
                  ' that the child come along, and no later decision to leave the child meets every rule.')
    when d.determination = 'undocumented' and d.undecided
      then 'The parent was undecided; no decision about this child is in the lists received.'
    when d.determination = 'undocumented' then 'No decision about this child is in the lists received.'
    when d.determination = 'flawed'
      then concat('Something purports a decision to leave the child, and nothing that does meets the standard; unmet: ',
                  coalesce(f.unmet, 'an oral waiver never documents'), '.')
    when d.determination = 'documented'
      then concat('The decision of ', coalesce(cast(g.happened_on as varchar), 'a day not stated'),
                  ' to leave the child meets every rule and was not taken back.',
                  case when g.received_on > d.removed_on_high
                       then concat(' It was first received ', cast(g.received_on - d.removed_on_high as varchar), ' days after the removal.')
                       else '' end)
    else concat('It turns on what is missing or in conflict; it may be ',
                concat_ws(' or ',
                  case when d.against_perhaps then 'against the wish' end,
                  case when d.none_perhaps then 'undocumented' end,
                  case when d.flawed_perhaps then 'flawed' end,
                  case when d.valid_perhaps then 'documented' end), '.')
  end as reason,
  d.record_ids
from (
  select x.*, u.removal_id is not null as undecided
  from decided_apart x
  left join (select distinct removal_id from item where purports = 'undecided') u on u.removal_id = x.removal_id
) d
left join documenting g on g.removal_id = d.removal_id
left join fault f on f.removal_id = d.removal_id
left join wish w on w.removal_id = d.removal_id;

fill decision:
select p.decision_id, p.removal_id, p.event_id, p.kind, p.purports, p.happened_on, p.record_ids,
  case when i.spent then 'spent'
       when p.latest < cast(p.removed_on_low as timestamp) + interval 1 day then 'before'
       when p.earliest >= cast(p.removed_on_high as timestamp) + interval 1 day then 'after'
       else 'unknown' end as position,
  case when p.purports = 'leave' and p.kind = 'stated' then 'no'
       when p.purports in ('leave', 'unknown') then coalesce(i.meets, 'unknown') end as meets
from put p join item i on i.decision_id = p.decision_id;

fill beside:
select 'child an adult on the day' as kind, removal_id as subject_id, record_ids from standing where adult and not reunified and not child_gone and not along
union all
select 'removal of another adult' as kind, concat(d.event_id, '~', t.child_id) as subject_id,
  array_distinct(list_concat(d.record_ids, t.record_ids)) as record_ids
from tie t join departure d on d.person_id = t.parent_id
where t.relation = 'other_adult'
union all
select 'removal announced' as kind, s.statement_id as subject_id, [s.record_id] as record_ids
from statement s where s.kind = 'removed' and s.happened_on > $as_of
union all
select 'separation on one list only' as kind, concat(parent_id, '~', child_id) as subject_id, separation.record_ids
from separation
where basis = 'stated' and standing = 'yes' and parent_id is not null and len(record_ids) = 1
union all
select 'separation that lists differ on' as kind, concat(coalesce(parent_id, ''), '~', child_id) as subject_id, separation.record_ids
from separation where basis = 'stated' and standing = 'conflict'
union all
select 'indication of a separation' as kind, concat(parent_id, '~', child_id) as subject_id, separation.record_ids
from separation where basis = 'indicated';
