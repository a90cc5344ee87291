"""What workshop, wood shed, laundry and household do: garments, heat, repair, care."""

from __future__ import annotations

from decimal import Decimal

from commonweal.data import figures
from commonweal.data.packing.amounts import Making, lines

OURS = "estimate: our own practice figures"

#: Garment kind, row of clothing.csv, cloth, what it is called.
SEWN = (
    ("shirt", "shirt", "linen-cloth", "Sew shirts", "Hemden nähen"),
    ("trousers", "trousers", "hemp-cloth", "Sew trousers", "Hosen nähen"),
    ("jersey-top", "tshirt", "jersey-cloth", "Sew jersey tops", "Jerseyoberteile nähen"),
    ("underwear", "underwear", "jersey-cloth", "Sew underwear", "Unterwäsche nähen"),
    ("child-outfit", "child_set", "jersey-cloth", "Sew children's outfits",
     "Kinderkleidung nähen"),
    ("bed-sheet", "bed_sheet", "linen-cloth", "Hem bed sheets", "Betttücher säumen"),
    ("towel", "towel", "linen-cloth", "Hem towels", "Handtücher säumen"),
    ("blanket", "blanket", "wool-cloth", "Finish wool blankets", "Wolldecken nähen"),
    ("coat", "coat", "wool-cloth", "Sew wool coats", "Wollmäntel nähen"),
)  # fmt: skip
KNITTED = (
    ("sweater", "sweater", "Knit sweaters", "Pullover stricken"),
    ("socks", "socks", "Knit socks", "Socken stricken"),
)
DARK_MONTHS = (1, 2, 11, 12)
LIGHT_MONTHS = (3, 4, 5, 6, 7, 8, 9, 10)
KG_LAUNDRY_PER_PERSON_WEEK = Decimal(4)


def recipes() -> tuple[Making, ...]:
    """Return every recipe of workshop and household."""
    return (
        *(_sewing(*garment) for garment in SEWN),
        *(_knitting(*garment) for garment in KNITTED),
        *_cloth_and_scraps(),
        *_wood(),
        *_energy(),
        *_household(),
        *_repairs(),
    )


def _sewing(kind: str, item: str, cloth: str, name: str, name_de: str) -> Making:
    area = figures.figure("clothing", item, "cloth_area_m2")
    hours = figures.figure("clothing", item, "sewing_hours_home_machine")
    share = figures.figure("closed_loop", "textile_offcut")
    finished = figures.figure("clothing", item, "finished_mass_kg")
    return Making(
        key=f"sew-{kind}",
        name=name,
        name_de=name_de,
        place="workshop",
        inputs=lines((cloth, area)),
        outputs=lines((kind, 1), ("offcuts", finished * share / (1 - share))),
        effort=lines(("sewing", hours)),
        uses=lines(("sewing-machine-hours", hours)),
        source=f"clothing.csv {item}; closed_loop.csv textile_offcut; "
        f"{figures.text('clothing', item, 'evidence')}",
    )


def _knitting(kind: str, item: str, name: str, name_de: str) -> Making:
    return Making(
        key=f"knit-{kind}",
        name=name,
        name_de=name_de,
        place="workshop",
        inputs=lines(
            ("wool-yarn", figures.figure("clothing", item, "finished_mass_kg"))
        ),
        outputs=lines((kind, 1)),
        effort=lines(
            (
                "weaving",
                figures.figure("clothing", item, "make_hours_mill_yarn_hand_loom"),
            )
        ),
        toil="0.8",
        source=f"clothing.csv {item}: estimate, mill-spun yarn",
    )


