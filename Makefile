# TV hall. `make help` lists the targets; `make run` and `make test` are the two that a newcomer needs.

MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# release: what is shipped. asan: clang with ASan, UBSan and fuzzer instrumentation.
FLAVOUR ?= release
B       := build/$(FLAVOUR)
# `make V=1` shows the whole commands.
say = $(if $(V),,@echo '  $(1)'; )

PREFIX  ?= /usr/local
DESTDIR ?=

WARNINGS := -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Wformat=2 -Wundef -Wpointer-arith -Werror
CPPFLAGS := -D_GNU_SOURCE -I. -DTV_HALL_ASSETS='"$(PREFIX)/share/tv-hall"'
ifeq ($(FLAVOUR),asan)
CC       := clang
CFLAGS   := $(WARNINGS) -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link \
            -fno-sanitize-recover=undefined
LDFLAGS  := -fsanitize=address,undefined
else
CC       ?= gcc
ifeq ($(origin CC),default)
CC       := gcc
endif
CFLAGS   ?= -O2 -g
CFLAGS   := $(WARNINGS) $(CFLAGS) -fstack-protector-strong -D_FORTIFY_SOURCE=2
LDFLAGS  ?= -Wl,-O1,--as-needed,-z,relro,-z,now
endif

# --- The rooms, lowest first; a room may use what stands before it, as listed in ROOM_needs ------------------------------

ROOMS := both-sides remote-input backend-client screens/canvas screens/widgets screens stb-app supervisor headend sandbox

both-sides_needs      :=
remote-input_needs    := both-sides
backend-client_needs  := both-sides
screens/canvas_needs  := both-sides
screens/widgets_needs := screens/canvas remote-input both-sides
screens_needs         := screens/widgets screens/canvas backend-client remote-input both-sides
stb-app_needs         := screens screens/widgets screens/canvas backend-client remote-input both-sides
supervisor_needs      := remote-input both-sides
headend_needs         := both-sides
sandbox_needs         := headend both-sides

both-sides_packages      := libxml-2.0
remote-input_packages    := libevdev directfb
backend-client_packages  := libcurl yajl libxml-2.0
screens/canvas_packages  := directfb freetype2 libxml-2.0 libqrencode
screens/widgets_packages :=
screens_packages         := libxml-2.0 libcurl
stb-app_packages         := libcurl
supervisor_packages      := libevdev libpng
headend_packages         := libmicrohttpd sqlite3 yajl libxml-2.0 libxslt libcurl zlib openssl
sandbox_packages         := libmicrohttpd yajl

screens/canvas_libs := -lunibreak -lpng -ljpeg -lm
both-sides_libs := -lpthread

