#!/usr/bin/env bash
# Tables and first pages: before each start, by the database's owner, while older processes go on.
set -euo pipefail
manage() { .venv/bin/python manage.py "$@"; }

manage migrate_while_serving --verbosity 0
manage seed
manage build_index --verbosity 0  # where it is kept in the database, it makes tables too
manage collectstatic --noinput --verbosity 0
manage write_error_pages
