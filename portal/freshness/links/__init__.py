"""Looking whether the websites in entries are still there: polite, bounded, and only on the public internet."""
