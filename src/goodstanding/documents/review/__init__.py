"""A review as a document: JSON with a schema, text for a terminal, one page of HTML worth printing."""
