#!/usr/bin/env bash
# The portal on one Debian machine, by systemd, from this folder; run it again to bring a new release in.
#
#   sudo deploy/install.sh families.example.gov.uk cms.example.gov.uk team.example.gov.uk
#
# --into DIR puts the files there and touches nothing of the machine: no package, account, database or service.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
into=""
if [ "${1:-}" = --into ]; then into=$2; shift 2; fi
[ $# = 3 ] || { echo "Name three hosts: of families, of editors, of teams."; exit 2; }
families=$1 cms=$2 team=$3
etc=$into/etc/portal opt=$into/opt/portal var=$into/var/lib/portal units=$into/etc/systemd/system
roles="public cms staff"
on_machine() { [ -z "$into" ]; }
say() { echo "== $*"; }
secret() { python3 -c 'import secrets; print(secrets.token_urlsafe(50))'; }

packages() {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv postgresql nginx-light openssl \
    libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core >/dev/null  # referrals on paper, in every script
}

accounts() {
  getent group portal >/dev/null || groupadd --system portal
  for role in $roles owner; do
    id "portal-$role" >/dev/null 2>&1 || useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin "portal-$role"
  done
  # What families and editors put in, both show; the owner's commands write the index, and keep everything.
  for role in public cms owner; do usermod --append --groups portal "portal-$role"; done
  usermod --append --groups portal-staff portal-owner
}

folders() {
  mkdir -p "$etc/nginx" "$etc/tls" "$opt/releases" "$var" "$units" "$into/var/backups/portal" "$into/var/www/acme" \
    "$into/etc/nginx/sites-enabled" "$into/var/lib/portal-staff/keys"
  if on_machine; then
    chown root:portal "$var" && chmod 2775 "$var"
    chown portal-owner: /var/backups/portal && chmod 700 /var/backups/portal
    chown --recursive portal-staff: /var/lib/portal-staff
    chmod 770 /var/lib/portal-staff && chmod 700 /var/lib/portal-staff/keys
  fi
}

# Written once. What a council has to fill in is empty, and said at the end.
settings() {
  umask 077
  [ -e "$etc/common.env" ] || sed -e "s|FAMILIES_HOST|$families|g; s|CMS_HOST|$cms|g; s|TEAM_HOST|$team|g" \
    "$here/deploy/common.env.example" > "$etc/common.env"
  for name in $roles owner worker-staff; do
    if [ ! -e "$etc/$name.env" ]; then
      password=$(secret)
      account=portal_${name#worker-}
      [ "$name" = worker-staff ] && account=portal_worker
      echo "PORTAL_DATABASE_URL=postgres://$account:$password@127.0.0.1/portal" > "$etc/$name.env"
      [ "$name" != owner ] || printf %s "$password" > "$etc/owner.password"  # as compose.yaml takes it
      case $name in
        worker-staff) ;;
        owner) printf 'PORTAL_ROLE=cms\nPORTAL_SECRET_KEY=%s\n' "$(secret)" >> "$etc/$name.env" ;;
        staff) printf 'PORTAL_ROLE=staff\nPORTAL_SECRET_KEY=%s\nPORTAL_KEYS_PASSPHRASE=%s\n' "$(secret)" "$(secret)" >> "$etc/$name.env"
               echo 'PORTAL_KEYS_DIR=/var/lib/portal-staff/keys' >> "$etc/$name.env" ;;
        *) printf 'PORTAL_ROLE=%s\nPORTAL_SECRET_KEY=%s\n' "$name" "$(secret)" >> "$etc/$name.env" ;;
      esac
    fi
  done
  [ -e "$etc/worker-cms.env" ] || echo '# As cms.env.' > "$etc/worker-cms.env"
  if [ ! -e "$etc/tls/privkey.pem" ]; then  # until certbot brings one that browsers believe: docs/operating.md
    openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$families" -addext "subjectAltName=DNS:$families,DNS:$cms,DNS:$team" \
      -keyout "$etc/tls/privkey.pem" -out "$etc/tls/fullchain.pem" 2>/dev/null
  fi
  umask 022
}

