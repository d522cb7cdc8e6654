"""The words by which headings in English and Spanish speak of people, fields and events (for proposals only).

Each table is meaning -> phrases, parted by `|`: without case and accents, `#` read as `number`. The longest phrase
speaks. A word that stands in none of them is not understood, and a heading that holds one is left to a person.
"""

from __future__ import annotations

import re
from functools import cache

WHO: dict[str, str] = {
    "child": "child|childs|children|minor|minors|uac|uacs|uc|ucs|juvenile|juveniles|kid|kids|son|daughter|youth|"
             "nino|ninos|nina|ninas|menor|menores|menor de edad|nino o nina|nino nina|nina o nino|hijo o hija|"
             "hijo hija|son or daughter|juv|hijo|hija|hijos|hijas|nna|nnas|nnaj|adolescente|adolescentes|"
             "unaccompanied child|unaccompanied minor|unaccompanied alien child|unaccompanied juvenile",
    "mother": "mother|mom|mum|madre|mama|progenitora",
    "father": "father|dad|padre|papa|progenitor",
    "parent": "parent|parents|adult|adults|guardian|legal guardian|parent guardian|parent or legal guardian|"
              "parent or guardian|accompanying adult|accompanying parent|adult family member|parent legal guardian|"
              "sep parent|sep parents|separated parent|separated parents|mother father|mother or father|"
              "father mother|father or mother|padres|padre madre|padre o madre|madre padre|madre o padre|"
              "padre o tutor|madre o tutor|padre madre o tutor|progenitores|progenitor a|tutor|tutora|tutor legal|"
              "adulto|adulta|adultos",
    "sponsor": "sponsor|sponsors|patrocinador|patrocinadora",
    "attorney": "attorney|attorneys|lawyer|legal representative|abogado|abogada|representante legal",
    "relative": "relative|other relative|familiar|pariente|otro familiar",
}  # fmt: skip

FIELDS: dict[str, str] = {
    "born_on": "dob|d o b|birth date|birthdate|birthday|birth dt|dt of birth|date of birth|date birth|born|born on|"
               "fecha de nacimiento|fecha nacimiento|nac|fecha de nac|fecha nac|fec nac|fec de nac|fec nacimiento|"
               "f nac|f de nac|f nacimiento|fdn|nacimiento|nacido el|nacida el",
    "a_number": "a number|anumber|a no|a num|anum|a nbr|alien number|alien no|alien num|alien registration number|"
                "alien registration no|alien reg number|alien reg no|alien file number|alien file no|a file|"
                "a file number|a file no|alien id|numero a|num a|no a|nro a|numero de extranjero|"
                "numero de registro de extranjero|numero alien|numero de alien|registro de extranjero|num de a|"
                "numero de a|file a number",
    "family_unit": "fmua|fmu|famu|family unit|family group|fam unit|family number|family id|unidad familiar|"
                   "grupo familiar",
    "relation": "relationship|relation|related|parentesco|relacion|vinculo|relacion familiar|vinculo familiar|"
                "parentesco con|relacion con|relationship with|relation with|relacion de parentesco",
    "family_names": "last name|last names|lastname|lastnames|last nm|lname|l name|apellido completo|"
                    "apellidos completos|surname|surnames|family name|family names|apellido|apellidos|"
                    "primer apellido|1er apellido|apellido paterno|apellido pat|ap paterno|first surname|"
                    "first last name|paternal surname|paternal last name",
    "given_names": "first name|first names|firstname|firstnames|first nm|fname|f name|given name|given names|given|"
                   "forename|forenames|nombres|nombre de pila|primer nombre|prim nombre|1er nombre",
    "full_name": "full name|fullname|full legal name|legal full name|legal name|full names|complete name|name|names|"
                 "last first|last name first name|name last first|last first name|nombre completo|nombres completos|"
                 "nombre y apellido|nombre y apellidos|nombres y apellidos|apellido y nombre|apellidos y nombres|"
                 "apellidos y nombre|nombre",
    "age": "age|edad|current age|edad actual|age in years|edad en anos",
    "sex": "sex|gender|sexo|genero|sex gender|sexo genero",
    "citizenship": "citizenship|citizen of|nationality|coc|coo|country of citizenship|citizenship country|"
                   "country of origin|origin country|country of nationality|ctzn|ctznshp|citz|country of citz|"
                   "ctry of citz|cntry of citz|coc code|nationality code|citizenship code|nacionalidad|ciudadania|"
                   "pais de origen|pais origen|pais de nacionalidad|pais de ciudadania",
    "language": "language|languages|lang|idioma|idiomas|lengua|idioma materno|lengua materna|native language|"
                "mother tongue|language spoken|spoken language|indigenous language|best language|idioma que habla|"
                "idioma hablado|lengua indigena|idioma indigena",
    "phone": "phone|phones|telephone|telephones|tel|tels|cell|cell phone|cellphone|mobile|mobile phone|phone number|"
             "telephone number|contact number|contact phone|contact tel|telefono|telefonos|celular|celulares|movil|"
             "telefono celular|telefono movil|telefono de contacto|tel de contacto|numero de telefono|"
             "numero telefonico|numero de contacto|whatsapp|home phone|home telephone|cell number|phone 1|"
             "telefono 1|tel 1|num telefonico|num de telefono",
    "municipality": "municipality|home municipality|municipality of origin|municipality of residence|hometown|"
                    "home town|municipio|municipio de origen|municipio origen|municipio de residencia|"
                    "municipio de procedencia",
}  # fmt: skip

