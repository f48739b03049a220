#!/bin/sh
# The first command of README.md: installs chainaudit into .venv and judges a keystore of testdata/.
set -eu
cd "$(dirname "$0")/.."
. scripts/venv.sh

make_venv
echo "Installing chainaudit into .venv ..." >&2
log=.venv/install.log
# pyjks brings C code without a wheel. It is a second opinion, not a need: without a compiler everything else is installed.
if .venv/bin/python -m pip install -q -e '.[all]' >"$log" 2>&1; then
    echo "Installed with all extras." >&2
elif .venv/bin/python -m pip install -q -e '.[remote]' >"$log" 2>&1; then
    echo "Installed without pyjks, which needs a C compiler; the core reads JKS by itself." >&2
elif .venv/bin/python -m pip install -q -e . >"$log" 2>&1; then
    echo "Installed the core alone." >&2
else
    cat "$log" >&2
    echo "pip could not install chainaudit; what it said stands above." >&2
    exit 1
fi
# An editable installation is not compiled by pip; start-up counts.
.venv/bin/python -m compileall -q chainaudit || true

set -- verify --store testdata/demo/gateway.jks --password pass:changeit --host api.example.com --truststore testdata/demo/partners.pem
echo
echo "\$ chainaudit $*"
status=0
.venv/bin/chainaudit "$@" >.venv/first-report.txt || status=$?
cat .venv/first-report.txt
echo
# Exit code 1 alone would not do: a crash of Python ends with 1 too.
if [ "$status" != 1 ] || ! grep -q 'path\.incomplete' .venv/first-report.txt; then
    echo "This is not the report that was expected here (exit code $status)." >&2
    exit 1
fi
echo "Exit code 1: the store was read and judged, and there are findings. Try your own: .venv/bin/chainaudit verify --help"