# Files with a main(), kept out of their room's archive.
MAINS := stb-app/main.c supervisor/main.c headend/main.c sandbox/main.c $(wildcard headend/admin/*.c)

room_sources = $(filter-out $(MAINS),$(wildcard $(1)/*.c))
room_archive = $(B)/lib/$(subst /,-,$(1)).a
room_chain   = $(1) $($(1)_needs)
chain_archives = $(foreach r,$(call room_chain,$(1)),$(call room_archive,$(r)))
# Evaluated when a recipe runs, not when make reads this: on a fresh machine the packages come first.
chain_libs     = $(shell pkg-config --libs $(sort $(foreach r,$(call room_chain,$(1)),$($(r)_packages)))) \
                 $(foreach r,$(call room_chain,$(1)),$($(r)_libs))
room_of_object = $(patsubst %/,%,$(dir $(patsubst $(B)/%.o,%.o,$(1))))

$(B)/package-cflags: Makefile
	@mkdir -p $(@D)
	@pkg-config --cflags $(sort $(foreach r,$(ROOMS),$($(r)_packages))) | sed 's/-I/-isystem /g' > $@

$(B)/%.o: %.c $(B)/package-cflags
	@mkdir -p $(@D)
	$(call say,CC $<)$(CC) $(CPPFLAGS) $$(cat $(B)/package-cflags) $(CFLAGS) -MMD -MP -c $< -o $@

# Objects of a room that are made from more than a .c file there.
headend_made := $(B)/headend/pinyin_letters.o

define ROOM_RULE
$(call room_archive,$(1)): $(patsubst %.c,$(B)/%.o,$(call room_sources,$(1))) $($(1)_made)
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(call say,AR $$@)ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call ROOM_RULE,$(r))))

# The first letters of Han characters, read from ICU once, here, and not at every start of a headend.
$(B)/headend/make-pinyin-letters: $(B)/headend/pinyin/make_letters.o
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs icu-i18n)
$(B)/headend/pinyin_letters.c: $(B)/headend/make-pinyin-letters
	$(call say,MAKE $@)$< > $@
$(B)/headend/pinyin_letters.o: $(B)/headend/pinyin_letters.c
	$(call say,CC $<)$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

# --- Programs -------------------------------------------------------------------------------------------------------------

PROGRAMS := $(B)/tv-hall $(B)/tv-hall-supervisor $(B)/tv-hall-headend $(B)/tv-hall-admin $(B)/tv-hall-sandbox

$(B)/tv-hall: $(B)/stb-app/main.o $(call chain_archives,stb-app)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,stb-app)
$(B)/tv-hall-supervisor: $(B)/supervisor/main.o $(call chain_archives,supervisor)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,supervisor)
$(B)/tv-hall-headend: $(B)/headend/main.o $(call chain_archives,headend)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend)
$(B)/tv-hall-admin: $(patsubst %.c,$(B)/%.o,$(wildcard headend/admin/*.c)) $(call chain_archives,headend)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,headend)

$(B)/tv-hall-sandbox: $(B)/sandbox/main.o $(call chain_archives,sandbox)
	$(call say,LD $@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call chain_libs,sandbox)

# --- Unit tests and fuzzers: tests/unit/ROOM/test_*.c, tests/fuzz/ROOM/fuzz_*.c, linked with ROOM and what it needs ------------

UNIT_SOURCES := $(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c)
UNIT_TESTS   := $(patsubst %.c,$(B)/%,$(UNIT_SOURCES))
FUZZ_SOURCES := $(wildcard tests/fuzz/*/fuzz_*.c tests/fuzz/*/*/fuzz_*.c)
FUZZERS      := $(patsubst %.c,build/asan/%,$(FUZZ_SOURCES))

define TEST_RULES
$(B)/tests/unit/$(1)/test_%: $(B)/tests/unit/$(1)/test_%.o $(call chain_archives,$(1))
	$$(call say,LD $$@)$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$^ $$(call chain_libs,$(1)) $$$$(pkg-config --libs cmocka)
$(B)/tests/fuzz/$(1)/fuzz_%: $(B)/tests/fuzz/$(1)/fuzz_%.o $(call chain_archives,$(1))
	$$(call say,LD $$@)$$(CC) $$(CFLAGS) $$(LDFLAGS) -fsanitize=fuzzer -o $$@ $$^ $$(call chain_libs,$(1))
endef
$(foreach r,$(ROOMS),$(eval $(call TEST_RULES,$(r))))

-include $(shell find $(B) -name '*.d' 2>/dev/null)
-include $(wildcard assets/*.mk run/*.mk tests/*.mk tests/box/*.mk)

.PHONY: all programs unit-tests install help
all: programs assets ## build the programs and the assets
programs: $(PROGRAMS)
unit-tests: $(UNIT_TESTS)

install: all ## programs to PREFIX/bin (/usr/local), assets to PREFIX/share/tv-hall
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/tv-hall
	install -m 755 $(filter-out %/tv-hall-sandbox,$(PROGRAMS)) $(DESTDIR)$(PREFIX)/bin
	cp -R build/assets/. $(DESTDIR)$(PREFIX)/share/tv-hall

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort -u | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18
