-- title: The language is the parent's, or an interpreter is named
-- cites: Separated Parent's Removal Form: read in a language the parent understands; casebook R11
-- fault: a language that is not the parent's and no interpreter named
with asked as (
  select *,
    coalesce(interpreter <> '[redacted]' and lower(interpreter) not in ('no', 'none', 'n', 'ninguno', 'ninguna'), false) as interpreted,
    coalesce(interpreter = '[redacted]', false) as interpreter_hidden,
    coalesce(list_contains(parent_languages, spoken), false) as is_one,
    coalesce(len(parent_languages), 0) as known
  from waiver
),
answered as (
  select *,
    case when interpreted then 'interpreted'
         when spoken is null then case when interpreter_hidden then 'hidden' else 'blank' end
         when spoken <> '[redacted]' and known = 1 and is_one then 'own'
         when interpreter_hidden or spoken = '[redacted]' then 'hidden'
         when known = 0 then 'unlisted'
         when is_one then 'differ'
         else 'other' end as answer
  from asked
)
select subject, record_ids as evidence,
  case when answer in ('interpreted', 'own') then 'met' when answer in ('blank', 'other') then 'unmet' else 'unknown' end as outcome,
  answer in ('hidden', 'unlisted', 'differ') as bars,
  case answer
    when 'interpreted' then 'An interpreter is named.'
    when 'own' then 'It was taken in the parent''s own language.'
    when 'blank' then 'Neither the language nor an interpreter is recorded.'
    when 'other' then concat('It was taken in ', language, ', which is not the parent''s language, and no interpreter is named.')
    when 'hidden' then 'The language or the interpreter is hidden, or lists differ on it.'
    when 'unlisted' then 'The parent''s language is on no list, and no interpreter is named.'
    else 'Lists differ on the parent''s language, and no interpreter is named.' end as reason
from answered
