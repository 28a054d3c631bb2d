"""Open Referral UK 3.0: our own feed, whether it keeps to the standard (checking), and others' services (incoming)."""
