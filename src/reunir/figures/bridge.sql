-- From one run's cases to another's: who came, who left, and why (docs/interpretation.md, casebook R23).
-- `before` is what was known at FROM, `learned` the state on FROM as known at TO, `after` the state on TO.

-- The last row of the later run that a row of a list which gave way stands for, over any number of replacements.
create or replace table stands_for as
select r.record_id,
  case when n.record_id is not null then r.record_id else w.last_id end as became,
  coalesce(w.changed, false) as changed
from record_before r
left join record_learned n on n.record_id = r.record_id
left join became w on w.record_id = r.record_id;

-- Each person of the earlier run is, in the later one, whoever holds the earliest of their mentions that is left.
create or replace table person_map as
select person_id, arg_min(now_id, place) as now_id
from (
  select m.person_id, n.person_id as now_id,
    row_number() over (partition by m.person_id order by m.list_seq, m.sheet, m.row, m.who) as place
  from mention_before m
  join stands_for s on s.record_id = m.record_id
  join mention_learned n on n.mention_id = concat(s.became, '/', m.who)
) k
group by person_id;

-- A case named alike in both runs: its people as the later run calls them, and which of their removals it is.
create or replace table key_before as
select c.subject_id,
  concat_ws('~',
    coalesce(p.now_id, c.first_id, s.became, c.subject_id), coalesce(q.now_id, c.second_id, ''), c.which) as key,
  p.now_id is null and c.first_id is not null as gone
from subject_before c
left join person_map p on p.person_id = c.first_id
left join person_map q on q.person_id = c.second_id
left join stands_for s on s.record_id = c.record_id and c.first_id is null;

create or replace table key_learned as
select c.subject_id, concat_ws('~', coalesce(c.first_id, c.record_id, c.subject_id), coalesce(c.second_id, ''), c.which) as key
from subject_learned c;

-- Definition, both definitions on what was known at FROM; and what happened between FROM and TO, both as known at TO.
-- On either side of these steps people and cases bear the same ids.
create or replace table plain_step as
with old as (
  select 'definition' as step, name, cohort, subject_id from case_opening
  union all select 'happened', name, cohort, subject_id from case_learned
),
new as (
  select 'definition' as step, name, cohort, subject_id from case_before
  union all select 'happened', name, cohort, subject_id from case_after
)
select coalesce(o.step, n.step) as step, coalesce(o.name, n.name) as name, coalesce(o.cohort, n.cohort) as cohort,
  coalesce(o.subject_id, n.subject_id) as subject_id, n.subject_id is not null as entered
from old o
full join new n on n.step = o.step and n.name = o.name and n.cohort = o.cohort and n.subject_id = o.subject_id
where o.subject_id is null or n.subject_id is null;

-- Learned: where two cases have become one, the one that keeps its name stays and the other left.
create or replace table learned_step as
with old as (
  select c.name, c.cohort, c.subject_id, k.key,
    row_number() over (partition by c.name, c.cohort, k.key
      order by case when n.subject_id = c.subject_id then 0 else 1 end, c.subject_id) as nth
  from case_before c
  join key_before k on k.subject_id = c.subject_id
  left join key_learned n on n.key = k.key
),
new as (
  select c.name, c.cohort, c.subject_id, k.key,
    row_number() over (partition by c.name, c.cohort, k.key order by c.subject_id) as nth
  from case_learned c
  join key_learned k on k.subject_id = c.subject_id
)
select coalesce(o.name, n.name) as name, coalesce(o.cohort, n.cohort) as cohort,
  coalesce(o.subject_id, n.subject_id) as subject_id, coalesce(o.key, n.key) as key, n.subject_id is not null as entered
from old o
full join new n on n.name = o.name and n.cohort = o.cohort and n.key = o.key and n.nth = o.nth
where o.subject_id is null or n.subject_id is null;

-- The records that a case's answer rests on, in either state; `undone` where the answer lost what it had.
create or replace table answer as
select k.key, b.of, 'before' as told, b.record_id from answer_before b join key_before k on k.subject_id = b.subject_id
union all
select k.key, l.of, 'learned' as told, l.record_id from answer_learned l join key_learned k on k.subject_id = l.subject_id;

-- Records known before, by the ids that they have now.
create or replace table known_record as
select became as record_id from stands_for where became is not null;

create or replace table evidence as
select a.key, a.of,
  bool_or(a.told = 'before' and c.record_id is not null) as corrected_before,
  bool_or(a.told = 'learned' and c.record_id is not null) as corrected_learned,
  bool_or(a.told = 'before' and (s.became is null or s.changed)) as gave_way,
  bool_or(a.told = 'learned' and v.became is not null) as newer,
  bool_or(r.list_id is not null) as reread,
  bool_or(a.told = 'learned' and n.record_id is null) as late
