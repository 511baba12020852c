"""The load balancer model against HAProxy on loopback: turns, least connections, cookies, checks.

HAProxy has the same general mechanisms; what only AWS does is tested by its documentation.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.elb_balancing import MODEL

NAMES = ("a", "b", "c", "d")
FROZEN = Path(__file__).parents[1] / "sims" / "data" / "elb_checks.json"
"""Written where AWSSTUDY_FREEZE is set; the model's own tests read it."""


class Backend:
    """Servers with a name each: they answer, hold a request until told, or follow a script."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.arrived: list[str] = []
        self.held: dict[int, threading.Event] = {}
        self.scripts: dict[str, Iterator[str]] = {}
        self.gates: dict[str, threading.Semaphore] = {}
        self.done: dict[str, threading.Semaphore] = {}
        self.ports: dict[str, int] = {}
        self._servers = [self._start(name) for name in names]

    def _start(self, name: str) -> ThreadingHTTPServer:
        backend = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                code = 200
                if self.path == "/check":
                    backend.gates[name].acquire()
                    code = 200 if next(backend.scripts[name]) == "P" else 500
                elif self.path.startswith("/hold/"):
                    backend.arrived.append(name)
                    backend.held[int(self.path[6:])].wait(30)
                else:
                    backend.arrived.append(name)
                # HAProxy hangs up on a check as soon as it has read the code.
                with suppress(ConnectionError):
                    self.send_response(code)
                    self.send_header("Content-Length", "1")
                    self.end_headers()
                    self.wfile.write(name[:1].encode())
                if self.path == "/check":
                    backend.done[name].release()

            def log_message(self, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self.ports[name] = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def close(self) -> None:
        for event in self.held.values():
            event.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()


class Proxy:
    """A running HAProxy."""

    def __init__(self, port: int, admin: Path) -> None:
        self.port, self._admin = port, admin

    def command(self, text: str) -> str:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(self._admin))
            client.sendall(f"{text}\n".encode())
            parts = iter(lambda: client.recv(65536), b"")
            return b"".join(parts).decode()

    def stat(self, column: str) -> dict[str, str]:
        """A column of the statistics, by server."""
        lines = self.command("show stat").lstrip("# ").splitlines()
        head = lines[0].split(",")
        rows = [line.split(",") for line in lines[1:] if line]
        return {
            row[1]: row[head.index(column)] for row in rows if row[1] not in {"FRONTEND", "BACKEND"}
        }

    def get(self, path: str = "/", cookie: str = "") -> tuple[str, str]:
        """The name of who answered, and the cookie that was set."""
        head, _, body = self.open(path, cookie).read().partition(b"\r\n\r\n")
        found = re.search(rb"set-cookie: SRV=(\w+)", head, re.IGNORECASE)
        return body.decode(), found[1].decode() if found else ""

    def open(self, path: str, cookie: str = "") -> socket.SocketIO:
        client = socket.create_connection(("127.0.0.1", self.port))
        extra = f"Cookie: SRV={cookie}\r\n" if cookie else ""
        request = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{extra}\r\n"
        client.sendall(request.encode())
        file = client.makefile("rb")
        client.close()
        return file  # type: ignore[return-value]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def haproxy(
    binary: str,
    folder: Path,
    backend: Backend,
    lines: str,
    options: Callable[[str], str] = lambda _: "",
) -> Iterator[Proxy]:
    """HAProxy before the servers, with a backend's settings and each server's options."""
    port, admin = free_port(), folder / "admin"
    servers = "\n".join(
        f"  server {name} 127.0.0.1:{one} {options(name)}" for name, one in backend.ports.items()
    )
    config = folder / "haproxy.cfg"
    config.write_text(
        f"global\n  stats socket {admin} level admin\n"
        "defaults\n  mode http\n  timeout connect 5s\n  timeout client 60s\n  timeout server 60s\n"
        "  timeout check 30s\n"
        "  option http-server-close\n"
        f"frontend f\n  bind 127.0.0.1:{port}\n  default_backend b\nbackend b\n{lines}\n{servers}\n"
    )
    process = subprocess.Popen([binary, "-f", str(config)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if admin.exists():
                break
            time.sleep(0.02)
        assert process.poll() is None, "haproxy -c says what is wrong with its configuration"
        yield Proxy(port, admin)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


@pytest.fixture
def backend() -> Iterator[Backend]:
    servers = Backend(NAMES)
    yield servers
    servers.close()


def picked(rules: RuleBook, algorithm: str, targets: list[dict], **request: object) -> str:
    params = ElbParams.model_validate(
        {
            "ask": "pick", "kind": "generic", "zones": ["a"], "algorithm": algorithm,
            "targets": targets, "request": request, "sticky": {"on": "cookie" in request},
        }
    )  # fmt: skip
    outcome: dict = run(MODEL, Script(params), rules).outcome  # type: ignore[assignment]
    return outcome["target"]


def test_turns(
    program: Callable[[str], str],
    backend: Backend,
    rules: RuleBook,
    tmp_path: Path,
    record: Callable[..., None],
) -> None:
    """Rotation over all servers, and over those that are left in maintenance."""
    wrong = cases = 0
    with haproxy(program("haproxy"), tmp_path, backend, "  balance roundrobin") as proxy:
        for out in ((), ("b",), ("b", "d"), ("c",)):
            for name in NAMES:
                state = "maint" if name in out else "ready"
                proxy.command(f"set server b/{name} state {state}")
            for _ in range(len(NAMES)):
                proxy.get()
            last, _ = proxy.get()
            for _ in range(100):
                targets = [{"id": name, "healthy": name not in out} for name in NAMES]
                expected = picked(rules, "round-robin", targets, last_target=last)
                last, _ = proxy.get()
                cases, wrong = cases + 1, wrong + (last != expected)
    record("HAProxy", cases, wrong, "round robin picks")
    assert wrong == 0


def test_fewest_connections(
    program: Callable[[str], str],
    backend: Backend,
    rules: RuleBook,
    tmp_path: Path,
    record: Callable[..., None],
) -> None:
    """Every pick is among those with the fewest open requests, as the model's is."""
    wrong = cases = single = 0
    with haproxy(program("haproxy"), tmp_path, backend, "  balance leastconn") as proxy:
        chance, open_now, number = Random(4), {}, 0
        while cases < 600:
            if open_now and (chance.random() < 0.45 or len(open_now) > 24):
                key = sorted(open_now)[int(chance.random() * len(open_now))]
                _release(backend, open_now.pop(key), key)
                continue
            counts = {n: sum(one[0] == n for one in open_now.values()) for n in NAMES}
            _wait(
                lambda counts=counts: proxy.stat("scur") == {n: str(c) for n, c in counts.items()}
            )
            targets = [{"id": name, "outstanding": counts[name]} for name in NAMES]
            expected = picked(rules, "least-outstanding", targets)
            number += 1
            seen = len(backend.arrived)
            backend.held[number] = threading.Event()
            file = proxy.open(f"/hold/{number}")
            _wait(lambda seen=seen: len(backend.arrived) > seen)
            got = backend.arrived[-1]
            open_now[number] = (got, file)
            fewest = [name for name in NAMES if counts[name] == min(counts.values())]
            cases, single = cases + 1, single + (len(fewest) == 1)
            wrong += got not in fewest or expected not in fewest
            wrong += len(fewest) == 1 and got != expected
        for key, one in open_now.items():
            _release(backend, one, key)
    record("HAProxy", cases, wrong, f"leastconn picks, {single} of them forced")
    assert wrong == 0


