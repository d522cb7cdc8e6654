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
-- who leaves one place and is put in another on one day ends the stay before, not the one that begins
next_end as (
  select s.person_id, s.kind, s.event_id, min(e.ended_on) as ended_on
  from (
    select *, lag(began_on) over (partition by person_id, kind order by began_on, event_id) as earlier_on from starts
  ) s
  join ends e on e.person_id = s.person_id and e.kind = s.kind
    and (s.began_on is null or e.ended_on > s.began_on or (e.ended_on = s.began_on and s.earlier_on is null))
  group by s.person_id, s.kind, s.event_id
)
select s.person_id, s.kind, s.began_on, n.ended_on, s.place,
  array_sort(array_distinct(list_concat(s.record_ids, coalesce(e.record_ids, [])))) as record_ids
from starts s
left join next_end n on n.person_id = s.person_id and n.kind = s.kind and n.event_id = s.event_id
left join (
  select person_id, kind, ended_on, min(record_ids) as record_ids from ends group by person_id, kind, ended_on
) e on e.person_id = s.person_id and e.kind = s.kind and e.ended_on = n.ended_on;

-- A gap: the time between two stays of which no list says where the person was.
fill gap:
with ordered as (
  select person_id, kind, began_on, record_ids,
    max(ended_on) over (partition by person_id order by began_on, ended_on nulls last, kind
      rows between unbounded preceding and 1 preceding) as left_on,
    max(case when ended_on is null then 1 else 0 end) over (partition by person_id order by began_on, ended_on nulls last, kind
      rows between unbounded preceding and 1 preceding) as still_there,
    lag(record_ids) over (partition by person_id order by began_on, ended_on nulls last, kind) as before_ids
  from stay
  where began_on is not null
)
select person_id, left_on as began_on, began_on as ended_on, cast(began_on - left_on as integer) as days,
  array_sort(array_distinct(list_concat(before_ids, record_ids))) as record_ids
from ordered
where began_on > left_on + 1 and still_there = 0;
