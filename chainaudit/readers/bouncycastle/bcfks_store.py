"""What a BCFKS store holds: decrypted, checked, and what its two checks say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.store import Integrity, Problem, Store
from chainaudit.readers.bouncycastle import bcfks_objects
from chainaudit.readers.bouncycastle import bcfks_protection as protection
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.keys.problems import first_key_problem
from chainaudit.readers.sequences import content_start, few

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest


class _Content(NamedTuple):
    """The decrypted ObjectStoreData, or why there is none; ``is_authentic`` says that its own tag fits."""

    clear: bytes | None
    is_authentic: bool
    problem: Problem | None = None


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a BCFKS store; nothing of it can be read without its password unless it is stored in clear.

    Raises:
        StoreError: there is no password, it is a wrong one, or the file is damaged beyond reading.
    """
    budget = WorkBudget.of(request)
    try:
        node, check_node = protection.two(der.read(data), "a BCFKS store, its content and a check of it,")
        content = _content(node, check_node, request, budget)
        check = protection.check_integrity(node, check_node, request.password, budget)
        if content.clear is None:
            raise _cannot_open(content.problem, check)
        entries = bcfks_objects.entries(content.clear, request, budget)
    except EncodingError as error:
        raise StoreError(
            StoreErrorKind.MALFORMED, f"The BCFKS file is damaged: {error.message} (byte {error.offset})."
        ) from error
    integrity, problem = _verdict(content, check)
    return Store(
        request.source,
        "BCFKS",
        entries=entries,
        integrity=integrity,
        integrity_detail=check.detail,
        problem=problem or first_key_problem(entries),
    )


def _content(node: der.Node, check_node: der.Node, request: ReadRequest, budget: WorkBudget) -> _Content:
    parts = few(node.expect(der.SEQUENCE, "the content"))
    if parts and parts[0].tag == der.INTEGER:
        return _Content(node.encoded, is_authentic=False)
    # A store that is signed needs no password, and BouncyCastle encrypts it with an empty one.
    password = "" if check_node.tag == protection.SIGNATURE_TAG else request.password
    if password is None:
        raise StoreError(
            StoreErrorKind.PASSWORD_NEEDED, "BCFKS is encrypted as a whole, and no password was given.", Secret.STORE
        )
    algorithm, octets = protection.two(node, "the encrypted content, an algorithm and octets,")
    ciphertext = octets.expect(der.OCTET_STRING, "the encrypted content").content
    opened = protection.decrypt(algorithm, ciphertext, password, "STORE_ENCRYPTION", budget)
    if opened.clear is None and request.password and not password:
        password = request.password
        opened = protection.decrypt(algorithm, ciphertext, password, "STORE_ENCRYPTION", budget)
    if opened.clear is not None:
        return _Content(opened.clear, is_authentic=bool(password))
    if opened.unauthentic is not None and _looks_like_content(opened.unauthentic):
        return _Content(opened.unauthentic, is_authentic=False)
    return _Content(None, is_authentic=False, problem=opened.problem)


def _looks_like_content(clear: bytes) -> bool:
    """Whether decryption without its tag gave a version and an algorithm, which no wrong password does."""
    start = content_start(clear)
    return bool(start) and clear[start : start + 3] == b"\x02\x01\x01" and clear[start + 3 : start + 4] == b"\x30"


def _cannot_open(problem: Problem | None, check: protection.Check) -> StoreError:
    if problem is not None and problem.kind is not StoreErrorKind.WRONG_PASSWORD:
        return problem.error()
    if check.integrity is Integrity.VERIFIED:
        return StoreError(
            StoreErrorKind.MALFORMED, "The password is right, yet the content of the BCFKS file does not open."
        )
    return StoreError(
        StoreErrorKind.WRONG_PASSWORD, "The BCFKS file does not open: the password is wrong, or the file is damaged."
    )


def _verdict(content: _Content, check: protection.Check) -> tuple[Integrity, Problem | None]:
    if check.integrity is Integrity.FAILED:
        sentence = "The password opens the BCFKS file, but its check does not fit: the file was changed or damaged."
        return Integrity.FAILED, Problem(StoreErrorKind.INTEGRITY, sentence)
    if check.integrity is Integrity.UNCHECKED and check.is_signature and content.is_authentic:
        # The signer is whoever the file says; that the content was encrypted with this password is what is verified.
        return Integrity.VERIFIED, None
    return check.integrity, check.problem
