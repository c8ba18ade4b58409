# TV hall. `make help` lists the targets; `make run` and `make test` are the two that a newcomer needs.

MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# release: what is shipped. asan: clang with ASan, UBSan and fuzzer instrumentation. tsan: clang with TSan. coverage: counts what is
# run.
FLAVOUR ?= release
B       := build/$(FLAVOUR)
# `make V=1` shows the whole commands.
say = $(if $(V),,@echo '  $(1)'; )

PREFIX  ?= /usr/local
DESTDIR ?=

WARNINGS := -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Wformat=2 -Wundef -Wpointer-arith -Werror
CPPFLAGS := -D_GNU_SOURCE -I.
# Hundreds of test programs are linked: gold (lld with sanitizers, of which gold complains) takes a third of ld's time. What is
# shipped is linked by ld.
TEST_LINKER := $(if $(filter asan tsan,$(FLAVOUR)),lld,gold)
TEST_LD  := $(if $(shell command -v ld.$(TEST_LINKER)),-fuse-ld=$(TEST_LINKER))
ifeq ($(FLAVOUR),asan)
CC       := clang
CFLAGS   := $(WARNINGS) -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link \
            -fno-sanitize-recover=undefined
LDFLAGS  := $(TEST_LD) -fsanitize=address,undefined
else ifeq ($(FLAVOUR),coverage)
CC       := gcc
CFLAGS   := $(WARNINGS) -g -O0 --coverage -fprofile-update=atomic
LDFLAGS  := --coverage
else ifeq ($(FLAVOUR),tsan)
CC       := clang
CFLAGS   := $(WARNINGS) -g -O1 -fno-omit-frame-pointer -fsanitize=thread
LDFLAGS  := -fsanitize=thread
else
CC       ?= gcc
ifeq ($(origin CC),default)
CC       := gcc
endif
CFLAGS   ?= -O2 -g
CFLAGS   := $(WARNINGS) $(CFLAGS) -fstack-protector-strong -D_FORTIFY_SOURCE=2
LDFLAGS  ?= -Wl,-O1,--as-needed,-z,relro,-z,now
endif

# Where ccache has a folder it is used, and what one clone has compiled serves the next. Filling an empty one takes half as long again as
# compiling, which a machine that is thrown away never gets back.
CACHED := $(if $(and $(shell command -v ccache),$(wildcard $(or $(CCACHE_DIR),$(HOME)/.cache/ccache $(HOME)/.ccache))),ccache )
export CCACHE_BASEDIR    := $(CURDIR)
export CCACHE_NOHASHDIR  := 1

# --- The rooms, from the ground up: a room needs only rooms before it. Whose headers a room may include (`make lint` checks it);
# what it links with, and in which order, follows from it ---

ROOMS := both-sides both-sides/memory both-sides/retirement both-sides/html both-sides/json both-sides/flow both-sides/payment both-sides/records both-sides/xml both-sides/config \
         remote-input \
         backend-client/transfer backend-client/cache backend-client/article backend-client/records backend-client \
         screens/canvas screens/widgets screens/stage screens/home screens/notices screens/guides screens/questions \
         screens/policies screens/stations screens/cases screens/retirement screens/search screens/household \
         screens/social-security screens/housing-fund screens/utilities screens/payment screens \
         stb-app supervisor \
         headend/crypto headend/database headend/upstream headend/letters headend/masking headend/pinyin headend/http headend/config headend/pages headend/person \
         headend/boxes headend/identity headend/household headend/notices headend/notices/import headend/tariffs headend/content headend/cases \
         headend/social-security headend/housing-fund headend/providers headend/ledger headend/utilities headend/payment headend/reconcile headend/store headend headend/admin sandbox

both-sides_needs             :=
both-sides/memory_needs       :=
both-sides/retirement_needs   :=
both-sides/html_needs        := both-sides
both-sides/json_needs        := both-sides
both-sides/flow_needs        := both-sides
both-sides/payment_needs     :=
both-sides/records_needs     := both-sides both-sides/json both-sides/flow both-sides/payment
both-sides/xml_needs         := both-sides both-sides/memory both-sides/records
both-sides/config_needs      := both-sides both-sides/retirement both-sides/records both-sides/xml
both_sides                   := both-sides both-sides/memory both-sides/retirement both-sides/json both-sides/flow both-sides/payment both-sides/records both-sides/xml both-sides/config

remote-input_needs           := both-sides

backend-client/transfer_needs := both-sides
backend-client/cache_needs   := both-sides
backend-client/article_needs := both-sides both-sides/json both-sides/html
backend-client/records_needs := $(both_sides)
backend-client_needs         := backend-client/transfer backend-client/cache backend-client/records backend-client/article both-sides both-sides/json both-sides/payment both-sides/records

