# make test, lint, format, picture-update, tour. tests/run-tests adds everything up.

PYTHON := /usr/bin/python3

.PHONY: test test-image test-sanitized lint format tour picture-update test-packages

test-packages:
	@run/packages.sh run/packages-build.txt run/packages-run.txt run/packages-test.txt run/packages-box.txt

LINTS := tests/lint/format tests/lint/banned-functions tests/lint/house tests/lint/words tests/lint/words-in-code tests/lint/string-ids tests/lint/screens-speak tests/lint/runner tests/lint/scripts tests/lint/enum-defaults tests/lint/contract tests/lint/tidy
PYTHON_TESTS := $(sort $(wildcard tests/contract/test_*.py tests/journey/test_*.py tests/picture/test_*.py))
# A box under emulation, the short way, and the supervisor alone. `make test-box` does the whole.
BOX_TESTS := release:tests/box/test_box_short.py release:tests/box/test_supervisor.py asan:tests/box/test_supervisor.py
# With ASan and UBSan, what drives the programs again (make test-asan); pictures, the page and the model of payments need no second
# look, and the memory that fails is not theirs. In make test, those that bring bad input or a person's own data (docs/decisions/0123).
ASAN_PYTHON_TESTS := $(filter-out tests/picture/% %/test_run.py %/test_page.py %/test_pages_seen.py %/test_memory.py %/test_payment_model.py,$(PYTHON_TESTS))
BAD_INPUT_TESTS := $(addprefix tests/contract/test_,boxes.py cases.py documents.py feed_faults.py headend_bodies.py headend_import.py \
                     headend_tls.py household.py housing_fund.py identity.py own_cases.py social_security.py upstream_tls.py) \
                   $(addprefix tests/journey/test_,bad_feed.py bad_screen.py offline.py own_balance.py)
UNIT_NAMES := $(patsubst %.c,%,$(UNIT_SOURCES))
# Thousands of documents that programs agree about: under ASan each takes half a minute, and shows little that fuzzers do not.
ASAN_UNIT_NAMES := $(filter-out %/test_config_agreement %/test_content_agreement %/test_record_form,$(UNIT_NAMES))

# The longest first, so that two at a time end together.
TEST_PROGRAMS = tests/lint/tidy $(BOX_TESTS) $(PYTHON_TESTS:%=release:%) $(BAD_INPUT_TESTS:%=asan:%) $(FUZZERS) \
                $(UNIT_NAMES:%=build/release/%) $(ASAN_UNIT_NAMES:%=build/asan/%) $(filter-out tests/lint/tidy,$(LINTS))

export TIDY_FLAGS = $(WARNINGS) $(CPPFLAGS) -isystem tests
ONLY ?=
with_word = $(if $(ONLY),$(foreach p,$(1),$(if $(findstring $(ONLY),$(p)),$(p))),$(1))

ifeq ($(ONLY),)
test: test-packages ## install what tests need, build with gcc and with clang+ASan+UBSan, run everything
	@+echo "Building (release) …"; $(MAKE) --no-print-directory -s -j2 FLAVOUR=release all unit-tests
	@+echo "Building (a box's image, asan) …"; $(MAKE) --no-print-directory -s -j3 test-image test-sanitized
	@ANALYZE_SINCE=HEAD~10 tests/run-tests $(TEST_PROGRAMS)
# Beside each other: an image waits for the network and for scripts that configure, one after the other.
test-image:
	@+$(MAKE) --no-print-directory -s box-x86-64
test-sanitized:
	@+$(MAKE) --no-print-directory -s FLAVOUR=asan programs unit-tests fuzzers
else
# Of one flavour what the word names, and nothing is built that this does not need.
ONLY_PROGRAMS := $(call with_word,$(if $(filter release,$(FLAVOUR)),$(LINTS)) $(filter $(FLAVOUR):%,$(BOX_TESTS)) \
                   $(PYTHON_TESTS:%=$(FLAVOUR):%) $(FUZZERS) $(UNIT_NAMES:%=$(B)/%))
