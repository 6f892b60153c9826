"""Question type hotspot."""
