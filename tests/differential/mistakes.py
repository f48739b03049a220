"""Command lines with mistakes: options and values that there are not, files that hold other things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.differential import making
from tests.differential.making import MOMENT, Key, extension
from tests.differential.scenarios import Scenario, pem

if TYPE_CHECKING:
    import random

_ADDRESSES = (
    "1.2.3.4",
    "1.2.3",
    "::1",
    "01.2.3.4",
    "1.2.3.4x",
    "256.1.1.1",
    "1::2::3",
    "a.b",
    "::1.2.3.4",
    " 1.2.3.4",
    "1.2.3.-4",
    "fe80::1%1",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7",
    "12345::",
    ":1::2",
    "::",
    "1::",
    "",
)
_NUMBERS = (
    "0",
    "1",
    "3",
    "-1",
    "x",
    "08",
    "010",
    "0x",
    "0x10",
    "0X1f",
    "1e3",
    " 4",
    "+2",
    "-0x2",
    "4 ",
    "",
    "1_0",
    "0b1",
    "99999999999",
    "99999999999999999999",
    "-99999999999",
    "2147483648",
)
_POLICIES = (
    "1.2.3",
    "1",
    "x",
    "anyPolicy",
    "1.2.",
    "3.1",
    "1.40",
    "1..2",
    "2.999.1",
    "",
    "1.2 3",
    ".1.2",
    "0.39",
    "01.2",
    "1.2.x",
    "-1.2",
    "2.5.29.32.0",
    "X509v3 Any Policy",
)
_FILES = (
    "root.pem",
    "ca.pem",
    "leaf.pem",
    "empty.pem",
    "text.pem",
    "key.pem",
    "nowhere.pem",
    "folder",
    "lists.pem",
    "half.pem",
    "root.der",
    "lists.der",
    "",
)
_VALUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("-CAfile", _FILES),
    ("-CApath", ("folder", "nowhere", "root.pem", "folder:folder", "")),
    ("-CAstore", ("root.pem", "nowhere", "empty.pem", "folder", "file:root.pem", "text.pem")),
    ("-trusted", _FILES),
    ("-untrusted", _FILES),
    ("-CRLfile", _FILES),
    ("-verify_ip", _ADDRESSES),
    ("-verify_hostname", ("www.a.example", "a..b", "", "a.example")),
    ("-verify_email", ("x@a.example", "x", "")),
    ("-verify_depth", _NUMBERS),
    ("-auth_level", _NUMBERS),
    ("-attime", (*_NUMBERS, "soon")),
    ("-policy", _POLICIES),
    ("-purpose", ("sslserver", "any", "bad", "", "SSLSERVER", "sslserv")),
    ("-verify_name", ("ssl_server", "default", "bad", "")),
    ("-nameopt", ("RFC2253", "bad", "oneline,bad", "", "-", "oneline,", "+utf8", "ONELINE", "-utf8", "lname,-esc_msb")),
    ("-vfyopt", ("x:y", "x", "distid:a", "hexdistid:aa", "")),
)
_WORDS = (
    "-nonsense",
    "--nonsense",
    "-",
    "---",
    "-crl_check=1",
    "--show_chain",
    "-x509_strict",
    "-partial_chain",
    "-nonsense=1",
    "-=",
    "--partial_chain",
    "-no-CAfile",
    "-no_check_time",
    "-verbose",
    "-issuer_checks",
    "-1",
    "-ignore_critical=",
    "--=x",
    "-CAfile=root.pem",
    "--untrusted=ca.pem",
    "-no_such-",
    "-verify_depth=2",
    "-V",
)


def mistaken(rng: random.Random, pool: list[Key]) -> Scenario:
    """Make a sound chain and a command line of options at random, most of them sound too."""
    arguments = ["-no-CApath", "-no-CAstore", "-CAfile", "root.pem", "-untrusted", "ca.pem"][: rng.choice((2, 4, 6, 6))]
    if rng.random() < 0.8:
        arguments += ["-attime", str(int(MOMENT.timestamp()))]
    for _ in range(rng.choice((1, 2, 2, 3, 4))):
        if rng.random() < 0.2:
            arguments.append(rng.choice(_WORDS))
            continue
        option, values = rng.choice(_VALUES)
        value = rng.choice(values)
        arguments += [f"{option}={value}"] if rng.random() < 0.1 else [option, value]
    ending = rng.random()
    if ending < 0.85:
        arguments += ["--"] if rng.random() < 0.1 else []
        arguments += [rng.choice(("leaf.pem", *_FILES)) for _ in range(rng.choice((1, 1, 1, 2)))]
    elif ending < 0.9:
        arguments.append(rng.choice(_VALUES)[0])
    return Scenario(arguments, _files(pool))


def _files(pool: list[Key]) -> dict[str, bytes]:
    root_key, ca_key, leaf_key = pool[3:6]
    root, ca, leaf = (making.name(("CN", text)) for text in ("Root", "CA", "www.a.example"))
    marks = [extension("2.5.29.19", making.basic_constraints(ca=True), critical=True)]
    made = {
        "root": making.certificate(subject=root, issuer=root, key=root_key, signer=root_key, extensions=marks),
        "ca": making.certificate(subject=ca, issuer=root, key=ca_key, signer=root_key, extensions=marks, serial=2),
        "leaf": making.certificate(subject=leaf, issuer=ca, key=leaf_key, signer=ca_key, serial=3),
    }
    revoked = making.revocation_list(issuer=ca, signer=ca_key)
    files = {f"{name}.pem": pem(der) for name, der in made.items()}
    return files | {
        "root.der": made["root"],
        "lists.der": revoked,
        "lists.pem": pem(revoked, "X509 CRL"),
        "key.pem": pem(leaf_key.spki, "PUBLIC KEY"),
        "empty.pem": b"",
        "text.pem": b"no certificate\n",
        "half.pem": files["leaf.pem"] + files["ca.pem"][:200],
        "folder/readme": b"a folder of hashed names without any",
    }
