"""A business case that uses every kind of block, in both languages."""

from __future__ import annotations

from casebuilder.charts.types import BarChart, Chart, Frame, LineChart, Series
from casebuilder.i18n import Language
from casebuilder.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Column,
    Cover,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Landscape,
    PageBreak,
    Paragraph,
    Properties,
    SignOff,
    Table,
)
from tests.report.samples import LABELS, Bilingual


def full(language: Language) -> Document:
    """A business case with every kind of block."""
    t = Bilingual(language)
    title = t(
        "Optimising the functionality of the customer contact system",
        "優化客戶聯繫系統功能 業務案例",
    )
    organisation = t("Sunny Isle Home Appliances Co., Ltd. (fictional)", "晴嶼生活家電股份有限公司（虛構）")
    classification = t("Internal", "內部使用")
    return Document(
        language=language,
        properties=Properties(
            title=title,
            author=t("Lin Yi-chen", "林怡辰"),
            organisation=organisation,
            subject=t("Business case", "業務案例"),
            keywords=t("contact centre; ACD; business case", "客戶聯繫中心；自動話務分配；業務案例"),
            classification=classification,
            version=t("Version 1.2", "第 1.2 版"),
            date=t("5 January 2026", "2026 年 1 月 5 日"),
            created="2026-01-05T09:00:00+08:00",
        ),
        labels=LABELS[language],
        cover=_cover(t, title, organisation, classification),
        blocks=(*_summary(t), *_strategy(t), *_economics(t), *_decision(t), *_appendices(t)),
    )


def _cover(t: Bilingual, title: str, organisation: str, classification: str) -> Cover:
    return Cover(
        title=title,
        subtitle=t("Business case for the decision of the board", "提請董事會核定之業務案例"),
        organisation=organisation,
        classification=classification,
        facts=(
            (t("Sponsor", "專案發起人"), t("Chen Mei-hua, Vice President Service", "陳美華 服務處副總經理")),
            (t("Author", "撰寫人"), t("Lin Yi-chen, Contact centre manager", "林怡辰 客戶聯繫中心經理")),
            (t("Version", "版本"), t("1.2, for decision", "1.2（提請核定）")),
            (t("Date", "日期"), t("5 January 2026", "2026 年 1 月 5 日")),
            (
                t("Price basis", "價格基準"),
                t("Constant 2026 prices, before tax, VAT excluded", "2026 年固定價格、稅前、未含營業稅"),
            ),
        ),
        disclaimer=t(
            "Every organisation, product, person and number here is invented for demonstration and testing. "
            "Nothing describes a real company or a vendor's product.",
            "本資料中的公司、產品、人員及數字均為示範與測試所虛構，不代表任何真實企業或廠商產品。",
        ),
    )


def _summary(t: Bilingual) -> tuple[Block, ...]:
    return (
        Heading(1, t("Executive summary", "執行摘要"), "executive_summary"),
        Paragraph(
            t(
                "We ask the board to approve TWD 4.61 million to use what the contact system already offers. "
                "It pays back in ten months and returns TWD 6.19 million over five years.",
                "謹請董事會核定新臺幣 461 萬元，啟用客戶聯繫系統既有而未使用的功能。"
                "本案 10 個月回本，五年淨現值為新臺幣 619 萬元。",
            ),
            "lead",
        ),
        KeyFigures(
            (
                KeyFigure(
                    t("Net present value", "淨現值"),
                    t("TWD 6.19 m", "619 萬元"),
                    t("5 years at 8%", "5 年，折現率 8%"),
                    "good",
                ),
                KeyFigure(
                    t("Investment", "投資金額"),
                    t("TWD 4.61 m", "461 萬元"),
                    t("of which 62% in year 0", "其中 62% 於第 0 年"),
                ),
                KeyFigure(
                    t("Payback", "回收期"),
                    t("0.9 years", "0.9 年"),
                    t("discounted: 1.0 years", "折現後：1.0 年"),
                    "good",
                ),
                KeyFigure(
                    t("Largest risk", "最大風險"),
                    t("High", "高"),
                    t("Adoption by agents is slow", "客服人員採用速度緩慢"),
                    "warning",
                ),
            ),
            t("Headline figures of option 1", "方案一之主要數據"),
        ),
        Callout(
            t("Decision requested by 31 January 2026", "請於 2026 年 1 月 31 日前核定"),
            t(
                "Approve option 1, release TWD 2.86 million for year 0, "
                "and name the Vice President Service as owner of the benefits.\n\n"
                "If the answer is no, abandoned calls stay at 11.4% "
                "and the licence fees of unused functions, TWD 0.9 million a year, go on.",
                "核定方案一，撥付第 0 年新臺幣 286 萬元，並指定服務處副總經理為效益負責人。\n\n"
                "若不核定，棄話率將維持 11.4%，且每年新臺幣 90 萬元之未使用功能授權費仍須支付。",
            ),
        ),
        Callout(
            t("On track", "進度正常"),
            t("Funding is covered by the operating budget of 2026.", "所需經費已列入 2026 年度營業預算。"),
            "good",
        ),
        Callout(
            t("Watch", "須注意"),
            t("Two assumptions rest on one month of data.", "有兩項假設僅以一個月資料為依據。"),
            "warning",
        ),
        Callout(
            t("Blocker", "阻礙事項"),
            t("The data protection review is not finished.", "個人資料保護審查尚未完成。"),
            "bad",
        ),
    )


