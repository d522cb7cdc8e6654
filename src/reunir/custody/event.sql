-- Statements of all lists, side by side, as events: statements of one event share its event_id.

-- A parent of whom a row gives a phone and nothing else is nobody: the row names the child alone.
create or replace table somebody as
select mention_id, person_id
from mention
where role <> 'parent' or a_number is not null or given_names is not null or family_names is not null
  or full_name is not null or born_on is not null;

-- The only parent a child is certainly tied to speaks where a row names the child alone.
create or replace table sole_parent as
select child_id, min(parent_id) as parent_id
from tie
where probability >= $certain and coalesce(relation, 'parent') not in ('other_adult', 'conflict')
  and parent_id in (select person_id from somebody)
group by child_id
having count(*) = 1;

-- What happened later than the as-of day is an announcement, not an event (casebook R19).
create or replace table told as
select
  s.*,
  case
    when p.person_id is null and s.kind in ('decided', 'stated', 'attempted', 'reached') then o.parent_id
    else p.person_id
  end as person_id,
  c.person_id as child_id,
  coalesce(nullif(s.agency, ''), s.layout) as speaker
from statement s
left join somebody p on p.mention_id = s.mention_id
left join mention c on c.mention_id = s.child_mention_id
left join sole_parent o on o.child_id = c.person_id
where s.happened_on is null or s.happened_on <= $as_of;

-- Days that put a person back in the country (before a removal), or back in care (before a discharge).
create or replace table returned as
select distinct person_id, 'removed' as kind, happened_on
from told
where kind in ('apprehended', 'detained', 'separated') and happened_on is not null and person_id is not null
  and coalesce(outcome, '') <> 'did_not_happen'
union
select distinct person_id, 'discharged' as kind, happened_on
from told
where kind = 'placed' and happened_on is not null and coalesce(outcome, '') <> 'did_not_happen';

-- Removals (and discharges) with no return between them are one event, whatever their dates (casebook R15).
create or replace table episode as
with days as (
  select distinct kind, person_id, happened_on
  from told
  where kind in ('removed', 'discharged') and happened_on is not null
),
steps as (
  select kind, person_id, happened_on, 1 as is_end from days
  union all
  select kind, person_id, happened_on, 0 as is_end from returned
  where person_id in (select person_id from days)
),
marked as (
  select *,
    sum(1 - is_end) over (partition by kind, person_id order by happened_on, is_end rows unbounded preceding) as returns
  from steps
)
select kind, person_id, happened_on,
  dense_rank() over (partition by kind, person_id order by returns) as episode
from marked
where is_end = 1;

-- Days at most three apart are one event told differently; attempts, decisions and wishes go by the day.
create or replace table spell as
with days as (
  select distinct kind, person_id, happened_on
  from told
  where kind in ('apprehended', 'referred', 'referred_to_care', 'placed', 'ordered', 'detained')
    and happened_on is not null and person_id is not null
),
gaps as (
  select *, lag(happened_on) over (partition by kind, person_id order by happened_on) as before_it
  from days
)
select kind, person_id, happened_on,
  sum(case when before_it is null or happened_on - before_it > 3 then 1 else 0 end)
    over (partition by kind, person_id order by happened_on rows unbounded preceding) as spell
from gaps;

-- An undated removal is the latest one before its list was received (casebook R16), the first if none is dated.
create or replace table keyed as
with numbered as (
  select t.*,
    case
      when t.kind in ('removed', 'discharged') then coalesce(e.episode, u.episode, 1)
      else coalesce(l.spell, 0)
    end as episode,
    row_number() over (
      partition by t.kind, t.list_id, t.person_id, t.child_id, t.happened_on, t.happened_time, t.choice, t.wish
      order by t.sheet, t.row, t.who
    ) as nth
  from told t
  left join episode e on e.kind = t.kind and e.person_id = t.person_id and e.happened_on = t.happened_on
  left join spell l on l.kind = t.kind and l.person_id = t.person_id and l.happened_on = t.happened_on
  left join (
    select x.statement_id, max(y.episode) as episode
    from told x join episode y on y.kind = x.kind and y.person_id = x.person_id and y.happened_on <= x.received_on
    where x.happened_on is null
    group by x.statement_id
  ) u on u.statement_id = t.statement_id
)
select *,
  concat_ws('|', kind, coalesce(person_id, ''), coalesce(child_id, ''),
    case
      when kind in ('separated', 'reunified') then ''
      when kind in ('removed', 'discharged') then cast(episode as varchar)
      when kind in ('decided', 'stated')
        then concat_ws('|', coalesce(cast(happened_on as varchar), ''), coalesce(happened_time, ''),
                       coalesce(choice, ''), coalesce(wish, ''), cast(nth as varchar))
      when episode > 0 then cast(episode as varchar)
      else coalesce(cast(happened_on as varchar), '')
    end) as one_event,
  concat_ws('|', kind, coalesce(person_id, ''), coalesce(child_id, ''),
    case
      when kind in ('separated', 'reunified') then ''
      when kind in ('removed', 'discharged') then cast(episode as varchar)
      else coalesce(cast(happened_on as varchar), '')
    end) as one_word
from numbered;

-- An agency's later word takes the place of its earlier one, but never erases a wish to take the child (R17).
-- A denial that names the child alone speaks of each parent.
fill event:
select k.* exclude (person_id, child_id, nth, episode, one_event, one_word, speaker),
  k.person_id, k.child_id,
  first_value(k.statement_id) over (
    partition by k.one_event order by k.list_seq, k.sheet, k.row, k.statement_id
    rows between unbounded preceding and unbounded following
  ) as event_id,
  coalesce(k.choice, k.wish, '') = 'take_child'
    or (
      k.received_on = max(k.received_on) over (partition by k.one_word, k.speaker)
      and (d.denied_on is null or k.received_on >= d.denied_on)
    ) as stands
from keyed k
left join (
  select kind, child_id, speaker, max(received_on) as denied_on
  from keyed
  where kind in ('separated', 'reunified') and person_id is null and outcome = 'did_not_happen'
  group by kind, child_id, speaker
) d on d.kind = k.kind and d.child_id = k.child_id and d.speaker = k.speaker;
