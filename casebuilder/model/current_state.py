"""What the organisation has: systems, functions, channels, measured load and capacity."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from casebuilder.i18n import N_
from casebuilder.spec import (
    BiText,
    Record,
    bitext,
    boolean,
    choice,
    date,
    integer,
    long_bitext,
    money,
    number,
    rate,
    ref,
    refs,
    text,
)

SYSTEM_TYPES: Final = {
    "CRM": N_("Customer relationship management (CRM)"),
    "CTI": N_("Computer telephony integration (CTI)"),
    "DATABASE": N_("Database"),
    "ACD": N_("Automatic call distribution (ACD)"),
    "IVR": N_("Interactive voice response (IVR)"),
    "WEB": N_("Web software"),
    "DIALLER": N_("Dialler"),
    "MIS": N_("Management information system (MIS)"),
    "TRUNK": N_("Trunks and lines"),
    "RECORDING": N_("Recording"),
    "WFM": N_("Workforce management (WFM)"),
    "EMAIL": N_("E-mail"),
    "FAX": N_("Fax"),
    "SMS": N_("Text messages (SMS)"),
    "OTHER": N_("Other technology"),
}
HORIZONS: Final = {"current": N_("Current"), "potential": N_("Potential")}


@dataclass(frozen=True, kw_only=True)
class System(Record):
    """A component of the present system, or one that is planned."""

    type: str = choice("Type", SYSTEM_TYPES, required=True, column=True)
    name: BiText = bitext("System", required=True, column=True)
    role: BiText = long_bitext("Role", help="What this component is there for.", required=True, column=True)
    state: str = choice(
        "State", {"current": N_("In use"), "planned": N_("Planned")}, default="current", required=True, column=True
    )
    installed_year: int | None = integer("Installed in", minimum=1900, maximum=2200)
    annual_cost: Decimal | None = money("Cost a year", minimum=0, column=True)
    support_end: datetime.date | None = date("Support ends", column=True)
    technology: str = ref("Technology", "technologies", help="For a planned component: the technology it stands for.")
    location: str = choice(
        "Location",
        {
            "local": N_("Local (on the premises)"),
            "network": N_("Network (at the carrier or in the cloud)"),
            "intranet": N_("Intranet"),
            "internet": N_("Internet"),
        },
    )
    owner: str = ref("Owner", "stakeholders")


@dataclass(frozen=True, kw_only=True)
class Function(Record):
    """A function of a system: paid for, switched on, used?"""

    system: str = ref("System", "systems", required=True, column=True)
    name: BiText = bitext("Function", required=True, column=True)
    needs: tuple[str, ...] = refs("Needs", "needs", column=True)
    horizon: str = choice("Time horizon", HORIZONS, required=True)
    importance_current: int | None = integer("Importance now", minimum=1, maximum=5, column=True)
    importance_potential: int | None = integer("Importance later", minimum=1, maximum=5, column=True)
    licensed: bool = boolean("Licensed", column=True)
    enabled: bool = boolean("Enabled", column=True)
    usage_rate: Decimal | None = rate("Used", minimum=0, maximum=1, column=True)
    user_satisfaction: Decimal | None = number("User satisfaction", minimum=1, maximum=5)


@dataclass(frozen=True, kw_only=True)
class Channel(Record):
    """A pathway by which customers and the organisation reach each other."""

    name: BiText = bitext("Channel", required=True, column=True)
    pathway: str = choice(
        "Pathway",
        {
            "telephone": N_("Telephone"),
            "email": N_("E-mail"),
            "web": N_("Web"),
            "fax": N_("Fax"),
            "sms": N_("Text message (SMS)"),
            "chat": N_("Chat and messaging"),
        },
        required=True,
        column=True,
    )
    monthly_volume: int | None = integer("Contacts a month", minimum=0, required=True, column=True)
    aht_s: Decimal | None = number("Handling time", unit=N_("s"), minimum=0, column=True)
    concurrency: int | None = integer("Contacts at a time", minimum=1, maximum=20)
    service_target: BiText = bitext("Service target", column=True)
    actual: Decimal | None = rate("Target reached", minimum=0, maximum=1, column=True)
    cost_per_contact: Decimal | None = money("Cost per contact", minimum=0, column=True)
    fcr: Decimal | None = rate("First-contact resolution", minimum=0, maximum=1, column=True)


@dataclass(frozen=True, kw_only=True)
class Interval(Record):
    """One interval of the measured day."""

    start: str = text("Start", required=True, column=True)
    offered: int | None = integer("Offered", minimum=0, required=True, column=True)
    answered: int | None = integer("Answered", minimum=0, column=True)
    abandoned: int | None = integer("Abandoned", minimum=0, column=True)
    answered_in_time: int | None = integer("Answered within target", minimum=0, column=True)
    avg_talk_s: Decimal | None = number("Talk", unit=N_("s"), minimum=0, column=True)
    avg_hold_s: Decimal | None = number("Hold", unit=N_("s"), minimum=0, column=True)
    avg_acw_s: Decimal | None = number("After-call work", unit=N_("s"), minimum=0, column=True)
    agents_staffed: int | None = integer("Agents staffed", minimum=0, column=True)
    asa_s: Decimal | None = number("Average wait", unit=N_("s"), minimum=0, column=True)


@dataclass(frozen=True, kw_only=True)
class Capacity(Record):
    """A resource with what is installed, licensed and used at the peak."""

    system: str = ref("System", "systems", required=True)
    name: BiText = bitext("Resource", required=True, column=True)
    unit: BiText = bitext("Unit", column=True)
    installed: Decimal | None = number("Installed", minimum=0, required=True, column=True)
    licensed: Decimal | None = number("Licensed", minimum=0, column=True)
    measured_peak: Decimal | None = number("Measured peak", minimum=0, column=True)
    measured_average: Decimal | None = number("Measured average", minimum=0, column=True)
    model: str = choice(
        "Model",
        {
            "erlang_b": N_("Erlang B (no waiting)"),
            "erlang_c": N_("Erlang C (callers wait)"),
            "erlang_a": N_("Erlang A (callers give up)"),
            "peak_headroom": N_("Peak plus headroom"),
        },
        required=True,
        column=True,
    )
    busy_hour_load: Decimal | None = number("Busy-hour load", unit=N_("Erlang"), minimum=0)
    grade_of_service: Decimal | None = number(
        "Grade of service or headroom",
        minimum=0,
        maximum=10,
        help="Erlang B: the share of calls that may be blocked. Erlang C: the service level. Else: headroom.",
    )
    annual_unit_cost: Decimal | None = money("Cost a unit and year", minimum=0, column=True)
    method: BiText = long_bitext("How it was measured", required=True)
    note: BiText = long_bitext("Note")


@dataclass(frozen=True, kw_only=True)
class Strategy(Record):
    """A way to put spare capacity to use."""

    name: BiText = bitext("Strategy", required=True, column=True)
    detail: BiText = long_bitext("Detail", column=True)
    capacity: tuple[str, ...] = refs("Spare capacity it uses", "capacities", required=True, column=True)
    need: str = ref("Need it serves", "needs", required=True, column=True)
    effort: str = choice("Effort", {"low": N_("Low"), "medium": N_("Medium"), "high": N_("High")}, column=True)
    benefit: str = text("Benefit family", help="The code that its benefit lines share, for example B01.", column=True)
    condition: BiText = long_bitext("On condition that")


@dataclass(frozen=True, kw_only=True)
class Configuration(Record):
    """One row of the functional configuration: what is done to which function, on which channel, in which component."""

    function: str = ref("Function", "functions", required=True)
    function_name: BiText = bitext("Function name", required=True, column=True)
    channels: tuple[str, ...] = refs("Channels", "channels", column=True)
    component: str = ref("Component", "systems", required=True, column=True)
    priority: str = choice(
        "Priority", {"Must": N_("Must"), "Should": N_("Should"), "Could": N_("Could")}, required=True, column=True
    )
    action: str = choice(
        "Action",
        {
            "Keep": N_("Keep"),
            "Enable": N_("Enable"),
            "Reconfigure": N_("Reconfigure"),
            "Extend": N_("Extend"),
            "Add": N_("Add"),
            "Replace": N_("Replace"),
            "Retire": N_("Retire"),
        },
        required=True,
        column=True,
    )
    specification: BiText = long_bitext(
        "Specification", help="Measurable: it holds a number.", required=True, column=True
    )
    test_case: str = ref("Test case", "test_cases", required=True, column=True)
    needs: tuple[str, ...] = refs("Needs", "needs")
