-- title: The child is named where several are apart from the parent
-- cites: casebook R7: a waiver is given its narrow meaning
-- fault: the child not named where there are several
select subject, record_ids as evidence,
  case when child_id is not null or coalesce(children_then, 1) <= 1 then 'met' else 'unmet' end as outcome,
  false as bars,
  case when child_id is not null then 'The child is named.'
       when coalesce(children_then, 1) <= 1 then 'No child is named, and one only was apart from the parent.'
       else concat('No child is named, and ', cast(children_then as varchar), ' were apart from the parent.') end as reason
from waiver
