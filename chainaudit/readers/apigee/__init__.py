"""Answers of Apigee about keystores and truststores."""
