"""Finding people, a family's page, entering by hand."""
