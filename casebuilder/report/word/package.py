"""The file around the text: the base document, pictures, properties, and the archive with reproducible bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime
from importlib import resources
from typing import Any, Final

import docx
from docx.document import Document as Package
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from casebuilder.report.blocks import Document
from casebuilder.report.outline import appendix_number
from casebuilder.report.text import one_line
from casebuilder.report.word import pages, xml
from casebuilder.report.word.context import Context, Picture

LIST_NUMBER: Final = 4  # the abstract numbering of numbered lists in the base document
APPENDIX: Final = 2  # that of appendices
LONGEST_PROPERTY: Final = 255
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument"
_VALUES: Final = f'xmlns:vt="{_OFFICE}/docPropsVTypes"'
_ANY_SET: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def open_base() -> Package:
    """A fresh copy of the base document."""
    data = (resources.files("resources") / "docx" / "base.docx").read_bytes()
    return docx.Document(io.BytesIO(data))


def set_language(package: Package, document: Document) -> None:
    """Language of the text and word of the appendix numbers."""
    language = "zh-TW" if document.language == "zh_TW" else "en-GB"
    for element in (package.styles.element, package.settings.element):
        for tag in element.iter(qn("w:lang"), qn("w:themeFontLang")):
            tag.set(qn("w:val"), language)
    numbers = f'//w:abstractNum[@w:abstractNumId="{APPENDIX}"]/w:lvl[@w:ilvl="0"]/w:lvlText'
    (text,) = package.part.numbering_part.element.xpath(numbers)
    text.set(qn("w:val"), appendix_number(document, "%1"))


def set_header_and_footer(package: Package, context: Context) -> None:
    """Fill the header and footer of all pages but the cover."""
    section = package.sections[0]
    for place, line in ((section.header, pages.header(context)), (section.footer, pages.footer(context))):
        element: Any = place.part.element
        element[:] = list(_parsed("hdr", line))


def set_body(package: Package, content: str) -> None:
    """Put `content` in the place of the body, as one element: moving its children one by one takes far longer."""
    document: Any = package.element
    document.replace(document.body, _parsed("body", content))


def _parsed(tag: str, content: str) -> Any:
    return parse_xml(f"<w:{tag} {xml.NAMESPACES}>{content}</w:{tag}>".encode())


def header_references(package: Package) -> str:
    """The references of the base document's section to its headers and footers."""
    section: Any = package.element.body.sectPr
    found = section.iterchildren(qn("w:headerReference"), qn("w:footerReference"))
    return "".join(
        f'<w:{e.tag.rsplit("}", 1)[1]} w:type="{e.get(qn("w:type"))}" r:id="{e.get(qn("r:id"))}"/>' for e in found
    )


def add_picture(package: Package, data: bytes) -> Picture:
    """Take a PNG into the package; equal pictures are kept once."""
    width, height = struct.unpack(">II", data[16:24])
    relation, _ = package.part.get_or_add_image(io.BytesIO(data))
    return Picture(relation, width, height)


def new_list(package: Package) -> int:
    """The numId of a new numbered list that starts at 1."""
    number = package.part.numbering_part.element.add_num(LIST_NUMBER)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def set_properties(package: Package, document: Document) -> None:
    """Core, application and custom properties."""
    given, core = document.properties, package.core_properties
    core.title = _property(given.title) or _property(document.cover.title) or "-"
    core.author = core.last_modified_by = _property(given.author)
    core.subject, core.keywords = _property(given.subject), _property(given.keywords)
    core.language = "zh-TW" if document.language == "zh_TW" else "en-GB"
    core.revision = 1
    if given.created:
        core.created = core.modified = _utc(given.created)
    _add_part(package, "app", "extended-properties", _application(given.organisation))
    custom = {"Organisation": given.organisation, "Version": given.version, "Classification": given.classification}
    filled = {name: text for name, value in custom.items() if (text := _property(value))}
    if filled:
        _add_part(package, "custom", "custom-properties", _custom(filled))


def _property(text: str) -> str:
    return one_line(text)[:LONGEST_PROPERTY]


def _utc(created: str) -> datetime:
    """An ISO 8601 time as python-docx wants it: in UTC, without saying so."""
    time = datetime.fromisoformat(created)
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def _application(organisation: str) -> str:
    company = xml.escape(_property(organisation))
    return (
        f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>Casebuilder</Application>'
        f"<Company>{company}</Company></Properties>"
    )


def _custom(values: dict[str, str]) -> str:
    inner = "".join(
        f'<property fmtid="{_ANY_SET}" pid="{pid}" name="{name}"><vt:lpwstr>{xml.escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), 2)
    )
    return f'<Properties xmlns="{_OFFICE}/custom-properties" {_VALUES}>{inner}</Properties>'


def _add_part(package: Package, name: str, kind: str, content: str) -> None:
    whole = package.part.package
    part = Part(PackURI(f"/docProps/{name}.xml"), f"{_TYPES}.{kind}+xml", (_HEAD + content).encode(), whole)
    whole.relate_to(part, f"{_OFFICE}/relationships/{kind}")


def archive(package: Package) -> bytes:
    """The package as bytes: equal content gives equal bytes, pictures are not compressed twice."""
    whole = package.part.package
    parts = sorted(whole.iter_parts(), key=lambda part: str(part.partname))
    entries: dict[str, bytes] = {"[Content_Types].xml": _content_types(parts), "_rels/.rels": whole.rels.xml}
    for part in parts:
        entries[part.partname.membername] = part.blob
        if len(part.rels):
            entries[part.partname.rels_uri.membername] = part.rels.xml
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return stream.getvalue()


def _content_types(parts: list[Part]) -> bytes:
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    kinds["png"] = "image/png"
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items())
    overrides = "".join(
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in parts
        if part.partname.ext != "png"
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{_HEAD}<Types xmlns="{namespace}">{defaults}{overrides}</Types>'.encode()
