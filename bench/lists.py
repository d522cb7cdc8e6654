"""Generated lists with the truth: families of Central American names, told by five lists, each with its own faults.

Nobody here exists. Two worlds are drawn with this one machine: `TRAINING`, from which the shipped model is learned,
and `HARD`, on which it is measured; they have different name pools, rates of fault and customs of naming, so that a
good mark is not the memory of one world. What the parameters stand for is said beside each.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

# Common given and family names of the region, the commonest first (drawn with a falling weight).
WOMEN_A = ["maria", "ana", "juana", "rosa", "elena", "marta", "sandra", "karla", "lucia", "gloria", "claudia", "silvia", "blanca", "irma", "dora", "norma", "sonia", "yolanda", "mirna", "reina", "wendy", "ingrid", "heidy", "evelyn", "glenda", "lesbia", "vilma", "angela", "paola", "fatima"]
MEN_A = ["jose", "juan", "luis", "carlos", "pedro", "manuel", "miguel", "mario", "oscar", "jorge", "francisco", "edwin", "victor", "marvin", "walter", "rene", "hector", "santos", "wilmer", "elmer", "byron", "selvin", "rudy", "julio", "cesar", "angel", "david", "daniel", "kevin", "melvin"]
FAMILY_A = ["lopez", "garcia", "hernandez", "perez", "gonzalez", "ramirez", "rodriguez", "martinez", "sanchez", "cruz", "morales", "reyes", "gomez", "flores", "vasquez", "mejia", "castillo", "velasquez", "rivera", "diaz", "mendez", "ortiz", "aguilar", "ramos", "castro", "escobar", "alvarado", "santos", "guevara", "pineda", "zelaya", "orellana", "funes", "lara", "portillo", "menjivar", "argueta", "chicas", "figueroa", "quintanilla"]
MAYA_A = ["tzoc", "choc", "caal", "xol", "coc", "pop", "tiul", "chub", "ixcoy", "ajanel", "tzul", "cuxum", "ramirez", "bartolo", "matom", "ceto", "brito", "raymundo", "k'ot", "xicay", "tzunun", "chajal"]
WOMEN_B = ["maria", "carmen", "juana", "isabel", "teresa", "francisca", "catarina", "petrona", "dominga", "josefa", "magdalena", "candelaria", "delmy", "xiomara", "suyapa", "bessy", "keyla", "ruth", "noemi", "esther", "abigail", "roxana", "yesenia", "iris", "nancy", "delia", "elsa", "lidia", "marina", "celia", "yadira", "dulce", "perla", "jazmin", "emely"]
MEN_B = ["jose", "juan", "francisco", "antonio", "domingo", "diego", "sebastian", "tomas", "mateo", "pascual", "gaspar", "nicolas", "andres", "felipe", "lorenzo", "denis", "josue", "isaac", "samuel", "nelson", "darwin", "franklin", "elvin", "olvin", "anibal", "gerson", "cristian", "jonathan", "alexander", "anderson", "brayan", "mynor", "esvin", "fredy", "hugo"]
FAMILY_B = ["garcia", "lopez", "martinez", "hernandez", "mejia", "ramos", "pacheco", "bonilla", "maldonado", "amaya", "banegas", "euceda", "lemus", "galdamez", "recinos", "barrera", "cabrera", "cardona", "chavez", "contreras", "dominguez", "fuentes", "gutierrez", "henriquez", "iraheta", "jimenez", "leiva", "lima", "marroquin", "medina", "molina", "monterroso", "najera", "navarro", "ochoa", "padilla", "paz", "pena", "ponce", "quijada", "rivas", "rosales", "salazar", "salguero", "serrano", "sosa", "tejada", "torres", "umana", "valle", "vega", "villeda", "zamora", "zuniga"]
MAYA_B = ["ajtzalam", "caal", "chocoj", "coy", "cuz", "ich", "maquin", "quib", "sacul", "tec", "xo", "yat", "tun", "cucul", "batz", "k'ich", "ixim", "q'eq", "tzir", "sarat", "ambrocio", "velasco", "chaj", "tzep", "oxlaj"]
PLACES_A = ["huehuetenango", "comayagua", "usulutan", "totonicapan", "copan", "jutiapa", "quiche", "yoro", "chiquimula", "morazan"]
PLACES_B = ["nebaj", "soloma", "cubulco", "rabinal", "choluteca", "olancho", "intibuca", "ahuachapan", "sonsonate", "jocotan", "camotan"]


@dataclass(frozen=True)
class World:
    """What a world of lists is drawn with."""

    women: list[str]
    men: list[str]
    family: list[str]
    maya: list[str]
    places: list[str]
    steep: float = 0.75
    """How fast names get rarer down the pool (exponent of their rank)."""
    rare: float = 0.25
    """Share of names made up of syllables: the long tail that a short pool lacks."""
    compound: float = 0.6
    """Share of people with two given names."""
    mayan: float = 0.2
    """Share of families with names written from a Mayan language, in changing spellings."""
    single: float = 0.15
    """Share of families whose children bear the mother's names alone (no father registered)."""
    one_family_name: float = 0.1
    """Share of people who give one family name only, in everything."""
    same_name: float = 0.06
    """Share of children who bear a parent's given names."""
    twins: float = 0.03
    second_parent: float = 0.12
    """Share of families of which both parents are on the lists."""
    typo: float = 0.05
    """Chance of a slip of the keyboard in a name, per name and row, times the list's own carelessness."""
    respell: float = 0.06
    """Chance of another spelling of the same sound."""
    drop: float = 0.18
    """Chance that a second name, given or family, is left out in a row."""
    cross: float = 0.03
    """Chance that the two family names change places."""
    birth: float = 0.05
    """Chance that a birth date is wrong: day and month swapped, a digit off, or the year off."""
    digit: float = 0.03
    """Chance that an A-number is mis-keyed: a digit off, or two neighbours swapped."""
    no_number: float = 1.0
    """How many times as often as each list's own rate a number is missing."""
    twice: float = 0.04
    """Chance that a list holds a row a second time, keyed anew."""