ONLY_BUILT    := $(filter $(B)/tests/unit/%,$(ONLY_PROGRAMS)) $(if $(filter %.py,$(ONLY_PROGRAMS)),all)
ONLY_FUZZERS  := $(filter $(FUZZERS),$(ONLY_PROGRAMS))
ONLY_BOXES    := $(if $(filter %/test_box_short.py,$(ONLY_PROGRAMS)),box-x86-64)
test: ## ONLY=word: the tests with the word in their path, and building no more than they need (FLAVOUR=asan: with sanitizers)
	@run/packages.sh run/packages-build.txt run/packages-run.txt run/packages-test.txt $(if $(ONLY_BOXES),run/packages-box.txt)
	@+$(MAKE) --no-print-directory -s -j2 $(B)/package-cflags $(ONLY_BUILT) $(ONLY_BOXES)
	@+$(if $(ONLY_FUZZERS),$(MAKE) --no-print-directory -s -j2 FLAVOUR=asan $(ONLY_FUZZERS))
	@tests/run-tests $(ONLY_PROGRAMS)
endif

# The box's decoding by itself, for tests/contract/test_documents.py.
programs: $(B)/tests/contract/box-decoder
$(B)/tests/contract/box-decoder: $(B)/tests/contract/box-decoder.o $(call chain_archives,backend-client)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,backend-client)

# The room headend/identity by itself, for tests/contract/test_identity.py.
programs: $(B)/tests/contract/identity-driver
$(B)/tests/contract/identity-driver: $(B)/tests/contract/identity-driver.o $(call chain_archives,headend/identity)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/identity)

# The payment providers by themselves, for tests/contract/test_providers.py.
programs: $(B)/tests/contract/provider-driver
$(B)/tests/contract/provider-driver: $(B)/tests/contract/provider-driver.o $(call chain_archives,headend/providers both-sides/config)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/providers both-sides/config)

# The services of persons' own data by themselves, for tests/contract/person_service.py.
ASK_PERSON_ROOMS := headend/housing-fund headend/social-security
programs: $(B)/tests/contract/ask-person
$(B)/tests/contract/ask-person: $(B)/tests/contract/ask-person.o $(call chain_archives,$(ASK_PERSON_ROOMS))
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,$(ASK_PERSON_ROOMS))

# The room headend/tariffs by itself, for tests/contract/test_tariffs.py.
programs: $(B)/tests/contract/explain-bills
$(B)/tests/contract/explain-bills: $(B)/tests/contract/explain-bills.o $(call chain_archives,headend/content)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/content)

.PHONY: check-tariffs
check-tariffs: test-packages ## 100,000 generated bills over all tariffs of the tests against an independent reckoning (SEED=n replays)
	@+$(MAKE) --no-print-directory -s -j2 FLAVOUR=$(FLAVOUR) $(B)/tests/contract/explain-bills
	@BILLS=$(or $(BILLS),100000) FLAVOUR=$(FLAVOUR) $(PYTHON) tests/contract/test_tariffs.py bills
# The utilities by themselves, for tests/contract/utility_world.py.
programs: $(B)/tests/contract/ask-utility
$(B)/tests/contract/ask-utility: $(B)/tests/contract/ask-utility.o $(call chain_archives,headend/utilities)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/utilities)

# The engine of payments by itself, for tests/contract/payment_world.py.
programs: $(B)/tests/contract/payment-driver
$(B)/tests/contract/payment-driver: $(B)/tests/contract/payment-driver.o $(call chain_archives,headend/payment both-sides/config)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/payment both-sides/config)

fuzzers: $(FUZZERS)
.PHONY: fuzzers

# The headend has threads; what drives it alone needs no box.
# The simulator of payments has one thread, and coroutines that TSan does not know.
TSAN_UNIT_TESTS := $(patsubst %.c,build/tsan/%,$(filter-out %/test_payment_simulation.c,$(filter tests/unit/headend/%,$(UNIT_SOURCES))))
TSAN_PYTHON_TESTS := tests/contract/test_cases.py tests/contract/test_identity.py tests/contract/test_upstream_tls.py tests/contract/test_orders.py tests/contract/test_orders_survive.py tests/contract/test_headend_clients.py tests/contract/test_headend_running.py

.PHONY: test-tsan test-tsan-programs
test-tsan-programs: assets $(B)/tv-hall-headend $(B)/tv-hall-admin $(B)/tv-hall-sandbox $(filter-out %/test_payment_simulation,$(filter $(B)/tests/unit/headend/%,$(UNIT_TESTS)))
test-tsan: test-packages ## the headend's tests under ThreadSanitizer
	@+$(MAKE) --no-print-directory -s -j2 FLAVOUR=tsan test-tsan-programs
	@tests/run-tests --only "$(ONLY)" $(TSAN_PYTHON_TESTS:%=tsan:%) $(TSAN_UNIT_TESTS)

