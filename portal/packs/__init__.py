"""A pack is everything there is to translate into a language, as PO files in a zip, for translators who work offline.

What comes back is checked line by line; if any line is refused, nothing goes in, and all refused lines are named.
"""
