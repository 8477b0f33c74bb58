# What a developer runs; `make` lists it.
.DEFAULT_GOAL := help
.PHONY: help install serve build check test lint doctest all

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## install everything into the Python in use
	python -m pip install -r requirements.txt

serve: ## preview the site in both languages at http://127.0.0.1:8000/
	python -m recompute serve

build: ## write the site as CI publishes it into site/
	mkdocs build --strict

check: ## check the pages and their translations, without evaluating anything
	python -m recompute check

lint: ## check the code: style, types, which room imports which
	ruff check .
	ruff format --check .
	mypy
	lint-imports

test: ## run every test but those in a browser
	pytest -m "not browser" -n 2 --dist loadfile

doctest: ## run the examples of the pages and of the modules that they show
	python -m recompute doctest

all: ## run everything that CI checks, in a virtual environment of its own
	bash .ci/run
