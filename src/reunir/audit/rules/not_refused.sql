-- title: The parent did not refuse to sign
-- cites: declarations of July 2018: refused three times and still listed as having relinquished
-- fault: refused to sign
select subject, record_ids as evidence,
  case when refused_to_sign = 'no' then 'met' when refused_to_sign = 'yes' then 'unmet' else 'unknown' end as outcome,
  coalesce(refused_to_sign not in ('yes', 'no'), false) as bars,
  case when refused_to_sign = 'no' then 'The parent did not refuse to sign.'
       when refused_to_sign = 'yes' then 'The parent refused to sign.'
       when refused_to_sign is null then 'The record does not say whether the parent refused to sign.'
       else 'Whether the parent refused to sign is hidden, or lists differ on it.' end as reason
from waiver where kind = 'decided'
