# Every target runs from this directory and names files relative to it, so that spaces in its path do no harm.
SHELL = /bin/sh
PORT ?= 8000
export PORT

manage = .venv/bin/python manage.py

.PHONY: help setup serve test check stop clean demo-users content

help:
	@echo "make serve       installeer wat ontbreekt en start het portaal op http://127.0.0.1:$(PORT)/ (PORT= voor een andere poort)"
	@echo "make test        voer alle tests uit (ARGS= voor pytest, bijvoorbeeld ARGS='-k zoeken')"
	@echo "make check       controleer stijl, opmaak, migraties en instellingen"
	@echo "make stop        stop de eigen databank"
	@echo "make demo-users  maak een account per rol, met een wachtwoord, om uit te proberen"
	@echo "make content     controleer de inhoudsbestanden"
	@echo "make clean       verwijder wat make installeerde; de databank blijft"

setup:
	@bin/setup

serve: setup
	@exec $(manage) serve

test: setup
	@command -v "$${CHROMIUM:-/usr/bin/chromium}" >/dev/null || echo "Geen Chromium: zonder browser worden de\
 browsertests overgeslagen. Op Debian en Ubuntu: apt-get install chromium (elders: CHROMIUM=pad make test)."
	@exec .venv/bin/python -m pytest -n logical --maxprocesses 4 --dist worksteal $(ARGS)

check: setup
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m djlint --lint --quiet templates
	$(manage) makemigrations --check --dry-run
	$(manage) check

stop:
	@if [ -x .venv/bin/python ]; then exec $(manage) stop_database; else echo "Hier is nog niets geïnstalleerd om te stoppen."; fi

demo-users: setup
	@$(manage) demo_users

content: setup
	@$(manage) check_content

clean: stop
	@rm -rf .venv .pytest_cache .ruff_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Opgeruimd. De databank en de sleutel (.local) blijven staan."