EVENTS_SAID: dict[str, str] = {
    "separated": "separated|separation|separations|sep|sepn|separacion|separado|separada|separados",
    "reunified": "reunified|reunification|reunif|reunited|reunify|reunificacion|reunificado|reunificada|"
                 "reunificados|reencuentro|reintegracion|reintegracion familiar|reintegrado|reintegrada|"
                 "reunited with parent|reunified with parent|reunited with parents|reunified with parents|"
                 "reunified with family|reunited with family|reunificado con su familia",
    "apprehended": "apprehended|apprehension|appr|arrest|arrested|encounter|encountered|aprehension|aprehendido|"
                   "aprehendida|aprehendidos|captura|capturado|capturada|aseguramiento|asegurado|asegurada|arresto|"
                   "arrestado|arrestada",
    "referred": "referred for prosecution|prosecution referral|referral for prosecution|referred to prosecution|"
                "prosecution|procesamiento penal|remision a fiscalia",
    "referred_to_care": "referral|referred|referring|orr referral|referral to orr|referred to orr|remision|remitido|"
                        "remitida|remision a orr|derivacion",
    "placed": "placed|placement|admission|admitted|admit|intake|orr approved|orr admission|ingreso|ingresado|"
              "ingresada|admision|colocacion|alojamiento",
    "transferred": "transferred|transfer|transfers|traslado|trasladado|trasladada",
    "discharged": "discharge|discharged|disch|release|released|egreso|egresado|egresada|liberacion|liberado|liberada",
    "ordered": "final order|final order of removal|final removal order|removal order|order of removal|"
               "deportation order|order of deportation|order|ordered removed|orden final|orden final de deportacion|"
               "orden de deportacion|orden de expulsion|orden de remocion",
    "removed": "removed|removal|deported|deportation|departed|departure|dep|repatriated|repatriation|deportacion|"
               "deportado|deportada|deportados|expulsion|expulsado|expulsada|remocion|removido|removida|retorno|"
               "retornado|retornada|repatriacion|repatriado|repatriada|salida del pais",
    "detained": "detained|detention|det|book in|bookin|booked in|detencion|detenido|detenida",
    "decided": "choice|election|decision|decided|elected|eleccion|decidio|decidido|elected option|option elected|"
               "option chosen|option selected|opcion elegida",
    "stated": "wish|wishes|stated|statement|deseo|deseos|declaracion|declaro|voluntad",
    "attempted": "attempt|attempts|attempted|call|called|contact attempt|outreach|intento|intentos|llamada|"
                 "intento de contacto",
    "reached": "reached|contacted|located|contactado|contactada|localizado|localizada|localizacion",
}  # fmt: skip

