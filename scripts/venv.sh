# Sourced by try.sh and check.sh (POSIX sh): makes .venv in the project once, with pip in it.

make_venv() {
    if [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    if ! command -v python3 >/dev/null 2>&1; then
        install_venv_package || { echo "chainaudit needs Python 3.10 or newer: apt-get install python3 python3-venv" >&2; return 1; }
    fi
    if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
        echo "chainaudit needs Python 3.10 or newer, and python3 is $(python3 --version 2>&1)." >&2
        return 1
    fi
    rm -rf .venv
    # Debian ships venv without ensurepip until python3-venv is installed.
    if python3 -m venv .venv >/dev/null 2>&1; then
        return 0
    fi
    rm -rf .venv
    if install_venv_package && python3 -m venv .venv; then
        return 0
    fi
    rm -rf .venv
    echo "python3 cannot make a virtual environment. On Debian: apt-get install python3-venv (as root), then try again." >&2
    return 1
}

install_venv_package() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "Installing python3-venv from Debian ..." >&2
    { apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv; } </dev/null >&2
}
