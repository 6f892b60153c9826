"""Serves scormhost: run by the Python of its own environment with folder, socket number and port."""

from __future__ import annotations

import sys

import scormhost
import uvicorn

folder, listener, _port = sys.argv[1:4]
app = scormhost.create_scorm_app(data_dir=f"{folder}/data", secret_key="only-for-tests-on-the-loopback-interface")
uvicorn.run(app, fd=int(listener), log_level="warning")
