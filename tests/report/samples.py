"""Documents that use every block, in both languages, and pictures that cost nothing."""

from __future__ import annotations

import struct
import zlib

from casebuilder.charts.types import Chart
from casebuilder.i18n import Language
from casebuilder.report.blocks import (
    Block,
    Cover,
    Document,
    Labels,
    Properties,
)

LABELS: dict[Language, Labels] = {
    "en": Labels(
        contents="Contents",
        figure="Figure",
        table="Table",
        page="Page {page} of {pages}",
        appendix="Appendix",
        source="Source",
        list_of_figures="Figures",
        list_of_tables="Tables",
    ),
    "zh_TW": Labels(
        contents="目錄",
        figure="圖",
        table="表",
        page="第 {page} 頁，共 {pages} 頁",
        appendix="附錄",
        source="資料來源",
        list_of_figures="圖目錄",
        list_of_tables="表目錄",
    ),
}


def png(width: int = 1260, height: int = 630) -> bytes:
    """A plain grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\xdd" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def fake_picture(_: Chart) -> bytes:
    """A picture for any chart."""
    return png(126, 63)


def document(*blocks: Block, language: Language = "en") -> Document:
    """A small document around `blocks`."""
    return Document(language, Properties("A case"), LABELS[language], Cover("A case"), blocks)


class Bilingual:
    """Picks the text of one language, so that both documents have the same shape."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, en: str, zh: str) -> str:
        return zh if self.language == "zh_TW" else en
