"""Charts: pictures that also speak, with circles handled and tables beside them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from commonweal.interfaces.web import charts
from commonweal.interfaces.web.charts import layers

SVG = "{http://www.w3.org/2000/svg}"


def link(source, target, weight):
    return layers.Link(source, target, float(weight), f"{weight} kg")


def parsed(svg):
    return ET.fromstring(str(svg).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" '))


def test_flows_that_lead_on_are_drawn_and_listed():
    links = [link("field", "flour", 10), link("flour", "bread", 10)]

    chart = charts.sankey(ident="flows", title="Flows", links=links)

    paths = parsed(chart.svg).findall(f"{SVG}path")
    assert [p.get("class").split()[0] for p in paths] == ["flow", "flow"]
    assert chart.rows == (("field", "flour", "10 kg"), ("flour", "bread", "10 kg"))


def test_a_circle_is_drawn_as_one_dashed_way_back_and_said_in_the_table():
    """Kitchen scraps become compost, compost feeds the field."""
    links = [
        link("field", "kitchen", 10),
        link("kitchen", "compost", 3),
        link("compost", "field", 3),
    ]

    chart = charts.sankey(ident="flows", title="Flows", links=links)

    dashed = [
        p
        for p in parsed(chart.svg).findall(f"{SVG}path")
        if p.get("class") == "flow back"
    ]
    assert [p.find(f"{SVG}title").text for p in dashed] == ["compost → field: 3 kg"]
    assert chart.rows[2] == ("compost", "field (leads back)", "3 kg")


def test_every_knot_stands_right_of_what_feeds_it():
    onward, back = layers.parted(
        [link("a", "b", 1), link("b", "c", 1), link("a", "c", 1), link("d", "c", 1)]
    )

    column = layers.columns(onward)

    assert dict(column) == {"a": 0, "b": 1, "c": 2, "d": 1}
    assert back == ()


def test_a_pure_circle_is_still_a_picture():
    onward, back = layers.parted([link("a", "b", 1), link("b", "a", 1)])

    assert [k.target for k in onward] == ["b"]
    assert [k.target for k in back] == ["a"]


def test_a_chain_of_a_thousand_steps_is_walked_without_recursion():
    links = [link(f"s{i}", f"s{i + 1}", 1) for i in range(1100)]

    onward, back = layers.parted(links)

    assert len(onward) == 1100
    assert back == ()


def test_bands_of_a_knot_fill_it_and_never_stand_out():
    links = [link("a", "x", 3), link("a", "y", 1), link("b", "y", 4)]

    chart = charts.sankey(ident="flows", title="Flows", links=links)

    svg = parsed(chart.svg)
    heights = {
        r.find(f"{SVG}title").text: float(r.get("height"))
        for r in svg.findall(f"{SVG}rect")
    }
    assert abs(heights["y"] - heights["x"] * 5 / 3) < 0.2
    assert abs(heights["a"] - heights["b"]) < 0.1


def test_no_flow_is_an_empty_picture_that_says_so():
    chart = charts.sankey(ident="flows", title="Flows", links=[])

    assert "There is nothing to show yet." in chart.svg
    assert chart.rows == ()


def test_flows_of_nothing_and_to_itself_are_listed_but_not_drawn():
    links = [link("a", "a", 2), link("a", "b", 0), link("a", "c", 1)]

    chart = charts.sankey(ident="flows", title="Flows", links=links)

    assert len(parsed(chart.svg).findall(f"{SVG}path")) == 1
    assert len(chart.rows) == 3


def test_a_grid_says_each_share_in_figures_and_names_the_least():
    grid = charts.Grid(
        lines=["vital", "dignity"],
        columns=["23 Nov", "30 Nov"],
        shares={
            ("vital", "23 Nov"): 1.0,
            ("vital", "30 Nov"): 0.999,
            ("dignity", "23 Nov"): 0.4,
        },
        said={},
    )

    chart = charts.heat(ident="met", title="Needs met", corner="Tier", grid=grid)

    assert chart.heads == ("Tier", "23 Nov", "30 Nov")
    assert chart.rows == (
        ("vital", "100\u00a0%", "99\u00a0%"),
        ("dignity", "40\u00a0%", "\u2013"),
    )
    assert "Least is covered for dignity, 23 Nov: 40\u00a0%." in chart.svg
    assert 'class="cell none"' in chart.svg


def test_small_totals_say_only_covered_or_not():
    grid = charts.Grid(
        lines=["vital"],
        columns=["23 Nov"],
        shares={("vital", "23 Nov"): 0.73},
        said={("vital", "23 Nov"): "not covered"},
    )

    chart = charts.heat(ident="met", title="Needs met", corner="Tier", grid=grid)

    assert chart.rows == (("vital", "not covered"),)
    assert 'class="cell l0"' in chart.svg
    assert "73" not in re.sub(r'[xy]="[^"]*"', "", chart.svg)


def test_bars_are_as_long_as_their_share():
    lines = [charts.Bar("Oats", 5, "5 of 10 kg", whole=10)]

    chart = charts.bars(
        ident="b", title="Stock", heads=("What", "How much"), lines=lines
    )

    front = parsed(chart.svg).findall(f"{SVG}rect")[1]
    assert front.get("width") == "200"
    assert chart.rows == (("Oats", "5 of 10 kg"),)


def test_bars_without_a_whole_are_measured_by_the_longest():
    lines = [charts.Bar("Oats", 5, "5 kg"), charts.Bar("Peas", 10, "10 kg")]

    chart = charts.bars(
        ident="b", title="Stock", heads=("What", "How much"), lines=lines
    )

    widths = [r.get("width") for r in parsed(chart.svg).findall(f"{SVG}rect")]
    assert widths == ["200", "400"]


def test_two_charts_on_a_page_have_ids_of_their_own():
    one = charts.sankey(ident="one", title="One", links=[link("a", "b", 1)])
    two = charts.sankey(ident="two", title="Two", links=[link("a", "b", 1)])

    ids_of_one = set(re.findall(r' id="([^"]+)"', one.svg))
    ids_of_two = set(re.findall(r' id="([^"]+)"', two.svg))

    assert ids_of_one == {"one-title", "one-desc"}
    assert not ids_of_one & ids_of_two


def test_names_of_things_cannot_break_out_of_the_picture():
    chart = charts.sankey(ident="x", title="<b>", links=[link('<script>"', "b & c", 1)])

    assert "<script>" not in chart.svg
    assert parsed(chart.svg).find(f"{SVG}title").text == "<b>"
