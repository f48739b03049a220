"""STARTTLS against real servers that the test starts: dovecot, slapd, PostgreSQL, MariaDB; and nginx and Java."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.connect import ask, starttls_named
from chainaudit.model.peer import COMPLETED, Endpoint
from chainaudit.peer.handshake import Hello, shake_hands
from chainaudit.peer.probe import Wishes
from tests.peers import free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/lib/dovecot")
    assert found, f"{name} is missing; scripts/check.sh installs what the tests need"
    return found


def _asked(port: int, protocol: str | None, pki: Any) -> None:
    endpoint = Endpoint("127.0.0.1", port, server_name="localhost", starttls=protocol)
    handshake = shake_hands(endpoint, Hello(), 20, starttls_named(protocol))
    assert handshake.outcome == COMPLETED, handshake.error
    assert handshake.presented[0] == pki.server.certificate
    assert handshake.version in ("TLSv1.2", "TLSv1.3")


@pytest.fixture
def files(pki: Any, tmp_path: Path) -> tuple[Path, Path]:
    """The server's chain and key as two files that any user may read."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    os.chmod(tmp_path, 0o755)  # noqa: PTH101, S103 - servers that give up root read them
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(pki.server.pem + pki.middle.pem)
    key.write_bytes(pki.server.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return chain, key


def test_nginx_with_a_client_certificate_wanted(files: tuple[Path, Path], pki: Any, tmp_path: Path) -> None:
    port = free_port()
    trust = pki.file("nginx-trust.pem", pki.root)
    config = tmp_path / "nginx.conf"
    config.write_text(
        textwrap.dedent(f"""
        daemon off; pid {tmp_path}/pid; error_log stderr; events {{}}
        http {{ access_log off; client_body_temp_path {tmp_path}; proxy_temp_path {tmp_path};
          fastcgi_temp_path {tmp_path}; uwsgi_temp_path {tmp_path}; scgi_temp_path {tmp_path};
          server {{ listen 127.0.0.1:{port} ssl; server_name localhost;
            ssl_certificate {files[0]}; ssl_certificate_key {files[1]};
            ssl_client_certificate {trust}; ssl_verify_client on; ssl_verify_depth 3; }} }}
        """)
    )
    with running(_program("nginx"), "-p", tmp_path, "-c", config, port=port):
        peer = ask(Endpoint("127.0.0.1", port, server_name="localhost"), Wishes())
    assert peer.handshake.presented == (pki.server.certificate, pki.middle.certificate)
    assert [str(n) for n in peer.handshake.authorities or ()] == ["CN=Peer Root"]
    assert peer.versions["TLSv1.2"] is True


def test_java_with_a_client_certificate_wanted(pki: Any) -> None:
    port = free_port()
    program = Path(__file__).parent.parent / "benchmarks" / "java" / "Handshaker.java"
    both, trust = pki.file("java.pem", pki.server, pki.middle, key=pki.server), pki.file("java-trust.pem", pki.root)
    process = subprocess.Popen(
        [_program("java"), str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        assert process.stdin
        assert process.stdout
        process.stdin.write("\t".join(["server", str(port), str(both), str(trust), "need", "TLSv1.3"]) + "\n")
        assert process.stdout.readline().strip() == "listening"
        handshake = shake_hands(Endpoint("127.0.0.1", port, server_name="localhost"), Hello(), 20)
        assert handshake.presented == (pki.server.certificate, pki.middle.certificate)
        assert [str(n) for n in handshake.authorities or ()] == ["CN=Peer Root"]
        assert [(a.by, a.description) for a in handshake.alerts] == [("server", "bad_certificate")]
    finally:
        process.kill()
        process.communicate()


PYTHON_SERVERS = {
    "ftp": """
        from pyftpdlib.handlers import TLS_FTPHandler
        from pyftpdlib.servers import FTPServer
        handler = TLS_FTPHandler; handler.certfile = chain; handler.keyfile = key
        FTPServer(("127.0.0.1", port), handler).serve_forever()
    """,
    "smtp": """
        import asyncio, ssl
        from aiosmtpd.smtp import SMTP
        from aiosmtpd.handlers import Sink
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); context.load_cert_chain(chain, key)
        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(Sink(), tls_context=context), "127.0.0.1", port)
            await server.serve_forever()
        asyncio.run(main())
    """,
}


@pytest.mark.parametrize("protocol", PYTHON_SERVERS)
def test_ftp_by_pyftpdlib_and_smtp_by_aiosmtpd(
    protocol: str, files: tuple[Path, Path], pki: Any, tmp_path: Path
) -> None:
    port = free_port()
    program = tmp_path / "server.py"
    head = f"chain, key, port = {str(files[0])!r}, {str(files[1])!r}, {port}\n"
    program.write_text(head + textwrap.dedent(PYTHON_SERVERS[protocol]))
    with running(sys.executable, "-W", "ignore", program, port=port):
        _asked(port, protocol, pki)


@pytest.fixture
def dovecot(files: tuple[Path, Path], tmp_path: Path) -> Iterator[dict[str, int]]:
    """Start dovecot with IMAP, POP3, LMTP and ManageSieve."""
    ports = {name: free_port() for name in ("imap", "pop3", "lmtp", "sieve")}
    config, user = tmp_path / "dovecot.conf", getpass.getuser()

    def service(name: str, listener: str, port: int) -> str:
        return (
            f"service {name} {{\n chroot =\n inet_listener {listener} {{\n address = 127.0.0.1\n port = {port}\n }}\n"
            + ("inet_listener imaps {\n port = 0\n}\n" if listener == "imap" else "")
            + ("inet_listener pop3s {\n port = 0\n}\n" if listener == "pop3" else "")
            + "}\n"
        )

    config.write_text(
        f"base_dir = {tmp_path}/run\nstate_dir = {tmp_path}/state\nlog_path = {tmp_path}/log\n"
        f"protocols = imap pop3 lmtp sieve\nssl = yes\nssl_cert = <{files[0]}\nssl_key = <{files[1]}\n"
        f"default_internal_user = {user}\ndefault_login_user = nobody\n"
        f"passdb {{\n driver = static\n args = nopassword=y\n}}\n"
        f"userdb {{\n driver = static\n args = uid={os.getuid()} gid={os.getgid()} home={tmp_path}\n}}\n"
        + service("imap-login", "imap", ports["imap"])
        + service("pop3-login", "pop3", ports["pop3"])
        + service("managesieve-login", "sieve", ports["sieve"])
        + service("lmtp", "lmtp", ports["lmtp"]).replace("chroot =\n", "")
    )
    with running(_program("dovecot"), "-F", "-c", config, port=ports["imap"]):
        yield ports


def test_dovecot(dovecot: dict[str, int], pki: Any) -> None:
    for protocol, port in dovecot.items():
        _asked(port, protocol, pki)


def test_slapd(files: tuple[Path, Path], pki: Any, tmp_path: Path) -> None:
    port = free_port()
    config = tmp_path / "slapd.conf"
    config.write_text(
        f"pidfile {tmp_path}/pid\nTLSCertificateFile {files[0]}\nTLSCACertificateFile {files[0]}\n"
        f"TLSCertificateKeyFile {files[1]}\ndatabase ldif\ndirectory {tmp_path}\nsuffix cn=example\n"
    )
    with running(_program("slapd"), "-d", "256", "-f", config, "-h", f"ldap://127.0.0.1:{port}", port=port):
        _asked(port, "ldap", pki)


def _as(user: str, path: Path, *command: str) -> list[str]:
    """Run a command as another user where we are root: these servers refuse to run as root."""
    if os.getuid() != 0:
        return [*command]
    subprocess.run(["chown", "-R", user, path], check=True)
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command]


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that another user can reach, as pytest's own cannot."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_postgresql(files: tuple[Path, Path], pki: Any, public_folder: Path) -> None:
    binaries = max(Path("/usr/lib/postgresql").iterdir(), key=lambda p: int(p.name)) / "bin"
    port, data = free_port(), public_folder / "data"
    data.mkdir()
    for file in files:
        shutil.copy(file, public_folder / file.name)
    (public_folder / "key.pem").chmod(0o600)
    initialise = _as("postgres", public_folder, str(binaries / "initdb"), "-D", str(data), "-A", "trust", "--no-sync")
    subprocess.run(initialise, check=True, capture_output=True, cwd=public_folder)
    settings = {
        "port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "ssl": "on",
        "ssl_cert_file": public_folder / "chain.pem", "ssl_key_file": public_folder / "key.pem", "fsync": "off",
    }  # fmt: skip
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with running(*_as("postgres", public_folder, str(binaries / "postgres"), "-D", str(data), *options), port=port):
        _asked(port, "postgres", pki)


def test_mariadb(files: tuple[Path, Path], pki: Any, public_folder: Path) -> None:
    port, data = free_port(), public_folder / "data"
    data.mkdir()
    for file in files:
        shutil.copy(file, public_folder / file.name)
    install = [_program("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--skip-test-db"]
    install = _as("mysql", public_folder, *install, "--auth-root-authentication-method=normal")
    subprocess.run(install, check=True, capture_output=True, cwd=public_folder)
    server = _as(
        "mysql", public_folder, _program("mariadbd"), "--no-defaults", f"--datadir={data}", f"--port={port}",
        "--bind-address=127.0.0.1", f"--socket={public_folder}/s", f"--pid-file={public_folder}/p",
        f"--ssl-cert={public_folder}/chain.pem", f"--ssl-key={public_folder}/key.pem",
    )  # fmt: skip
    with running(*server, port=port):
        _asked(port, "mysql", pki)
