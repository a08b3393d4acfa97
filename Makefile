# Two commands matter: `make demo` shows Jibu at work, `make test` proves it.
# Both install the system packages they lack, say what they do, and are quick the second time.

SWIFT   ?= swift
DEMO    := examples/quickstart
# The demo shows the same at any hour of any year: time is an argument.
NOW     := 2026-11-20T09:00:00Z
JIBU    := .build/release/jibu
SAY     := @printf '\n\033[1m%s\033[0m\n'

.PHONY: demo test build packages format clean install

demo: build
	$(SAY) 'Jibu reads the sample feeds of $(DEMO) and writes digests to $(DEMO)/data/outbox'
	@$(JIBU) run --config $(DEMO)/jibu.yaml --now $(NOW) --print-digests
	@echo
	@echo 'What to try next:'
	@echo '  $(JIBU) run --config $(DEMO)/jibu.yaml --now $(NOW)      run again: nothing new, nothing sent'
	@echo '  $(JIBU) alerts list --config $(DEMO)/jibu.yaml                         what was found'
	@echo '  $(JIBU) explain --config $(DEMO)/jibu.yaml --now $(NOW) "Су уланған екен, ішпеңдер"'
	@echo '  $(JIBU) lint watchlists --now $(NOW)                      check the watchlists'
	@echo '  $(JIBU) test watchlists --now $(NOW)                      run their examples'
	@echo '  $(JIBU) replay --config $(DEMO)/jibu.yaml                              the archive again, same code'
	@echo '  $(JIBU) try https://example.org/feed.xml --term "vaccine*"              your own feed, nothing configured'
	@echo '  rm -r $(DEMO)/data                                                      start afresh'

build: packages
	$(SAY) 'Building Jibu in release mode (the first time takes some minutes)'
	@$(SWIFT) build -c release --product jibu

test: packages
	@scripts/check

packages:
	@scripts/install-packages

# As root, after `make build` as yourself. Never changes an office that is there.
install:
	@DESTDIR='$(DESTDIR)' JIBU='$(JIBU)' scripts/install

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Plugins Tests

clean:
	rm -rf .build $(DEMO)/data $(DEMO)/secrets
