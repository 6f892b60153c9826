"""Serves the record store of ralph: run by the Python of its own environment with folder, socket number and port."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import bcrypt

folder, listener, _port = sys.argv[1:4]
store, users = Path(folder) / "store", Path(folder) / "users.json"
store.mkdir()
person = {
    "agent": {"mbox": "mailto:lrs@example.org"},
    "scopes": ["all"],
    "hash": bcrypt.hashpw(b"nur-zum-testen", bcrypt.gensalt(4)).decode(),
    "username": "lrs",
}
users.write_text(json.dumps([person]), encoding="utf-8")
os.environ |= {
    "RALPH_APP_DIR": folder,
    "RALPH_AUTH_FILE": str(users),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(store),
}

import uvicorn  # noqa: E402  (its settings are read at import)
from ralph.backends.data.base import BaseOperationType  # noqa: E402
from ralph.backends.lrs.fs import FSLRSBackend  # noqa: E402

FSLRSBackend.default_operation_type = BaseOperationType.APPEND  # else the second write is a 500

from ralph.api import app  # noqa: E402

uvicorn.run(app, fd=int(listener), log_level="warning")
