"""A report in, a document out; one format a file."""
