"""A process of the portal in one role, for tests: reads a script, runs it, and prints what the script put in `answer`.

python -m tests.referrals.process KEYS_DIR < script
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  once the apps are there

settings.REFERRAL_KEYS_DIR = Path(sys.argv[1])
names: dict = {"answer": None}
exec(sys.stdin.read(), names)  # noqa: S102  a test's own script
print(json.dumps(names["answer"], default=str))
