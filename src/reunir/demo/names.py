"""Names of nobody: drawn part by part, at random, from parts that are common in Central America.

The parts are real because the difficulty is: two family names, compound given names, accents, particles, and
names written from Mayan languages in more ways than one. The people put together from them are invented.
"""

from __future__ import annotations

from random import Random


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


WOMEN = _parts(
    "María|Ana|Juana|Rosa|Marta|Elena|Lucía|Josefina|Isabel|Teresa|Ingrid|Wendy|Yamileth|Karla|Patricia|Blanca|"
    "Estela|Dilcia|Gladis|Mirna|Sandra|Carolina|Yesenia|Reina|Alicia|Olga|Marina|Delmy|Norma|Vilma|Claudia|"
    "Lorena|Candelaria|Micaela|Petrona|Catarina|Isabela|Eulalia|Dominga|Angelina|Lesly|Yolanda|Maritza|Heidy|"
    "Marisol|Silvia|Evelin|Brenda|Liseth|Nohemí|Xiomara|Belkis|Suyapa|Irma|Concepción|Elsa|Lidia|Magdalena|"
    "Marcela|Ada|Luz|Jennifer|Kimberly|Sofía|Daniela|Camila|Génesis|Astrid|Fernanda|Melany|Valeria|Dulce|Emely|"
    "Hilda|Fidelina|Telma|Sonia|Aura|Ruth|Ester|Rebeca|Miriam|Noemí|Keyla|Dayana|Aracely|Leticia|Manuela|Tomasa|"
    "Feliciana|Eugenia|Paulina|Ofelia|Consuelo|Amparo|Griselda|Bertila|Orbelina|Albertina|Zoila|Odilia"
)

MEN = _parts(
    "José|Juan|Luis|Carlos|Antonio|Francisco|Pedro|Miguel|Ángel|Manuel|Mynor|Wilmer|Elmer|Óscar|René|Marvin|"
    "Selvin|Nelson|Santos|Edwin|Alexander|Domingo|Pascual|Gaspar|Diego|Mateo|Tomás|Sebastián|Andrés|Bartolo|"
    "Fredy|Rigoberto|Melvin|Denis|Kevin|Josué|Brayan|Anderson|Cristian|Jefferson|Dylan|Emerson|Héctor|Saúl|"
    "Israel|Noé|Eliseo|Abner|Byron|Rudy|Hugo|Leonel|César|Augusto|Fernando|Walter|Darwin|Jairo|Yeison|Allan|Ever|"
    "Rolando|Víctor|Julio|Adán|Efraín|Wilson|Gerson|Humberto|Gilberto|Baltazar|Nicolás|Lucas|Felipe|Esteban|"
    "Rubén|Isaías|Moisés|Elías|Natanael|Abel|Otoniel|Obdulio|Arnulfo|Danilo|Maynor|Geovany|Ronald|Erick|Axel|"
    "Kenneth|Iván|Ramiro|Adolfo|Alfonso|Armando|Mauricio|Salvador|Reynaldo|Evelio|Porfirio|Cristóbal"
)

FAMILIES = _parts(
    "López|Hernández|García|Martínez|Pérez|González|Rodríguez|Ramírez|Mejía|Cruz|Flores|Reyes|Morales|Gómez|"
    "Díaz|Vásquez|Castillo|Mendoza|Ramos|Rivera|Ortiz|Torres|Aguilar|Pineda|Zelaya|Bonilla|Alvarado|Ventura|"
    "Portillo|Orellana|Velásquez|Maldonado|Escobar|Guevara|Chávez|Zúñiga|Murillo|Cáceres|Banegas|Discua|"
    "Interiano|Paz|Lemus|Recinos|Barrera|Godínez|Monzón|Cifuentes|Villatoro|Cabrera|Domínguez|Domingo|Méndez|"
    "de León|de la Cruz|del Cid|de Paz|Funes|Chicas|Argueta|Amaya|Benítez|Membreño|Carranza|Villalobos|"
    "Ixcoy|Tzoc|Choc|Caal|Xol|Coc|Chub|Pop|Cucul|Ical|Tiul|Quib|Ajanel|Us|Tum|Ordóñez|Pablo|Bartolón|Mateo|"
    "Sales|Jerónimo|Matías|Ramón|Raymundo|Brito|Cobo|Terraza|Ceto|Toma|Velasco"
)

LANGUAGES = ("Mam", "K'iche'", "Q'eqchi'", "Akatek", "Ixil", "Chuj", "Q'anjob'al")

COUNTRIES = (("Guatemala", 58), ("Honduras", 30), ("El Salvador", 9), ("Mexico", 3))

MUNICIPALITIES = {
    "Guatemala": ("San Ficticio", "Santa Inventada Ixchil", "San Nadie Huista", "Nebaj de Prueba"),
    "Honduras": ("La Ninguna", "Puerto Supuesto", "Santa Hipótesis de Copán", "El Ejemplo"),
    "El Salvador": ("San Imaginado", "Ciudad Ensayo"),
    "Mexico": ("Santa Muestra", "San Ficticio del Norte"),
}
"""Places that are on no map."""

DIALLING = {"Guatemala": "502", "Honduras": "504", "El Salvador": "503", "Mexico": "52"}

# A family name's chance falls with its rank, as it does where a few names are very common.
_WEIGHTS = [1.0 / (rank + 5) for rank in range(len(FAMILIES))]


def family_name(rng: Random) -> str:
    return rng.choices(FAMILIES, _WEIGHTS)[0]


def given_names(rng: Random, sex: str) -> str:
    """Two names for three people in four; the first ones of the list stand before others more often than not."""
    pool = WOMEN if sex == "F" else MEN
    first = rng.choice(pool[:10]) if rng.random() < 0.35 else rng.choice(pool)
    second = rng.choice(pool)
    return f"{first} {second}" if second != first and rng.random() < 0.75 else first


def country(rng: Random) -> str:
    return rng.choices([c for c, _ in COUNTRIES], [w for _, w in COUNTRIES])[0]
