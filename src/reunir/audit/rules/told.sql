-- title: What the parent was told is recorded
-- cites: DHS OIG-21-36, finding 4: what information was given before the decision
-- fault: what the parent was told not recorded
select subject, record_ids as evidence,
  case when information_given = '[redacted]' then 'unknown'
       when information_given is null or lower(information_given) in ('no', 'none', 'nothing', 'nada', 'ninguna') then 'unmet'
       else 'met' end as outcome,
  coalesce(information_given = '[redacted]', false) as bars,
  case when information_given = '[redacted]' then 'What the parent was told is hidden.'
       when information_given is null then 'The record does not say what the parent was told.'
       when lower(information_given) in ('no', 'none', 'nothing', 'nada', 'ninguna') then 'The record says that the parent was told nothing.'
       else 'What the parent was told is recorded.' end as reason
from waiver
