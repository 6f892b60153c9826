"""Question type matching."""
