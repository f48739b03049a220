"""Files of PEM as people spoil them: what the real openssl makes of each is what we make of it."""

from __future__ import annotations

import base64
import textwrap
from typing import TYPE_CHECKING, Any, Final

import pytest

from chainaudit.app.openssl_verify.pem_lines import Block, blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.peers import Pki

BEGIN: Final = "-----BEGIN CERTIFICATE-----\n"
END: Final = "-----END CERTIFICATE-----\n"
EMPTY: Final = BEGIN + END


def lines_of(pem: str, width: int = 64) -> str:
    data = base64.b64encode(base64.b64decode("".join(pem.splitlines()[1:-1]))).decode()
    return "\n".join(textwrap.wrap(data, width)) + "\n"


def each_line(pem: str, before: str = "", behind: str = "") -> str:
    return "".join(f"{before}{line}{behind}\n" for line in pem.splitlines())


SPOILT: Final[dict[str, Callable[[str, str], str | bytes]]] = {
    "as it should be": lambda root, _: root,
    "text before it": lambda root, _: f"hello\n{root}",
    "text behind it": lambda root, _: f"{root}hello",
    "no line end": lambda root, _: root.rstrip("\n"),
    "a mark of UTF-8": lambda root, _: b"\xef\xbb\xbf" + root.encode(),
    "UTF-16": lambda root, _: root.encode("utf-16"),
    "a null first": lambda root, _: b"\0" + root.encode(),
    "Windows line ends": lambda root, _: root.replace("\n", "\r\n"),
    "old Mac line ends": lambda root, _: root.replace("\n", "\r"),
    "one line": lambda root, _: root.replace("\n", ""),
    "one line of base64": lambda root, _: BEGIN + lines_of(root, 10_000) + END,
    "lines of 76": lambda root, _: BEGIN + lines_of(root, 76) + END,
    "indented": lambda root, _: each_line(root, "  "),
    "an indented beginning": lambda root, _: f"  {root}",
    "indented data": lambda root, _: BEGIN + each_line(lines_of(root), "  ") + END,
    "blanks behind lines": lambda root, _: each_line(root, behind="  "),
    "quoted as in a mail": lambda root, _: BEGIN + each_line(lines_of(root), ">") + END,
    "words behind the beginning": lambda root, _: root.replace(BEGIN, BEGIN.strip() + " x\n"),
    "words behind the end": lambda root, _: root.replace(END, END.strip() + " x\n"),
    "an end that is cut": lambda root, _: root.replace(END, "-----END CERTIFICATE\n"),
    "an empty line first": lambda root, _: root.replace(BEGIN, BEGIN + "\n"),
    "an empty line and lines of 60": lambda root, _: BEGIN + "\n" + lines_of(root, 60) + END,
    "an empty line and lines of 76": lambda root, _: BEGIN + "\n" + lines_of(root, 76) + END,
    "empty lines between": lambda root, _: root.replace("\n", "\n\n"),
    "a short header": lambda root, _: root.replace(BEGIN, BEGIN + "Foo: bar\n\n"),
    "a long header": lambda root, _: root.replace(BEGIN, BEGIN + "Comment: that of the root\n\n"),
    "a header and no empty line": lambda root, _: root.replace(BEGIN, BEGIN + "Foo: bar\n"),
    "an old label": lambda root, _: root.replace("CERTIFICATE", "X509 CERTIFICATE"),
    "another label": lambda root, _: root.replace("CERTIFICATE", "CERT"),
    "an empty block behind": lambda root, _: root + EMPTY,
    "an empty block before": lambda root, _: EMPTY + root,
    "no base64 behind": lambda root, other: root + other.replace("M", "!"),
    "no base64 before": lambda root, other: other.replace("M", "!") + root,
    "a block cut short behind": lambda root, other: root + other[:300],
    "a block cut short before": lambda root, other: other[:300] + "\n" + root,
    "a block with the wrong end before": lambda root, other: other.replace("END CERT", "END X CERT") + root,
    "nothing": lambda _root, _other: "",
}


@pytest.mark.parametrize("how", SPOILT)
def test_openssl_loads_the_same(tool: Callable[..., Any], chainaudit: Callable[..., Any], pki: Pki, how: str) -> None:
    made = SPOILT[how](pki.root.pem.decode(), pki.other_root.pem.decode())
    spoilt, middle = pki.folder / "spoilt.pem", pki.file("middle.pem", pki.middle)
    spoilt.write_bytes(made if isinstance(made, bytes) else made.encode())
    for option in ("-CAfile", "-trusted"):
        words = ("-untrusted", middle, pki.file("server.pem", pki.server))
        real = tool("openssl", "verify", option, spoilt, *words, check=False)
        ours = chainaudit("openssl-verify", option, spoilt, *words)
        assert (ours.exit_code, ours.stdout) == (real.exit_code, real.stdout), option


def test_blocks_are_handed_out_with_what_stands_before_an_empty_line() -> None:
    assert list(blocks(b"x\n-----BEGIN A B-----\nTQ==\n-----END A B-----\n")) == [Block("A B", b"", b"M")]
    found = list(blocks(b"-----BEGIN A-----\nK: v\n\nTQ==\n-----END A-----\n-----BEGIN B-----\n"))
    assert found == [Block("A", b"K: v\n", b"M"), None]