SLOTS: dict[str, str] = {
    "on": "date|dates|dt|day|on|when|datetime|date time|dt time|date and time|fecha|fec|dia|fecha y hora|cuando",
    "at": "at|place|location|site|sector|station|facility|facility name|name of facility|office|field office|port|"
          "port of entry|poe|center|centre|program|program name|shelter|shelter name|where|landmark|site landmark|"
          "address|lugar|sitio|centro|oficina|albergue|nombre del albergue|nombre del centro|refugio|puerto|"
          "estacion|donde",
    "reason": "reason|reasons|why|cause|causes|grounds|razon|razones|motivo|motivos|causa|causas",
    "outcome": "outcome|result|results|resultado|resultados",
    "kind": "type|tipo",
    "flag": "y n|yn|yes no|yes or no|flag|indicator|si no|s n",
    "note": "note|notes|comment|comments|remarks|narrative|details|circumstances|notas|observaciones|observacion|"
            "comentarios|comentario|detalles|circunstancias",
    "to": "to|country|destination|destination country|destino|pais|pais de destino|pais destino|hacia",
    "by": "by|por",
    "channel": "channel|canal|via|through|means|medio|how|como",
}  # fmt: skip

NAMED: dict[str, str] = {
    "decided.interpreter": "interpreter|interpreter used|interpreter present|interpreter name|interprete|"
                           "uso interprete",
    "decided.witness": "witness|witnessed by|witness name|testigo",
    "decided.signed": "signed|signature|firmado|firmada|firma|firmo",
    "decided.read_aloud": "read aloud|read out loud|leido en voz alta|se leyo en voz alta",
    "decided.minutes": "minutes|minutes allowed|minutes given|minutes to decide|minutos|minutos para decidir",
    "decided.form": "form|form used|form name|form version|formulario|formulario usado",
    "decided.setting": "setting|individual or group|individual or group setting|alone or group|individual o grupal",
    "decided.prechecked": "prechecked|pre checked|box pre checked|box prechecked|box already checked|"
                          "already checked|premarcado|casilla premarcada",
    "decided.refused_to_sign": "refused to sign|refusal to sign|se nego a firmar",
    "decided.option_offered": "reunification offered|option to reunify|told of option to reunify|"
                              "offered reunification|option to reunify offered|se ofrecio reunificacion",
    "decided.information_given": "information given|what parent was told|what the parent was told|informacion dada",
    "decided.counsel": "notice of counsel|counsel notified|access to counsel|aviso al abogado",
    "removed.with_child": "removed with child|deported with child|departed with child|removed with children|"
                          "deportado con hijo|deportado con su hijo|deportada con su hijo|deportado con sus hijos",
    "attempted.channel": "medio de contacto|medio contacto|contact method|method of contact",
    "placed.at": "facility approved|care provider|care provider facility",
}  # fmt: skip

NONE = (
    "birth country|country of birth|cob|place of birth|pob|birth place|birthplace|birth year|year of birth|yob|"
    "birth city|lugar de nacimiento|pais de nacimiento|municipio de nacimiento|ano de nacimiento|"
    "estado de nacimiento|departamento de nacimiento|ciudad de nacimiento|middle name|second name|segundo nombre|"
    "seg nombre|second surname|second last name|maternal surname|segundo apellido|apellido materno|apellido mat|"
    "ap materno|nickname|other name|alias|apodo|book out|bookout|booked out|detainer|detainers|user name|file name|"
    "agency name|charge|charges|email|e mail"
)
"""What is no field of the vocabulary, though some of its words are."""

