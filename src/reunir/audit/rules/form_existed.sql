-- title: The form named existed on the day of the decision
-- cites: Separated Parent's Removal Form and court-approved election form, July 2018; casebook R10
-- fault: a form dated before it existed
select subject, record_ids as evidence,
  case when form_kind = 'hidden' and (happened_on is null or happened_on < $first_form_on) then 'unknown'
       when form_kind = 'hidden' then 'met'
       when happened_on is null then 'unknown'
       when happened_on < form_since then 'unmet' else 'met' end as outcome,
  happened_on is null or (form_kind = 'hidden' and happened_on < $first_form_on) as bars,
  case when form_kind = 'hidden' and (happened_on is null or happened_on < $first_form_on)
         then 'The form is hidden, and the day may be from before forms existed.'
       when form_kind = 'hidden' then 'The form is hidden; every form existed on that day.'
       when happened_on is null then 'The decision has no date, and the form did not always exist.'
       when happened_on < form_since
         then concat('It names the ', form, ', dated ', cast(happened_on as varchar), ', before that form existed.')
       else 'The form existed on that day.' end as reason
from waiver where kind = 'decided' and (form_since is not null or form_kind = 'hidden')