TRAINING = World(WOMEN_A, MEN_A, FAMILY_A, MAYA_A, PLACES_A)
HARD = World(
    WOMEN_B, MEN_B, FAMILY_B, MAYA_B, PLACES_B, steep=0.85, rare=0.2, compound=0.7, mayan=0.3, single=0.2,
    one_family_name=0.14, same_name=0.08, twins=0.04, second_parent=0.15, typo=0.06, respell=0.07, drop=0.2,
    cross=0.04, birth=0.06, digit=0.035, no_number=1.1, twice=0.05,
)  # fmt: skip


def noisier(world: World, times: float) -> World:
    """The same world with every fault so many times as frequent."""
    return replace(world, typo=world.typo * times, respell=world.respell * times, drop=min(world.drop * times, 0.6),
                   cross=world.cross * times, birth=world.birth * times, digit=world.digit * times,
                   no_number=world.no_number * times)  # fmt: skip


@dataclass
class Human:
    key: int
    sex: str
    given: list[str]
    family: list[str]
    born: date
    number: str
    land: str
    place: str
    phone: str
    maya: bool = False


@dataclass
class Lists:
    """`mention`: the table of mentions as intake leaves it. `truth`: mention_id -> who. `ties`: (parent, child)
    among those whom some row names together. `apprehended`: statements of that kind, for ties by family unit."""

    mention: pa.Table
    truth: list[int]
    ties: set[tuple[int, int]]
    maya: set[int]


ACCENTS = str.maketrans({"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú"})
RESPELL = (("b", "v"), ("v", "b"), ("s", "z"), ("z", "s"), ("ll", "y"), ("y", "i"), ("c", "k"), ("k", "c"), ("qu", "k"),
           ("j", "g"), ("x", "ch"), ("ch", "x"), ("tz", "s"), ("h", ""), ("i", "y"), ("k'", "q'"), ("q", "k"))  # fmt: skip
