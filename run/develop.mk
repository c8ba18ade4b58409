# What helps whoever works here: watch, hooks, compile_commands.json, clean.

.PHONY: watch hooks clean

watch: ## `make run`, and whenever a file is saved: build, start anew what changed, back to the same screen
	@WATCH=1 TV_HALL_LANGUAGE='$(if $(filter command,$(firstword $(origin LANGUAGE))),$(LANGUAGE))' exec run/run.sh

hooks: ## a pre-commit hook for this clone: format and the quick lints, on what is staged
	@hooks=$$(git rev-parse --git-path hooks) && mkdir -p "$$hooks" && ln -sf "$(CURDIR)/run/pre-commit" "$$hooks/pre-commit" && \
	    echo "Installed $$hooks/pre-commit; to take it away, remove that file."

clean: ## remove all that was built
	rm -rf build compile_commands.json

# --- compile_commands.json, for editors and clang's tools ----------------------------------------------------------------------

# A folder is younger than the list once a file was added to it or taken away.
EVERY_SOURCE := $(sort $(wildcard $(foreach r,$(ROOMS),$(r)/*.c)) $(UNIT_SOURCES) $(FUZZ_SOURCES) $(wildcard tests/bench/*.c))

compile_commands.json: Makefile run/develop.mk run/compile_commands.py $(sort $(dir $(EVERY_SOURCE))) $(B)/package-cflags
	$(call say,MAKE $@)$(PYTHON) run/compile_commands.py $(EVERY_SOURCE) > $@.tmp -- $(CC) $(CPPFLAGS) -isystem tests $$(cat $(B)/package-cflags) $(CFLAGS) && mv $@.tmp $@
ifeq ($(FLAVOUR),release)
all: compile_commands.json
endif
