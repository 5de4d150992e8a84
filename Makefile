# Every target runs from this directory and names files relative to it, so that spaces in its path do no harm.
SHELL = /bin/sh
PORT ?= 8000
export PORT FIGURES

manage = .venv/bin/python manage.py

.PHONY: help setup serve test check stop clean demo-users demo-code content figures bench bench-clean bench-hostile bench-saves bench-search

help:
	@echo "make serve       installeer wat ontbreekt en start het portaal op http://127.0.0.1:$(PORT)/ (PORT= voor een andere poort)"
	@echo "make test        voer alle tests uit (ARGS= voor pytest, bijvoorbeeld ARGS='-k zoeken')"
	@echo "make check       controleer stijl, opmaak, migraties en instellingen"
	@echo "make stop        stop de eigen databank"
	@echo "make demo-users  maak een account per rol, met een wachtwoord, om uit te proberen"
	@echo "make demo-code   toon de code van dit ogenblik voor de accounts die een tweede stap vragen"
	@echo "make content     controleer de inhoudsbestanden"
	@echo "make figures     haal officiële cijfers op en lees ze in (FIGURES= voor een eigen lijst met adressen)"
	@echo "make bench       meet hoe snel het portaal is (SIZES='300 3000 100000 1000000' voor alle maten, SECONDS= per meting)"
	@echo "make bench-hostile  vraag 50.000 vijandige adressen (NUMBER= voor een ander aantal)"
	@echo "make bench-saves  bewaar 500 keer terwijl alles gedood wordt (NUMBER= voor een ander aantal)"
	@echo "make bench-clean verwijder de databanken van de metingen"
	@echo "make bench-search  meet hoe goed het zoeken vindt (ARGS= voor een eigen bestand met vragen)"
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
	.venv/bin/python -m djlint --lint --quiet --profile jinja templates
	.venv/bin/python -m djlint --lint --quiet --profile django portal/templates
	$(manage) makemigrations --check --dry-run
	$(manage) check

stop:
	@if [ -x .venv/bin/python ]; then exec $(manage) stop_database; else echo "Hier is nog niets geïnstalleerd om te stoppen."; fi

demo-users: setup
	@$(manage) demo_users

demo-code: setup
	@$(manage) demo_users --codes

content: setup
	@$(manage) check_content

figures: setup
	@$(manage) migrate --verbosity 0
	@$(manage) load_content
	@exec $(manage) load_figures $${FIGURES:+--list "$$FIGURES"}

bench: setup
	@exec .venv/bin/python -m tests.bench

bench-hostile: setup
	@exec .venv/bin/python -m tests.bench hostile

bench-saves: setup
	@exec .venv/bin/python -m tests.bench saves

bench-clean: setup
	@exec .venv/bin/python -m tests.bench clean

bench-search: setup
	@.venv/bin/python -m tests.search.bench $(ARGS)

clean: stop
	@rm -rf .venv .pytest_cache .ruff_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Opgeruimd. De databank en de sleutel (.local) blijven staan."
