"""Damaged captures and logs: nothing but documented errors, no long waits, no secrets in what is told."""

from __future__ import annotations

import io
import json
import random
import time

import pytest

from chainaudit.app.diagnosis.remedy import actions_for
from chainaudit.app.registry import parsers
from chainaudit.errors import ChainauditError
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.evidence.weighing import diagnose
from chainaudit.model.diagnosis import Conclusion
from chainaudit.reporting.diagnosis_document import conclusion_document
from tests.evidence.reading import SAMPLES, parser_for

ROUNDS = 20
PER_ROUND = 1000
SECRET = "Hunter2SecretPassphrase"  # what no output may hold
LONGEST_SECONDS = 5.0
PLANTED = (
    f"\npassword={SECRET} -storepass {SECRET}\nAUTH PLAIN {SECRET}\nPASS {SECRET}\nerror: bad password '{SECRET}'\n"
    f"https://user:{SECRET}@host/ failed: certificate has expired\nAuthorization: Basic {SECRET}\n"
).encode()


def seeds() -> list[bytes]:
    """Pieces of every sample, with a password planted in the logs."""
    found: list[bytes] = []
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix not in {".pcap", ".log"}:
            continue
        data = path.read_bytes()
        if path.suffix == ".log":
            found += [data[at : at + 1500] + PLANTED for at in range(0, min(len(data), 9000), 3000)]
        else:
            found.append(data[:3000])
    return [each for each in found if each]


def mutate(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(out)) if out else 0
        kind = chance.randrange(6)
        if kind == 0 and out:
            out[at] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + chance.randrange(1, 40)]
        elif kind == 2:
            out[at:at] = chance.randbytes(chance.randrange(1, 20))
        elif kind == 3:
            # what is copied elsewhere is never the secret itself: apart from its label nobody could know it
            other = chance.randrange(len(out)) if out else 0
            piece = bytes(out[other : other + chance.randrange(1, 300)])
            out[at:at] = b"" if piece.find(b"2Secret") >= 0 or SECRET[:4].encode() in piece else piece
        elif kind == 4:
            out[at : at + 4] = b"\xff\xff\xff\xff"
        elif out:
            out[at] ^= 1 << chance.randrange(8)
    return bytes(out)


def told_of(parser: Parser, data: bytes) -> str:
    """Everything that is told of the input, errors included."""
    told = []
    try:
        for connection in parser.parse(io.BytesIO(data), ParserContext("damaged")):
            diagnosis = diagnose(connection)
            told.append(json.dumps(conclusion_document(Conclusion(diagnosis, actions=actions_for(diagnosis)))))
    except ChainauditError as error:
        told.append(str(error))
    return "".join(told)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_damage_is_survived_and_secrets_stay_where_they_are(number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - repeatable damage, no secret
    every, known = seeds(), parsers()
    for _ in range(PER_ROUND):
        data = mutate(chance.choice(every), chance)
        parser = chance.choice(known) if chance.random() < 0.05 else parser_for(data)
        start = time.perf_counter()
        assert SECRET not in told_of(parser, data)
        assert time.perf_counter() - start < LONGEST_SECONDS


def test_key_material_of_a_key_log_or_a_session_is_never_told() -> None:
    key = "0123456789ABCDEF" * 6
    lines = (
        "CONNECTED(00000003)",
        f"    Master-Key: {key}",
        f"CLIENT_RANDOM 00aa {key} error",
        "-----BEGIN PRIVATE KEY-----",
        "c2VjcmV0IGtleSBlcnJvciBmYWlsZWQ=",
        "-----END PRIVATE KEY-----",
        "verify error:num=10:certificate has expired",
    )
    for parser in parsers():
        if parser.name != "capture":
            told = told_of(parser, "\n".join(lines).encode())
            assert "0123456789ABCDEF" not in told
            assert "c2VjcmV0" not in told
