"""Diagnostics: the model and one module per way of printing a Report."""

from __future__ import annotations

from lernbuild.diagnostics.model import Diagnostic, Edit, Report, Severity, error, info, warning

__all__ = ["Diagnostic", "Edit", "Report", "Severity", "error", "info", "warning"]
