#!/usr/bin/env bash
# A command of the portal's as one of its processes: sudo deploy/manage.sh owner team_member add north NAME
set -euo pipefail
[ $# -ge 2 ] || { echo "deploy/manage.sh public|cms|staff|owner COMMAND …"; exit 2; }
name=$1; shift
set -a
. /etc/portal/common.env
. "/etc/portal/$name.env"
[ "$name" != staff ] || . /etc/portal/worker-staff.env  # by hand as the worker, who may seal anew
set +a
umask 002
cd "${RELEASE:-/opt/portal/current}"
exec runuser -u "portal-$name" -- .venv/bin/python manage.py "$@"