NOISE = (
    "of|fo|the|de|del|la|el|los|las|lo|y|and|or|o|in|en|for|an|a|is|was|were|are|his|her|their|your|su|sus|se|al|"
    "person|persona|detainee|alien|subject|individual|noncitizen|client|orr|hhs|ice|cbp|dhs|ero|usbp|bp|family|us|"
    "latest|current|actual|most recent|recent|applicant|solicitante|interesado|interesada|beneficiario|beneficiaria|"
    "primary|preferred|main|principal|reported|known|record|residence|used|what|which|cual|please|provide|specify|"
    "favor|materno|preferido|asistido|voluntario|non citizen|border patrol|en que fue|que fue|from orr|from care|"
    "mm dd yyyy|dd mm yyyy|yyyy mm dd|mm dd yy|dd mm aaaa|aaaa mm dd|m f|f m|h m|m h"
)
"""What may stand in a heading beside its meaning and changes nothing of it."""

NUMBER = "number|no|num|nbr|numero|nro|id"
"""What may stand beside a field that is a number of its own: an A-number, a telephone, a family unit."""

YEARS = "years|yrs|anos"
ORDINALS = {
    **dict.fromkeys(("first", "1st", "primer", "primero", "primera", "1er", "one", "uno", "1"), 1),
    **dict.fromkeys(("second", "2nd", "segundo", "segunda", "2do", "two", "dos", "2"), 2),
    **dict.fromkeys(("third", "3rd", "tercer", "tercero", "tercera", "3er", "three", "tres", "3"), 3),
    **{str(n): n for n in range(4, 10)},
}  # fmt: skip
NUMERALS = frozenset(w for w in ORDINALS if w.isdigit() or w in ("one", "two", "three", "uno", "dos", "tres"))
"""Ordinals that may follow whom they number: `child 2`, but not `child first`."""

CHILD_LISTS = frozenset({
    "uac", "uacs", "uc", "ucs", "orr", "minor", "minors", "menor", "menores", "nna", "nnas", "juvenile", "juveniles",
    "child", "children", "ninos", "ninas", "adolescentes", "youth",
})  # fmt: skip
"""Words that make a list one of children, though no heading says whose a column is."""
CHILDREN_ONLY = frozenset(["uac", "uacs", "uc", "ucs", "orr", "nna", "nnas"])
"""Of these, the words of agencies of children: they tell wherever they stand."""
PARENT_LISTS = frozenset(["parent", "parents", "padres", "madres", "mothers", "fathers"])
SHELTERS = frozenset({
    "shelter", "shelter name", "program", "program name", "albergue", "nombre del albergue", "refugio",
})  # fmt: skip
"""Places where only children in care are held."""
FACILITIES = frozenset(("facility", "facility name", "center", "centre", "centro", "nombre del centro"))
SECTORS = frozenset(("sector", "station", "sector station"))


@cache
def lexicon() -> dict[tuple[str, ...], tuple[str, str]]:
    """Every phrase as its words -> (what it speaks of, which one)."""
    tables = (("event", EVENTS_SAID), ("slot", SLOTS), ("who", WHO), ("field", FIELDS), ("named", NAMED),
              ("none", {"": NONE}), ("noise", {"": NOISE}), ("number", {"": NUMBER}),
              ("years", {"": YEARS}))  # fmt: skip
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for kind, table in tables:
        for meaning, phrases in table.items():
            for phrase in phrases.split("|"):
                found.setdefault(tuple(phrase.split()), (kind, meaning))
    return found


@cache
def single_words() -> frozenset[str]:
    """Every word that stands in some phrase."""
    return frozenset(w for phrase in lexicon() for w in phrase)


@cache
def long_words() -> tuple[str, ...]:
    """Words long enough that a slip of the keyboard in them is still told from another word."""
    return tuple(sorted(w for w in single_words() if len(w) >= 7 and re.fullmatch("[a-z]+", w)))
