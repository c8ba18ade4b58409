# make bench-box: the bench's figures on the emulated ARM box. How it measures: docs/decisions/0172.

BOX_BENCH := $(BOX)/armhf/bench
BOX_PEER  := $(BOX)/armhf/peer

# The SDL2 peer: Debian's SDL2 and all that it is linked with, which is 50 libraries.
BOX_PEER_DEBS := libsdl2-dev libsdl2-ttf-dev libsdl2-2.0-0 libsdl2-ttf-2.0-0 libasound2 libasyncns0 libbsd0 libcap2 libdbus-1-3 libdecor-0-0 libdrm2 libexpat1 libffi8 libflac12 \
                 libgbm1 libgcrypt20 libglib2.0-0 libgpg-error0 libgraphite2-3 libharfbuzz0b liblz4-1 liblzma5 libmp3lame0 libmpg123-0 libogg0 libopus0 \
                 libpcre2-8-0 libpulse0 libsamplerate0 libsndfile1 libsystemd0 libvorbis0a libvorbisenc2 libwayland-client0 libwayland-cursor0 \
                 libwayland-egl1 libwayland-server0 libx11-6 libx11-xcb1 libxcursor1 libxext6 libxfixes3 libxi6 libxkbcommon0 libxrandr2 libxrender1 \
                 libxss1 libzstd1
$(BOX_PEER)/done: $(BOX_HERE)/debian.sh $(BOX_HERE)/figures.mk
	@echo '  GET SDL2 for armhf'
	@$(BOX_HERE)/debian.sh armhf $(BOX_PEER) $(BOX_PEER_DEBS)

ON_A_BOX := tests/bench/framebuffer.c tests/box/guest/receiver.c
BOX_BENCH_PROGRAMS := $(addprefix $(BOX_BENCH)/,watch-keys watch-start floor sdl2-peer)
$(BOX_BENCH)/watch-keys: tests/bench/watch-keys.c tests/bench/presser-evdev.c tests/bench/screen-file.c $(ON_A_BOX)
$(BOX_BENCH)/watch-start: tests/bench/watch-start.c tests/bench/screen-file.c tests/bench/framebuffer.c
$(BOX_BENCH)/floor: tests/bench/floor-framebuffer.c $(ON_A_BOX)
$(BOX_BENCH)/sdl2-peer: tests/bench/sdl2-peer.c tests/bench/peer-screen-framebuffer.c $(ON_A_BOX)

PEER_LIBRARIES := $(CURDIR)/$(BOX_PEER)/sysroot/usr/lib/$(ARM)
$(BOX_BENCH)/sdl2-peer: BOX_BENCH_FLAGS := -isystem $(BOX_PEER)/sysroot/usr/include -isystem $(BOX_PEER)/sysroot/usr/include/$(ARM) -L$(PEER_LIBRARIES) \
    -Wl,-rpath-link,$(PEER_LIBRARIES):$(PEER_LIBRARIES)/pulseaudio:$(CURDIR)/$(BOX_PEER)/sysroot/lib/$(ARM) -lSDL2 -lSDL2_ttf -lm
$(BOX_BENCH_PROGRAMS): $(wildcard tests/bench/*.h) $(BOX_HERE)/guest/receiver.h $(BOX)/armhf/done $(BOX_PEER)/done
	@mkdir -p $(@D)
	@echo '  CC $@'
	@$(ARM_ENVIRONMENT) sh -c '$$CC -std=c11 $(WARNINGS) -D_GNU_SOURCE -I. $$CFLAGS $(filter %.c,$^) -o $@ $$LDFLAGS $(BOX_BENCH_FLAGS)'

$(BOX)/armhf/bench.gz: $(BOX)/armhf/initrd.gz $(BOX_BENCH_PROGRAMS) $(BOX_HERE)/bench-image.sh $(BOX_HERE)/guest/supervise-nothing
	@$(BOX_HERE)/bench-image.sh $(BOX_PEER)/sysroot $@ $(BOX_BENCH_PROGRAMS)

.PHONY: bench-box
bench-box: box-packages ## the same figures on an emulated ARM box, whose clock counts instructions: ratios hall / SDL2 with their budgets
	@+$(MAKE) --no-print-directory -s FLAVOUR=release all
	@+$(MAKE) --no-print-directory -s $(BOX)/armhf/bench.gz
	@$(PYTHON) tests/bench/bench_box.py
