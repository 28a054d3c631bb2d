#!/usr/bin/env bash
# The accounts of the database, with what each may do: as root, who alone may read the passwords of all.
set -euo pipefail
run_sql() { psql --quiet --set ON_ERROR_STOP=1 "$PORTAL_DATABASE_URL" "$@"; }

run_sql --single-transaction --file referrals/postgresql/roles.sql
for name in public cms staff worker-staff; do
  address=$(grep ^PORTAL_DATABASE_URL= "/etc/portal/$name.env")
  [[ $address =~ //(portal_[a-z]+):([^@]+)@ ]]
  run_sql -c "ALTER ROLE ${BASH_REMATCH[1]} PASSWORD '${BASH_REMATCH[2]}'"
done