def _cloth_and_scraps() -> tuple[Making, ...]:
    cloth = Decimal(4)
    per_m2 = figures.figure("clothing", "blanket", "finished_mass_kg") / (
        figures.figure("clothing", "blanket", "cloth_area_m2")
    )
    hours = cloth / figures.figure("fibre", "weave_hand_loom")
    hours += cloth / 20 * figures.figure("fibre", "weave_setup")
    insulation = figures.figure("closed_loop", "textile_insul")
    weave = Making(
        key="weave-wool-cloth",
        name="Weave wool cloth",
        name_de="Wollstoff weben",
        place="workshop",
        inputs=lines(("wool-yarn", cloth * per_m2)),
        outputs=lines(("wool-cloth", cloth)),
        effort=lines(("weaving", hours)),
        uses=lines(("loom-hours", hours)),
        source="fibre.csv weave_hand_loom and weave_setup (its share of a 20 m2 warp); "
        "yarn by the weight of a blanket, clothing.csv",
    )
    sort = Making(
        key="sort-worn-textiles",
        name="Sort worn-out textiles",
        name_de="Alte Textilien sortieren",
        place="workshop",
        inputs=lines(("worn-textiles", 10)),
        outputs=lines(("rags", 6), ("offcuts", 4)),
        effort=lines(("housework", "0.5")),
        source=OURS,
    )
    insulate = Making(
        key="textile-insulation",
        name="Shred offcuts into insulation",
        name_de="Stoffreste zu Dämmung zerfasern",
        place="workshop",
        inputs=lines(("offcuts", insulation)),
        outputs=lines(("insulation", 1)),
        effort=lines(("woodwork", "0.5")),
        source=f"closed_loop.csv textile_insul; hours {OURS}",
    )
    return weave, sort, insulate


def _wood() -> tuple[Making, ...]:
    sawn = figures.figure("closed_loop", "wood_offcut") * 100
    per_stere = figures.figure("energy", "wood_stere") / (
        figures.figure("energy", "wood_dry")
    )
    split = Making(
        key="split-firewood",
        name="Split and stack firewood",
        name_de="Brennholz spalten und stapeln",
        place="woodshed",
        inputs=lines(("logs", per_stere)),
        outputs=lines(("firewood", per_stere - 20), ("wood-chips", 20)),
        effort=lines(("woodwork", figures.figure("energy", "wood_labour"))),
        source="energy.csv wood_stere, wood_dry, wood_labour; chips: estimate",
    )
    saw = Making(
        key="saw-boards",
        name="Saw boards",
        name_de="Bretter sägen",
        place="workshop",
        inputs=lines(("logs", 100), ("electricity", 3)),
        outputs=lines(("boards", sawn), ("firewood", 85 - sawn), ("wood-chips", 15)),
        effort=lines(("woodwork", 3)),
        uses=lines(("workbench-hours", 3)),
        source=f"closed_loop.csv wood_offcut; the rest {OURS}",
    )
    stool = Making(
        key="make-stools",
        name="Make stools",
        name_de="Hocker bauen",
        place="workshop",
        inputs=lines(("boards", 7)),
        outputs=lines(("stool", 1), ("wood-chips", 1)),
        effort=lines(("woodwork", 5)),
        uses=lines(("workbench-hours", 5)),
        source=OURS,
    )
    chip = Making(
        key="chip-prunings",
        name="Chip prunings",
        name_de="Äste häckseln",
        place="garden",
        inputs=lines(("garden-waste", 50), ("electricity", 2)),
        outputs=lines(("wood-chips", 40)),
        effort=lines(("gardening", "0.5")),
        source=OURS,
    )
    return split, saw, stool, chip


def _energy() -> tuple[Making, ...]:
    useful = figures.figure("energy", "wood_dry") * (
        figures.figure("energy", "wood_stove_eff")
    )
    heat = Making(
        key="heat-with-wood",
        name="Heat with wood",
        name_de="Mit Holz heizen",
        place="house",
        inputs=lines(("firewood", 100)),
        outputs=lines(("warmth", 100 * useful), ("ash", 1)),
        effort=lines(("housework", "0.5")),
        source="energy.csv wood_dry, wood_stove_eff; ash and hours: estimate",
    )
    yearly = figures.figure("energy", "pv_s_de")
    dark = figures.figure("energy", "pv_winter_share")
    dark_week = yearly * dark * 12 * 7 / 365
    light_week = yearly * (1 - 4 * dark) / 8 * 12 * 7 / 365
    sun = (
        _sun("dark", "dunkle", dark_week, DARK_MONTHS),
        _sun("light", "helle", light_week, LIGHT_MONTHS),
    )
    water = Making(
        key="draw-water",
        name="Draw water",
        name_de="Wasser fördern",
        place="house",
        inputs=lines(("electricity", "0.5")),
        outputs=lines(("water", 1000)),
        uses=lines(("water-supply", 1000)),
        source=OURS,
    )
    return heat, *sun, water


