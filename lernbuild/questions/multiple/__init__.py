"""Question type multiple."""
