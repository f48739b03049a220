"""Bytes of the wire, made of the fields that a test is about (RFC 8446 4.1.2, RFC 5246 7.4)."""

from __future__ import annotations


def record(kind: int, payload: bytes) -> bytes:
    return bytes((kind, 3, 3)) + len(payload).to_bytes(2, "big") + payload


def message(kind: int, body: bytes) -> bytes:
    return record(22, bytes((kind,)) + len(body).to_bytes(3, "big") + body)


def client_hello(*suites: int) -> bytes:
    numbers = b"".join(each.to_bytes(2, "big") for each in suites)
    return message(1, b"\x03\x03" + bytes(32) + b"\x00" + len(numbers).to_bytes(2, "big") + numbers + b"\x01\x00")


def server_hello(suite: int) -> bytes:
    return message(2, b"\x03\x03" + bytes(32) + b"\x00" + suite.to_bytes(2, "big") + b"\x00")


def alert(code: int, level: int = 2) -> bytes:
    return record(21, bytes((level, code)))
