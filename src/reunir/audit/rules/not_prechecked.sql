-- title: No box was checked beforehand
-- cites: Ms. L. v. ICE, ECF 163 (28 July 2018): first box already checked when handed over
-- fault: box already checked
select subject, record_ids as evidence,
  case when prechecked = 'no' then 'met' when prechecked = 'yes' then 'unmet' else 'unknown' end as outcome,
  coalesce(prechecked not in ('yes', 'no'), false) as bars,
  case when prechecked = 'no' then 'No box was checked beforehand.'
       when prechecked = 'yes' then 'A box was already checked when the form was handed over.'
       when prechecked is null then 'The record does not say whether a box was checked beforehand.'
       else 'Whether a box was checked beforehand is hidden, or lists differ on it.' end as reason
from waiver where kind = 'decided'
