-- What became of each row of a list that no longer speaks: a row that vanished or changed is a finding.

-- Only lists that gave way and those that took their place are put to one another.
create or replace table row_list as
select list_id from successor union select replaced_by from successor;

create or replace table row_key as
select record_id, list_id, string_agg(a_number, '|' order by who) as numbers
from (
  select record_id, list_id, who, a_number from mention where a_number is not null
  union all
  select record_id, list_id, who, a_number from former_mention where a_number is not null
) m
where list_id in (select list_id from row_list)
group by record_id, list_id;

-- The same row again: equal cells, the first with the first where a list repeats itself.
create or replace table row_told as
select r.record_id, r.list_id, r.raw, k.numbers,
  row_number() over (partition by r.list_id, r.raw order by r.sheet, r.row) as nth,
  row_number() over (partition by r.list_id, k.numbers order by r.sheet, r.row) as nth_of_numbers
from (
  select record_id, list_id, sheet, row, raw from record
  union all
  select record_id, list_id, sheet, row, raw from former_record
) r
left join row_key k on k.record_id = r.record_id
where r.list_id in (select list_id from row_list);

create or replace table row_same as
select o.record_id, n.record_id as became
from row_told o
join successor s on s.list_id = o.list_id
join row_told n on n.list_id = s.replaced_by and n.raw = o.raw and n.nth = o.nth;

-- A changed row: the same numbers, in the order in which neither list has the row unchanged.
create or replace table row_changed as
with left_over as (
  select t.record_id, t.list_id, t.numbers,
    row_number() over (partition by t.list_id, t.numbers order by t.nth_of_numbers) as nth
  from row_told t
  where t.numbers is not null
    and t.record_id not in (select record_id from row_same)
    and t.record_id not in (select became from row_same)
)
select o.record_id, n.record_id as became
from left_over o
join successor s on s.list_id = o.list_id
join left_over n on n.list_id = s.replaced_by and n.numbers = o.numbers and n.nth = o.nth;

fill gave_way:
select r.*, s.replaced_by, coalesce(a.became, c.became) as became,
  case when s.replaced_by is null then 'withdrawn'
       when a.became is not null then 'same'
       when c.became is not null then 'changed'
       else 'vanished' end as change
from former_record r
left join successor s on s.list_id = r.list_id
left join row_same a on a.record_id = r.record_id
left join row_changed c on c.record_id = r.record_id;
