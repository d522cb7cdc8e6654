-- title: The parent had notice of counsel
-- cites: Ms. L. v. ICE, class notice of July 2018, with counsel's contact
-- fault: no notice of counsel
select subject, record_ids as evidence,
  case when counsel is not null and counsel <> '[redacted]' and lower(counsel) not in ('no', 'none', 'n', 'not given', 'ninguno') then 'met'
       when counsel = '[redacted]' or happened_on is null then 'unknown'
       else 'unmet' end as outcome,
  counsel = '[redacted]' or happened_on is null as bars,
  case when counsel is not null and counsel <> '[redacted]' and lower(counsel) not in ('no', 'none', 'n', 'not given', 'ninguno')
         then 'Notice of counsel is recorded.'
       when counsel = '[redacted]' then 'Whether there was notice of counsel is hidden.'
       when happened_on is null then 'The decision has no date; whether notice of counsel was prescribed is not known.'
       else 'The record shows no notice of counsel.' end as reason
from waiver
where kind = 'decided' and latest_day >= $since
