#!/usr/bin/env bash
# The second command of README.md: installs what the tests need, then every gate that a change has to pass.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/venv.sh
started=$SECONDS

say() { printf '\n== %s (%d s)\n' "$1" "$((SECONDS - started))"; }

# Package and proof of each line of the list, "package<TAB>proof".
needed() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' .ci/debian-packages.txt | awk 'NF == 2 { print $1 "\t" $2 }'; }

is_there() {
    case $1 in
        /*) compgen -G "$1" >/dev/null ;;
        *) PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null ;;
    esac
}

missing() {
    while IFS=$'\t' read -r package proof; do
        is_there "$proof" || echo "$package"
    done < <(needed)
}

install_packages() {
    local policy=/usr/sbin/policy-rc.d wrote=false status=0
    # Servers are started by the tests that need them, never by the installation.
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && wrote=true
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null && apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null || status=$?
    if $wrote; then rm -f "$policy"; fi
    return "$status"
}

say "Tools from Debian"
mapfile -t packages < <(missing)
if ((${#packages[@]})); then
    if [[ $(id -u) != 0 ]]; then
        echo "Missing: ${packages[*]}" >&2
        echo "Run once as root: apt-get install --no-install-recommends ${packages[*]}" >&2
        exit 1
    fi
    echo "Installing ${packages[*]}"
    install_packages "${packages[@]}"
    mapfile -t packages < <(missing)
    if ((${#packages[@]})); then
        echo "Installed, and still not there: ${packages[*]}" >&2
        exit 1
    fi
fi

say "Python packages"
make_venv
.venv/bin/python -m pip install -q --disable-pip-version-check -e '.[dev]'
.venv/bin/python -m compileall -q chainaudit
PATH=$PWD/.venv/bin:$PATH:/usr/sbin:/sbin
export PATH

# Every gate runs, so that one run tells all that is wrong.
failed=()
gate() {
    local name=$1
    shift
    say "$name"
    "$@" || failed+=("$name")
}

rm -f .coverage .coverage.*
gate "Formatter" ruff format --check --quiet .
gate "Linter" ruff check --output-format concise .
gate "Types" mypy
gate "Types as a user sees them" mypy tests/typing
gate "Layers" lint-imports
gate "Tests" python -m pytest -n 2 --dist worksteal --cov --cov-report=
gate "Coverage of model, builder and validators" coverage report \
    --include='chainaudit/model/*,chainaudit/builder/*,chainaudit/validators/*' --fail-under=95
gate "Generated documentation" python -m scripts.docs --check

if ((${#failed[@]})); then
    say "Failed: $(printf '%s; ' "${failed[@]}" | sed 's/; $//')"
    exit 1
fi
say "All passed"
