"""The styles of a DOCX: what every paragraph, run, heading and table of a report is named and how it looks."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from reunir.report.document import Document, printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

NAMESPACES = f'xmlns:w="{W}"'

UPRIGHT, WIDE = 499.0, 679.0
"""Points across the text of a page that stands, and of one that lies on its side."""

SERIF, SANS, MONO = "Times New Roman", "Arial", "Courier New"

INK, SOFT = "1B1B1B", "4D5359"


def blank(document: Document) -> Any:
    """A file without a body: its styles, page, foot and properties."""
    import docx

    file = docx.Document()
    body = file.element.body
    for child in [c for c in body if c is not body.sectPr]:
        body.remove(child)
    _properties(file, document)
    _page(file, document)
    _paragraphs(file.styles)
    _runs(file.styles)
    file.styles.element.append(_parsed(TABLE))
    _numbered(file)
    return file


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _properties(file: Any, document: Document) -> None:
    core, when = file.core_properties, datetime.combine(document.date, datetime.min.time())
    core.author, core.last_modified_by, core.title = "Reunir", "Reunir", printable(document.title)[:255]
    core.created = core.modified = core.last_printed = when
    core.subject, core.comments, core.keywords, core.category = printable(document.foot)[:255], "", "", printable(document.kind)[:255]
    core.language, core.revision, core.version, core.identifier = document.language, 1, "", ""
    for lang in file.styles.element.iter(f"{{{W}}}lang"):
        lang.set(f"{{{W}}}val", "en-US" if document.language == "en" else document.language)


def _page(file: Any, document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    page = file.sections[0]
    page.page_width, page.page_height = (Pt(792), Pt(612)) if document.wide else (Pt(612), Pt(792))
    page.orientation = WD_ORIENT.LANDSCAPE if document.wide else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Pt(56.5)
    page.top_margin, page.bottom_margin = Pt(62), Pt(62)
    for name in ("Header", "Footer"):  # the template's own stops stand elsewhere
        for tabs in file.styles[name].element.findall(f".//{{{W}}}tabs"):
            tabs.getparent().remove(tabs)
    foot = page.footer.paragraphs[0]
    foot.style = file.styles["Footer"]
    foot.add_run(printable(document.foot) + "\tPage ")
    foot._p.append(_field("PAGE"))
    foot.add_run(" of ")
    foot._p.append(_field("NUMPAGES"))
    stops = foot.paragraph_format.tab_stops
    stops.add_tab_stop(Pt(WIDE if document.wide else UPRIGHT), 2)  # a tab to the right
    if document.seal:
        head = page.header.paragraphs[0]
        head.text, head.alignment = printable(document.seal), 1
        head.runs[0].bold = True


def _field(name: str) -> Any:
    return _parsed(f'<w:fldSimple {NAMESPACES} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _paragraphs(styles: Any) -> None:
    """Style -> face, size, bold, colour, points before and after, whether it stays with the next."""
    for name, base, face, size, bold, color, before, after, keep in (
        ("Normal", "", SERIF, 11, False, INK, 0, 6, False),
        ("Body Text", "Normal", SERIF, 11, False, INK, 0, 7, False),
        ("Title", "Normal", SERIF, 24, True, INK, 0, 10, True),
        ("Heading 1", "Normal", SERIF, 16, True, INK, 22, 8, True),
        ("Heading 2", "Normal", SERIF, 13, True, INK, 16, 6, True),
        ("Heading 3", "Normal", SERIF, 11.5, True, INK, 12, 4, True),
        ("Caption", "Normal", SERIF, 10, True, INK, 12, 4, True),
        ("List Bullet", "Normal", SERIF, 11, False, INK, 0, 4, False),
        ("List Number", "Normal", SERIF, 11, False, INK, 0, 4, False),
        ("TOC Heading", "Normal", SERIF, 13, True, INK, 14, 4, True),
        ("TOC 1", "Normal", SERIF, 11, False, INK, 0, 2, False),
        ("Kind", "Normal", SERIF, 11, False, SOFT, 0, 2, True),
        ("Facts", "Normal", SERIF, 10.5, False, INK, 0, 2, False),
        ("Term", "Normal", SERIF, 11, True, INK, 6, 0, True),
        ("Meaning", "Normal", SERIF, 11, False, INK, 0, 6, False),
        ("Notice", "Normal", SERIF, 11, False, INK, 0, 0, True),
        ("Note", "Normal", SERIF, 9, False, SOFT, 3, 10, False),
        ("Drawing", "Normal", SERIF, 11, False, INK, 0, 0, True),
        ("Table Text", "Normal", SANS, 8.5, False, INK, 1, 1, False),
        ("Tile Number", "Table Text", SERIF, 18, True, INK, 0, 0, False),
        ("Header", "Normal", SERIF, 10, False, INK, 0, 0, False),
        ("Footer", "Normal", SERIF, 8, False, SOFT, 0, 0, False),
    ):
        _paragraph(styles, name, base, face, size, bold, color, before, after, keep)
    for name, indent, hanging in (("Facts", 90, -90), ("List Bullet", 18, -18), ("List Number", 18, -18)):
        _indent(styles[name], indent, hanging)
    properties = styles["Notice"].element.get_or_add_pPr()
    for old in properties.findall(f"{{{W}}}pBdr"):
        properties.remove(old)
    edges = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="7A1C1C"/>' for side, size in
                    (("top", 8), ("left", 36), ("bottom", 8), ("right", 8)))  # fmt: skip
    properties.insert_element_before(_parsed(f"<w:pBdr {NAMESPACES}>{edges}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _paragraph(
    styles: Any, name: str, base: str, face: str, size: float, bold: bool, color: str, before: float, after: float, keep: bool
) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    there = any(s.name == name for s in styles)
    style = styles[name] if there else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = styles[base]
    style.quick_style, style.hidden = True, False
    fonts = style.element.get_or_add_rPr()
    for old in fonts.findall(f"{{{W}}}rFonts"):
        fonts.remove(old)
    style.font.name, style.font.size, style.font.bold, style.font.italic = face, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(color)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), keep
    shape.line_spacing, shape.widow_control = 1.1 if face == SERIF else 1.0, True
    for edge in style.element.get_or_add_pPr().findall(f"{{{W}}}pBdr"):
        style.element.pPr.remove(edge)
    for odd in ("spacing", "kern"):  # letters of the template's titles are set apart
        for old in fonts.findall(f"{{{W}}}{odd}"):
            fonts.remove(old)


def _indent(style: Any, left: float, first: float) -> None:
    from docx.shared import Pt

    style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Pt(left), Pt(first)
    if style.name == "Facts":
        style.paragraph_format.tab_stops.add_tab_stop(Pt(left))


def _runs(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    for name, face, size, bold, italic, color in (
        ("Strong", "", 0, True, False, ""), ("Emphasis", "", 0, False, True, ""),
        ("Code", MONO, 8, False, False, INK), ("Small", "", 8, False, False, SOFT),
    ):  # fmt: skip
        there = any(s.name == name for s in styles)
        style = styles[name] if there else styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold, style.font.italic = (bold or None), (italic or None)
        if name == "Small":
            style.font.bold = False
        if face:
            style.font.name = face
        if size:
            style.font.size = Pt(size)
        if color:
            style.font.color.rgb = RGBColor.from_string(color)


TABLE = f"""<w:style {NAMESPACES} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{INK}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="C6CACE"/></w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/>
<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>"""
"""The look of every table, to be changed in one place."""


def _numbered(file: Any) -> None:
    """Headings of the first level number themselves."""
    numbering = file.part.numbering_part.element
    taken = [int(n.get(f"{{{W}}}abstractNumId")) for n in numbering.findall(f"{{{W}}}abstractNum")]
    abstract, number = max(taken, default=0) + 1, max((n.numId for n in numbering.num_lst), default=0) + 1
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:suff w:val="space"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
    made = _parsed(f'<w:abstractNum {NAMESPACES} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>')
    numbering.num_lst[0].addprevious(made)
    numbering.append(_parsed(f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    properties = file.styles["Heading 1"].element.get_or_add_pPr()
    properties._insert_numPr(_parsed(f'<w:numPr {NAMESPACES}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


def drawn(file: Any, png: bytes, width: float, number: int, title: str, alt: str) -> Any:
    """A picture in a line, as wide as the text or as high as a page has room for, with its words."""
    from docx.image.image import Image
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    size = Image.from_blob(png)
    high = min(width * size.px_height / size.px_width, 590.0 if width < WIDE else 400.0)
    inline = file.part.new_pic_inline(BytesIO(png), Pt(high * size.px_width / size.px_height), Pt(high))
    told = inline.docPr
    told.id, told.name = number, f"Figure {number}"
    told.set("descr", alt)
    told.set("title", title)
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    return drawing