def _release(backend: Backend, one: tuple, key: int) -> None:
    backend.held[key].set()
    one[1].read()
    one[1].close()


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(500):
        if until():
            return
        time.sleep(0.002)
    raise AssertionError("nothing happened")


def test_cookies(
    program: Callable[[str], str],
    backend: Backend,
    rules: RuleBook,
    tmp_path: Path,
    record: Callable[..., None],
) -> None:
    """A cookie binds; where its server is out, another one is picked and the cookie changed."""
    wrong = cases = moved = 0
    lines = "  balance roundrobin\n  cookie SRV insert indirect nocache"
    with haproxy(
        program("haproxy"), tmp_path, backend, lines, lambda name: f"cookie {name}"
    ) as proxy:
        chance, cookies, out = Random(5), {}, set()
        for _ in range(400):
            if chance.random() < 0.1:
                name = NAMES[int(chance.random() * len(NAMES))]
                out ^= {name} if name in out or len(out) < 3 else set()
                state = "maint" if name in out else "ready"
                proxy.command(f"set server b/{name} state {state}")
            client = int(chance.random() * 12)
            cookie = cookies.get(client, "")
            got, fresh = proxy.get(cookie=cookie)
            cases += 1
            if cookie:
                targets = [{"id": name, "healthy": name not in out} for name in NAMES]
                expected = picked(rules, "round-robin", targets, cookie=cookie)
                kept = cookie not in out
                moved += not kept
                wrong += (got == cookie) != kept or (expected == cookie) != kept
                wrong += bool(fresh) == kept or got in out or expected in out
            cookies[client] = fresh or cookie
    record("HAProxy", cases, wrong, f"requests with cookies, {moved} moved")
    assert wrong == 0
    assert moved > 10


