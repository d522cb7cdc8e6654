-- title: The choice is stated
-- cites: DHS OIG-21-36, finding 2: documentation that the parent wanted to leave the child
-- fault: the choice not stated
select subject, record_ids as evidence,
  case when wish is not null or choice in ('leave_child', 'take_child', 'undecided') then 'met'
       when choice is null then 'unmet' else 'unknown' end as outcome,
  coalesce(choice not in ('leave_child', 'take_child', 'undecided'), false) as bars,
  case when wish is not null or choice in ('leave_child', 'take_child', 'undecided') then 'The choice is stated.'
       when choice is null then 'The record does not state what the parent chose.'
       when choice = '[redacted]' then 'What the parent chose is hidden, or lists differ on it.'
       else concat('What the parent chose cannot be read: "', choice, '".') end as reason
from waiver