screens/canvas_needs         := both-sides both-sides/memory both-sides/xml both-sides/config
screens/widgets_needs        := screens/canvas remote-input both-sides both-sides/config both-sides/records
screens/stage_needs          := screens/widgets screens/canvas backend-client backend-client/records remote-input both-sides both-sides/config both-sides/records
# What a service sees: it draws and asks through the stage and widgets, and reads records.
on_stage                     := screens/stage screens/widgets backend-client/records both-sides both-sides/records
# One floor: a service knows no other and leads to one by its destination (screens/stage/destination.h).
services                     := screens/home screens/notices screens/guides screens/questions screens/policies screens/stations \
                                screens/cases screens/retirement screens/search screens/household screens/social-security screens/housing-fund \
                                screens/utilities screens/payment
screens/home_needs           := $(on_stage)
screens/notices_needs        := $(on_stage) backend-client/article both-sides/html
screens/guides_needs         := $(on_stage)
screens/questions_needs      := $(on_stage) both-sides/flow
screens/policies_needs       := $(on_stage)
screens/stations_needs       := $(on_stage)
screens/cases_needs          := $(on_stage)
screens/retirement_needs     := $(on_stage) both-sides/retirement
screens/search_needs         := $(on_stage)
screens/household_needs      := $(on_stage)
screens/social-security_needs := $(on_stage)
screens/housing-fund_needs   := $(on_stage)
screens/utilities_needs      := $(on_stage)
screens/payment_needs        := $(on_stage) both-sides/payment
screens_needs                := screens/stage $(services) screens/canvas both-sides/records

stb-app_needs                := screens screens/stage screens/canvas backend-client remote-input both-sides both-sides/config
supervisor_needs             := remote-input both-sides

headend/crypto_needs         := both-sides
headend/database_needs       := both-sides
headend/upstream_needs       := both-sides both-sides/json both-sides/config
headend/letters_needs        := both-sides
headend/masking_needs        := both-sides
headend/pinyin_needs         := headend/letters both-sides
headend_ground               := headend/crypto headend/database headend/upstream headend/letters headend/masking headend/pinyin $(both_sides)
headend/http_needs           := headend/crypto both-sides both-sides/json both-sides/records
headend/config_needs         := $(headend_ground) headend/http
headend/person_needs         := $(headend_ground) headend/http
headend/pages_needs          := both-sides both-sides/memory headend/config headend/http
# One floor: a service knows no other; what one needs of another main.c hands it.
on_ground                    := $(headend_ground) headend/http headend/config headend/pages headend/person
headend/boxes_needs          := $(on_ground)
headend/identity_needs       := $(on_ground)
headend/household_needs      := $(on_ground) both-sides/memory headend/identity
headend/social-security_needs := $(on_ground)
headend/housing-fund_needs   := $(on_ground)
# Who takes money: asks and verifies, and knows neither orders nor the ledger.
headend/providers_needs      := headend/crypto headend/upstream headend/http both-sides both-sides/json both-sides/config
# Who sells gas, water and electricity: likewise.
headend/utilities_needs      := $(on_ground) both-sides/memory headend/tariffs
headend/notices_needs        := $(on_ground)
headend/notices/import_needs := $(headend_ground) headend/notices both-sides/html
# Reckons and checks only: content checks its tariffs by it, utilities explain their bills.
headend/tariffs_needs        := both-sides both-sides/records both-sides/xml
headend/content_needs        := $(on_ground) headend/tariffs
headend/cases_needs          := $(on_ground)
headend/ledger_needs         := $(headend_ground) headend/http both-sides/payment
# Moves orders: asks who takes money and who sells, by their interfaces, and writes down what it heard.
headend/payment_needs        := $(on_ground) both-sides/memory both-sides/payment headend/ledger headend/providers headend/utilities
# A day's files of those beside the ledger.
headend/reconcile_needs      := $(headend_ground) both-sides/payment headend/ledger headend/providers headend/utilities
headend/store_needs          := $(headend_ground) headend/notices headend/content headend/boxes headend/household headend/utilities
headend_needs                := $(on_ground) headend/store headend/notices headend/content headend/cases headend/boxes headend/identity headend/household \
                                headend/social-security headend/housing-fund headend/utilities headend/ledger headend/providers headend/payment
headend/admin_needs          := $(headend_ground) both-sides/payment headend/config headend/store headend/ledger headend/reconcile headend/utilities headend/notices headend/notices/import headend/content headend/boxes headend/household headend/providers

sandbox_needs                := headend/http headend/config headend/crypto headend/upstream both-sides both-sides/json

