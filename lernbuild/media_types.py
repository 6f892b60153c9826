"""The media type of a file by its name, the same on every machine; knows no file's contents."""

from __future__ import annotations

UNKNOWN = "application/octet-stream"
_TYPES = {
    "html": "text/html", "htm": "text/html", "css": "text/css", "js": "text/javascript", "mjs": "text/javascript",
    "txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "vtt": "text/vtt", "json": "application/json",
    "xml": "application/xml", "xsd": "application/xml", "dtd": "application/xml-dtd", "pdf": "application/pdf",
    "zip": "application/zip", "wasm": "application/wasm", "swf": "application/x-shockwave-flash",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp", "avif": "image/avif", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
    "ico": "image/vnd.microsoft.icon", "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm",
    "ogv": "video/ogg", "mov": "video/quicktime", "mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav",
    "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "woff2": "font/woff2", "woff": "font/woff",
    "ttf": "font/ttf", "otf": "font/otf", "eot": "application/vnd.ms-fontobject",
}  # fmt: skip
"""By the end of the name, as IANA registers them. Python asks the machine first, which may say something else."""


def media_type(name: str) -> str:
    """The type without parameters; ``application/octet-stream`` for an ending that nobody here knows."""
    return _TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN)