.PHONY: test-asan
test-asan: test-packages ## every program's tests with ASan and UBSan, and the static analyzer over every file (an hour)
	@+$(MAKE) --no-print-directory -s -j2 FLAVOUR=release all
	@+$(MAKE) --no-print-directory -s -j2 FLAVOUR=asan programs unit-tests fuzzers
	@tests/run-tests $(ASAN_PYTHON_TESTS:%=asan:%) $(UNIT_NAMES:%=build/asan/%) $(FUZZERS) tests/lint/tidy

lint: test-packages build/release/package-cflags ## format, warnings of clang, clang-tidy, banned functions, includes, words in code, string ids, scripts, defaults over enums, words
	@tests/run-tests $(LINTS)

format: ## clang-format every C file
	@git ls-files --cached --others --exclude-standard -- '*.c' '*.h' | xargs -r clang-format -i

tour: all ## walk every screen by remote keys, write build/tour/*.png and index.html
	@FLAVOUR=release $(PYTHON) tests/journey/tour.py

picture-update: all ## take today's pictures as the committed references; look at them before you commit
	@FLAVOUR=release PICTURE_UPDATE=1 $(PYTHON) tests/picture/test_pictures.py

# --- coverage -------------------------------------------------------------------------------------------------------------

# What unit, contract and journey tests run through. ONLY=word: some of them.
COVERAGE_TESTS := $(call with_word,$(UNIT_NAMES:%=build/coverage/%) $(ASAN_PYTHON_TESTS:%=coverage:%))
COVERAGE_BUILT := $(filter build/coverage/tests/unit/%,$(COVERAGE_TESTS)) $(if $(filter %.py,$(COVERAGE_TESTS)),programs assets)
.PHONY: coverage
coverage: test-packages ## how much of each room the tests run through (ROOM=room: of each of its files)
	@+$(MAKE) --no-print-directory -s -j2 FLAVOUR=coverage $(COVERAGE_BUILT)
	@find build/coverage -name '*.gcda' -delete
	@tests/run-tests $(COVERAGE_TESTS); status=$$?; $(PYTHON) tests/coverage.py "$(ROOM)" && exit $$status

# --- bench ----------------------------------------------------------------------------------------------------------------

BENCH := build/release/tests/bench
BENCH_PROGRAMS := $(BENCH)/watch-keys $(BENCH)/watch-start $(BENCH)/bare-directfb $(BENCH)/sdl2-peer $(BENCH)/floor \
                  $(BENCH)/search-items $(BENCH)/guide-open $(BENCH)/fund-open

DECODERS := $(BENCH)/decode-notices $(BENCH)/decode-stations $(BENCH)/decode-guide
BENCH_PROGRAMS += $(DECODERS)
$(DECODERS): $(BENCH)/%: $(BENCH)/%.o $(call chain_archives,backend-client)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,backend-client)
$(BENCH)/search-items: $(BENCH)/search-items.o $(call chain_archives,screens)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,screens)

$(BENCH)/guide-open $(BENCH)/fund-open: $(BENCH)/%: $(BENCH)/%.o $(call chain_archives,screens)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,screens)

BENCH_PROGRAMS += $(BENCH)/session-check
$(BENCH)/session-check: $(BENCH)/session-check.o $(call chain_archives,headend/household)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/household)

$(BENCH)/watch-keys: $(BENCH)/watch-keys.o $(BENCH)/presser-xtest.o $(BENCH)/screen-file.o $(BENCH)/framebuffer.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs x11 xtst)
$(BENCH)/watch-start: $(BENCH)/watch-start.o $(BENCH)/screen-file.o $(BENCH)/framebuffer.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^
$(BENCH)/bare-directfb: $(BENCH)/bare-directfb.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs directfb)
$(BENCH)/sdl2-peer: $(BENCH)/sdl2-peer.o $(BENCH)/peer-screen-window.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs sdl2 SDL2_ttf) -lm
$(BENCH)/floor: $(BENCH)/floor.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs x11 xext)

.PHONY: bench bench-long bench-programs bench-packages
bench-packages:
	@run/packages.sh run/packages-build.txt run/packages-run.txt run/packages-bench.txt
bench-programs: $(BENCH_PROGRAMS)
bench: bench-packages ## figures, each with its budget; exit 1 when one is over
	@+$(MAKE) --no-print-directory -s FLAVOUR=release all bench-programs
	@$(PYTHON) tests/bench/bench.py
