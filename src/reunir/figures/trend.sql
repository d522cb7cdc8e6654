-- Children not reached on earlier days, by what happened up to each day, as all of it is known now (casebook R19, R21).

create or replace table trend_child as
select s.child_id,
  min(coalesce(s.separated_on, date '0001-01-01')) as since,
  min(u.on_day) as reunified_on,
  min(r.on_day) as reached_on,
  bool_or(c.child_id is not null) as has_contact
from sought s
left join (
  select q.child_id, min(coalesce(x.happened_on, date '0001-01-01')) as on_day
  from sought q
  join reunion x on x.child_id = q.child_id and (x.parent_id is not distinct from q.parent_id or x.parent_id is null)
  where not x.denies and (x.happened_on is null or q.separated_on is null or x.happened_on >= q.separated_on)
    and q.child_id in (select child_id from reunified_child)
  group by q.child_id
) u on u.child_id = s.child_id
left join (
  select q.child_id, min(coalesce(x.happened_on, date '0001-01-01')) as on_day
  from sought q
  join reaching x on x.person_id = q.parent_id or (x.person_id is null and x.child_id = q.child_id)
  group by q.child_id
) r on r.child_id = s.child_id
left join contact c on c.child_id = s.child_id
group by s.child_id;

-- From when to when each parent was gone: until the first record that has them back.
create or replace table trend_away as
select d.person_id, coalesce(d.low_on, date '0001-01-01') as from_day, min(e.happened_on) as back_on
from departure d
left join event e on e.person_id = d.person_id and e.stands and e.kind in ('apprehended', 'detained')
  and e.happened_on > d.high_on and coalesce(e.outcome, '') <> 'did_not_happen'
where not d.denied
group by d.person_id, d.event_id, coalesce(d.low_on, date '0001-01-01');

fill trend:
with open_days as (
  select t.on_day, c.child_id, c.has_contact
  from trend_day t
  join trend_child c on c.since <= t.on_day
    and (c.reunified_on is null or c.reunified_on > t.on_day)
    and (c.reached_on is null or c.reached_on > t.on_day)
),
away as (
  select o.on_day, o.child_id, min(case when a.person_id is not null then 1 else 0 end) as all_gone
  from open_days o
  join (select distinct child_id, parent_id from sought) s on s.child_id = o.child_id
  left join (
    select distinct t.on_day, w.person_id
    from trend_day t join trend_away w on w.from_day <= t.on_day and (w.back_on is null or w.back_on > t.on_day)
  ) a on a.on_day = o.on_day and a.person_id = s.parent_id
  where o.has_contact
  group by o.on_day, o.child_id
)
select o.on_day,
  case when not o.has_contact then 'no_contact' when w.all_gone = 1 then 'removed' else 'in_country' end as status,
  count(*) as children
from open_days o
left join away w on w.on_day = o.on_day and w.child_id = o.child_id
group by 1, 2;
