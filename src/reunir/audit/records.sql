-- Findings about the records themselves: cells that could not be read, and lists that disagree.

insert into finding by name
select concat(rule, '/', subject_id) as finding_id, rule, subject_id, 'unmet' as outcome, min(reason) as reason, false as bars,
  array_agg(distinct record_id order by record_id) as record_ids
from (select rule, concat(record_id, '/', field) as subject_id, reason, record_id from cell_finding) c
group by rule, subject_id;

-- Events that more than one list tells: the first statement of an event gives it its id, the others do not.
create or replace table told_twice as
select event_id, min(kind) as kind,
  min(happened_on) as low_on, max(happened_on) as high_on,
  bool_or(coalesce(outcome, '') = 'did_not_happen') as denied,
  bool_or(coalesce(outcome, '') <> 'did_not_happen') as affirmed,
  array_agg(distinct record_id order by record_id) as record_ids
from event
where stands and event_id in (select event_id from event where event_id <> statement_id)
group by event_id
having min(list_id) <> max(list_id);

-- Each is asked whether the lists agree on its day.
insert into finding by name
select concat('C01/', event_id) as finding_id, 'C01' as rule, event_id as subject_id,
  case when low_on <> high_on then 'unmet' else 'met' end as outcome,
  case when low_on <> high_on
    then concat('Lists differ on the day it was ', kind, ': from ', cast(low_on as varchar), ' to ', cast(high_on as varchar), '.')
    else concat('Lists agree on the day it was ', kind, '.') end as reason,
  false as bars, record_ids
from told_twice
where low_on is not null and kind not in ('decided', 'stated', 'attempted');

-- And whether one denies what another states.
insert into finding by name
select concat('C02/', event_id) as finding_id, 'C02' as rule, event_id as subject_id,
  case when denied and affirmed then 'unmet' else 'met' end as outcome,
  case when denied and affirmed then concat('One list states that it was ', kind, ' and another denies it.')
    else concat('Lists agree that it was ', kind, '.') end as reason,
  false as bars, record_ids
from told_twice;

-- An agency's own later word that took the place of its earlier one.
insert into finding by name
select concat('C03/', statement_id) as finding_id, 'C03' as rule, statement_id as subject_id, 'unmet' as outcome,
  concat('The same agency later said otherwise of what it called ', kind, ' here.') as reason,
  false as bars, [record_id] as record_ids
from event
where not stands;

-- Every person with more than one birth date on record is asked whether lists agree on it.
insert into finding by name
select concat('C04/', person_id) as finding_id, 'C04' as rule, person_id as subject_id,
  case when count(distinct born_on) > 1 then 'unmet' else 'met' end as outcome,
  case when count(distinct born_on) > 1 then 'Lists differ on the birth date.' else 'Lists agree on the birth date.' end as reason,
  false as bars, array_agg(distinct record_id order by record_id) as record_ids
from mention
where born_on is not null
group by person_id
having count(distinct list_id) > 1;

-- Every tie is asked whether lists agree on who the adult is to the child.
insert into finding by name
select concat('C05/', parent_id, '~', child_id) as finding_id, 'C05' as rule, concat(parent_id, '~', child_id) as subject_id,
  case when relation = 'conflict' then 'unmet' else 'met' end as outcome,
  case when relation = 'conflict' then 'Lists differ on whether the adult is a parent.'
       else 'Lists agree on who the adult is to the child.' end as reason,
  false as bars, record_ids
from tie;

-- Every separation that is stated is asked whether lists agree on it.
insert into finding by name
select concat('C06/', coalesce(parent_id, ''), '~', child_id) as finding_id, 'C06' as rule,
  concat(coalesce(parent_id, ''), '~', child_id) as subject_id,
  case when standing = 'conflict' then 'unmet' else 'met' end as outcome,
  case when standing = 'conflict' then 'One list states the separation and another denies it.'
       else 'No list denies the separation.' end as reason,
  false as bars, record_ids
from separation
where basis = 'stated' and child_id is not null;

-- Every row of a list that a later one replaced is asked whether it is still there, and whether it is unchanged.
insert into finding by name
select concat('L01/', record_id) as finding_id, 'L01' as rule, record_id as subject_id,
  case when change = 'vanished' then 'unmet' else 'met' end as outcome,
  case when change = 'vanished' then concat('The row is not in the list ', replaced_by, ', which took the place of its own.')
       else 'The row is in the list that took the place of its own.' end as reason,
  false as bars, [coalesce(became, record_id)] as record_ids
from gave_way
where change <> 'withdrawn';

insert into finding by name
select concat('L02/', record_id) as finding_id, 'L02' as rule, record_id as subject_id,
  case when change = 'changed' then 'unmet' else 'met' end as outcome,
  case when change = 'changed' then concat('The row reads otherwise in the list ', replaced_by, ', which took the place of its own.')
       else 'The row reads the same in the list that took the place of its own.' end as reason,
  false as bars, [became] as record_ids
from gave_way
where change in ('same', 'changed')
