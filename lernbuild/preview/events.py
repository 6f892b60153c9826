"""News for open preview pages, as server-sent events (HTML Living Standard 9.2); must not know what they mean."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

_PULSE = 20.0
"""Seconds between comments that keep a connection alive."""


class News:
    """Hands every event to every listener; a listener that does not read misses the oldest."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self.closed = False

    def tell(self, kind: str, **data: Any) -> None:
        """Called in the event loop."""
        text = f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(text)

    def close(self) -> None:
        """Ends all streams, so that the server can end."""
        self.closed = True
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    async def listen(self) -> AsyncIterator[bytes]:
        """One listener's stream."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(2000)
        self._listeners.add(queue)
        try:
            yield b"retry: 1000\n\n"
            while not self.closed:
                try:
                    piece = await asyncio.wait_for(queue.get(), _PULSE)
                except TimeoutError:
                    piece = b": \n\n"
                if piece is None:
                    return
                yield piece
        finally:
            self._listeners.discard(queue)
