"""Finding listings by words and filters: one interface, an engine behind it, and analysis that is the same for any engine."""
