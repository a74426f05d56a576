"""The desk behind real proxies, by the configurations that the how-to for a team prints."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.conftest import ROOT as REPOSITORY
from tests.web.conftest import JANA, MARK, PASSWORDS, serving

NAME = "desk.example.org"
# A machine of its own as far as the proxy can see, which stands at 127.0.0.1.
CLIENT = "127.0.0.2"
PATIENCE = 30
PAGE = REPOSITORY / "docs" / "howto-team-desk.md"
# What the page's configuration needs around it to run as nobody in particular.
NGINX = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{server} }}
"""


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def printed(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", folder / "key.pem", "-out", folder / "cert.pem"),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


def configured(program: str, folder: Path, ports: tuple[int, str], certificate: Path) -> list[str]:
    """Write the page's configuration with the test's ports and certificate; return the command."""
    port, behind = ports
    text = printed(program if program == "nginx" else "caddy").replace("127.0.0.1:8417", behind)
    key, cert = certificate / "key.pem", certificate / "cert.pem"
    if program == "nginx":
        text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
        text = re.sub(r"(ssl_certificate +)\S+;", rf"\g<1>{cert};", text)
        text = re.sub(r"(ssl_certificate_key +)\S+;", rf"\g<1>{key};", text)
        file = folder / "nginx.conf"
        # Else its workers, as nobody, could not keep a long form in the test's folder.
        user = "user root;\n" if os.getuid() == 0 else ""
        file.write_text(user + NGINX.format(folder=folder, server=text))
        return ["nginx", "-c", str(file), "-p", str(folder)]
    text = text.replace(f"{NAME} {{", f"{NAME}:{port} {{\n    tls {cert} {key}", 1)
    file = folder / "Caddyfile"
    file.write_text(f"{{\n    admin off\n    auto_https disable_redirects\n}}\n{text}")
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


class Proxied:
    """A browser, as far as it matters: TLS by the desk's name, cookies, forms."""

    def __init__(self, port: int, certificate: Path) -> None:
        self.port = port
        self.tls = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
        self.cookies: dict[str, str] = {}
        self.set: list[str] = []
        self.mark = ""

    def ask(
        self, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, str]:
        plain = socket.create_connection(("127.0.0.1", self.port), PATIENCE, (CLIENT, 0))
        connection = http.client.HTTPConnection(NAME, timeout=PATIENCE)
        connection.sock = self.tls.wrap_socket(plain, server_hostname=NAME)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Host"] = NAME if self.port == 443 else f"{NAME}:{self.port}"
        sent.setdefault("Origin", f"https://{sent['Host']}")
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode({"form": self.mark, **fields})
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("POST" if fields is not None else "GET", path, body, sent)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                self.set.append(cookie)
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value.strip('"')
            text = answer.read().decode()
        finally:
            connection.close()
        if marks := MARK.findall(text):
            self.mark = marks[-1]
        return answer.status, text


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "output.log").open("wb") as output:
        home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        done = subprocess.Popen(command, stdout=output, stderr=output, env=home)
        try:
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until and done.poll() is None:
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            assert done.poll() is None, (folder / "output.log").read_text()
            yield
        finally:
            done.terminate()
            done.wait(PATIENCE)


@pytest.mark.parametrize("program", ["nginx", "caddy"])
def test_the_printed_configuration_serves_a_team_safely(
    program: str, team_ledger: Path, tmp_path: Path, certificate: Path
) -> None:
    if shutil.which(program) is None:
        reason = (
            f"no {program} here: `apt-get install {program}` (Debian), then run the tests again"
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    port = free_port()
    options = ("--behind-proxy", "127.0.0.1", "--name", NAME)
    with serving(team_ledger, *options) as desk:
        behind = urlsplit(desk).netloc
        command = configured(program, tmp_path, (port, behind), certificate)
        with running(command, port, tmp_path):
            walked_through(Proxied(port, certificate), team_ledger)


def walked_through(jana: Proxied, ledger: Path) -> None:
    assert jana.ask("/stories")[0] == 303, "nobody reads without signing in"
    assert jana.ask("/sign-in")[0] == 200
    forged = "203.0.113.77"
    wrong = {"name": JANA, "password": "a wrong password, long enough"}
    assert jana.ask("/sign-in", wrong, X_Forwarded_For=forged, X_Real_IP=forged)[0] == 401
    logged = [each for each in (ledger / "sayso.log").read_text().splitlines() if "wrong" in each]
    assert f"from {CLIENT} " in logged[-1] and forged not in logged[-1]
    jana.ask("/sign-in")
    assert jana.ask("/sign-in", {"name": JANA, "password": PASSWORDS[JANA]})[0] == 303
    session = next(each for each in jana.set if each.startswith("__Host-sayso="))
    assert "Secure" in session and "HttpOnly" in session and "SameSite=lax" in session
    status, page = jana.ask("/row/fig-9903b5be137ab2a5")
    assert status == 200 and JANA in page
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    note = {"kind": "note", "row": "fig-9903b5be137ab2a5", "seen": seen[1], "back": "/stories"}
    elsewhere = jana.ask("/decide", {**note, "note": "x"}, Origin="https://elsewhere.example")
    assert elsewhere[0] == 403
    status, said = jana.ask("/decide", {**note, "note": "n" * 1_000_000})
    assert status == 413 and "bytes" in said, "a note of a megabyte gets the desk's own answer"
    assert jana.ask("/decide", {**note, "note": "n" * 3_000_000})[0] == 413
    assert jana.ask("/decide", {**note, "note": "seen through the proxy"})[0] == 303
    assert "seen through the proxy" in jana.ask("/decisions")[1]
    status, rows = jana.ask("/figures.jsonl")
    assert status == 200 and rows.count("\n") > 100
