"""Dutch as the search reads it; nothing here needs the database."""
