#!/usr/bin/env bash
# Tables, accounts, first pages: before each start, by the database's owner, while older processes go on.
set -euo pipefail
manage() { .venv/bin/python manage.py "$@"; }
password_of() { sed -n 's|^PORTAL_DATABASE_URL=postgres://[a-z_]*:\([^@]*\)@.*|\1|p' "/etc/portal/$1.env"; }
run_sql() { psql --quiet --set ON_ERROR_STOP=1 "$PORTAL_DATABASE_URL" "$@"; }

manage migrate_while_serving --verbosity 0
manage seed
manage build_index --verbosity 0  # where it is kept in the database, it makes tables too
run_sql --single-transaction --file referrals/postgresql/roles.sql
for name in public cms staff; do run_sql -c "ALTER ROLE portal_$name PASSWORD '$(password_of "$name")'"; done
run_sql -c "ALTER ROLE portal_worker PASSWORD '$(password_of worker-staff)'"
manage collectstatic --noinput --verbosity 0
manage write_error_pages
