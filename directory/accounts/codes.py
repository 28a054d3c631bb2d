"""Codes that a person reads in an e-mail and types: eight digits, in any script, with or without what parts them."""

import secrets
import unicodedata


def new_code() -> str:
    """As a person reads it: 1234-5678."""
    number = f"{secrets.randbelow(10**8):08}"
    return f"{number[:4]}-{number[4:]}"


def digits(typed: str) -> str:
    return "".join(str(unicodedata.decimal(character)) for character in typed if character.isdecimal())


def is_same(typed: str, code: str) -> bool:
    return bool(code) and secrets.compare_digest(digits(typed), digits(code))