bench-long: bench-packages ## the same with 100,000 keys
	@+$(MAKE) --no-print-directory -s FLAVOUR=release all bench-programs
	@$(PYTHON) tests/bench/bench.py --long

# --- memory that fails ----------------------------------------------------------------------------------------------------

FAILING_MALLOC := $(B)/tests/torture/failing-malloc.so
programs: $(FAILING_MALLOC)
$(FAILING_MALLOC): tests/torture/failing-malloc.c
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(CPPFLAGS) $(CFLAGS) -shared -fPIC -o $@ $<

.PHONY: torture-memory
torture-memory: test-packages ## every import, route and screen with every allocation failing in turn, once and ever after: hours
	@+$(MAKE) --no-print-directory -s -j2 FLAVOUR=release programs assets
	@TORTURE=all FLAVOUR=release $(PYTHON) tests/contract/test_memory.py

# --- payments in a world that loses, repeats and delays -------------------------------------------------------------------

# The quick ones first: a mutant is noticed by one.
PAYMENT_TESTS := $(addprefix $(B)/tests/unit/headend/,payment/test_payment_engine ledger/test_ledger ledger/test_ledger_history reconcile/test_reconcile reconcile/test_reconcile_source \
                   providers/test_wechat_bill providers/test_wechat_resource providers/test_provider_value payment/test_payment_simulation ledger/test_ledger_faults)

# The day's comparison stands beside the engine, not below it: the simulator has both. Two thirds of its time are SQLite's, whose
# calls within itself are quicker from the archive than from the shared library (both of libsqlite3-dev).
$(B)/tests/unit/headend/payment/test_payment_simulation: %: %.o $(call room_archive,headend/reconcile) $(call chain_archives,headend/payment)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(subst -lsqlite3,-l:libsqlite3.a -lm,$(call chain_libs,headend/payment headend/reconcile)) $$(pkg-config --libs cmocka)

.PHONY: torture-payments check-mutants
torture-payments: test-packages ## SCHEDULES=100000 of payments with crashes, from SEED=1 on: the ledger against the books of providers and utility (a quarter of an hour; SCHEDULES=1000000: two to three hours)
	@+$(MAKE) --no-print-directory -s $(B)/tests/unit/headend/payment/test_payment_simulation
	@SEED=$(or $(SEED),1) SCHEDULES=$(or $(SCHEDULES),100000) $(B)/tests/unit/headend/payment/test_payment_simulation

.PHONY: torture
torture: ## a million schedules of payments, ten thousand kill -9 of a headend, every allocation that fails: a night
	@+$(MAKE) --no-print-directory torture-orders SCHEDULES=10000
	@+$(MAKE) --no-print-directory torture-payments SCHEDULES=1000000
	@+$(MAKE) --no-print-directory torture-memory

.PHONY: torture-orders
torture-orders: test-packages ## SCHEDULES=1000 times kill -9 of a real headend while households pay, from SEED=1 on: its ledger against the books of wallets and utilities (a quarter of an hour)
	@+$(MAKE) --no-print-directory -s -j2 FLAVOUR=release programs assets
	@FLAVOUR=release SEED=$(or $(SEED),1) SCHEDULES=$(or $(SCHEDULES),1000) $(PYTHON) tests/contract/test_orders_survive.py killed

# The spoiled file stands before the archives, so that theirs is not taken.
check-mutants: test-packages ## spoil the payment engine, the ledger and what serves orders in ways that have to be noticed: half an hour (MUTANT=word or MUTANT=1-30: some)
	@+$(MAKE) --no-print-directory -s $(PAYMENT_TESTS) $(B)/headend/main.o $(B)/tv-hall-headend $(B)/tv-hall-sandbox $(B)/tv-hall-admin assets
	@HEADEND="$(B)/headend/main.o" HEADEND_LINK="$(call chain_archives,headend) $(call chain_libs,headend)" \
	 CFLAGS="-std=c11 $(CPPFLAGS) $$(cat $(B)/package-cflags)" TESTS="$(PAYMENT_TESTS)" \
	 LINK="$(call chain_archives,headend/payment headend/reconcile) $(call chain_libs,headend/payment headend/reconcile) $$(pkg-config --libs cmocka)" \
	 $(PYTHON) tests/mutants/check_mutants.py "$(MUTANT)"

# --- the model of payments ------------------------------------------------------------------------------------------------

.PHONY: check-model
check-model: test-packages ## search the model of payments with spin, and spoil it in ways that have to be noticed: half an hour
	@$(PYTHON) tests/model/check_model.py full
