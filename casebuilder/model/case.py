"""The whole case: one immutable tree of sections and collections."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from casebuilder.i18n import N_
from casebuilder.model.benchmark import (
    Comparison,
    Criterion,
    Measurement,
    Method,
    ReferenceSite,
    Sample,
    Score,
    ScoreAnchor,
    Specification,
    SpecificationValue,
    Technology,
)
from casebuilder.model.current_state import Capacity, Channel, Configuration, Function, Interval, Strategy, System
from casebuilder.model.evidence import Assumption, Evidence, EvidenceEntry, GlossaryTerm, Note, Standard
from casebuilder.model.money import Benefit, CostLine, FundingSource, ProcurementItem, UnmonetisedImpact
from casebuilder.model.narrative import Narrative
from casebuilder.model.options import FilterChoice, Option, OptionRating
from casebuilder.model.people import Feedback, RaciRow, Stakeholder
from casebuilder.model.plan import Action, Milestone, TestCase, TestClause, TestPlan
from casebuilder.model.profile import (
    Approval,
    BudgetLine,
    CompetencyUnit,
    ContactCentre,
    Profile,
    Recommendation,
    Version,
)
from casebuilder.model.risks import (
    ImpactLevel,
    LikelihoodLevel,
    Risk,
    RiskAction,
    RiskAppetite,
    RiskBand,
    RiskSettings,
)
from casebuilder.model.rules import BiasFactor, OptimismBias, PastProject, Rules
from casebuilder.model.strategy import (
    Constraint,
    Dependency,
    Need,
    Objective,
    Problem,
    ScopeItem,
    SuccessFactor,
    SwotItem,
)
from casebuilder.model.uncertainty import (
    BenefitDriver,
    Correlation,
    CorrelationGroup,
    Scenario,
    ScenarioChange,
    SimulationSettings,
)
from casebuilder.spec import Record, collection, section


@dataclass(frozen=True, kw_only=True)
class Case:
    """A business case as it is at one moment; an edit makes a new one.

    Parts are declared in the order in which files, forms and documents list them by default.
    """

    profile: Profile = section(Profile, N_("Profile"))
    rules: Rules = section(Rules, N_("Rules of the calculation"))
    versions: tuple[Version, ...] = collection(Version, N_("Version history"), singular=N_("Version"), prefix="V")
    budget_lines: tuple[BudgetLine, ...] = collection(
        BudgetLine, N_("Operating budget"), singular=N_("Budget line"), prefix="BL"
    )
    stakeholders: tuple[Stakeholder, ...] = collection(
        Stakeholder, N_("Stakeholders"), singular=N_("Stakeholder"), prefix="SH"
    )
    feedback: tuple[Feedback, ...] = collection(Feedback, N_("Feedback"), singular=N_("Feedback"), prefix="FB")
    raci: tuple[RaciRow, ...] = collection(RaciRow, N_("Who does what (RACI)"), singular=N_("Activity"), prefix="RA")

    problems: tuple[Problem, ...] = collection(Problem, N_("Problems"), singular=N_("Problem"), prefix="P")
    objectives: tuple[Objective, ...] = collection(Objective, N_("Objectives"), singular=N_("Objective"), prefix="OBJ")
    success_factors: tuple[SuccessFactor, ...] = collection(
        SuccessFactor, N_("Critical success factors"), singular=N_("Success factor"), prefix="CSF"
    )
    swot: tuple[SwotItem, ...] = collection(SwotItem, N_("SWOT analysis"), singular=N_("Statement"), prefix="SW")
    scope: tuple[ScopeItem, ...] = collection(ScopeItem, N_("Scope"), singular=N_("Scope item"), prefix="SC")
    constraints: tuple[Constraint, ...] = collection(
        Constraint, N_("Constraints"), singular=N_("Constraint"), prefix="CO"
    )
    dependencies: tuple[Dependency, ...] = collection(
        Dependency, N_("Dependencies"), singular=N_("Dependency"), prefix="D"
    )

    contact_centre: ContactCentre = section(ContactCentre, N_("Contact centre"))
    systems: tuple[System, ...] = collection(System, N_("Systems"), singular=N_("System"), prefix="SYS")
    functions: tuple[Function, ...] = collection(Function, N_("Functions"), singular=N_("Function"), prefix="F")
    channels: tuple[Channel, ...] = collection(Channel, N_("Channels"), singular=N_("Channel"), prefix="CH")
    intervals: tuple[Interval, ...] = collection(Interval, N_("Interval data"), singular=N_("Interval"), prefix="T")
    capacities: tuple[Capacity, ...] = collection(Capacity, N_("Capacity"), singular=N_("Resource"), prefix="CAP")
    needs: tuple[Need, ...] = collection(Need, N_("Needs"), singular=N_("Need"), prefix="N")
    strategies: tuple[Strategy, ...] = collection(
        Strategy, N_("Strategies for unused capacity"), singular=N_("Strategy"), prefix="ST"
    )
    configuration: tuple[Configuration, ...] = collection(
        Configuration, N_("Functional configuration"), singular=N_("Configuration row"), prefix="FC"
    )

    methods: tuple[Method, ...] = collection(Method, N_("Benchmark methods"), singular=N_("Method"), prefix="ME")
    criteria: tuple[Criterion, ...] = collection(Criterion, N_("Criteria"), singular=N_("Criterion"), prefix="CR")
    score_anchors: tuple[ScoreAnchor, ...] = collection(
        ScoreAnchor, N_("Meaning of the scores"), singular=N_("Score anchor"), prefix="A"
    )
    technologies: tuple[Technology, ...] = collection(
        Technology, N_("Technologies"), singular=N_("Technology"), prefix="T"
    )
    specifications: tuple[Specification, ...] = collection(
        Specification, N_("Specifications"), singular=N_("Specification"), prefix="S"
    )
    specification_values: tuple[SpecificationValue, ...] = collection(
        SpecificationValue, N_("Values offered"), singular=N_("Value"), prefix="SV"
    )
    measurements: tuple[Measurement, ...] = collection(
        Measurement, N_("Measurements"), singular=N_("Measurement"), prefix="M"
    )
    samples: tuple[Sample, ...] = collection(Sample, N_("Samples"), singular=N_("Sample"), prefix="SA")
    comparisons: tuple[Comparison, ...] = collection(
        Comparison, N_("Comparisons"), singular=N_("Comparison"), prefix="CM"
    )
    scores: tuple[Score, ...] = collection(Score, N_("Scores"), singular=N_("Score"), prefix="SCO")
    reference_sites: tuple[ReferenceSite, ...] = collection(
        ReferenceSite, N_("Reference sites"), singular=N_("Reference site"), prefix="REF"
    )

    options: tuple[Option, ...] = collection(Option, N_("Options"), singular=N_("Option"), prefix="OPT")
    filter_choices: tuple[FilterChoice, ...] = collection(
        FilterChoice, N_("Options framework-filter"), singular=N_("Choice"), prefix="FF"
    )
    option_ratings: tuple[OptionRating, ...] = collection(
        OptionRating, N_("Options against the success factors"), singular=N_("Rating"), prefix="OR"
    )
    cost_lines: tuple[CostLine, ...] = collection(CostLine, N_("Costs"), singular=N_("Cost line"), prefix="C")
    benefits: tuple[Benefit, ...] = collection(Benefit, N_("Benefits"), singular=N_("Benefit"), prefix="B")
    unmonetised: tuple[UnmonetisedImpact, ...] = collection(
        UnmonetisedImpact, N_("Effects without a price"), singular=N_("Effect"), prefix="IB"
    )
    benefit_drivers: tuple[BenefitDriver, ...] = collection(
        BenefitDriver, N_("What the benefits are made of"), singular=N_("Factor"), prefix="BF"
    )
    funding_sources: tuple[FundingSource, ...] = collection(
        FundingSource, N_("Funding"), singular=N_("Funding source"), prefix="FS"
    )
    procurement: tuple[ProcurementItem, ...] = collection(
        ProcurementItem, N_("Procurement"), singular=N_("Purchase"), prefix="PR"
    )

    optimism_bias: OptimismBias = section(OptimismBias, N_("Optimism bias"))
    bias_factors: tuple[BiasFactor, ...] = collection(
        BiasFactor, N_("Causes of optimism bias"), singular=N_("Cause"), prefix="OB"
    )
    past_projects: tuple[PastProject, ...] = collection(
        PastProject, N_("Own past projects"), singular=N_("Past project"), prefix="PP"
    )

    scenarios: tuple[Scenario, ...] = collection(Scenario, N_("Scenarios"), singular=N_("Scenario"), prefix="SN")
    scenario_changes: tuple[ScenarioChange, ...] = collection(
        ScenarioChange, N_("What differs in a scenario"), singular=N_("Difference"), prefix="SX"
    )
    correlation_groups: tuple[CorrelationGroup, ...] = collection(
        CorrelationGroup, N_("What moves together"), singular=N_("Group"), prefix="CG"
    )
    correlations: tuple[Correlation, ...] = collection(
        Correlation, N_("Correlations of pairs"), singular=N_("Correlation"), prefix="CC"
    )
    simulation: SimulationSettings = section(SimulationSettings, N_("Simulation"))

    risks: tuple[Risk, ...] = collection(Risk, N_("Risk register"), singular=N_("Risk"), prefix="R")
    risk_actions: tuple[RiskAction, ...] = collection(
        RiskAction, N_("Response actions"), singular=N_("Response action"), prefix="RX"
    )
    risk_appetite: tuple[RiskAppetite, ...] = collection(
        RiskAppetite, N_("Risk appetite"), singular=N_("Appetite"), prefix="AP"
    )
    likelihood_levels: tuple[LikelihoodLevel, ...] = collection(
        LikelihoodLevel, N_("Likelihood scale"), singular=N_("Step"), prefix=""
    )
    impact_levels: tuple[ImpactLevel, ...] = collection(ImpactLevel, N_("Impact scale"), singular=N_("Step"), prefix="")
    risk_bands: tuple[RiskBand, ...] = collection(RiskBand, N_("Risk levels"), singular=N_("Level"), prefix="level")
    risk_settings: RiskSettings = section(RiskSettings, N_("Risk scale"))

    milestones: tuple[Milestone, ...] = collection(Milestone, N_("Milestones"), singular=N_("Milestone"), prefix="MS")
    actions: tuple[Action, ...] = collection(Action, N_("Next steps"), singular=N_("Action"), prefix="AC")
    test_plan: TestPlan = section(TestPlan, N_("Test plan"))
    test_clauses: tuple[TestClause, ...] = collection(
        TestClause, N_("Clauses of the test plan"), singular=N_("Clause"), prefix="CL"
    )
    test_cases: tuple[TestCase, ...] = collection(TestCase, N_("Test cases"), singular=N_("Test case"), prefix="TC")

    recommendation: Recommendation = section(Recommendation, N_("Recommendation"))
    approvals: tuple[Approval, ...] = collection(Approval, N_("Approvals"), singular=N_("Approval"), prefix="AV")

    assumptions: tuple[Assumption, ...] = collection(
        Assumption, N_("Assumptions"), singular=N_("Assumption"), prefix="AS"
    )
    evidence: tuple[Evidence, ...] = collection(Evidence, N_("Evidence"), singular=N_("Evidence"), prefix="E")
    competency_unit: CompetencyUnit = section(CompetencyUnit, N_("Competency unit"))
    evidence_map: tuple[EvidenceEntry, ...] = collection(
        EvidenceEntry, N_("Evidence map"), singular=N_("Entry"), prefix="EV"
    )
    standards: tuple[Standard, ...] = collection(Standard, N_("Standards"), singular=N_("Standard"), prefix="STD")
    glossary: tuple[GlossaryTerm, ...] = collection(GlossaryTerm, N_("Glossary"), singular=N_("Term"), prefix="G")
    narrative: tuple[Narrative, ...] = collection(Narrative, N_("Text of the sections"), singular=N_("Text"), prefix="")
    notes: tuple[Note, ...] = collection(Note, N_("Notes"), singular=N_("Note"), prefix="NO")

    def having(self, **parts: Any) -> Case:
        """The same case with other values in the parts named."""
        return dataclasses.replace(self, **parts)

    def records(self, name: str) -> tuple[Any, ...]:
        """The records of the collection `name`; KeyError where the case has no such collection."""
        value = getattr(self, name, None)
        if not isinstance(value, tuple):
            raise KeyError(name)
        return value

    def find(self, name: str, identifier: str) -> Record | None:
        """The record of the collection `name` with this id, or None."""
        return next((record for record in self.records(name) if record.id == identifier), None)

    def narrative_of(self, section_id: str) -> Narrative | None:
        """The prose of a canonical section, or None."""
        return next((text for text in self.narrative if text.id == section_id), None)
