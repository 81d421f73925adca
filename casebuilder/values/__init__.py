"""Values as people type and read them: parsing, checking and showing, all from the declaration of a field."""

from casebuilder.values.checking import id_problem, problem
from casebuilder.values.parsing import parse, parse_date, parse_number
from casebuilder.values.showing import date_text, display, edit_text, grouped, plain_number

__all__ = [
    "date_text",
    "display",
    "edit_text",
    "grouped",
    "id_problem",
    "parse",
    "parse_date",
    "parse_number",
    "plain_number",
    "problem",
]
