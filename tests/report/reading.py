"""A page read back as tests need it: its elements, its tables, its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


@dataclass
class Node:
    tag: str
    attrs: dict[str, str | None]
    children: list[Node | str] = field(default_factory=list)

    def find(self, *tags: str) -> list[Node]:
        """All elements of these tags inside, in order."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    found.append(child)
                found += child.find(*tags)
        return found

    def all(self) -> list[Node]:
        found = []
        for child in self.children:
            if isinstance(child, Node):
                found += [child, *child.all()]
        return found

    @property
    def text(self) -> str:
        return " ".join("".join(c if isinstance(c, str) else c.text for c in self.children).split())


class Reader(HTMLParser):
    """Builds the tree and refuses a tag that is not closed where it was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        assert len(node.attrs) == len(attrs), f"an attribute given twice on <{tag}>"
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> where <{self.open[-1].tag}> is open"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(text: str) -> Node:
    """The tree of a page or a picture, well formed or refused."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.root


def rows(page: Node, caption: str) -> list[list[str]]:
    """The bodies of all tables whose caption holds these words: their rows, as text."""
    found = [t for t in page.find("table") if caption in t.find("caption")[0].text]
    bodies = [body for one in found for body in one.find("tbody")]
    return [[c.text for c in row.find("th", "td")] for body in bodies for row in body.find("tr")]


def table(page: Node, caption: str) -> list[list[str]]:
    """The rows of the one table whose caption holds these words."""
    found = [t for t in page.find("table") if caption in t.find("caption")[0].text]
    assert len(found) == 1, f"{len(found)} tables are captioned {caption!r}"
    return rows(page, caption)


def section(page: Node, heading: str) -> str:
    """The text of the section under a heading."""
    found = [s for s in page.find("section") if heading in s.find("h2")[0].text]
    assert len(found) == 1
    return found[0].text