release() {
  name=$(git -C "$here" rev-parse --short=12 HEAD)
  folder=$opt/releases/$name
  if [ ! -e "$folder/.whole" ]; then
    rm -rf "$folder" && mkdir -p "$folder"
    git -C "$here" archive HEAD | tar -x -C "$folder"
    if on_machine; then
      python3 -m venv "$folder/.venv"
      "$folder/.venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement "$folder/requirements.lock"
      for catalogue in "$folder"/locale/*/LC_MESSAGES/django.po; do
        "$folder/.venv/bin/pybabel" --quiet compile --input-file "$catalogue" --output-file "${catalogue%.po}.mo" \
          --locale "$(basename "$(dirname "$(dirname "$catalogue")")")"
      done
    fi
    touch "$folder/.whole"
  fi
}

# From the release that is coming in.
manage() { RELEASE=$folder "$folder/deploy/manage.sh" "$@"; }

password_of() { sed -n 's|^PORTAL_DATABASE_URL=postgres://[a-z_]*:\([^@]*\)@.*|\1|p' "$etc/$1.env"; }
as_postgres() { (cd / && runuser -u postgres -- psql --quiet --set ON_ERROR_STOP=1 "$@"); }

# What is running goes on with tables that have more than it knows: migrations only add (docs/operating.md).
database() {
  as_postgres -tAc "SELECT 1 FROM pg_roles WHERE rolname = 'portal_owner'" | grep -q 1 || as_postgres -c "CREATE ROLE portal_owner LOGIN CREATEROLE"
  as_postgres -c "ALTER ROLE portal_owner PASSWORD '$(password_of owner)'"
  as_postgres -tAc "SELECT 1 FROM pg_database WHERE datname = 'portal'" | grep -q 1 || as_postgres -c "CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8' TEMPLATE template0"
  manage owner migrate_while_serving --verbosity 0
  manage owner seed
  manage owner build_index --verbosity 0  # where it is kept in the database, it makes tables too
  (. "$etc/owner.env"; psql --quiet --single-transaction --set ON_ERROR_STOP=1 --file "$folder/referrals/postgresql/roles.sql" "$PORTAL_DATABASE_URL")
  for name in $roles worker-staff; do
    account=portal_${name#worker-}
    [ "$name" = worker-staff ] && account=portal_worker
    as_postgres -c "ALTER ROLE $account PASSWORD '$(password_of "$name")'"
  done
  manage owner collectstatic --noinput --verbosity 0
  manage owner write_error_pages
  manage staff referral_keys new --missing
}

services() {
  for role in $roles; do cp "$here/deploy/systemd/portal-web@.service" "$units/portal-$role@.service"; done
  for role in cms staff; do cp "$here/deploy/systemd/portal-worker.service" "$units/portal-worker-$role.service"; done
  cp "$here"/deploy/systemd/portal-{backup-all,backup-database,links}.{service,timer} "$units/"
  cp "$here"/deploy/nginx/{tls,site,proxy,page-headers}.conf "$etc/nginx/"
  sed -e "s|FAMILIES_HOST|$families|; s|CMS_HOST|$cms|; s|TEAM_HOST|$team|" "$here/deploy/nginx/portal.conf" > "$into/etc/nginx/sites-enabled/portal.conf"
  ln -sfn "releases/$name_of_release" "$opt/current"
}

# One of two at a time: the other answers meanwhile.
restart() {
  systemctl daemon-reload
  for process in public@8101 cms@8111 staff@8121 public@8102 cms@8112 staff@8122; do
    systemctl enable --quiet "portal-$process"
    systemctl restart "portal-$process"
    wait_until_live "${process#*@}"
  done
  systemctl enable --quiet portal-worker-cms portal-worker-staff
  systemctl restart portal-worker-cms portal-worker-staff
  systemctl enable --quiet --now portal-backup-all.timer portal-backup-database.timer portal-links.timer
  rm -f /etc/nginx/sites-enabled/default
  nginx -t -q && systemctl enable --quiet nginx && systemctl reload-or-restart nginx
}

wait_until_live() {
  for _ in $(seq 60); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1"; printf 'GET /health/live HTTP/1.0\r\n\r\n' >&3; grep -q live <&3) 2>/dev/null && return
    sleep 0.5
  done
  echo "The process on port $1 does not answer: journalctl -u 'portal-*@$1'"; exit 1
}

missing() { grep -hE '^[A-Z_]+=$' "$etc"/common.env | tr -d = || true; }

on_machine && { say "packages"; packages; accounts; }
say "folders and settings"; folders; settings
say "release"; release; name_of_release=$name
if on_machine && [ -n "$(missing)" ]; then
  echo "Fill these in, in $etc/common.env, then run this again (docs/operating.md tells how):"; missing; exit 1
fi
if on_machine; then say "database"; database; fi
say "services"; services
if on_machine; then say "restart, one after the other"; restart; fi
say "done: $name_of_release"
