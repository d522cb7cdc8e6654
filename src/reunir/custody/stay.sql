-- A stay is one continuous period in custody: children in care, adults in detention.

fill stay:
with starts as (
  select person_id, case kind when 'placed' then 'care' else 'detention' end as kind, event_id,
    min(happened_on) as began_on,
    arg_min(place, list_seq * 1000000 + row) as place,
    array_agg(distinct record_id order by record_id) as record_ids
  from event
  where kind in ('placed', 'detained') and stands and person_id is not null
    and coalesce(outcome, '') <> 'did_not_happen'
  group by person_id, kind, event_id
),
ends as (
  select person_id, case kind when 'discharged' then 'care' else 'detention' end as kind, event_id,
    min(happened_on) as ended_on, array_agg(distinct record_id order by record_id) as record_ids
  from event
  where kind in ('discharged', 'removed') and stands and happened_on is not null and person_id is not null
    and coalesce(outcome, '') <> 'did_not_happen'
  group by person_id, kind, event_id
),
next_end as (
  select s.person_id, s.kind, s.event_id, min(e.ended_on) as ended_on
  from starts s
  join ends e on e.person_id = s.person_id and e.kind = s.kind
    and (s.began_on is null or e.ended_on >= s.began_on)
  group by s.person_id, s.kind, s.event_id
)
select s.person_id, s.kind, s.began_on, n.ended_on, s.place,
  array_sort(array_distinct(list_concat(s.record_ids, coalesce(e.record_ids, [])))) as record_ids
from starts s
left join next_end n on n.person_id = s.person_id and n.kind = s.kind and n.event_id = s.event_id
left join (
  select person_id, kind, ended_on, min(record_ids) as record_ids from ends group by person_id, kind, ended_on
) e on e.person_id = s.person_id and e.kind = s.kind and e.ended_on = n.ended_on;
