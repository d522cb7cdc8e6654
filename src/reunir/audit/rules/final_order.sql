-- title: A form was used only with a final order
-- cites: Separated Parent's Removal Form: for class members with final orders; casebook R10
-- fault: a form used without a final order
select subject, record_ids as evidence,
  case when ordered_on <= happened_on then 'met'
       when ordered_on > happened_on and form_kind <> 'hidden' then 'unmet' else 'unknown' end as outcome,
  happened_on is null or (form_kind = 'hidden' and ordered_on > happened_on) as bars,
  case when ordered_on <= happened_on then 'There was a final order by that day.'
       when ordered_on > happened_on and form_kind <> 'hidden'
         then concat('The final order is of ', cast(ordered_on as varchar), ', after the decision.')
       when ordered_on > happened_on then 'The form is hidden, and the final order came after the decision.'
       when happened_on is null then 'The decision has no date.'
       else 'No list received states the day of a final order.' end as reason
from waiver
where kind = 'decided' and (form_since is not null or form_kind = 'hidden')
  and latest_day >= $since
