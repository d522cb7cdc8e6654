-- title: The parent had the time that the standard gives
-- cites: Ms. L. v. ICE, notice of July 2018: 48 hours
-- fault: less time than the standard gives
select subject, record_ids as evidence,
  case when try_cast(minutes as integer) >= $minutes then 'met'
       when happened_on is null then 'unknown'
       when try_cast(minutes as integer) < $minutes then 'unmet'
       else 'unknown' end as outcome,
  coalesce(try_cast(minutes as integer) < $minutes, false) and happened_on is null
    or (minutes is not null and try_cast(minutes as integer) is null) as bars,
  case when try_cast(minutes as integer) >= $minutes then concat('The parent had ', minutes, ' minutes.')
       when happened_on is null then 'The decision has no date; whether the time was prescribed is not known.'
       when try_cast(minutes as integer) < $minutes
         then concat('The parent had ', minutes, ' minutes of ', cast($minutes as varchar), '.')
       when minutes is null then 'The record does not say how much time the parent had.'
       else 'How much time the parent had is hidden, unreadable, or lists differ on it.' end as reason
from waiver
where kind = 'decided' and latest_day >= $since
