"""The case as a story: its steps in seven groups, with what a good consultant would ask at each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from casebuilder.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of the case. Texts are English message ids; `parts` and `sections` say what is filled in there."""

    key: str
    group: str
    title: str
    lead: str  # one sentence under the title
    parts: tuple[str, ...]  # sections and collections of the case
    sections: tuple[str, ...] = ()  # canonical sections whose text is written here
    why: str = ""  # why we ask
    good: str = ""  # a good answer
    weak: str = ""  # a weak answer
    board: str = ""  # what the board asks
    required: bool = True  # a case is not ready without it


GROUPS: Final = {
    "start": N_("The proposal"),
    "why": N_("Why"),
    "have": N_("What we have"),
    "could": N_("What we could do"),
    "money": N_("Money"),
    "risk": N_("Risk and plan"),
    "decide": N_("Decide"),
}

STEPS: Final = (
    Step(
        key="profile",
        group="start",
        title=N_("Profile"),
        lead=N_("Who asks for what, and by which rules the case is calculated."),
        parts=("profile", "rules", "versions", "budget_lines"),
        why=N_(
            "A board first looks at who stands behind a proposal, when it must decide and whether the rules are those of the finance department."
        ),
        good=N_("“Discount rate 8%, set by the finance department on 5 January 2026; prices of 2026 without tax.”"),
        weak=N_("“Discount rate 10%.” Nobody knows who chose it, or whether inflation is in it."),
        board=N_("Who answers for the benefits once the project is over?"),
    ),
    Step(
        key="stakeholders",
        group="start",
        title=N_("Stakeholders"),
        lead=N_("Who is concerned, what they said, and who does what."),
        parts=("stakeholders", "feedback", "raci"),
        sections=("S07",),
        why=N_(
            "Proposals fail through people more often than through figures. Owners of objectives, benefits and risks are chosen from this list."
        ),
        good=N_(
            "“Team leaders: high interest, high power; they fear unpaid overtime; the roster is drawn up with them.”"
        ),
        weak=N_("“All staff will be informed.”"),
        board=N_("Who is against it, and why?"),
    ),
    Step(
        key="context",
        group="why",
        title=N_("Context"),
        lead=N_("What the proposal serves, and where the organisation stands."),
        parts=("swot",),
        sections=("S02",),
        why=N_("A proposal that serves a published goal of the organisation needs no further reason to be read."),
        good=N_("Quote the goal and its source, say what has changed, and name other projects that touch it."),
        weak=N_("“Digital transformation is a trend.”"),
        board=N_("Which of our goals does this serve, and what changed since last year?"),
        required=False,
    ),
    Step(
        key="problem",
        group="why",
        title=N_("Problem"),
        lead=N_("What goes wrong today, for whom, how often and at what cost."),
        parts=("problems",),
        sections=("S03",),
        why=N_(
            "Whoever agrees with the problem will look at solutions. Cause and effect together show that the proposal acts at the right place."
        ),
        good=N_(
            "“Five of 25 half hours miss the service target because fourteen agent hours stand in the wrong part of the day; 91 callers a day give up.”"
        ),
        weak=N_("“We need a new system.” That is a solution, not a problem."),
        board=N_("How do you know, and why now?"),
    ),
    Step(
        key="objectives",
        group="why",
        title=N_("Objectives"),
        lead=N_("What will be measurably different, from what to what, by when, and who owns it."),
        parts=("objectives", "success_factors"),
        sections=("S04",),
        why=N_(
            "Without a baseline and a target nobody can tell later whether it worked. Success factors say what an option must reach at least."
        ),
        good=N_(
            "“Raise first-contact resolution from 71% (October 2025) to 80% by 31 December 2027; owner: contact-centre manager.”"
        ),
        weak=N_("“Improve customer satisfaction.”"),
        board=N_("How will we see that it worked?"),
    ),
    Step(
        key="scope",
        group="why",
        title=N_("Scope"),
        lead=N_("What is in, what is out, what is fixed, and what it depends on."),
        parts=("scope", "constraints", "dependencies", "assumptions"),
        sections=("S06",),
        why=N_(
            "Most disputes after approval are about what was never promised. An assumption with an owner and a date can be checked before it hurts."
        ),
        good=N_(
            "“Out of scope: replacing the telephone exchange. Reason: its support ends in June 2027; that is a case of its own.”"
        ),
        weak=N_("“All areas of customer service.”"),
        board=N_("What does this not solve?"),
    ),
    Step(
        key="systems",
        group="have",
        title=N_("Systems"),
        lead=N_("What you own today: systems, functions and channels."),
        parts=("systems", "functions", "channels", "contact_centre"),
        sections=("S05",),
        why=N_(
            "What is paid for and not used is the cheapest option there is. It is found only by listing what you have."
        ),
        good=N_("“Call-back is licensed, switched off, and matters 4 of 5 to callers.”"),
        weak=N_("“Old telephone system.”"),
        board=N_("Have we used up what we already pay for?"),
    ),
    Step(
        key="capacity",
        group="have",
        title=N_("Capacity"),
        lead=N_("How much of it is used, on average and at the peak."),
        parts=("capacities", "intervals"),
        why=N_(
            "Idle time that protects the service is not spare. What is left above it can be used, returned or sold."
        ),
        good=N_(
            "“120 channels installed, 43 needed in the busy hour at 1% blocking, source: exchange statistics, October 2025.”"
        ),
        weak=N_("“Utilisation is low.”"),
        board=N_("At the peak, not on average: how much is really free?"),
        required=False,
    ),
    Step(
        key="needs",
        group="have",
        title=N_("Needs"),
        lead=N_("What the business needs now and later."),
        parts=("needs",),
        why=N_("Options, functions and tests are all measured against needs. A need belongs to an objective."),
        good=N_("“Callers reach an agent who can help within 20 seconds, in every half hour.”"),
        weak=N_("“A chatbot.”"),
        board=N_("Whose need is this, and how important is it?"),
    ),
    Step(
        key="options",
        group="could",
        title=N_("Options"),
        lead=N_("What could be done, doing nothing included, and why some ways were dropped."),
        parts=("options", "filter_choices", "option_ratings"),
        sections=("S08",),
        why=N_(
            "A board that sees one option sees none. Doing nothing has costs too, and shows what is bought with the money."
        ),
        good=N_(
            "Four to six options that really differ: do nothing, use what is there, one in between, the full replacement."
        ),
        weak=N_("One option, and two straw men beside it."),
        board=N_("What would you do with no new money?"),
    ),
    Step(
        key="strategies",
        group="could",
        title=N_("Unused capacity"),
        lead=N_("How spare capacity is put to use."),
        parts=("strategies",),
        why=N_(
            "Each piece of spare capacity is linked to a need or returned. From these strategies the cheapest option is built."
        ),
        good=N_(
            "“Move 14 agent hours from the afternoon to the morning; voluntary; no cost; serves the service target.”"
        ),
        weak=N_("“Use resources better.”"),
        board=N_("What stands in the way of simply using it?"),
        required=False,
    ),
    Step(
        key="benchmark",
        group="could",
        title=N_("Benchmark"),
        lead=N_("Technologies compared by the same criteria, with evidence."),
        parts=(
            "criteria",
            "technologies",
            "scores",
            "specifications",
            "specification_values",
            "measurements",
            "samples",
            "comparisons",
            "reference_sites",
            "methods",
            "score_anchors",
        ),
        sections=("S08B",),
        why=N_(
            "Scores with words for each step, evidence beside each score and prices kept out make a comparison that a losing vendor accepts."
        ),
        good=N_("“Score 4 on speed: screen pop 1.8 s in our own test (M1), threshold 2.5 s.”"),
        weak=N_("“Vendor C is the market leader.”"),
        board=N_("What did you measure yourselves?"),
        required=False,
    ),
    Step(
        key="configuration",
        group="could",
        title=N_("Configuration"),
        lead=N_("Which function is kept, enabled, changed or added, where, and how it is tested."),
        parts=("configuration",),
        why=N_("A configuration row with a number in it can be tested; one without cannot."),
        good=N_("“Screen pop within 2.5 s for 95% of calls; test case TC04.”"),
        weak=N_("“Fast screen pop.”"),
        board=N_("How will we know that it works before we go live?"),
        required=False,
    ),
    Step(
        key="costs",
        group="money",
        title=N_("Costs"),
        lead=N_("What each option costs, year by year, and how you know."),
        parts=("cost_lines", "funding_sources", "procurement", "optimism_bias", "bias_factors", "past_projects"),
        sections=("S10", "S13"),
        why=N_(
            "One-off, yearly, internal time, training, migration, removal of the old: what is forgotten here comes back as a supplementary request."
        ),
        good=N_("“Licences 1,200,000 in year 0; quotation of 12 December 2025; ±10%.”"),
        weak=N_("“About 2 million.”"),
        board=N_("What is not in this figure?"),
    ),
    Step(
        key="benefits",
        group="money",
        title=N_("Benefits"),
        lead=N_("What gets better, for whom, from what to what, and who signs for it."),
        parts=("benefits", "benefit_drivers", "unmonetised"),
        sections=("S09", "S15"),
        why=N_(
            "A benefit without an owner does not happen. Freed minutes become money only when rosters, hiring or contracts change."
        ),
        good=N_(
            "“16 s shorter calls x 2,234 calls x 361 days x TWD 408 an hour x 60% realised; owner: operations manager.”"
        ),
        weak=N_("“Efficiency up 30%.”"),
        board=N_("Which budget will be cut, and who has agreed?"),
    ),
    Step(
        key="appraisal",
        group="money",
        title=N_("Appraisal"),
        lead=N_("The options side by side: value, return, payback."),
        parts=(),
        sections=("S11",),
        why=N_("These figures follow from what you typed; nothing is typed here but the words that explain them."),
        good=N_("“Option 1 returns 2.60 for each dollar and stays positive with benefits 30% lower.”"),
        weak=N_("“The NPV is high.”"),
        board=N_("What does the money return, and compared with what?"),
    ),
    Step(
        key="uncertainty",
        group="money",
        title=N_("Uncertainty"),
        lead=N_("What could sink it: ranges, scenarios, and how sure the figures are."),
        parts=("scenarios", "scenario_changes", "correlation_groups", "correlations", "simulation"),
        why=N_(
            "No figure of the future is one number. A board wants to know which few numbers decide, how far they may miss, and how likely a loss is."
        ),
        good=N_(
            "“The answer changes if benefits fall by 38%. The largest single doubt is call volume: 1.1 to 1.4 million, measured in 2023 to 2025.”"
        ),
        weak=N_("“All figures plus or minus 10%.”"),
        board=N_("Which three numbers could sink this?"),
        required=False,
    ),
    Step(
        key="risks",
        group="risk",
        title=N_("Risks"),
        lead=N_("What may happen, what it would cost, and what is done about it."),
        parts=("risks", "risk_actions", "risk_appetite"),
        sections=("S12",),
        why=N_(
            "A risk has a cause, an event and an effect, one owner and a response that is paid for. What is left after the response is what the board accepts."
        ),
        good=N_(
            "“Because the exchange leaves support in June 2027, a fault may last days, leading to lost calls worth TWD 900,000.”"
        ),
        weak=N_("“Technical risk: medium.”"),
        board=N_("What is the worst that can happen, and who watches it?"),
    ),
    Step(
        key="risk_matrix",
        group="risk",
        title=N_("Risk matrix"),
        lead=N_("The register at a glance, before and after the responses."),
        parts=("likelihood_levels", "impact_levels", "risk_bands", "risk_settings"),
        why=N_("The picture shows where the responses work, and which risks stay above what you accept."),
        good=N_("No risk stays in the extreme corner after the response."),
        weak=N_("All risks in the middle."),
        board=N_("Which risks are above our appetite after all responses?"),
        required=False,
    ),
    Step(
        key="plan",
        group="risk",
        title=N_("Plan"),
        lead=N_("Milestones, gates and next steps."),
        parts=("milestones", "actions"),
        sections=("S14",),
        why=N_(
            "Dates with owners show that somebody has thought it through. A gate is where the board can still stop."
        ),
        good=N_("“Gate on 28 February 2027: decide on technology C together with the end of support.”"),
        weak=N_("“Start in the second quarter.”"),
        board=N_("When can we still stop, and what will it have cost by then?"),
    ),
    Step(
        key="tests",
        group="risk",
        title=N_("Tests"),
        lead=N_("How it is proved that everything works."),
        parts=("test_plan", "test_clauses", "test_cases"),
        why=N_(
            "Every need has a test, and every test a need. The sixteen clauses of the test plan leave nothing open."
        ),
        good=N_("“Six test calls, one for each product family; each reaches the right skill group.”"),
        weak=N_("“The system will be tested.”"),
        board=N_("Who accepts it, and by which measure?"),
        required=False,
    ),
    Step(
        key="evidence",
        group="decide",
        title=N_("Evidence"),
        lead=N_("What the figures rest on."),
        parts=("evidence", "standards", "evidence_map", "competency_unit", "glossary", "notes"),
        why=N_("A figure with a source is discussed; a figure without one is doubted."),
        good=N_("“Interval report of the exchange, 14 October 2025, kept by the workforce planner.”"),
        weak=N_("“Internal data.”"),
        board=N_("Where does this number come from?"),
        required=False,
    ),
    Step(
        key="recommendation",
        group="decide",
        title=N_("Recommendation"),
        lead=N_("What is asked, by when, on what conditions, and what happens on a no."),
        parts=("recommendation", "approvals"),
        sections=("S16", "S01"),
        why=N_(
            "A board member who reads one page has read the case: what is asked, how much, what it returns, the biggest risk, what happens on a no."
        ),
        good=N_("“Approve option 1 with TWD 2.365 million from the 2026 budget by 31 January 2026.”"),
        weak=N_("“We ask for your support.”"),
        board=N_("What exactly are we to decide today?"),
    ),
)


def step_of(part: str, section: str = "") -> Step:
    """The step on which a part of the case (or the text of a canonical section) is filled in; KeyError if on none."""
    for step in STEPS:
        if part in step.parts or (part == "narrative" and section in step.sections):
            return step
    raise KeyError(part)
