"""Migrations as a later release could bring them, after those of today."""

from referrals import migrations

__path__ += migrations.__path__
