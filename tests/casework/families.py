"""A few invented families that every test of casework knows, as lists of four offices.

Elsa and Mateo: separated; she was removed, and no decision is on record. Rosa, Ana and Luis: separated, Rosa detained; she
wrote that she wants Ana with her. Juana and Diego: separated; her language is K'iche'. Marta and Oscar, both parents of
Sofia: separated. Lidia and Pablo: separated and together again. Nobody in them exists.
"""

from __future__ import annotations

from tests import offices

LISTS = {
    "apprehensions.csv": """Event No,A-Number,Last Name,First Name,DOB,Sex,Language,Child A-Number,Child Last,Child First,Child DOB,Apprehended,Separated,Place
1,999000001,Inventado Uno,Elsa,1990-02-03,F,Spanish,999000002,Inventado Uno,Mateo,2011-05-06,2018-05-10,2018-05-10,Station A
2,999000011,Inventada Dos,Rosa,1988-07-08,F,Spanish,999000012,Inventada Dos,Ana,2010-09-10,2018-05-11,2018-05-11,Station A
2,999000011,Inventada Dos,Rosa,1988-07-08,F,Spanish,999000013,Inventada Dos,Luis,2014-01-20,2018-05-11,2018-05-11,Station A
3,999000021,Ficticia Tres,Juana,1992-03-04,F,K'iche',999000022,Ficticia Tres,Diego,2013-11-12,2018-05-12,2018-05-12,Station B
4,999000031,Soñada Cuatro,Marta,1985-06-07,F,Spanish,999000033,Soñado Cuatro,Sofía,2012-02-02,2018-05-13,2018-05-13,Station B
4,999000032,Soñado Cuatro,Óscar,1984-05-05,M,Spanish,999000033,Soñado Cuatro,Sofía,2012-02-02,2018-05-13,2018-05-13,Station B
5,999000041,Supuesta Cinco,Lidia,1991-08-09,F,Spanish,999000042,Supuesto Cinco,Pablo,2009-09-19,2018-05-14,2018-05-14,Station B
""",
    "care.csv": """Child No,Child Name,Born,Placed,Program,Discharged,Outcome
999000002,Mateo Inventado Uno,2011-05-06,2018-05-13,Shelter North,,
999000012,Ana Inventada Dos,2010-09-10,2018-05-14,Shelter North,,
999000013,Luis Inventada Dos,2014-01-20,2018-05-14,Shelter North,,
999000022,Diego Ficticia Tres,2013-11-12,2018-05-15,Shelter South,,
999000033,Sofia Soñado Cuatro,2012-02-02,2018-05-16,Shelter South,,
999000042,Pablo Supuesto Cinco,2009-09-19,2018-05-17,Shelter South,2018-07-20,Reunified
""",
    "removals.csv": """A-Number,Last Name,First Name,Departed
999000001,Inventado Uno,Elsa,2018-06-15
""",
    "letters.csv": offices.LETTERS,
}
RECEIVED = {"apprehensions.csv": "2018-06-20", "care.csv": "2018-07-25", "removals.csv": "2018-07-01", "letters.csv": "2018-07-02"}

LAYOUTS = {
    "apprehensions": """
title = "Apprehensions"
agency = "Border office"
kind = "addition"
dates = ["%Y-%m-%d"]
[columns]
"A-Number" = "parent.a_number"
"Last Name" = "parent.family_names"
"First Name" = "parent.given_names"
"DOB" = "parent.born_on"
"Sex" = "parent.sex"
"Language" = "parent.language"
"Child A-Number" = "child.a_number"
"Child Last" = "child.family_names"
"Child First" = "child.given_names"
"Child DOB" = "child.born_on"
"Apprehended" = "apprehended.on"
"Separated" = "separated.on"
"Place" = "apprehended.at"
""",
    "care": """
title = "Children in care"
agency = "Office of Care"
kind = "addition"
dates = ["%Y-%m-%d"]
[columns]
"Child No" = "child.a_number"
"Child Name" = "child.full_name"
"Born" = "child.born_on"
"Placed" = "placed.on"
"Program" = "placed.at"
"Discharged" = "discharged.on"
"Outcome" = "discharged.outcome"
[codes."discharged.outcome"]
"Reunified" = "reunified_with_parent"
""",
    **offices.LAYOUTS,
}
