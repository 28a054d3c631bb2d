# Everything here works on a fresh machine with Python 3.11, apt, pip and npm. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
VAR := $(or $(PORTAL_VAR),var)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
SEEDS := $(shell find content/seed directory/seed referrals/seed places/data -type f 2>/dev/null)
MIGRATIONS := $(wildcard */migrations/*.py)
STATIC := $(shell find static -type f)
ON_POSTGRESQL = $(BIN)/python -m tests.postgresql $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --migrations

.PHONY: help run test test-postgresql drill check format screenshots guide accessibility messages bench-search bench-pages bench-server bench-launch bench-growth lock licences audit clean
help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VAR)/ready ## Serve the whole portal on 127.0.0.1:8000 (PORT=… for another port).
	@echo "The portal is at http://127.0.0.1:$(PORT)/  (Ctrl+C stops it)"
	@echo "  editors      http://127.0.0.1:$(PORT)/cms/   admin, editor, writer, urdu-translator, urdu-checker or directory-editor"
	@echo "  family teams http://127.0.0.1:$(PORT)/team/  front-door-1, central-1, north-1, south-1, east-1 or west-1"
	@echo "  volunteers   http://127.0.0.1:$(PORT)/en/my-groups/   volunteer@example.org; the code is in the newest file of $(VAR)/mail"
	@echo "  every demonstration password is family-portal-demo"
	@! (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null || { echo "Port $(PORT) is in use: PORT=8001 make run"; exit 1; }
	@DJANGO_SETTINGS_MODULE=portal.settings.development $(BIN)/python manage.py worker --with-parent & \
	exec env DJANGO_SETTINGS_MODULE=portal.settings.development $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 2 --blocking-threads 1 --respawn-failed-workers --workers-kill-timeout 5 --log-level warning portal.wsgi:application

test: $(BIN)/.dev browser machine nginx pango postgresql catalogues ## Run every test, the browser's included.
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/browser
	$(ON_POSTGRESQL) @tests/on_postgresql.txt
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder tests/browser

test-postgresql: $(BIN)/.dev nginx pango postgresql catalogues ## Run every test but the browser's on PostgreSQL: half an hour.
	$(ON_POSTGRESQL) --ignore tests/browser --ignore tests/machine

drill: $(BIN)/.dev nginx pango postgresql catalogues ## The long drills at full size: 200 servers killed, 10,000 referrals to a new key, and more.
	PORTAL_DRILL=full $(BIN)/pytest -n 0 -s -m drill --ignore tests/browser

check: $(BIN)/.dev gettext catalogues ## The gate: style, types, imports, templates, translations, migrations.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(MANAGE) check --fail-level WARNING
	PORTAL_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') PORTAL_HOSTS=example.gov.uk \
	PORTAL_BASE_URL=https://example.gov.uk PORTAL_DATABASE_URL=sqlite:///$(CURDIR)/$(VAR)/check.sqlite3 \
	PORTAL_KEYS_DIR=$(VAR)/keys PORTAL_ROLE=all PORTAL_KEYS_PASSPHRASE=only-for-this-check-0000 \
	PORTAL_ESCROW_KEY=FDxg5UUtvQ+KdbksmnY/fw8wk6hr3x/68vJZ7ItsDR4= PORTAL_SMTP_HOST=localhost PORTAL_FROM_EMAIL=families@example.gov.uk \
	DJANGO_SETTINGS_MODULE=portal.settings.production $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) check_languages
	$(MANAGE) makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python -m tests.repository.lint_migrations

format: $(BIN)/.dev ## Put code and templates into the house style.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html') || true

messages: $(BIN)/.dev gettext ## Bring the interface catalogues up to date with the templates and the code.
	$(MANAGE) makemessages --all --no-location --no-obsolete --ignore '.venv/*' --ignore 'tests/*' --ignore 'var/*'

screenshots: $(BIN)/.dev browser $(VAR)/ready ## Take pictures of every kind of page into var/screenshots.
	$(BIN)/python -m tests.browser.screenshots $(VAR)/screenshots

guide: $(BIN)/.dev browser catalogues ## Take the pictures of docs/tour.md and docs/editing.md anew.
	PORTAL_GUIDE_PICTURES=docs/pictures $(BIN)/pytest -q tests/browser/test_tour.py tests/browser/test_editing_guide.py

accessibility: $(BIN)/.dev browser $(VAR)/ready ## Look at every type of page in every language with axe, for docs/accessibility.md.
	DJANGO_SETTINGS_MODULE=portal.settings.development $(BIN)/python -m tests.browser.statement

bench-search: $(BIN)/.dev $(VAR)/ready ## Measure the search beside other engines: how well, and how fast.
	DJANGO_SETTINGS_MODULE=portal.settings.development $(BIN)/python -m benchmarks.relevance
	$(BIN)/python -m benchmarks.search

bench-launch: $(BIN)/.dev catalogues ## Launch day on this machine: 7,500 families an hour, for five minutes.
	DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python -m benchmarks.launch_day

bench-growth: $(BIN)/.dev catalogues ## Measure memory, index and times for up to 50,000 listings and 1,000 pages.
	$(BIN)/python -m benchmarks.growth

bench-pages: $(BIN)/.dev browser $(VAR)/ready ## Weigh every kind of page in every language, and ask Lighthouse (npm) about some.
	$(BIN)/python -m benchmarks.pages

bench-server: $(BIN)/.dev $(VAR)/ready ## Measure how fast the portal answers beside nginx (apt: nginx, its brotli, wrk).
	$(BIN)/python -m benchmarks.server

lock: $(VAR)/release/.made ## Write the locks anew, with the hash of every package, after requirements.txt changed.
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements.txt requirements-dev.txt --output-file requirements-dev.lock

licences: $(VAR)/release/.made $(BIN)/.requirements ## Write docs/licences.md and the bill of materials (CycloneDX).
	rm -rf $(VAR)/release/portal && $(PYTHON) -m venv $(VAR)/release/portal
	$(VAR)/release/portal/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(RELEASE)/pip-licenses --python $(VAR)/release/portal/bin/python --from=mixed --format=markdown --with-urls > docs/licences.md
	$(RELEASE)/cyclonedx-py environment --output-file $(VAR)/portal.cdx.json $(VAR)/release/portal

audit: $(VAR)/release/.made ## Ask PyPI for known weaknesses of every pinned package. Run it every night.
	$(RELEASE)/pip-audit --requirement requirements.lock --disable-pip

clean: ## Delete the virtual environment and everything that the portal wrote. The database goes too.
	rm -rf .venv $(VAR)

# What follows makes files, once, and again only when what they are made of changes.
.PHONY: browser gettext machine nginx pango postgresql catalogues
$(BIN)/.requirements: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python cannot make environments yet: installing python3-venv with apt."; \
	  $(call as_root,apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv) >/dev/null; }
	@echo "Installing what the portal needs into .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/.requirements
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

RELEASE := $(VAR)/release/bin
# The oldest Python that the portal runs on: Debian 12's.
LOCK := $(RELEASE)/uv pip compile --quiet --python-version 3.11.2 --generate-hashes --no-strip-extras --no-annotate --no-header
$(VAR)/release/.made: requirements-release.txt
	@$(PYTHON) -m venv $(VAR)/release
	@$(VAR)/release/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-release.txt
	@touch $@

locale/%/LC_MESSAGES/django.mo: locale/%/LC_MESSAGES/django.po | $(BIN)/.requirements
	@$(BIN)/pybabel --quiet compile --domain django --input-file $< --output-file $@ --locale $*

catalogues: $(CATALOGUES:.po=.mo)

$(VAR)/ready: $(BIN)/.requirements $(CATALOGUES:.po=.mo) $(SEEDS) $(MIGRATIONS) $(STATIC)
	@mkdir -p $(VAR)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed
	@$(MANAGE) build_index
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@

browser:
	@for program in chromium chromium-headless-shell firefox-esr WebKitWebDriver Xvfb xdotool; do command -v $$program >/dev/null || missing=1; done; \
	[ -z "$${missing-}" ] || { echo "The browser tests need Debian's Chromium, Firefox, WebKit, a screen and fonts: installing them with apt."; \
	  $(call as_root,apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-headless-shell firefox-esr webkit2gtk-driver xvfb xdotool fonts-noto-core) >/dev/null; }

machine:
	@command -v mmdebstrap >/dev/null && command -v systemd-nspawn >/dev/null || { echo "The tests on a machine of its own need mmdebstrap and systemd-nspawn: installing them with apt."; \
	  $(call as_root,apt-get update -qq && apt-get install -y -qq --no-install-recommends mmdebstrap systemd-container) >/dev/null; }

pango:
	@ldconfig -p | grep -q libpangoft2-1.0 && ldconfig -p | grep -q libharfbuzz-subset || { echo "The tests of referrals on paper need Pango and fonts: installing them with apt."; \
	  $(call as_root,apt-get update -qq && apt-get install -y -qq --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core) >/dev/null; }

postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { echo "The tests of the database's accounts need PostgreSQL: installing it with apt."; \
	  $(call as_root,apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql) >/dev/null; }

nginx:
	@test -x /usr/sbin/nginx || { echo "The tests of deploy/ need nginx: installing it with apt."; \
	  $(call as_root,apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light) >/dev/null; }

gettext:
	@command -v xgettext >/dev/null || { echo "The catalogue check needs gettext: installing it with apt."; \
	  $(call as_root,apt-get update -qq && apt-get install -y -qq --no-install-recommends gettext) >/dev/null; }

as_root = $(if $(filter 0,$(shell id -u)),sh -c '$(1)',sudo sh -c '$(1)')
