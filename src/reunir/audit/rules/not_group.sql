-- title: The parent decided alone, not in a group
-- cites: declarations of July 2018: group presentations, rooms of dozens
-- fault: group setting
select subject, record_ids as evidence,
  case when setting = 'alone' then 'met' when setting = 'group' then 'unmet' else 'unknown' end as outcome,
  coalesce(setting not in ('alone', 'group'), false) as bars,
  case when setting = 'alone' then 'The parent decided alone.'
       when setting = 'group' then 'The decision was taken in a group.'
       when setting is null then 'The record does not say whether the parent was alone.'
       else 'The setting is hidden, unreadable, or lists differ on it.' end as reason
from waiver where kind = 'decided'
