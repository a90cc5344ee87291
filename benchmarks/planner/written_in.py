"""The same max-min model in the libraries a modeller would pick, handed to HiGHS.

Each writes what ``tables.py`` lists, in the way its own manual shows for large sparse
models: sums over lists of terms in rules (Pyomo, PuLP), grouped sums over labelled
arrays (linopy), products of sparse matrices with vectors (cvxpy). Each returns a
function that solves what was handed over and returns the floor, to compare.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

import numpy as np

from benchmarks.planner.tables import Tables

Solved = Callable[[], float]


def pyomo(tables: Tables, by_row) -> Solved:
    """Write rules over sets, and hand over through APPSI, Pyomo's quickest way."""
    pyo = importlib.import_module("pyomo.environ")
    highs = importlib.import_module("pyomo.contrib.appsi.solvers.highs")
    model = pyo.ConcreteModel()
    columns = {}
    for kind, family in tables.columns.items():
        upper = [None if np.isinf(one) else one for one in family.upper]
        columns[kind] = pyo.Var(
            range(len(upper)), bounds=lambda _, i, upper=upper: (0.0, upper[i])
        )
        model.add_component(f"col_{kind}", columns[kind])
    for kind, rows in by_row.items():
        upper = tables.rows[kind].upper

        def rule(_, i, rows=rows, upper=upper):
            return pyo.quicksum(v * columns[c][j] for c, j, v in rows[i]) <= upper[i]

        model.add_component(f"row_{kind}", pyo.Constraint(range(len(rows)), rule=rule))
    model.goal = pyo.Objective(expr=columns["floor"][0], sense=pyo.maximize)
    solver = highs.Highs()
    solver.set_instance(model)

    def solved() -> float:
        solver.solve(model)
        return float(pyo.value(columns["floor"][0]))

    return solved


def pulp(tables: Tables, by_row) -> Solved:
    """Write sums of terms; hand over through PuLP's own binding of HiGHS."""
    pulp = importlib.import_module("pulp")
    model = pulp.LpProblem("plan", pulp.LpMaximize)
    columns = {
        kind: [
            pulp.LpVariable(f"{kind}_{i}", 0, None if np.isinf(one) else one)
            for i, one in enumerate(family.upper)
        ]
        for kind, family in tables.columns.items()
    }
    model += columns["floor"][0]
    for kind, rows in by_row.items():
        for terms, upper in zip(rows, tables.rows[kind].upper, strict=True):
            model += pulp.lpSum(v * columns[c][j] for c, j, v in terms) <= upper
    solver = pulp.HiGHS(msg=False)
    solver.createAndConfigureSolver(model)
    solver.buildSolverModel(model)

    def solved() -> float:
        solver.callSolver(model)
        return abs(model.solverModel.getObjectiveValue())

    return solved


def linopy(tables: Tables, arrays) -> Solved:
    """Write grouped sums over labelled arrays; hand over without a file."""
    linopy = importlib.import_module("linopy")
    xr = importlib.import_module("xarray")
    pd = importlib.import_module("pandas")
    model = linopy.Model()
    columns = {
        kind: model.add_variables(
            lower=0.0,
            upper=xr.DataArray(np.asarray(family.upper), dims=[f"i_{kind}"]),
            name=kind,
            coords=[pd.RangeIndex(len(family.upper), name=f"i_{kind}")],
        )
        for kind, family in tables.columns.items()
    }
    for kind, family in tables.rows.items():
        terms, rows = [], []
        for (row, column), (i_rows, i_columns, values) in arrays.items():
            if row == kind:
                picked = xr.DataArray(i_columns, dims=["term"])
                weights = xr.DataArray(values, dims=["term"])
                chosen = columns[column].isel({f"i_{column}": picked})
                terms.append((chosen * weights).drop_vars(f"i_{column}"))
                rows.append(i_rows)
        if terms:
            every = linopy.merge(terms, dim="term") if len(terms) > 1 else terms[0]
            name = f"i_{kind}"
            groups = xr.DataArray(np.concatenate(rows), dims=["term"], name=name)
            upper = xr.DataArray(
                np.asarray(family.upper),
                coords={name: np.arange(len(family.upper))},
            )
            model.add_constraints(every.groupby(groups).sum() <= upper, name=kind)
    model.add_objective(-1.0 * columns["floor"].sum())
    highs = model.to_highspy()
    highs.setOptionValue("output_flag", False)  # noqa: FBT003 - as HiGHS takes it

    def solved() -> float:
        highs.run()
        return -highs.getObjectiveValue()

    return solved


def cvxpy(tables: Tables, arrays) -> Solved:
    """Write products of sparse matrices; compile to what HiGHS is handed."""
    cp = importlib.import_module("cvxpy")
    sparse = importlib.import_module("scipy.sparse")
    columns = {
        kind: cp.Variable(len(family.upper), nonneg=True)
        for kind, family in tables.columns.items()
        if family.upper
    }
    limits = []
    for kind, family in tables.columns.items():
        upper = np.asarray(family.upper)
        bounded = np.flatnonzero(np.isfinite(upper))
        if len(bounded):
            limits.append(columns[kind][bounded] <= upper[bounded])
    for kind, family in tables.rows.items():
        parts = []
        for (row, column), (i_rows, i_columns, values) in arrays.items():
            if row == kind:
                shape = (len(family.upper), len(tables.columns[column].upper))
                matrix = sparse.csr_array((values, (i_rows, i_columns)), shape)
                parts.append(matrix @ columns[column])
        if parts:
            limits.append(sum(parts[1:], parts[0]) <= np.asarray(family.upper))
    problem = cp.Problem(cp.Maximize(columns["floor"][0]), limits)
    problem.get_problem_data(cp.HIGHS)

    def solved() -> float:
        problem.solve(solver=cp.HIGHS)
        return float(problem.value)

    return solved


def as_arrays(tables: Tables):
    """Terms as arrays: (rows, columns, values) for every kind of row and column."""
    return {
        kinds: (
            np.fromiter((i for i, _, _ in terms), np.int64, len(terms)),
            np.fromiter((j for _, j, _ in terms), np.int64, len(terms)),
            np.fromiter((v for _, _, v in terms), np.float64, len(terms)),
        )
        for kinds, terms in tables.terms.items()
    }


#: How each library is written in, and which shape of the tables it is given.
LIBRARIES = {
    "Pyomo": (pyomo, Tables.by_row),
    "PuLP": (pulp, Tables.by_row),
    "linopy": (linopy, as_arrays),
    "cvxpy": (cvxpy, as_arrays),
}
