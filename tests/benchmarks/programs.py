"""The programs of ``bench_software``: how each is started as a server, and run as a client, and what it says."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.benchmarks.bench_rehearsal import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GET: Final = f"GET / HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode()
OWN_REFUSAL: Final = (
    rb"curl: \((58|60)\)|node: (LOCAL|CERT_|UNABLE|SELF_|DEPTH_|INVALID_|UNSPEC|PATH_|ERR_TLS_CERT|HOSTNAME)"
    rb"|NOT trusted|Error importing key|Error setting key|key values mismatch|unable to load|Could not (read|find)"
    rb"|SSL_CTX_use_certificate|ssl_cert_set0_chain|Error loading|error reading|mismatch"
)
"""What clients say that refuse by themselves, before the handshake, or after it without an alert."""
_END: Final = b"-----END CERTIFICATE-----\n"
_SECONDS: Final = 9.0
_NODE_SERVER: Final = """
const tls = require('tls'), fs = require('fs');
const [, , port, chain, key, trust, version] = process.argv;
const options = {minVersion: version, maxVersion: version, cert: fs.readFileSync(chain), key: fs.readFileSync(key)};
if (trust != '-') Object.assign(options, {ca: fs.readFileSync(trust), requestCert: true, rejectUnauthorized: true});
const server = tls.createServer(options, socket => {
  socket.on('error', () => 0);
  socket.on('data', () => socket.end('HTTP/1.0 200 OK\\r\\n\\r\\n'));
});
server.on('keylog', line => fs.appendFileSync(process.env.SSLKEYLOGFILE, line));
server.on('tlsClientError', () => 0);
server.listen(+port, '127.0.0.1');
"""
_NODE_CLIENT: Final = """
const tls = require('tls'), fs = require('fs');
const [, , port, chain, key, trust, version, host] = process.argv;
const say = text => { console.log('node: ' + text); process.exit(); };
const options = {host: '127.0.0.1', port: +port, servername: host, minVersion: version, maxVersion: version,
  ca: fs.readFileSync(trust)};
if (chain != '-') Object.assign(options, {cert: fs.readFileSync(chain), key: fs.readFileSync(key)});
let socket;
try { socket = tls.connect(options, () => socket.write('GET / HTTP/1.0\\r\\n\\r\\n')); }
catch (error) { say('LOCAL ' + error.message); }
socket.on('keylog', line => fs.appendFileSync(process.env.SSLKEYLOGFILE, line));
socket.on('data', data => say(data));
socket.on('error', error => say(error.code + ' ' + error.message));
socket.on('close', () => say('closed'));
setTimeout(() => say('nothing came'), 6000);
"""


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait until a server listens, without connecting to it; False where it ended first."""
    mark = f":{port:04X} 00000000:0000 0A"
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        if mark in Path("/proc/net/tcp").read_text():
            return True
        time.sleep(0.02)
    return False


def _split(identity: Path | None, folder: Path, role: str) -> tuple[str, str, str]:
    """Return files of the whole chain, of what follows its first certificate ("" for nothing), and of the key."""
    if identity is None:
        return "-", "", "-"
    text = identity.read_bytes()
    at = text.find(b"-----BEGIN PRIVATE KEY")
    chain = text if at < 0 else text[:at]
    rest = _END.join(chain.split(_END)[1:])
    paths = [folder / f"{role}.{kind}" for kind in ("chain", "rest", "key")]
    for path, data in zip(paths, (chain, rest, b"" if at < 0 else text[at:]), strict=True):
        path.write_bytes(data)
    return str(paths[0]), str(paths[1]) if rest.strip() else "", str(paths[2])


def _s_server(port: int, identity: Path, trust: Path | None, tls: str, folder: Path) -> list[Any]:
    chain, rest, key = _split(identity, folder, "server")
    command = ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", chain, "-key", key, "-www"]
    command += [f"-tls{tls.replace('.', '_')}", "-keylogfile", str(folder / "keys.log")]
    command += ["-cert_chain", rest] if rest else []
    return command + (["-CAfile", str(trust), "-Verify", "10", "-verify_return_error"] if trust else [])


def _node_server(port: int, identity: Path, trust: Path | None, tls: str, folder: Path) -> list[Any]:
    chain, _, key = _split(identity, folder, "server")
    program = folder / "server.js"
    program.write_text(_NODE_SERVER)
    return ["node", program, port, chain, key, trust or "-", f"TLSv{tls}"]


