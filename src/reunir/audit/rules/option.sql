-- title: The option to be reunified is shown as offered
-- cites: DHS OIG-21-36, finding 4: whether the option to reunify was offered at all
-- fault: the option to reunify not shown as offered
select subject, record_ids as evidence,
  case when option_offered = 'yes' then 'met'
       when option_offered is null or option_offered = 'no' then 'unmet' else 'unknown' end as outcome,
  coalesce(option_offered not in ('yes', 'no'), false) as bars,
  case when option_offered = 'yes' then 'The option to be reunified is shown as offered.'
       when option_offered = 'no' then 'The record says that the option to be reunified was not offered.'
       when option_offered is null then 'The record does not show that the option to be reunified was offered.'
       else 'Whether the option to be reunified was offered is hidden, or lists differ on it.' end as reason
from waiver