def _strategy(t: Bilingual) -> tuple[Block, ...]:
    return (
        PageBreak(),
        Heading(1, t("Strategic case", "策略面"), "strategic_case"),
        Heading(2, t("Problem", "問題陳述"), "problem"),
        Paragraph(
            t(
                "In the busiest half hours 11.4% of callers give up. The system has skills-based routing, "
                "callback and forecasting, "
                "but only 38% of the licensed functions are in use.\n"
                "The cause is not the technology: nobody was ever named to own it.",
                "尖峰半小時有 11.4% 的來電者放棄等候。"
                "系統已具備技能導向路由（skills-based routing）、回撥及話務預測功能，"
                "但已授權功能僅有 38% 實際使用。\n原因不在技術，而在於從未指定功能負責人。",
            )
        ),
        Heading(3, t("Evidence", "佐證資料"), "evidence"),
        Bullets(
            (
                t(
                    "Interval data of November 2025: 14 of 25 half hours miss the service level of 80% in 20 seconds.",
                    "2025 年 11 月時段資料：25 個半小時中有 14 個未達「20 秒內接聽 80%」之服務水準。",
                ),
                t(
                    "Licence audit: 16 of 42 functions have never been configured.",
                    "授權盤點：42 項功能中有 16 項從未設定。",
                ),
                t(
                    "Exit interviews name “too many systems” as the first reason to leave.",
                    "離職面談首要原因為“系統太多”。",
                ),
            )
        ),
        Heading(2, t("Objectives", "目標"), "objectives"),
        Bullets(
            (
                t(
                    "Answer 80% of calls within 20 seconds in every half hour by December 2026.",
                    "2026 年 12 月前，每個半小時均達成 20 秒內接聽 80% 來電。",
                ),
                t(
                    "Raise first-contact resolution from 71% to 80% by the end of 2027.",
                    "2027 年底前將首次接觸解決率由 71% 提升至 80%。",
                ),
                t("Cut the cost of a contact from TWD 86 to TWD 74.", "每通聯繫成本由新臺幣 86 元降至 74 元。"),
            ),
            ordered=True,
        ),
        Paragraph(
            t("What would happen if nothing is done? Describe the trend.", "若不採取行動會如何？請說明趨勢。"), "prompt"
        ),
        Card(
            t("SYS1 Automatic call distributor", "SYS1 自動話務分配系統"),
            (
                (t("Role", "角色"), t("Routes calls to agents by queue", "依佇列將來電分配給客服人員")),
                (t("Functions licensed", "已授權功能"), "42"),
                (t("Functions in use", "使用中功能"), "16"),
                (t("Owner", "負責人"), t("Not named", "未指定")),
            ),
        ),
    )


