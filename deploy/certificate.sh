#!/usr/bin/env bash
# certbot's hook: where nginx looks for the certificate.
set -euo pipefail
install -m 600 "$RENEWED_LINEAGE/privkey.pem" /etc/portal/tls/privkey.pem
install -m 644 "$RENEWED_LINEAGE/fullchain.pem" /etc/portal/tls/fullchain.pem
systemctl reload nginx
