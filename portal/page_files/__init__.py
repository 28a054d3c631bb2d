"""Families' pages as files, so that a page that many read is made once: decision 40."""
