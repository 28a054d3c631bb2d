"""Finding by words and filters: one interface, an engine behind it, and the same analysis for any engine and document."""
