"""Question type gap."""