both-sides/memory_packages      := libxml-2.0
both-sides/json_packages        := yajl
both-sides/xml_packages         := libxml-2.0
both-sides/config_packages      := libxml-2.0
remote-input_packages           := libevdev
backend-client/transfer_packages := libcurl openssl zlib
backend-client_packages         := libcurl
screens/canvas_packages         := directfb freetype2 libxml-2.0 libqrencode pixman-1 xcb xcb-res xcb-shm
screens/stage_packages          := libxml-2.0
stb-app_packages                := libcurl
supervisor_packages             := libevdev libpng
headend/crypto_packages         := openssl
headend/identity_packages       := openssl
headend/database_packages       := sqlite3
headend/upstream_packages       := libcurl
headend/config_packages         := libxml-2.0
headend/http_packages           := libmicrohttpd gnutls zlib
headend/providers_packages      := openssl zlib
headend/notices/import_packages := libxml-2.0 libcurl
headend/content_packages        := libxml-2.0
headend/utilities_packages      := libxml-2.0 libcurl
headend/pages_packages          := libxml-2.0 libxslt
sandbox_packages                := libmicrohttpd openssl zlib

screens/canvas_libs := -lunistring -lpng -ljpeg -lm
both-sides_libs     := -lpthread
headend/letters_libs := -lunistring

# Files with a main(), kept out of their room's archive.
MAINS := stb-app/main.c supervisor/main.c headend/main.c headend/admin/main.c sandbox/main.c headend/pinyin/make_letters.c \
         both-sides/records/print_schemas.c headend/content/print_grammars.c both-sides/payment/print_payment_machine.c

