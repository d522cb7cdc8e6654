-- Where the search for each separated child's parents stands (docs/interpretation.md, casebook R21 and R22).

create or replace table sought as
select distinct child_id, parent_id, separated_on, record_ids
from separation
where basis = 'stated' and standing <> 'no';

create or replace table reunified_child as
select s.child_id, array_agg(distinct r.record_id order by r.record_id) as record_ids
from sought s
join reunion r on r.child_id = s.child_id and (r.parent_id is not distinct from s.parent_id or r.parent_id is null)
where not r.denies and (r.happened_on is null or s.separated_on is null or r.happened_on >= s.separated_on)
  and not exists (
    select 1 from reunion d
    where d.child_id = r.child_id and d.parent_id is not distinct from r.parent_id and d.denies
  )
group by s.child_id;

-- What counts as reaching a parent: not a stranger, not another relative.
create or replace table reaching as
select *
from event
where stands and kind = 'reached'
  and coalesce(lower(outcome), '') not in ('did_not_happen', 'wrong person', 'wrong_person', 'other relative reached', 'other_relative_reached');

create or replace table reached_child as
select s.child_id, array_agg(distinct r.record_id order by r.record_id) as record_ids
from sought s
join reaching r on r.person_id = s.parent_id or (r.person_id is null and r.child_id = s.child_id)
group by s.child_id;

-- A phone of parent, child, sponsor or attorney; a dead number is a number, a hidden one is none given.
create or replace table phoned as
select distinct person_id, record_id, role
from mention
where phone is not null and phone <> '[redacted]';

create or replace table contact as
select child_id, array_agg(distinct record_id order by record_id) as record_ids
from (
  select s.child_id, p.record_id from sought s join phoned p on p.person_id = s.child_id
  union all
  select s.child_id, p.record_id from sought s join phoned p on p.person_id = s.parent_id
  union all
  select t.child_id, p.record_id from tie t join phoned p on p.person_id = t.parent_id
  union all
  select s.child_id, p.record_id
  from sought s
  join mention m on m.person_id = s.child_id or m.person_id = s.parent_id
  join phoned p on p.record_id = m.record_id
  where p.role in ('sponsor', 'attorney', 'parent')
) c
group by child_id;

-- A parent is last known removed where a removal stands undenied and no later record has them back.
create or replace table gone as
select d.person_id, d.record_ids
from departure d
where not d.denied
  and not exists (
    select 1 from event e
    where e.person_id = d.person_id and e.stands and e.kind in ('apprehended', 'detained') and e.happened_on > d.high_on
      and coalesce(e.outcome, '') <> 'did_not_happen'
  );

create or replace table whereabouts as
select s.child_id,
  bool_and(g.person_id is not null) as all_gone,
  array_agg(distinct g.record_id order by g.record_id) as record_ids
from sought s
left join (select person_id, unnest(record_ids) as record_id from gone) g on g.person_id = s.parent_id
group by s.child_id;

create or replace table sought_records as
select child_id, array_agg(distinct record_id order by record_id) as record_ids
from (select child_id, unnest(record_ids) as record_id from sought) s
group by child_id;

fill search:
select s.child_id,
  case when u.child_id is not null then 'reunified'
       when r.child_id is not null then 'reached'
       when c.child_id is null then 'no_contact'
       when not w.all_gone then 'in_country'
       else 'removed' end as status,
  case when u.child_id is not null then 'A list says that the child is with a separated parent again.'
       when r.child_id is not null then 'A parent from whom the child was separated was reached.'
       when c.child_id is null then 'No list received gives a phone of parent, child, sponsor or attorney.'
       when not w.all_gone then 'A separated parent is not last known removed, and none was reached.'
       else 'The separated parent is last known removed, and was not reached.' end as reason,
  array_sort(array_distinct(list_concat(s.record_ids,
    case when u.child_id is not null then u.record_ids
         when r.child_id is not null then r.record_ids
         when c.child_id is null then []
         when w.all_gone then list_concat(c.record_ids, w.record_ids)
         else c.record_ids end))) as record_ids
from sought_records s
left join reunified_child u on u.child_id = s.child_id
left join reached_child r on r.child_id = s.child_id
left join contact c on c.child_id = s.child_id
left join whereabouts w on w.child_id = s.child_id;

-- Counted beside, never subtracted.
insert into beside by name
with attempts as (
  select s.child_id, s.parent_id, e.happened_on, lower(replace(e.outcome, '_', ' ')) as outcome, e.record_id, e.kind
  from sought s join event e on e.person_id = s.parent_id and e.kind in ('attempted', 'reached') and e.stands
),
last_reached as (
  select s.child_id, max(r.happened_on) as reached_on
  from sought s join reaching r on r.person_id = s.parent_id
  group by s.child_id
)
select 'another relative reached' as kind, child_id as subject_id, array_agg(distinct record_id order by record_id) as record_ids
from (
  select child_id, record_id from attempts where outcome = 'other relative reached'
  union all
  select t.child_id, r.record_id
  from reaching r
  join tie t on t.parent_id = r.person_id
  join (select distinct child_id from sought) c on c.child_id = t.child_id
  left join sought s on s.child_id = t.child_id and s.parent_id = t.parent_id
  where s.child_id is null
) o
group by child_id
union all
select 'contact lost' as kind, a.child_id as subject_id, array_agg(distinct a.record_id order by a.record_id) as record_ids
from attempts a join last_reached l on l.child_id = a.child_id
where a.kind = 'attempted' and a.happened_on > l.reached_on and a.outcome in ('disconnected', 'no answer', 'inoperative')
group by a.child_id
union all
select 'no preference yet' as kind, s.child_id as subject_id, s.record_ids
from search s join last_reached l on l.child_id = s.child_id
where s.status = 'reached' and not exists (
  select 1 from event e join sought q on q.parent_id = e.person_id and q.child_id = s.child_id
  where e.kind in ('stated', 'decided') and e.stands and (e.child_id = s.child_id or e.child_id is null)
    and e.happened_on >= l.reached_on
);
