#!/bin/sh
# Set up Commonweal and run it.
#
#   ./run.sh            set up what is missing, then serve the demo union on SQLite
#   ./run.sh test       set up everything (PostgreSQL and Chromium too), run every test
#   ./run.sh campaign   the long ones: kill campaigns, fuzzing, benchmarks
#   ./run.sh mutation   break the planner's rules, checker and reasons; do tests notice?
#   ./run.sh coverage   which branches the tests visit (tracing makes them half as fast)
#   ./run.sh setup      only set up
#   ./run.sh WORDS …    any other words go to the `commonweal` command
#
# Works on a bare Debian 12, even one without Python. A second run is fast: what is
# installed is remembered by a stamp of the locked versions.
set -eu
cd "$(dirname "$0")"
HERE=$(pwd)
VENV=$HERE/.venv
LOG=$HERE/var/setup.log
mkdir -p "$HERE/var"

say() { printf '%s\n' "· $*"; }
stop() { printf '%s\n' "✗ $*" >&2; exit 1; }

# Install Debian packages, as root or through sudo.
debian() {
    command -v apt-get >/dev/null 2>&1 ||
        stop "Please install these with your system's packages: $*"
    if [ "$(id -u)" = 0 ]; then as_root=; elif command -v sudo >/dev/null 2>&1; then
        as_root=sudo
    else stop "As root, please run: apt-get install $*"; fi
    say "installing $* (Debian packages; a minute or two, log in var/setup.log)"
    # Nobody needs Debian's own database cluster; the tests make theirs.
    case "$*" in *postgresql*)
        $as_root mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] ||
            echo 'create_main_cluster = false' |
            $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    esac
    { $as_root apt-get update &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "$@"; } >>"$LOG" 2>&1 ||
        { tail -n 15 "$LOG" >&2; stop "apt-get could not install $*"; }
}

good_python() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
        >/dev/null 2>&1
}

find_python() {
    for python in python3 python3.13 python3.12 python3.11; do
        if good_python "$python"; then PYTHON=$python; return; fi
    done
    debian python3 python3-venv
    good_python python3 || stop "Commonweal needs Python 3.11 or newer."
    PYTHON=python3
}

# Make the environment hold exactly what a lock names: `runtime` or `test`.
environment() {
    stamp=$(cat "requirements/$1.lock" - <<END | cksum
$VENV
END
)
    [ "$(cat "$VENV/.stamp-$1" 2>/dev/null)" = "$stamp" ] && return
    find_python
    if ! [ -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -c '' 2>/dev/null; then
        say "making a Python environment in .venv"
        rm -rf "$VENV"
        "$PYTHON" -m venv "$VENV"
    fi
    say "installing the locked Python packages ($1.lock; about a minute the first time)"
    "$VENV/bin/python" -m pip install --disable-pip-version-check --quiet \
        --require-hashes --only-binary :all: -r "requirements/$1.lock" \
        >>"$LOG" 2>&1 || { tail -n 15 "$LOG" >&2; stop "pip could not install $1.lock"; }
    site=$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo "$HERE/src" >"$site/commonweal.pth"
    cat >"$VENV/bin/commonweal" <<END
#!$VENV/bin/python
from commonweal.interfaces.cli.main import main

main()
END
    chmod +x "$VENV/bin/commonweal"
    echo "$stamp" >"$VENV/.stamp-$1"
}

# What only the tests need from the system.
test_programs() {
    wanted=
    command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium fonts-dejavu-core"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
    command -v git >/dev/null 2>&1 || wanted="$wanted git"
    command -v hledger >/dev/null 2>&1 || wanted="$wanted hledger"
    ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 || wanted="$wanted libatomic1"
    # shellcheck disable=SC2086 # a list of package names
    [ -z "$wanted" ] || debian $wanted
}

# Run one check of the house quietly; show what it said only when it fails.
check() {
    what=$1
    shift
    say "$what"
    "$@" >"$HERE/var/check.log" 2>&1 || { cat "$HERE/var/check.log" >&2; stop "$what"; }
}

tests() {
    environment test
    test_programs
    PATH=$VENV/bin:$PATH
    export PATH
    check "lint and format (ruff)" ruff check --no-cache .
    check "format (ruff)" ruff format --check .
    check "the walls (import-linter)" lint-imports
    check "types (mypy)" mypy
    workers=$(nproc 2>/dev/null || echo 2)
    say "tests on SQLite, with pages walked in Chromium"
    pytest -n "$workers" --dist loadfile --no-loadscope-reorder --on sqlite -m "not campaign" "$@"
    say "the same commons and rooms, and what moves data, on PostgreSQL"
    pytest -n "$workers" --dist loadfile --no-loadscope-reorder --on postgresql -m "not browser and not campaign" \
        tests/commons tests/rooms tests/house/test_databases.py \
        tests/interfaces/test_cli_archive.py tests/interfaces/test_cli_backup.py \
        tests/interfaces/test_cli_books.py tests/interfaces/test_cli_engines.py \
        tests/interfaces/test_cli_export.py tests/interfaces/test_worker_handlers.py \
        tests/interfaces/test_worker_purse.py "$@"
    printf '\n%s\n' "✓ Every test passed, on SQLite and on PostgreSQL."
}

case "${1:-}" in
"")
    say "setting up Commonweal"
    environment_known=$( [ -e "$VENV/.stamp-test" ] && echo test || echo runtime)
    environment "$environment_known"
    exec "$VENV/bin/commonweal" run --demo
    ;;
setup) environment runtime && say "ready: ./run.sh" ;;
test) shift; tests "$@" ;;
campaign)
    shift
    environment test
    test_programs
    PATH=$VENV/bin:$PATH
    export PATH
    pytest -n 2 -m campaign --on sqlite "$@"
    pytest -n 2 -m campaign --on postgresql "$@"
    pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not browser and not campaign" --on postgresql \
        tests/interfaces tests/stories "$@"
    for bench in ledger planner rounds pages purse bank tally register; do
        say "benchmark: $bench"
        PYTHONPATH=src:. python -m "benchmarks.$bench"
    done
    exec ./run.sh mutation
    ;;
mutation)
    shift
    VENV=$HERE/var/mutation/venv
    mkdir -p "$HERE/var/mutation"
    environment mutation
    PATH=$VENV/bin:$PATH
    export PATH
    nice -n 10 python -m benchmarks.mutation "$@"
    ;;
coverage)
    shift
    environment test
    test_programs
    PATH=$VENV/bin:$PATH
    export PATH
    pytest -n 2 --dist loadfile --no-loadscope-reorder --on sqlite -m "not campaign" \
        --cov --cov-report= "$@"
    pytest -n 2 --dist loadfile --no-loadscope-reorder --on postgresql -m "not browser and not campaign" \
        --cov --cov-append --cov-report= tests/commons tests/rooms tests/interfaces "$@"
    coverage report --fail-under=95
    say "core and commons: every line and branch"
    coverage report --fail-under=100 --include="src/commonweal/core/*,src/commonweal/commons/*"
    ;;
*)
    environment_known=$( [ -e "$VENV/.stamp-test" ] && echo test || echo runtime)
    environment "$environment_known"
    exec "$VENV/bin/commonweal" "$@"
    ;;
esac