SYLLABLES = ["ba", "be", "bi", "ca", "ce", "co", "da", "di", "do", "el", "fi", "ga", "go", "la", "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "ra", "re", "ri", "ro", "sa", "se", "so", "ta", "te", "ti", "to", "va", "ve"]
LANDS = (("GUATEMALA", 50), ("HONDURAS", 30), ("EL SALVADOR", 15), ("MEXICO", 5))


class Drawer:
    """Draws one world: people first, then what each list makes of them."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.weights = {id(p): [1 / (i + 1.5) ** world.steep for i in range(len(p))]
                        for p in (world.women, world.men, world.family, world.maya)}  # fmt: skip
        self.number = 201_000_000
        self.key = 0

    def one(self, pool: list[str]) -> str:
        if self.random.random() < self.world.rare:
            return "".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 3, 3)))) + self.random.choice(
                ("n", "s", "r", "z", "do", "ra", "no", ""))
        return self.random.choices(pool, self.weights[id(pool)])[0]

    def human(self, sex: str, family: list[str], born: date, land: str, place: str, maya: bool) -> Human:
        pool = self.world.women if sex == "F" else self.world.men
        given = [self.one(pool)]
        if self.random.random() < self.world.compound:
            second = self.one(pool)
            if second != given[0]:
                given.append(second)
        self.number += self.random.choice((1, 1, 1, 2, 3))
        self.key += 1
        return Human(self.key, sex, given, family, born, f"{self.number:09d}", land, place,
                     f"502{self.random.randrange(10**8):08d}", maya)  # fmt: skip

    def names(self, maya: bool) -> list[str]:
        pool = self.world.maya if maya and self.random.random() < 0.8 else self.world.family
        return [self.one(pool), self.one(self.world.family if self.random.random() < 0.5 else pool)]

    def day(self, first: date, days: int) -> date:
        return first + timedelta(days=self.random.randrange(days))

    def kin(self) -> tuple[list[Human], list[Human]]:
        r, w = self.random, self.world
        maya = r.random() < w.mayan
        land = r.choices([x for x, _ in LANDS], [n for _, n in LANDS])[0]
        place = r.choice(w.places)
        self.number += r.choice((1, 2, 5, 20, 60))
        mother_names, father_names = self.names(maya), self.names(maya)
        for names in (mother_names, father_names):
            if r.random() < w.one_family_name:
                del names[1]
        parents = []
        both = r.random() < w.second_parent
        sexes = ["F", "M"] if both else [r.choice("FFM")]
        for sex in sexes:
            born = self.day(date(1968, 1, 1), 365 * 30)
            parents.append(self.human(sex, mother_names if sex == "F" else father_names, born, land, place, maya))
        children: list[Human] = []
        fatherless = r.random() < w.single
        for _ in range(r.choices((1, 2, 3), (70, 23, 7))[0]):
            born = self.day(date(2001, 1, 1), 365 * 16)
            if children and r.random() < w.twins * 3:
                born = children[-1].born
            family = list(mother_names) if fatherless else [father_names[0], mother_names[0]]
            if r.random() < w.one_family_name:
                del family[1:]
            child = self.human(r.choice("FM"), family, born, land, place, maya)
            if r.random() < w.same_name:
                like = [p for p in parents if p.sex == child.sex]
                if like:
                    child.given = list(like[0].given)
            if all(child.given[0] != c.given[0] for c in children):
                children.append(child)
        return parents, children

    # --- what a list makes of somebody

    def slip(self, name: str, care: float) -> str:
        r, w = self.random, self.world
        if r.random() < w.respell * care:
            options = [(a, b) for a, b in RESPELL if a in name]
            if options:
                a, b = r.choice(options)
                name = name.replace(a, b, 1)
        if r.random() < w.typo * care and len(name) > 3:
            i = r.randrange(1, len(name) - 1)
            kind = r.randrange(4)
            letter = r.choice("abcdefghilmnoprstuvz")
            name = (name[:i] + letter + name[i + 1:], name[:i] + name[i + 1:], name[:i] + letter + name[i:],
                    name[:i] + name[i + 1] + name[i] + name[i + 2:])[kind]  # fmt: skip
        return name

    def written(self, h: Human, care: float, whole: bool, accents: bool) -> dict[str, str]:
        r, w = self.random, self.world
        given = [self.slip(n, care) for n in h.given]
        family = [self.slip(n, care) for n in h.family]
        if len(given) > 1 and r.random() < w.drop * care:
            given = given[:1] if r.random() < 0.8 else given[1:]
        if len(family) > 1:
            if r.random() < w.cross * care:
                family = family[::-1]
            elif r.random() < w.drop * care:
                family = family[:1] if r.random() < 0.85 else family[1:]
        if len(family) > 1 and r.random() < 0.03:
            family = [family[0], "de", family[1]]
        g, f = " ".join(given), " ".join(family)
        if h.maya and not accents:
            f = f.replace("'", r.choice(("", "'", " ")) if "'" in f else "")
        if accents and r.random() < 0.6:
            i = max((f.find(v, 1) for v in "aeiou"), default=-1)
            if i > 0:
                f = f[:i] + f[i].translate(ACCENTS) + f[i + 1:]
        style = str.title if accents else str.upper
        g, f = style(g), style(f)
        if whole:
            return {"full_name": f"{f}, {g}" if not accents and r.random() < 0.5 else f"{g} {f}"}
        return {"given_names": g, "family_names": f}

    def born(self, h: Human, care: float) -> date:
        r, b = self.random, h.born
        if r.random() >= self.world.birth * care:
            return b
        kind = r.randrange(4)
        try:
            if kind == 0 and b.day <= 12:
                return date(b.year, b.day, b.month)
            if kind == 1:
                return date(b.year, b.month, (b.day // 10) * 10 + r.randrange(10))
            if kind == 2:
                return date(b.year + r.choice((-1, 1, 10, -10)), b.month, b.day)
        except ValueError:
            return b
        return date(b.year, b.month, 1) if r.random() < 0.5 else date(b.year, 1, 1)

    def numbered(self, h: Human, missing: float, care: float) -> str | None:
        r, w = self.random, self.world
        if r.random() < missing * w.no_number:
            return None
        n = h.number
        if r.random() < w.digit * care:
            i = r.randrange(3, 8)
            if r.random() < 0.4:
                n = n[:i] + n[i + 1] + n[i] + n[i + 2:]
            else:
                n = n[:i] + str(r.randrange(10)) + n[i + 1:]
        return n


def draw(world: World, mentions: int, seed: int) -> Lists:
    """Lists of about so many mentions (a few more)."""
    d = Drawer(world, seed)
    r = d.random
    rows: list[dict[str, Any]] = []
    truth: list[int] = []
    maya: set[int] = set()
    ties: set[tuple[int, int]] = set()
    lists = {"cbp": 0, "orr": 1, "ice": 2, "dec": 3, "sc": 4}
    received = [date(2018, 7, 2), date(2018, 7, 10), date(2018, 9, 14), date(2018, 9, 20), date(2020, 3, 10)]
    at = [1] * 5

    def row(which: str, people: list[tuple[str, Human, dict[str, Any]]]) -> None:
        i = lists[which]
        at[i] += 1
        for who, human, cells in people:
            record = f"{which}-1-{at[i]}"
            rows.append({"mention_id": f"{record}/{who}", "record_id": record, "who": who, "role": who.rstrip("0123456789"),
                         "list_id": which, "list_seq": i + 1, "layout": which, "agency": which.upper(),
                         "received_on": received[i], "sheet": 1, "row": at[i], **cells})  # fmt: skip
            truth.append(human.key)
            if human.maya:
                maya.add(human.key)
        for who, human, _ in people:
            if who.startswith("parent"):
                ties.update((human.key, c.key) for w, c, _ in people if w.startswith("child"))

    unit = 0
    while len(rows) < mentions:
        parents, children = d.kin()
        unit += 1
        number = unit if r.random() < 0.97 else r.randrange(unit)  # numbers of units were reused
        # Border: a row a child with each parent who came along; numbers nearly always.
        for _ in range(2 if r.random() < world.twice else 1):
            for child in children:
                for parent in parents[: 1 if r.random() < 0.7 else 2]:
                    if r.random() < 0.94:
                        def cbp(h: Human, number: int = number) -> dict[str, Any]:
                            return {**d.written(h, 1.0, False, False), "a_number": d.numbered(h, 0.05, 1.0),
                                    "born_on": d.born(h, 1.0), "sex": h.sex if r.random() > 0.02 else None,
                                    "citizenship": h.land,
                                    "family_unit": f"F{number}" if r.random() < 0.8 else None}  # fmt: skip
                        if r.random() < 0.85:
                            row("cbp", [("parent", parent, cbp(parent)), ("child", child, cbp(child))])
                        else:  # the two were never linked at booking
                            row("cbp", [("child", child, cbp(child))])
        for child in children:  # Care: the child, and in half the rows the parent's name
            if r.random() < 0.9:
                for _ in range(2 if r.random() < world.twice else 1):
                    cells = {**d.written(child, 0.8, False, True), "a_number": d.numbered(child, 0.06, 0.6),
                             "born_on": d.born(child, 0.8) if r.random() < 0.9 else None,
                             "sex": child.sex, "citizenship": child.land.title()[:9]}  # fmt: skip
                    people = [("child", child, cells)]
                    if r.random() < 0.5:
                        parent = r.choice(parents)
                        people.append(("parent", parent, {
                            **d.written(parent, 1.3, True, True),
                            "a_number": d.numbered(parent, 0.75, 1.0), "citizenship": child.land.title()[:9]}))  # fmt: skip
                    row("orr", people)
        for parent in parents:  # Removals: the parent, seldom with the child's number
            if r.random() < 0.7:
                for _ in range(2 if r.random() < world.twice else 1):
                    cells = {**d.written(parent, 1.0, False, False), "a_number": d.numbered(parent, 0.1, 1.0),
                             "born_on": d.born(parent, 1.0) if r.random() < 0.85 else None,
                             "sex": parent.sex, "citizenship": parent.land[:4]}  # fmt: skip
                    people = [("parent", parent, cells)]
                    if r.random() < 0.2:
                        child = r.choice(children)
                        number = d.numbered(child, 0.0, 1.0)
                        people.append(("child", child, {"a_number": number}))
                    row("ice", people)
            if r.random() < 0.5:  # Decisions: both, the parent's number often missing, the child by name
                child = r.choice(children)
                row("dec", [
                    ("parent", parent, {**d.written(parent, 1.2, True, False), "a_number": d.numbered(parent, 0.3, 1.0)}),
                    ("child", child, {**d.written(child, 1.2, True, False),
                                      "a_number": d.numbered(child, 0.5, 1.0),
                                      "born_on": d.born(child, 1.5) if r.random() < 0.3 else None}),
                ])  # fmt: skip
            if r.random() < 0.6:  # Outreach: names, and now and then the child's number
                child = r.choice(children)
                people = [("parent", parent, {**d.written(parent, 1.4, True, True),
                                              "municipality": parent.place.title() if r.random() < 0.6 else None,
                                              "phone": parent.phone if r.random() < 0.5 else None})]  # fmt: skip
                if r.random() < 0.9:
                    people.append(("child", child, {**d.written(child, 1.4, True, True),
                                                    "a_number": d.numbered(child, 0.4, 0.8),
                                                    "age": 2019 - child.born.year if r.random() < 0.5 else None}))  # fmt: skip
                row("sc", people)
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["list_seq"], rows[i]["row"], rows[i]["who"]))
    rows, truth = [rows[i] for i in order], [truth[i] for i in order]
    return Lists(table(rows), truth, ties, maya)


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """The mentions as an Arrow table with every declared column."""
    from reunir.engine import ARROW_TYPES
    from reunir.model import TABLES

    columns = TABLES["mention"].columns
    return pa.table({c.name: pa.array([x.get(c.name) for x in rows], type=ARROW_TYPES[c.type]) for c in columns})
