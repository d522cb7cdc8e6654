-- title: The parent signed, or an oral decision was witnessed
-- cites: DHS OIG-21-36, recommendation 1: a witnessed acknowledgement; casebook R11
-- fault: neither signed nor, if oral, witnessed
with asked as (
  select *,
    coalesce(witness <> '[redacted]' and lower(witness) not in ('no', 'none', 'n', 'ninguno', 'ninguna'), false) as witnessed,
    coalesce(witness = '[redacted]', false) as witness_hidden
  from waiver
),
answered as (
  select *,
    case when signed = 'yes' then 'signed'
         when form_kind = 'oral' and witnessed then 'witnessed'
         when signed is not null and signed <> 'no' then 'hidden'
         when form_kind = 'oral' and witness_hidden then 'hidden'
         when form_kind = 'hidden' and (witnessed or witness_hidden) then 'hidden'
         when form_kind = 'oral' or wish is not null then 'unwitnessed'
         else 'unsigned' end as answer
  from asked
)
select subject, record_ids as evidence,
  case when answer in ('signed', 'witnessed') then 'met' when answer = 'hidden' then 'unknown' else 'unmet' end as outcome,
  answer = 'hidden' as bars,
  case answer
    when 'signed' then 'The parent signed.'
    when 'witnessed' then 'It was oral, and a witness is named.'
    when 'hidden' then 'The signature or the witness is hidden, or lists differ on it.'
    when 'unwitnessed' then 'It was oral, and no witness is named.'
    else 'The parent did not sign; a witness heals only an oral decision.' end as reason
from answered
