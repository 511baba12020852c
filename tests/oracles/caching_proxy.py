"""A small reverse proxy around the pure HTTP cache, so that a public test suite can question it.

It holds no caching rule of its own: it reads, asks the cache, sends on, and writes.
"""

import asyncio
import sys
import time
from asyncio import StreamReader, StreamWriter

from awsstudy.sims.cloudfront.cache import Cache
from awsstudy.sims.cloudfront.messages import UNREACHABLE, Request, Response, end_to_end
from awsstudy.sims.cloudfront.policy import RfcPolicy

REASONS = {200: "OK", 304: "Not Modified", 502: "Bad Gateway", 504: "Gateway Timeout"}


async def read_head(reader: StreamReader) -> tuple[str, dict[str, str]] | None:
    """The first line and the fields; None at the end of the connection."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        key, text = name.lower(), value.strip(" \t")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return first, headers


async def read_body(reader: StreamReader, headers: dict[str, str], *, to_end: bool) -> bytes:
    if "chunked" in headers.get("transfer-encoding", ""):
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return body
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    return await reader.read() if to_end else b""


def write(writer: StreamWriter, first: str, headers: dict[str, str], body: bytes | None) -> None:
    lines = [first, *(f"{name}: {value}" for name, value in headers.items())]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + (body or b""))


class Proxy:
    """One cache in front of one origin."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cache = Cache(RfcPolicy())
        self.background: set[asyncio.Task[None]] = set()

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while head := await read_head(reader):
                first, headers = head
                method, url, _ = first.split(" ")
                body = await read_body(reader, headers, to_end=False)
                await self.answer(Request(method, url, headers), body, writer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def answer(self, request: Request, body: bytes, writer: StreamWriter) -> None:
        now = time.time()
        look = self.cache.look(request, now)
        if look.refused:
            self.send(request, Response(504), writer)
        elif look.result in {"hit", "stale"} and look.stored:
            served = self.cache.served(request, look.stored, look.result, now)
            self.send(request, served.response, writer)
            if look.forward:
                task = asyncio.create_task(self.refresh(request, look.forward))
                self.background.add(task)
                task.add_done_callback(self.background.discard)
        elif look.forward:
            response = await self.fetch(look.forward, body, writer)
            taken = self.cache.receive(request, look, response, now, time.time())
            self.send(request, taken.response, writer)

    async def refresh(self, request: Request, forward: Request) -> None:
        now = time.time()
        response = await self.fetch(forward, b"", None)
        look = self.cache.look(request, now)
        if response.status != UNREACHABLE and look.forward:
            self.cache.receive(request, look, response, now, time.time())

    async def fetch(self, request: Request, body: bytes, client: StreamWriter | None) -> Response:
        """Ask the origin; its interim responses go straight through to the client."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            headers = end_to_end(request.headers) | {"connection": "close"}
            if body:
                headers["content-length"] = str(len(body))
            write(writer, f"{request.method} {request.url} HTTP/1.1", headers, body)
            while head := await read_head(reader):
                status = int(head[0].split(" ")[1])
                if status < 200:
                    if client:
                        write(client, head[0], head[1], None)
                    continue
                bare = request.method == "HEAD" or status in {204, 304}
                found = b"" if bare else await read_body(reader, head[1], to_end=True)
                return Response(status, head[1], found)
            return Response(UNREACHABLE)
        finally:
            writer.close()

    def send(self, request: Request, response: Response, writer: StreamWriter) -> None:
        status = response.status or 502
        headers = end_to_end(response.headers)
        body = response.body if isinstance(response.body, bytes) else response.body.encode()
        bare = status in {204, 304}
        if not bare and request.method != "HEAD":
            headers["content-length"] = str(len(body))
        first = f"HTTP/1.1 {status} {REASONS.get(status, 'Other')}"
        write(writer, first, headers, None if bare or request.method == "HEAD" else body)


async def main(port: int, origin: int) -> None:
    server = await asyncio.start_server(Proxy(origin).serve, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
