"""What people type, as values."""

from __future__ import annotations

import ast
import datetime
import operator
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any, Final

from casebuilder.errors import UserError
from casebuilder.i18n import N_, translate
from casebuilder.spec import LARGEST_NUMBER, BiText, FieldSpec, Kind
from casebuilder.values.checking import problem

_OPERATORS: Final[dict[type[ast.AST], Callable[..., Decimal]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "是", "有", "✓", "v"})
_NO: Final = frozenset({"no", "n", "false", "0", "", "否", "無", "-"})
_DATE: Final = re.compile(r"(\d{1,4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?")
_LONGEST_FORMULA: Final = 200
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d*)?")
_GROUPED_INSIDE: Final = re.compile(r"\d[\d,]*(?:\.\d*)?")


def _arithmetic(node: ast.AST) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Decimal(str(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_arithmetic(node.left), _arithmetic(node.right))
    if isinstance(node, ast.UnaryOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_arithmetic(node.operand))
    raise ValueError(node)


def _formula(text: str) -> Decimal:
    """The value of `=12*850`; only numbers, + - * / and brackets are understood."""
    if len(text) > _LONGEST_FORMULA:
        raise ValueError(text)
    plain = _GROUPED_INSIDE.sub(lambda match: _ungrouped(match[0]), text.replace("×", "*").replace("÷", "/"))
    tree = ast.parse(plain.strip(), mode="eval")
    return _arithmetic(tree.body)


def _ungrouped(text: str) -> str:
    """The digits without what groups them; raises ValueError where a comma or a space groups other than thousands.

    A decimal comma (1,5) is refused and never read as 15.
    """
    if not ("," in text or " " in text):
        return text
    if _GROUPED.fullmatch(text) is None:
        raise ValueError(text)
    return text.replace(",", "").replace(" ", "")


def parse_number(text: str) -> Decimal:
    """The number that a person typed: 1,234.5, (1,234) for minus, 12%, １２, =12*850. Raises UserError."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("\N{MINUS SIGN}", "-")
    try:
        if plain.startswith("="):
            value = _formula(plain[1:])
        else:
            negative = plain.startswith("(") and plain.endswith(")")
            plain = plain[1:-1] if negative else plain
            percent = plain.endswith("%")
            value = Decimal(_ungrouped(plain.rstrip("%").strip()))
            value = value / 100 if percent else value
            value = -value if negative else value
    except (ValueError, SyntaxError, InvalidOperation, DivisionByZero, Overflow, RecursionError, MemoryError):
        raise UserError(N_("“{text}” is not a number; type it like 1,234.5."), text=text[:40]) from None
    if not value.is_finite() or value.adjusted() > LARGEST_NUMBER.adjusted() or abs(value) > LARGEST_NUMBER:
        raise UserError(N_("This number is too large; the largest is {largest}."), largest=f"{LARGEST_NUMBER:,}")
    return value


def parse_date(text: str) -> datetime.date:
    """The day that a person typed: 2026-03-31, 2026/3/31, 2026年3月31日, or 115/3/31 (ROC year). Raises UserError."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if match is None:
            raise ValueError(text)
        year = int(match[1]) + (1911 if int(match[1]) < 1000 else 0)
        return datetime.date(year, int(match[2]), int(match[3]))
    except ValueError:
        raise UserError(N_("“{text}” is not a date; type it like 2026-03-31."), text=text[:40]) from None


def _parse_rate(spec: FieldSpec, text: str) -> Decimal:
    """A rate is shown in per cent, so a bare 8 means 8%."""
    value = parse_number(text)
    return value if "%" in unicodedata.normalize("NFKC", text) else value / 100


def _parse_integer(spec: FieldSpec, text: str) -> int:
    value = parse_number(text)
    if value != value.to_integral_value():
        raise UserError(N_("“{text}” is not a whole number."), text=text[:40])
    return int(value)


def _parse_boolean(spec: FieldSpec, text: str) -> bool:
    word = text.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise UserError(N_("“{text}” is neither yes nor no."), text=text[:40])


def _parse_choice(spec: FieldSpec, text: str) -> str:
    wanted = text.strip().casefold()
    for option in spec.choices:
        names = {option.key, option.label, translate("zh_TW", option.label)}
        if wanted in {name.casefold() for name in names}:
            return option.key
    allowed = ", ".join(option.label for option in spec.choices)
    raise UserError(N_("“{text}” is not one of: {allowed}."), text=text[:40], allowed=allowed)


def _parse_list(spec: FieldSpec, text: str) -> tuple[str, ...]:
    return tuple(filter(None, (item.strip() for item in re.split(r"[,;、,;\n\t]", text))))


def _parse_series(spec: FieldSpec, text: str) -> tuple[Decimal, ...]:
    """Numbers between tabs, semicolons or line breaks, or commas followed by a space (1,234 is one number)."""
    items = re.split(r"[\t;;、\n]|,\s+", text.strip())
    return tuple(parse_number(item) for item in items if item.strip())


def _parse_pair(spec: FieldSpec, text: str) -> BiText:
    return BiText(text, text)


_PARSERS: Final[dict[Kind, Callable[[FieldSpec, str], Any]]] = {
    Kind.TEXT: lambda spec, text: text,
    Kind.LONG_TEXT: lambda spec, text: text,
    Kind.BITEXT: _parse_pair,
    Kind.LONG_BITEXT: _parse_pair,
    Kind.INTEGER: _parse_integer,
    Kind.NUMBER: lambda spec, text: parse_number(text),
    Kind.MONEY: lambda spec, text: parse_number(text),
    Kind.RATE: _parse_rate,
    Kind.DATE: lambda spec, text: parse_date(text),
    Kind.BOOLEAN: _parse_boolean,
    Kind.CHOICE: _parse_choice,
    Kind.REF: lambda spec, text: text.strip(),
    Kind.REFS: _parse_list,
    Kind.TAGS: _parse_list,
    Kind.SERIES: _parse_series,
}


def parse(spec: FieldSpec, text: str) -> Any:
    """The value that a person typed into the field; raises UserError with a hint where it is refused.

    An empty text is the empty value. For one language of a pair, pass the text itself to the edit and not here.
    """
    if not spec.is_text and not text.strip():
        return False if spec.kind is Kind.BOOLEAN else type(spec.default)() if _is_listlike(spec) else _nothing(spec)
    value = _PARSERS[spec.kind](spec, text)
    error = problem(spec, value)
    if error is not None:
        raise error
    return value


def _is_listlike(spec: FieldSpec) -> bool:
    return spec.kind in (Kind.REFS, Kind.TAGS, Kind.SERIES)


def _nothing(spec: FieldSpec) -> Any:
    return "" if spec.kind in (Kind.CHOICE, Kind.REF) else None