room_sources = $(filter-out $(MAINS),$(wildcard $(1)/*.c))
room_archive = $(B)/lib/$(subst /,-,$(1)).a
# All that a room stands on, itself first and then from the top down: a linker reads archives once.
with_needs   = $(sort $(1) $(foreach r,$(1),$($(r)_needs)))
closure      = $(if $(filter-out $(1),$(call with_needs,$(1))),$(call closure,$(call with_needs,$(1))),$(1))
reverse      = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
room_chain   = $(filter $(call closure,$(1)),$(ROOMS_DOWN))
ROOMS_DOWN  := $(call reverse,$(ROOMS))
chain_archives = $(foreach r,$(call room_chain,$(1)),$(call room_archive,$(r)))
# Evaluated when a recipe runs, not when make reads this: on a fresh machine the packages come first.
chain_packages = $(sort $(foreach r,$(call room_chain,$(1)),$($(r)_packages)))
chain_libs     = $(if $(call chain_packages,$(1)),$(shell pkg-config --libs $(call chain_packages,$(1)))) \
                 $(foreach r,$(call room_chain,$(1)),$($(r)_libs))

$(B)/package-cflags: Makefile
	@mkdir -p $(@D)
	@pkg-config --cflags $(sort $(foreach r,$(ROOMS),$($(r)_packages))) | sed 's/-I/-isystem /g' > $@

$(B)/both-sides/build_time.o: CPPFLAGS += -DBUILD_TIME_S=$(or $(SOURCE_DATE_EPOCH),$(shell date +%s))

$(B)/%.o: %.c $(B)/package-cflags
	@mkdir -p $(@D)
	$(call say,CC $<)$(CACHED)$(CC) $(CPPFLAGS) $$(cat $(B)/package-cflags) $(CFLAGS) -MMD -MP -c $< -o $@

# Objects of a room that are made from more than a .c file there.
headend/pinyin_made := $(B)/headend/pinyin/pinyin_letters.o

define ROOM_RULE
$(call room_archive,$(1)): $(patsubst %.c,$(B)/%.o,$(call room_sources,$(1))) $($(1)_made)
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(call say,AR $$@)ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call ROOM_RULE,$(r))))

# The first letters of Han characters, read from ICU once, here, and not at every start of a headend.
$(B)/headend/pinyin/make-letters: $(B)/headend/pinyin/make_letters.o
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs icu-i18n)
$(B)/headend/pinyin/pinyin_letters.c: $(B)/headend/pinyin/make-letters
	$(call say,MAKE $@)$< > $@
$(B)/headend/pinyin/pinyin_letters.o: $(B)/headend/pinyin/pinyin_letters.c
	$(call say,CC $<)$(CACHED)$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

# --- Programs -------------------------------------------------------------------------------------------------------------

PROGRAMS := $(B)/tv-hall $(B)/tv-hall-supervisor $(B)/tv-hall-headend $(B)/tv-hall-admin $(B)/tv-hall-sandbox

$(B)/tv-hall: $(B)/stb-app/main.o $(call chain_archives,stb-app)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,stb-app)
$(B)/tv-hall-supervisor: $(B)/supervisor/main.o $(call chain_archives,supervisor)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,supervisor)
$(B)/tv-hall-headend: $(B)/headend/main.o $(call chain_archives,headend)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend)
$(B)/tv-hall-admin: $(B)/headend/admin/main.o $(call chain_archives,headend/admin)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/admin)

$(B)/tv-hall-sandbox: $(B)/sandbox/main.o $(call chain_archives,sandbox)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,sandbox)

$(B)/print-schemas: $(B)/both-sides/records/print_schemas.o $(call chain_archives,both-sides/records)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,both-sides/records)

$(B)/print-grammars: $(B)/headend/content/print_grammars.o $(call chain_archives,headend/content)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/content)

$(B)/print-payment-machine: $(B)/both-sides/payment/print_payment_machine.o $(call chain_archives,both-sides/payment)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

programs: $(B)/print-schemas $(B)/print-grammars $(B)/print-payment-machine
# The end of the contract is what the tables of records say (tests/contract/test_schemas.py holds the two together).
.PHONY: schemas
schemas: $(B)/print-schemas $(B)/print-grammars $(B)/print-payment-machine ## print docs/openapi.yaml's schemas, assets/schemas and the payment machine's drawing and model anew from their tables
	sed -i '/^  schemas:$$/q' docs/openapi.yaml && $< >> docs/openapi.yaml
	$(B)/print-grammars headend > assets/schemas/headend.rng
	$(B)/print-grammars content > assets/schemas/content.rng
	$(B)/print-grammars utility-answers > assets/schemas/utility-answers.rng
	sed -i '/^<!-- printed by/q' docs/payment-machine.md && $(B)/print-payment-machine drawing >> docs/payment-machine.md
	$(B)/print-payment-machine model > tests/model/payment_machine.pml

# --- Unit tests and fuzzers: tests/unit/ROOM/test_*.c, tests/fuzz/ROOM/fuzz_*.c, linked with ROOM and what it needs ------------

tests_below  = $(foreach d,* */* */*/*,$(wildcard tests/$(1)/$(d)/$(2)))
UNIT_SOURCES := $(call tests_below,unit,test_*.c)
UNIT_TESTS   := $(patsubst %.c,$(B)/%,$(UNIT_SOURCES))
FUZZ_SOURCES := $(call tests_below,fuzz,fuzz_*.c)
FUZZERS      := $(patsubst %.c,build/asan/%,$(FUZZ_SOURCES))

define TEST_RULES
$(B)/tests/unit/$(1)/test_%: $(B)/tests/unit/$(1)/test_%.o $(call chain_archives,$(1))
	$$(call say,LD $$@)$$(CC) $$(CFLAGS) $$(TEST_LD) $$(LDFLAGS) -o $$@ $$^ $$(call chain_libs,$(1)) $$$$(pkg-config --libs cmocka)
$(B)/tests/fuzz/$(1)/fuzz_%: $(B)/tests/fuzz/$(1)/fuzz_%.o $(call chain_archives,$(1))
	$$(call say,LD $$@)$$(CC) $$(CFLAGS) $$(TEST_LD) $$(LDFLAGS) -fsanitize=fuzzer -o $$@ $$^ $$(call chain_libs,$(1))
endef
$(foreach r,$(ROOMS),$(eval $(call TEST_RULES,$(r))))

# What the headend keeps of a notice's HTML is what a box draws: a test of both.
$(B)/tests/unit/headend/notices/import/test_html_on_both_sides: %: %.o $(call room_archive,backend-client/article) \
        $(call chain_archives,headend/notices/import)
	$(call say,LD $@)$(CC) $(CFLAGS) $(TEST_LD) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend/notices/import) $$(pkg-config --libs cmocka)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
-include $(wildcard assets/*.mk run/*.mk tests/*.mk tests/box/*.mk)

.PHONY: all programs unit-tests install help
all: programs assets ## build the programs and the assets
programs: $(PROGRAMS)
unit-tests: $(UNIT_TESTS)

install: all ## programs to PREFIX/bin (/usr/local), assets to PREFIX/share/tv-hall, manual pages to PREFIX/share/man, units to PREFIX/lib/systemd/system
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/tv-hall $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man8
	install -m 644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 docs/man/*.8 $(DESTDIR)$(PREFIX)/share/man/man8
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	cp -R build/assets/. $(DESTDIR)$(PREFIX)/share/tv-hall
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	for unit in $(notdir $(wildcard run/units/*)); do \
	    sed 's|@PREFIX@|$(PREFIX)|g' run/units/$$unit > $(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit || exit 1; done

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort -u | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18