def _flows(t: Bilingual) -> Chart:
    frame = Frame(
        "cumulative_cash_flow",
        t("Option 1 pays back in 10 months", "方案一 10 個月回本"),
        t("million TWD", "百萬新臺幣"),
        t.language,
    )
    return LineChart(
        frame,
        tuple(str(year) for year in range(6)),
        (
            Series(t("Option 1", "方案一"), (-2.9, 0.3, 2.0, 3.6, 5.0, 6.2), emphasis=True),
            Series(t("Option 2", "方案二"), (-8.4, -5.2, -2.1, 0.6, 3.1, 5.2)),
        ),
        t("Year", "年度"),
    )


def _costs(t: Bilingual) -> Chart:
    frame = Frame(
        "cost_and_benefit",
        t("Benefits exceed costs from year 1", "自第 1 年起效益大於成本"),
        t("million TWD", "百萬新臺幣"),
        t.language,
    )
    years = tuple(str(year) for year in range(6))
    return BarChart(
        frame,
        years,
        (
            Series(t("Costs", "成本"), (-2.9, -0.6, -0.4, -0.4, -0.4, -0.4)),
            Series(t("Benefits", "效益"), (0.0, 3.5, 2.1, 2.0, 1.8, 1.6)),
        ),
    )


def _money_table(t: Bilingual) -> Table:
    left = Column(t("Cost line", "成本項目"), weight=2.6)
    years = tuple(Column(t(f"Year {year}", f"第 {year} 年"), "right") for year in range(6))
    names = (
        t("Configuration and integration", "功能設定與整合"),
        t("Training of agents and team leaders", "客服人員與組長訓練"),
        t("Project management", "專案管理"),
        t("Licences", "授權費"),
        t("Contingency at P80", "準備金（P80）"),
    )
    values = ((1_240_000, 120_000), (680_000, 90_000), (540_000, 60_000), (260_000, 260_000), (142_500, 0))
    rows = tuple(
        (name, f"{first:,}", *[f"{later:,}"] * 4, f"{first + 4 * later:,}")
        for name, (first, later) in zip(names, values, strict=True)
    )
    total = (t("Total", "合計"), "2,862,500", *["530,000"] * 4, "4,982,500")
    return Table(
        (left, *years[:5], Column(t("Sum (TWD)", "合計（新臺幣元）"), "right", 1.3)),
        (*rows, total),
        t("Cost of option 1 by year (TWD)", "方案一各年度成本（新臺幣元）"),
        source=t("Quotation Q-2025-118; payroll 2025", "報價單 Q-2025-118；2025 年薪資資料"),
        totals=1,
    )


def _option_table(t: Bilingual) -> Table:
    columns = (
        Column(t("Measure", "衡量指標"), weight=1.8),
        *(
            Column(name, "right")
            for name in (t("Do nothing", "維持現狀"), t("Option 1", "方案一"), t("Option 2", "方案二"))
        ),
        Column(t("Verdict", "判定"), "center"),
    )
    good, bad = t("Good", "良好"), t("Weak", "不足")
    rows = (
        (t("Net present value (TWD)", "淨現值（新臺幣元）"), "0", "6,190,412", "5,204,118", good),
        (t("Benefit-cost ratio", "益本比"), "–", "2.63", "1.44", good),
        (t("Internal rate of return", "內部報酬率"), "–", "118%", "27%", good),
        (t("Discounted payback (years)", "折現回收期（年）"), "–", "1.0", "3.1", bad),
        (t("Return on investment", "投資報酬率"), "–", "163%", "44%", good),
    )
    tones = (*((row, 4, "good") for row in (0, 1, 2, 4)), (3, 4, "bad"))
    return Table(columns, rows, t("Options compared", "方案比較"), cell_tones=tones)  # type: ignore[arg-type]


