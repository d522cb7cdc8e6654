"""The words by which headings in English and Spanish speak of people, fields and events (for proposals only).

Words are without case and accents; of several that fit, the first in its list speaks.
"""

from __future__ import annotations

WHO_WORDS: dict[str, tuple[str, ...]] = {
    "sponsor": ("sponsor", "sponsors", "patrocinador", "patrocinadora"),
    "attorney": ("attorney", "lawyer", "abogado", "abogada"),
    "child": ("child", "childs", "children", "minor", "minors", "uac", "uc", "juvenile", "kid", "son", "daughter",
              "nino", "nina", "menor", "hijo", "hija", "nna"),
    "parent": ("parent", "parents", "mother", "father", "adult", "guardian", "mom", "dad",
               "padre", "madre", "progenitor", "progenitora", "adulto", "adulta", "tutor"),
    "relative": ("relative", "familiar", "pariente"),
}  # fmt: skip

CHILD_LISTS = frozenset({"uac", "uc", "orr", "minor", "menor", "nna", "juvenile"})
"""Words that make a list one of children, though no heading says whose a column is."""

PERSON_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("born_on", ("dob", "birth date", "birthdate", "date of birth", "birthday", "born", "born on", "fecha de nacimiento",
                 "fecha nacimiento", "nacimiento", "fdn", "f nac", "fecha nac")),
    ("a_number", ("a number", "anumber", "a no", "a num", "anum", "alien number", "alien no", "alien registration number",
                  "alien id", "file number a", "numero a", "numero de extranjero", "numero de registro", "a nbr", "numero alien")),
    ("family_unit", ("fmua", "fmua number", "family unit", "family unit number", "family group", "famu", "unidad familiar",
                     "grupo familiar", "family number")),
    ("relation", ("relationship", "relation", "parentesco", "relacion", "vinculo")),
    ("family_names", ("last name", "last names", "lastname", "surname", "surnames", "family name", "family names", "lname",
                      "apellido", "apellidos", "last nm")),
    ("given_names", ("first name", "first names", "firstname", "given name", "given names", "forename", "forenames", "fname",
                     "nombre de pila", "nombres", "primer nombre", "first nm")),
    ("municipality", ("municipality", "municipio", "home town", "hometown")),
    ("full_name", ("full name", "fullname", "name", "nombre completo", "nombre y apellido", "nombre y apellidos", "nombre")),
    ("age", ("age", "edad", "age years")),
    ("sex", ("sex", "gender", "sexo", "genero")),
    ("citizenship", ("citizenship", "nationality", "coc", "coo", "country of citizenship", "country of origin",
                     "nacionalidad", "ciudadania", "pais de origen")),
    ("phone", ("phone", "phones", "telephone", "phone number", "tel", "cell", "cell phone", "mobile", "telefono", "celular")),
)  # fmt: skip

EVENT_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("decided.interpreter", ("interpreter", "interprete")),
    ("decided.witness", ("witness", "testigo")),
    ("decided.signed", ("signed", "signature", "firmado", "firma")),
    ("decided.read_aloud", ("read aloud", "leido en voz alta")),
    ("decided.minutes", ("minutes", "minutos")),
    ("decided.form", ("form used", "form name", "formulario")),
    ("decided.choice", ("choice", "election", "decision", "decided", "eleccion")),
    ("stated.wish", ("wish", "preference stated", "deseo")),
    ("removed.with_child", ("removed with child", "deported with child", "deportado con hijo")),
    ("separated", ("separated", "separation", "separations", "separacion", "separado", "separada")),
    ("reunified", ("reunified", "reunification", "reunited", "reunificacion", "reunificado", "reunificada")),
    ("apprehended", ("apprehended", "apprehension", "arrest", "arrested", "encounter", "encountered",
                     "aprehension", "aprehendido", "aprehendida", "captura")),
    ("referred", ("referred for prosecution", "prosecution referral", "prosecution", "referred to prosecution")),
    ("referred_to_care", ("orr referral", "referral", "referred to orr", "date of referral", "remision a orr", "remision")),
    ("transferred", ("transferred", "transfer", "traslado", "trasladado", "trasladada")),
    ("discharged", ("discharge", "discharged", "egreso", "discharge type")),
    ("placed", ("placed", "placement", "admission", "admitted", "orr approved", "facility approved", "ingreso", "colocacion",
                "admision", "intake")),
    ("ordered", ("final order", "order", "removal order", "orden", "orden final", "orden de deportacion")),
    ("removed", ("removed", "removal", "deported", "deportation", "departed", "departure", "dep", "deportacion", "deportado",
                 "deportada", "expulsion", "salida")),
    ("detained", ("detained", "detention", "book in", "bookin", "booked in", "detencion", "detenido", "detenida")),
    ("attempted", ("attempt", "attempted", "call", "called", "intento", "llamada")),
    ("reached", ("reached", "contacted", "contactado", "contactada", "localizado", "localizada")),
    ("stated", ("stated", "statement", "declaracion")),
)  # fmt: skip

SLOT_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("on", ("date", "on", "dt", "day", "fecha", "dia", "when")),
    ("reason", ("reason", "why", "cause", "razon", "motivo", "causa")),
    ("outcome", ("outcome", "result", "type", "resultado", "tipo", "y n", "yes no", "flag")),
    ("note", ("note", "notes", "comment", "comments", "remarks", "notas", "observaciones", "comentarios", "narrative")),
    ("to", ("to", "country", "destination", "destino", "pais")),
    ("at", ("at", "place", "location", "site", "facility", "sector", "office", "port", "center", "centre", "program",
            "shelter", "lugar", "sitio", "centro", "oficina", "albergue", "puerto")),
    ("channel", ("channel", "canal", "medio")),
)  # fmt: skip
