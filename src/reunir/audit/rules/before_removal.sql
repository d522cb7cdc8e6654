-- title: The decision was made on or before the day of the removal
-- cites: DHS OIG-21-36, recommendation 1: before removing a parent, obtain and document the preference; casebook R6
-- fault: made after the removal
select subject, record_ids as evidence,
  case position when 'before' then 'met' when 'after' then 'unmet' else 'unknown' end as outcome,
  position = 'unknown' as bars,
  case position
    when 'before' then 'It was made on or before the day of the removal.'
    when 'after' then concat('It is dated ', coalesce(cast(happened_on as varchar), 'later'), ', after the removal.')
    else 'Whether it came before the removal is not known.'
  end as reason
from waiver