def _sun(tone: str, tone_de: str, kwh: Decimal, months: tuple[int, ...]) -> Making:
    return Making(
        key=f"sun-{tone}-months",
        name=f"Solar power, {tone} months",
        name_de=f"Solarstrom, {tone_de} Monate",
        place="house",
        outputs=lines(("electricity", kwh)),
        uses=lines(("solar-roof", 1)),
        months=months,
        source="a week of 1 kWp; energy.csv pv_s_de; November to February as the "
        "December share pv_winter_share, the rest spread evenly: derived",
    )


def _household() -> tuple[Making, ...]:
    kg = Decimal(40)
    hours = figures.figure("labour", "laundry") * kg / KG_LAUNDRY_PER_PERSON_WEEK
    wash = Making(
        key="wash-laundry",
        name="Wash laundry",
        name_de="Wäsche waschen",
        place="house",
        inputs=lines(
            ("water", kg * figures.figure("fibre", "wash_water")),
            ("electricity", kg * figures.figure("fibre", "wash_energy")),
            ("soap", "0.4"),
        ),
        outputs=lines(("laundry", kg)),
        effort=lines(("housework", hours)),
        uses=lines(("washing-machine-hours", 8)),
        source="labour.csv laundry at 4 kg a person and week (estimate); fibre.csv "
        "wash_water, wash_energy; soap and machine hours: estimate",
    )
    clean = Making(
        key="clean-rooms",
        name="Clean common rooms",
        name_de="Gemeinschaftsräume putzen",
        place="house",
        inputs=lines(("water", 40), ("soap", "0.05"), ("rags", "0.05")),
        outputs=lines(("cleaned-rooms", 100)),
        effort=lines(("housework", figures.figure("labour", "clean_common"))),
        source="labour.csv clean_common; water, soap and rags: estimate",
    )
    keep = Making(
        key="keep-rooms",
        name="Keep rooms in order",
        name_de="Räume instand halten",
        place="house",
        outputs=lines(("living-space", 100)),
        uses=lines(("floor", 100)),
        effort=lines(("repair", "0.95")),
        source="estimate: 0.5 h a year for each m2 of house, spread over the weeks",
    )
    children = Making(
        key="childrens-group",
        name="Hold the children's group",
        name_de="Kindergruppe",
        place="house",
        outputs=lines(("child-care", 10 * figures.figure("labour", "child_2"))),
        effort=lines(("care", 10)),
        toil="0.9",
        source="labour.csv child_2: one grown-up with five children",
    )
    support = Making(
        key="support-at-home",
        name="Support people at home",
        name_de="Menschen zu Hause helfen",
        place="house",
        outputs=lines(("support-at-home", 1)),
        effort=lines(("care", 1)),
        source="one hour with a person is one hour",
    )
    return wash, clean, keep, children, support


def _repairs() -> tuple[Making, ...]:
    bicycle = Making(
        key="repair-bicycles",
        name="Repair bicycles",
        name_de="Fahrräder reparieren",
        place="workshop",
        inputs=lines(("spare-parts", 1), ("rags", "0.05")),
        outputs=lines(("bicycle-repair", 1)),
        effort=lines(("repair", "1.5")),
        uses=lines(("workbench-hours", "1.5")),
        source=OURS,
    )
    mend = Making(
        key="mend-clothes",
        name="Mend clothes",
        name_de="Kleidung flicken",
        place="workshop",
        inputs=lines(("offcuts", "0.03")),
        outputs=lines(("mending", 1)),
        effort=lines(("sewing", "0.6")),
        source=OURS,
    )
    resole = Making(
        key="resole-shoes",
        name="Resole shoes",
        name_de="Schuhe besohlen",
        place="workshop",
        inputs=lines(("sole-leather", "0.3")),
        outputs=lines(("resoled-shoes", 1)),
        effort=lines(("repair", 2)),
        uses=lines(("workbench-hours", 2)),
        source=OURS,
    )
    return bicycle, mend, resole