def _economics(t: Bilingual) -> tuple[Block, ...]:
    return (
        Heading(1, t("Economic case", "經濟面"), "economic_case"),
        Paragraph(t("Option 1 leads on every measure but scale.", "除規模外，方案一各項指標均居領先。")),
        Figure(
            _flows(t),
            t("Cumulative discounted cash flow by option, million TWD", "各方案累計折現現金流量（百萬新臺幣）"),
            t(
                "Line chart: option 1 crosses zero in year 1 and ends at 6.2; option 2 crosses in year 3.",
                "折線圖：方案一於第 1 年轉正，期末為 6.2；方案二於第 3 年轉正。",
            ),
            t("Own calculation", "自行計算"),
        ),
        _option_table(t),
        Heading(2, t("Cost", "成本"), "cost"),
        _money_table(t),
        Figure(
            _costs(t),
            t("Costs and benefits by year, million TWD", "各年度成本與效益（百萬新臺幣）"),
            t(
                "Bar chart: costs of 2.9 in year 0, benefits of 1.6 to 3.5 from year 1.",
                "長條圖：第 0 年成本 2.9，自第 1 年起效益 1.6 至 3.5。",
            ),
        ),
        Paragraph(t("Rounding may make sums differ by one.", "因四捨五入，合計可能相差 1。"), "note"),
        Paragraph(t("Source: finance department", "資料來源：財務處"), "source"),
    )


def _decision(t: Bilingual) -> tuple[Block, ...]:
    return (
        Heading(1, t("Recommendation and approval", "建議與核定"), "recommendation"),
        Paragraph(t("We recommend option 1.", "建議採行方案一。")),
        SignOff(
            (
                t("Role", "職務"),
                t("Name", "姓名"),
                t("Decision", "核定意見"),
                t("Date", "日期"),
                t("Signature", "簽章"),
            ),
            (
                (t("Sponsor", "專案發起人"), t("Chen Mei-hua", "陳美華"), t("Approved", "同意"), "2026-01-12", ""),
                (t("Finance", "財務主管"), t("Wu Chih-ming", "吳志明"), "", "", ""),
                (t("Board", "董事會"), "", "", "", ""),
            ),
            (t("Approved", "同意"), t("Approved with conditions", "附條件同意"), t("Rejected", "不同意")),
            t("Approvals", "核定簽署"),
        ),
    )


def risk_table(t: Bilingual, rows: int) -> Table:
    """A wide register with `rows` risks."""
    columns = (
        Column("ID", weight=0.5),
        Column(t("Risk", "風險"), weight=3.2),
        Column(t("Category", "類別"), weight=1.2),
        Column(t("Likelihood", "可能性"), "right"),
        Column(t("Impact", "衝擊"), "right"),
        Column(t("Score", "分數"), "right"),
        Column(t("Level", "等級"), "center"),
        Column(t("Response", "因應措施"), weight=2.6),
        Column(t("Owner", "負責人"), weight=1.2),
        Column(t("Expected value (TWD)", "期望值（新臺幣元）"), "right", 1.3),
    )
    levels = ((t("High", "高"), "bad"), (t("Medium", "中"), "warning"), (t("Low", "低"), "good"))
    body = tuple(
        (
            f"R{number:02}",
            t(
                "Because training slots are short, agents may adopt the new desktop slowly, "
                "so that handling time rises for a quarter.",
                "因訓練時段不足，客服人員可能較慢適應新桌面，導致平均處理時間上升一季。",
            ),
            t("People", "人員"),
            str(5 - number % 3),
            "4",
            str((5 - number % 3) * 4),
            levels[number % 3][0],
            t("Super users in each team; floor walkers for four weeks.", "各組設種子人員，並安排四週現場輔導。"),
            t("Lin Yi-chen", "林怡辰"),
            f"{(number + 1) * 118_400:,}",
        )
        for number in range(rows)
    )
    tones = tuple((row, 6, levels[row % 3][1]) for row in range(rows))
    return Table(columns, body, t("Risk register", "風險登錄冊"), cell_tones=tones)  # type: ignore[arg-type]


def _appendices(t: Bilingual) -> tuple[Block, ...]:
    return (
        Landscape((Heading(1, t("Risk register", "風險登錄冊"), "risks", appendix=True), risk_table(t, 14))),
        Heading(1, t("Assumptions", "假設"), "assumptions", appendix=True),
        Heading(2, t("Financial", "財務假設"), "financial_assumptions"),
        Bullets((t("Discount rate 8%.", "折現率 8%。"), t("Horizon five years.", "評估期間五年。")), ordered=True),
    )