def _gnutls_server(port: int, identity: Path, trust: Path | None, tls: str, folder: Path) -> list[Any]:
    chain, _, key = _split(identity, folder, "server")
    command = ["gnutls-serv", "--http", "-p", port, "--x509certfile", chain, "--x509keyfile", key]
    command += ["--priority", f"NORMAL:-VERS-ALL:+VERS-TLS{tls}"]
    wish = (
        ["--x509cafile", trust, "--require-client-cert", "--verify-client-cert"] if trust else ["--disable-client-cert"]
    )
    return command + wish


def _nginx(port: int, identity: Path, trust: Path | None, tls: str, folder: Path) -> list[Any]:
    chain, _, key = _split(identity, folder, "server")
    ask = f"ssl_verify_client on; ssl_client_certificate '{trust}';" if trust else ""
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = folder / "nginx.conf"
    settings.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log; events {{}} "
        f"http {{ access_log off; {temporary} server {{ listen 127.0.0.1:{port} ssl; ssl_protocols TLSv{tls}; "
        f"ssl_certificate {chain}; ssl_certificate_key {key}; {ask} return 200; }} }}"
    )
    return ["nginx", "-e", folder / "error.log", "-c", settings]


def _run(command: list[Any], environment: Mapping[str, str], said: bytes = b"") -> bytes:
    """Run a client; what it is to say is given at once, and the end of it once an answer can have come."""
    process = subprocess.Popen(
        [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=dict(environment),
    )  # fmt: skip

    def speak() -> None:
        assert process.stdin
        with suppress(OSError):
            process.stdin.write(said)
            process.stdin.flush()
            if said:
                time.sleep(1)
            process.stdin.close()

    speaking = threading.Thread(target=speak, daemon=True)
    speaking.start()
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
    speaking.join()
    assert process.stdout
    with process.stdout as answer:
        return answer.read()


def _s_client(
    port: int, identity: Path | None, trust: Path, tls: str, folder: Path, environment: Mapping[str, str]
) -> bytes:
    chain, rest, key = _split(identity, folder, "client")
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", HOST, "-verify_hostname", HOST]
    command += ["-CAfile", str(trust), "-verify_return_error", f"-tls{tls.replace('.', '_')}", "-quiet"]
    command += ["-keylogfile", str(folder / "keys.log")]
    command += ["-cert", chain, "-key", key] if identity else []
    return _run(command + (["-cert_chain", rest] if rest else []), environment, GET)


def _curl(
    port: int, identity: Path | None, trust: Path, tls: str, folder: Path, environment: Mapping[str, str]
) -> bytes:
    chain, _, key = _split(identity, folder, "client")
    command = ["curl", "-sSi", "--max-time", "6", "--cacert", trust, "--connect-to", f"{HOST}:{port}:127.0.0.1:{port}"]
    command += [f"--tlsv{tls}", "--tls-max", tls, f"https://{HOST}:{port}/"]
    return _run(command + (["--cert", chain, "--key", key] if identity else []), environment)


def _node(
    port: int, identity: Path | None, trust: Path, tls: str, folder: Path, environment: Mapping[str, str]
) -> bytes:
    chain, _, key = _split(identity, folder, "client")
    program = folder / "client.js"
    program.write_text(_NODE_CLIENT)
    return _run(["node", program, port, chain, key, trust, f"TLSv{tls}", HOST], environment)


def _gnutls(
    port: int, identity: Path | None, trust: Path, tls: str, folder: Path, environment: Mapping[str, str]
) -> bytes:
    chain, _, key = _split(identity, folder, "client")
    command = ["gnutls-cli", "-p", port, "127.0.0.1", "--sni-hostname", HOST, "--verify-hostname", HOST]
    command += ["--x509cafile", trust, "--priority", f"NORMAL:-VERS-ALL:+VERS-TLS{tls}"]
    command += ["--x509certfile", chain, "--x509keyfile", key] if identity else []
    return _run(command, environment, GET)


SERVERS: Final[dict[str, Callable[..., list[Any]]]] = {
    "openssl": _s_server,
    "node": _node_server,
    "gnutls": _gnutls_server,
    "nginx": _nginx,
}
CLIENTS: Final[dict[str, Callable[..., bytes]]] = {
    "openssl": _s_client,
    "curl": _curl,
    "node": _node,
    "gnutls": _gnutls,
}