def test_checks(
    program: Callable[[str], str], rules: RuleBook, tmp_path: Path, record: Callable[..., None]
) -> None:
    """The state after every single check, for many thresholds and scripts."""
    chance, cases = Random(6), []
    for number in range(24):
        down, up = 2 + int(chance.random() * 4), 2 + int(chance.random() * 4)
        script = "P"
        while len(script) < 40:
            script += ("P" if chance.random() < 0.5 else "F") * (1 + int(chance.random() * 6))
        cases.append({"name": f"s{number}", "down": down, "up": up, "script": script[:40]})
    told = _haproxy_states(program("haproxy"), tmp_path, cases)
    wrong = rounds = 0
    for case in cases:
        states = _model_states(case, rules)
        rounds += len(states)
        wrong += sum(a != b for a, b in zip(states, told[case["name"]], strict=True))
        case["states"] = told[case["name"]]
    record("HAProxy", rounds, wrong, f"rounds of checks of {len(cases)} servers")
    if os.environ.get("AWSSTUDY_FREEZE"):
        FROZEN.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    assert wrong == 0


def _model_states(case: dict, rules: RuleBook) -> str:
    checks = {"script": case["script"], "unhealthy": case["down"], "healthy": case["up"]}
    params = ElbParams.model_validate({"ask": "checks", "checks": checks})
    outcome: dict = run(MODEL, Script(params), rules).outcome  # type: ignore[assignment]
    turns = {number: state for number, _, state in outcome["turns"]}
    states, now = "", "healthy"
    for number in range(1, len(case["script"]) + 1):
        now = turns.get(number, now)
        states += "U" if now == "healthy" else "D"
    return states


def _haproxy_states(binary: str, folder: Path, cases: list[dict]) -> dict[str, str]:
    servers = Backend(tuple(case["name"] for case in cases))
    for case in cases:
        servers.scripts[case["name"]] = iter(case["script"] + "P" * 10_000)
        servers.gates[case["name"]] = threading.Semaphore(0)
        servers.done[case["name"]] = threading.Semaphore(0)
    told = dict.fromkeys(servers.scripts, "")
    known = {case["name"]: case for case in cases}

    def options(name: str) -> str:
        case = known[name]
        return f"check inter 100ms rise {case['up']} fall {case['down']}"

    with haproxy(binary, folder, servers, "  option httpchk GET /check", options) as proxy:
        for _ in range(len(cases[0]["script"])):
            for gate in servers.gates.values():
                gate.release()
            for done in servers.done.values():
                assert done.acquire(timeout=20)
            time.sleep(0.05)
            for name, status in proxy.stat("status").items():
                told[name] += status[0]
        for gate in servers.gates.values():
            gate.release(1000)
    servers.close()
    return told