from answer a
left join (select distinct record_id from corrected_record) c on c.record_id = a.record_id
left join stands_for s on s.record_id = a.record_id
left join (select distinct became from stands_for where changed) v on v.became = a.record_id
left join known_record n on n.record_id = a.record_id
left join reread_list r on r.list_id = split_part(a.record_id, '-', 1)
group by a.key, a.of;

-- People made of other mentions than before: parts of one are two now, or two are one.
create or replace table moved_pair as
select distinct m.person_id as old_id, n.person_id as now_id
from mention_before m
join stands_for s on s.record_id = m.record_id
join mention_learned n on n.mention_id = concat(s.became, '/', m.who);

create or replace table moved as
select old_id, now_id
from moved_pair
where now_id in (select now_id from moved_pair group by now_id having count(*) > 1)
   or old_id in (select old_id from moved_pair group by old_id having count(*) > 1);

create or replace table judged_person as
select m.person_id from judged_mention j join mention_before m on m.mention_id = j.mention_id
union
select m.person_id from judged_mention j join mention_learned m on m.mention_id = j.mention_id;

-- The people of a case: those that it names, and those whom the records of its answer mention.
create or replace table case_person as
select k.key, c.first_id as person_id from key_before k join subject_before c on c.subject_id = k.subject_id
union select k.key, c.second_id from key_before k join subject_before c on c.subject_id = k.subject_id
union select k.key, c.first_id from key_learned k join subject_learned c on c.subject_id = k.subject_id
union select k.key, c.second_id from key_learned k join subject_learned c on c.subject_id = k.subject_id
union select a.key, m.person_id from answer a join mention_before m on m.record_id = a.record_id where a.told = 'before'
union select a.key, m.person_id from answer a join mention_learned m on m.record_id = a.record_id where a.told = 'learned';

create or replace table remade as
select p.key, bool_or(o.person_id is not null or n.person_id is not null) as judged
from case_person p
join moved v on v.old_id = p.person_id or v.now_id = p.person_id
left join judged_person o on o.person_id = v.old_id
left join judged_person n on n.person_id = v.now_id
group by p.key;

-- Somebody of the case was on no list that had been received.
create or replace table newcomer as
select distinct k.key
from key_learned k
join subject_learned c on c.subject_id = k.subject_id
join (
  select m.person_id
  from mention_learned m left join known_record n on n.record_id = m.record_id
  group by m.person_id
  having count(n.record_id) = 0
) f on f.person_id = c.first_id or f.person_id = c.second_id;

-- The search's answers have an order: one that fell back lost what it had rested on.
create or replace table status_rank as
select o.key, o.place as before_place, n.place as learned_place
from (select k.key, min(t.place) as place from status_before t join key_before k on k.subject_id = t.child_id group by k.key) o
join (select k.key, min(t.place) as place from status_learned t join key_learned k on k.subject_id = t.child_id group by k.key) n
  on n.key = o.key;

create or replace table bridge_change as
select 'definition' as step, 'definition' as cause, name, cohort, subject_id, entered from plain_step where step = 'definition'
union all
select 'learned' as step,
  case
    when d.entered and w.key is not null then 'identified'
    when m.judged then 'judged'
    when undone and e.corrected_before then 'corrected'
    when undone and e.gave_way then 'replaced'
    when e.late then 'late'
    when e.corrected_before or e.corrected_learned then 'corrected'
    when e.gave_way or e.newer then 'replaced'
    when e.reread then 'rules'
    when m.key is not null then 'linked'
    when $rules_changed then 'rules'
    else 'other'
  end as cause,
  d.name, d.cohort, d.subject_id, d.entered
from (
  select l.*, q.of,
    case when q.of = 'search' and r.key is not null then r.learned_place > r.before_place else not l.entered end as undone
  from learned_step l
  join asked q on q.name = l.name
  left join status_rank r on r.key = l.key
) d
left join newcomer w on w.key = d.key
left join remade m on m.key = d.key
left join evidence e on e.key = d.key and e.of = d.of
union all
select 'happened' as step,
  case
    when d.entered and b.subject_id is null and c.which = '' then 'separated'
    when s.status in ('reunified', 'reached') and s.status is distinct from l.status then s.status
    else coalesce(x.kind, 'time')
  end as cause,
  d.name, d.cohort, d.subject_id, d.entered
from (select * from plain_step where step = 'happened') d
left join status_after s on s.child_id = d.subject_id
left join status_learned l on l.child_id = d.subject_id
left join subject_after c on c.subject_id = d.subject_id
left join (select distinct subject_id from answer_learned) b on b.subject_id = d.subject_id
left join (
  select c.subject_id, arg_min(h.kind, case when c.which = '' then h.place_of_person else h.place_of_removal end) as kind
  from subject_after c
  join happening h on h.person_id = c.first_id or h.person_id = c.second_id
  group by c.subject_id
) x on x.subject_id = d.subject_id;
