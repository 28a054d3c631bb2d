"""How much is taken: from a family, and in a day from everybody, so that nobody fills the disk that referrals need."""

from enum import StrEnum

MEGABYTE = 2**20
MOST_FILES = 5
LARGEST = 10 * MEGABYTE
LARGEST_IN_ALL = 25 * MEGABYTE
MOST_A_DAY = 2_048 * MEGABYTE


class Refusal(StrEnum):
    NOTHING_CHOSEN = "nothing_chosen"
    EMPTY = "empty"
    NOT_TAKEN = "not_taken"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    VIRUS = "virus"
    NOT_KEPT = "not_kept"
