"""The catalogue of the program's texts: `python -m scripts.messages collect|check|missing|compile`.

English texts are the message ids. Most stand in calls (`translate`, `N_`, `UserError`); the labels, helps, units and
choices of the fields stand in their declarations and are collected from there. Each area of the program has its own
.po file; `compile` merges them into the one .mo file that the program reads.
"""

from __future__ import annotations

import argparse
import re
import string
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

from casebuilder.spec import FieldSpec, fields_of, parts_of

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ("casebuilder", "gui", "main.py")
FOLDER: Final = ROOT / "resources" / "locale" / "zh_TW" / "LC_MESSAGES"
COMPILED: Final = FOLDER / "casebuilder.mo"
KEYWORDS: Final[dict[str, tuple[int, ...] | None]] = {
    "translate": (2,),
    "N_": None,
    "tr": None,
    "UserError": None,
    "Message": None,
    "message": None,
}
# Where a text stands -> the area whose .po file should translate it; the first that fits.
AREAS: Final = {
    "casebuilder/model/": "model",
    "casebuilder/guidance": "guidance",
    "casebuilder/steps": "guidance",
    "casebuilder/checks/": "checks",
    "casebuilder/finance/": "finance",
    "casebuilder/report/": "report",
    "casebuilder/charts/": "charts",
    "casebuilder/frameworks/": "frameworks",
    "casebuilder/storage/": "storage",
    "gui/": "gui",
}
# Words of mainland China, and what Taiwan says. A pattern keeps a word that is right inside a longer one.
MAINLAND: Final = {
    "信息": "資訊",
    "軟件": "軟體",
    "硬件": "硬體",
    "默認": "預設",
    "質量(?!流)": "品質",
    "渠道": "管道",
    "概率": "機率",
    "服務器": "伺服器",
    "數據": "資料",
    "網絡": "網路",
    "用例": "案例",
    "(?<!匯)(?<!聚)(?<!彙)集成": "整合",
    "內部收益率": "內部報酬率",
    "貼現率": "折現率",
    "視頻": "影片",
    "打印": "列印",
    "菜單": "選單",
    "屏幕": "螢幕",
    "文件夾": "資料夾",
    "保存": "儲存",
    "導入": "匯入",
    "導出": "匯出",
    "搜索": "搜尋",
    "鼠標": "滑鼠",
    "程序(?=錯誤|碼)": "程式",
    "計劃": "計畫",
    "台(?=灣|幣)": "臺",
}
_CJK: Final = "[\u3400-\u9fff]"
_HALF_WIDTH: Final = re.compile(rf"(?<={_CJK})[,;:?!]|(?<={_CJK})\.(?={_CJK}|$)|\((?={_CJK})|(?<={_CJK})\)")


def collect() -> dict[str, str]:
    """Every message id of the program with the place of its first use."""
    found: dict[str, str] = {}
    for message, place in [*_in_calls(), *_in_declarations()]:
        if message:
            found.setdefault(message, place)
    return found


def _in_calls() -> Iterator[tuple[str, str]]:
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for line, message, _comments, _context in extract_from_file("python", str(path), keywords=KEYWORDS):
            if isinstance(message, str):
                yield message, f"{name}:{line}"


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        path = ROOT / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _in_declarations() -> Iterator[tuple[str, str]]:
    from casebuilder.model.case import Case

    for part in parts_of(Case):
        place = f"casebuilder/model/ {part.name}"
        yield from ((text, place) for text in (part.label, part.singular, part.help))
        for spec in fields_of(part.record):
            yield from ((text, f"{place}.{spec.name}") for text in texts_of(spec))


def texts_of(spec: FieldSpec) -> tuple[str, ...]:
    """The texts for users in the declaration of a field."""
    return (spec.label, spec.help, spec.unit, spec.group, *(choice.label for choice in spec.choices))


def area_of(place: str) -> str:
    """The area whose .po file translates a text that stands at `place`."""
    return next((area for start, area in AREAS.items() if place.startswith(start)), "core")


def catalogues(folder: Path = FOLDER) -> dict[str, Catalog]:
    """The catalogue of every area, by the name of the area."""
    result = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as stream:
            result[path.stem] = read_po(stream, locale="zh_TW")
    return result


def problems(wanted: Mapping[str, str], areas: Mapping[str, Catalog]) -> list[str]:
    """What keeps the translation from being complete and right; nothing when it is."""
    homes = _homes(areas)
    found = [f"missing: {text!r} ({wanted[text]})" for text in wanted if text not in homes]
    found += [f"in {' and '.join(names)}: {text!r}" for text, names in homes.items() if len(names) > 1]
    found += [f"not used: {text!r} in {homes[text][0]}.po" for text in homes if text not in wanted]
    for area, catalogue in areas.items():
        found += [f"{area}.po: obsolete entry {text!r}" for text in catalogue.obsolete]
        for message in _entries(catalogue):
            found += [f"{area}.po: {fault}: {message.id!r} -> {message.string!r}" for fault in faults(message)]
    return found


def _homes(areas: Mapping[str, Catalog]) -> dict[str, list[str]]:
    homes: dict[str, list[str]] = defaultdict(list)
    for area, catalogue in areas.items():
        for message in _entries(catalogue):
            homes[str(message.id)].append(area)
    return homes


def _entries(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one entry."""
    original, text = str(message.id), str(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not text.strip():
        yield "not translated"
        return
    if placeholders(original) != placeholders(text):
        yield "other placeholders"
    if original != original.strip() or text != text.strip():
        yield "space at an end"
    for word, better in MAINLAND.items():
        if re.search(word, text):
            yield f"mainland word, better {better}"
    if _HALF_WIDTH.search(text):
        yield "half-width punctuation in Chinese"


def placeholders(text: str) -> list[str]:
    """The names of the placeholders of a text, sorted; a text that is no format string has its own marker."""
    try:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    except ValueError:
        return ["(not a format)"]


def compiled(areas: Iterable[Catalog]) -> bytes:
    """The bytes of the .mo file of all areas; the same entries give the same bytes."""
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    merged = Catalog(locale="zh_TW", project="casebuilder", creation_date=epoch, revision_date=epoch)
    for catalogue in areas:
        for message in _entries(catalogue):
            merged.add(message.id, message.string)
    stream = BytesIO()
    write_mo(stream, merged)
    return stream.getvalue()


def stubs(wanted: Mapping[str, str], areas: Mapping[str, Catalog]) -> str:
    """Entries for what is not translated yet, by area, ready to be filled in."""
    homes = _homes(areas)
    by_area: dict[str, list[str]] = defaultdict(list)
    for text, place in wanted.items():
        if text not in homes:
            by_area[area_of(place)].append(f'#: {place}\nmsgid {normalize(text)}\nmsgstr ""\n')
    return "\n".join(f"# ---- {area}.po\n" + "\n".join(entries) for area, entries in sorted(by_area.items()))


def main(words: list[str]) -> int:
    """Run one command; 1 when `check` found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("collect", "check", "missing", "compile"))
    command = parser.parse_args(words).command
    wanted, areas = collect(), catalogues()
    if command == "compile":
        COMPILED.write_bytes(compiled(areas.values()))
        return 0
    if command == "check":
        found = problems(wanted, areas)
        if COMPILED.read_bytes() != compiled(areas.values()):
            found.append(f"{COMPILED.name} is not what the .po files give; run: python -m scripts.messages compile")
        print("\n".join([*found, f"{len(wanted)} messages, {len(found)} problems"]))
        return int(bool(found))
    print(stubs(wanted, areas) if command == "missing" else "\n".join(f"{p}: {m!r}" for m, p in wanted.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
