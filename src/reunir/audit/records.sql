-- Findings about the records themselves: cells that could not be read, and lists that disagree.

insert into finding by name
select concat(rule, '/', subject_id) as finding_id, rule, subject_id, 'unmet' as outcome, min(reason) as reason, false as bars,
  array_agg(distinct record_id order by record_id) as record_ids
from (select rule, concat(record_id, '/', field) as subject_id, reason, record_id from cell_finding) c
group by rule, subject_id;

-- Every event that more than one list tells is asked whether they agree on its day.
insert into finding by name
select concat('C01/', event_id) as finding_id, 'C01' as rule, event_id as subject_id,
  case when count(distinct happened_on) > 1 then 'unmet' else 'met' end as outcome,
  case when count(distinct happened_on) > 1
    then concat('Lists differ on the day it was ', min(kind), ': ', string_agg(distinct cast(happened_on as varchar), ', ' order by cast(happened_on as varchar)), '.')
    else concat('Lists agree on the day it was ', min(kind), '.') end as reason,
  false as bars, array_agg(distinct record_id order by record_id) as record_ids
from event
where stands and happened_on is not null and kind not in ('decided', 'stated', 'attempted')
group by event_id
having count(distinct list_id) > 1;

-- And whether one denies what another states.
insert into finding by name
select concat('C02/', event_id) as finding_id, 'C02' as rule, event_id as subject_id,
  case when bool_or(coalesce(outcome, '') = 'did_not_happen') and bool_or(coalesce(outcome, '') <> 'did_not_happen')
    then 'unmet' else 'met' end as outcome,
  case when bool_or(coalesce(outcome, '') = 'did_not_happen') and bool_or(coalesce(outcome, '') <> 'did_not_happen')
    then concat('One list states that it was ', min(kind), ' and another denies it.')
    else concat('Lists agree that it was ', min(kind), '.') end as reason,
  false as bars, array_agg(distinct record_id order by record_id) as record_ids
from event
where stands
group by event_id
having count(distinct list_id) > 1;

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
where basis = 'stated' and child_id is not null
