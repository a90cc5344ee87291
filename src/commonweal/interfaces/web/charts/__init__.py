"""Charts made on the server: flows, a grid of cover, bars; each with its table."""

from __future__ import annotations

from commonweal.interfaces.web.charts import row_bars
from commonweal.interfaces.web.charts.chart import Chart
from commonweal.interfaces.web.charts.flow_picture import sankey
from commonweal.interfaces.web.charts.heat_grid import Grid, heat
from commonweal.interfaces.web.charts.layers import Link
from commonweal.interfaces.web.charts.lying_bars import Bar, bars

__all__ = ["Bar", "Chart", "Grid", "Link", "bars", "heat", "row_bars", "sankey"]
