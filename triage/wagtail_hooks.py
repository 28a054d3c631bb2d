import triage.counts.cms  # noqa: F401  its hooks
