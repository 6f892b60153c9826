"""Question type essay."""
