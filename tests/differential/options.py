"""Options of `openssl verify`, each with how often it is given and what with."""

from __future__ import annotations

from typing import Any, Final

OPTIONS: Final[tuple[tuple[float, tuple[Any, ...]], ...]] = (
    (0.35, ("-partial_chain",)),
    (0.3, ("-x509_strict",)),
    (0.25, ("-auth_level", (0, 1, 2, 2, 3))),
    (
        0.4,
        (
            "-purpose",
            (
                "sslserver",
                "sslserver",
                "sslclient",
                "smimesign",
                "smimeencrypt",
                "any",
                "nssslserver",
                "crlsign",
                "ocsphelper",
                "timestampsign",
            ),
        ),
    ),
    (0.15, ("-verify_hostname", ("www.a.example", "www.b.example", "a.example", "WWW.a.example", ".a.example"))),
    (0.05, ("-verify_ip", ("127.0.0.1", "::"))),
    (0.05, ("-verify_email", ("x@a.example", "y@b.example"))),
    (0.05, ("-verify_name", ("ssl_server", "ssl_client", "smime_sign", "default"))),
    (0.1, ("-verify_depth", (0, 1, 2))),
    (0.05, ("-ignore_critical",)),
    (0.06, ("-check_ss_sig",)),
    (0.05, ("-no_check_time",)),
    (0.06, ("-allow_proxy_certs",)),
    (0.1, ("-policy_check",)),
    (0.08, ("-policy", ("1.2.3.4.1", "1.2.3.4.2"))),
    (0.06, ("-explicit_policy",)),
    (0.03, ("-inhibit_any",)),
    (0.03, ("-inhibit_map",)),
    (0.03, ("-trusted_first",)),
    (0.03, ("-no_alt_chains",)),
    (0.05, ("-show_chain",)),
    (0.05, ("-policy_print",)),
    (
        0.05,
        (
            "-nameopt",
            (
                "RFC2253",
                "oneline",
                "compat",
                "multiline",
                "oneline,-esc_msb",
                "sep_semi_plus_space,lname",
                "RFC2253,oid",
                "dn_rev",
            ),
        ),
    ),
    (0.02, (("-suiteB_128", "-suiteB_192", "-suiteB_128_only"),)),
)
