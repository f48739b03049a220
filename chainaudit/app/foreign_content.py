"""What a file is that is no store, said so that its owner knows what went wrong."""

from __future__ import annotations

from typing import Final

_MAGIC: Final = (
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a Windows program"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xca\xfe\xba\xbe", "a Java class"),
    (b"\xca\xfe\xd0\x0d", "a Java pack200 archive"),
    (b"ssh-", "an OpenSSH public key"),
    (b"ecdsa-sha2-", "an OpenSSH public key"),
    (b"-----BEGIN PGP", "an OpenPGP file"),
    (b"---- BEGIN SSH2", "an SSH public key"),
    (b"PuTTY-User-Key-File", "a PuTTY private key"),
    (b"\xa1\xf8\x4e", "an Oracle auto-login wallet; its ewallet.p12 is a PKCS 12 that can be read"),
    (b"\0\0\0\0CERT", "a serialized certificate store of Windows; export it as PKCS 7 (.p7b)"),
    (b"\xd4\xc3\xb2\xa1", "a packet capture"),
    (b"\xa1\xb2\xc3\xd4", "a packet capture"),
    (b"\x0a\x0d\x0d\x0a", "a packet capture"),
)


def describe(head: bytes, name: str) -> str:
    """Return one sentence that says what ``head``, the beginning of ``name``, is instead of a store."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512]
    lowered = start.lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return f"{name} is an HTML page, not a store; what was downloaded is an error or login page."
    if lowered.startswith(b"<?xml"):
        return f"{name} is an XML document, not a store."
    for magic, what in _MAGIC:
        if head.startswith(magic) or start.startswith(magic):
            return f"{name} is {what}, not a store that is known here."
    if not head.strip(b"\0"):
        return f"{name} holds nothing but zeros; copy the store again."
    if start[:1] in (b"{", b"["):
        return f"{name} is a JSON document without certificates that are known."
    return f"{name} is no store of certificates or keys that is known; 'chainaudit list formats' names what is."
