"""Finding by words and filters: one interface, an engine behind it, the same analysis for any engine and document."""
