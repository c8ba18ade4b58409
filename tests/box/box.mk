# make box, make test-box. What an image is and how to make one's own: docs/box.md.

BOX      := build/box
BOX_HERE := tests/box

# From Debian, unpacked beside the host's own (debian.sh): what goes into an image …
BOX_RUN_DEBS := libc6 libdirectfb-1.7-7 libfreetype6 libbrotli1 libpng16-16 zlib1g libjpeg62-turbo libevdev2 libqrencode4 libyajl2 libunistring2 \
                libpixman-1-0 libxcb1 libxcb-res0 libxcb-shm0 libxau6 libxdmcp6 libbsd0 libmd0 libssl3 libstdc++6 libgcc-s1 busybox-static
# … and what the programs for ARM are built against.
BOX_DEV_DEBS := libdirectfb-dev libfreetype-dev libbrotli-dev libpng-dev zlib1g-dev libjpeg62-turbo-dev libevdev-dev libqrencode-dev libyajl-dev \
                libunistring-dev libpixman-1-dev libxcb1-dev libxcb-res0-dev libxcb-shm0-dev libxau-dev libxdmcp-dev libpthread-stubs0-dev x11proto-dev libssl-dev
BOX_SMALL := $(BOX_HERE)/libraries.sh $(BOX)/source/done

.PHONY: box box-packages box-x86-64 box-armhf test-box
box-packages:
	@run/packages.sh run/packages-build.txt run/packages-run.txt run/packages-box.txt run/packages-box-armhf.txt

box: box-packages ## images for set-top boxes: build/box/{x86-64,armhf}/{vmlinux,initrd.gz}
	@+$(MAKE) --no-print-directory box-x86-64
	@+$(MAKE) --no-print-directory box-armhf

box-x86-64: $(BOX)/x86-64/initrd.gz
box-armhf: $(BOX)/armhf/initrd.gz

# --- From Debian ----------------------------------------------------------------------------------------------------------

$(BOX)/source/done: $(BOX_HERE)/debian.sh $(BOX_HERE)/box.mk
	@echo '  GET sources of libxml2, curl and busybox'
	@$(BOX_HERE)/debian.sh $$(dpkg --print-architecture) $(BOX)/source source:libxml2 source:curl source:busybox
$(BOX)/x86-64/done: $(BOX_HERE)/debian.sh $(BOX_HERE)/box.mk
	@echo '  GET x86-64 kernel and libraries'
	@$(BOX_HERE)/debian.sh amd64 $(BOX)/x86-64 kernel:linux-image-amd64 $(BOX_RUN_DEBS)
$(BOX)/armhf/done: $(BOX_HERE)/debian.sh $(BOX_HERE)/box.mk
	@echo '  GET armhf kernel and libraries'
	@$(BOX_HERE)/debian.sh armhf $(BOX)/armhf kernel:linux-image-armmp $(BOX_RUN_DEBS) $(BOX_DEV_DEBS)

$(BOX)/x86-64/small/done: $(BOX_SMALL)
	@echo '  BUILD small libxml2, libcurl and ntpd for x86-64'
	@$(BOX_HERE)/libraries.sh $(BOX)/source $(BOX)/x86-64/small && touch $@
$(BOX)/armhf/small/done: $(BOX_SMALL) $(BOX)/armhf/done
	@echo '  BUILD small libxml2, libcurl and ntpd for armhf'
	@$(BOX_HERE)/libraries.sh $(BOX)/source $(BOX)/armhf/small arm-linux-gnueabihf $(BOX)/armhf/sysroot && touch $@

# --- What every image has -------------------------------------------------------------------------------------------------

BOX_TEXTS := $(wildcard assets/strings/*.xml assets/sample-city/*.py assets/sample-city/*.csv assets/sample-city/content/*.xml) \
             assets/headend.xml
# Subset fonts, or a folder of the operator's own with regular.otf, bold.otf, fallback-*.ttf
BOX_FONTS ?= $(BOX)/fonts

$(BOX)/fonts/made: $(BOX_HERE)/fonts.py $(BOX_TEXTS)
	@echo '  FONTS'
	@$(PYTHON) $(BOX_HERE)/fonts.py $(BOX)/fonts $(BOX_TEXTS) && touch $@
$(BOX)/television.png: $(BOX_HERE)/television.svg
	@mkdir -p $(@D)
	@rsvg-convert $< -o $@
$(BOX)/headend.xml: assets/headend.xml $(BOX_HERE)/configure.py $(BOX)/fonts/made
	@$(PYTHON) $(BOX_HERE)/configure.py $< $(BOX_FONTS) /usr/share/fonts/tv-hall > $@.tmp && mv $@.tmp $@

BOX_PARTS := $(BOX)/fonts/made $(BOX)/television.png $(BOX)/headend.xml $(BOX_HERE)/image.sh $(BOX_HERE)/pack.sh $(BOX_HERE)/closure.py $(BOX_HERE)/modules.txt \
             $(BOX_HERE)/modules-test.txt $(filter-out %/supervise-nothing,$(wildcard $(BOX_HERE)/guest/*)) $(ICON_FILES) $(PLAIN_FILES)

# --- x86-64: the programs as they are built here anyway -----------------------------------------------------------------------

INFRARED := $(BOX_HERE)/guest/infrared.c $(BOX_HERE)/guest/receiver.c
$(BOX)/x86-64/infrared: $(INFRARED) $(BOX_HERE)/guest/receiver.h
	@mkdir -p $(@D)
	@gcc $(WARNINGS) -D_GNU_SOURCE -I. -O2 $$(pkg-config --cflags libevdev | sed 's/-I/-isystem /g') -o $@ $(INFRARED) $$(pkg-config --libs libevdev)
$(BOX)/x86-64/initrd.gz: build/release/tv-hall build/release/tv-hall-supervisor $(BOX)/x86-64/infrared $(BOX)/x86-64/done \
                         $(BOX)/x86-64/small/done $(BOX_PARTS)
	@echo '  IMAGE x86-64'
	@HALL=build/release FONTS=$(BOX_FONTS) ASSETS=$(ASSETS) INFRARED=$(BOX)/x86-64/infrared $(BOX_HERE)/image.sh x86-64

# --- armhf: the same sources through Debian's cross compiler, against the unpacked packages ----------------------------------------

ARM       := arm-linux-gnueabihf
ARM_ROOT  := $(CURDIR)/$(BOX)/armhf/sysroot
ARM_SMALL := $(CURDIR)/$(BOX)/armhf/small/root
ARM_BUILD := $(BOX)/armhf/objects
ARM_ENVIRONMENT = CC=$(ARM)-gcc AR=$(ARM)-ar PKG_CONFIG_SYSROOT_DIR= \
    PKG_CONFIG_LIBDIR=$(CURDIR)/$(BOX)/armhf/pkgconfig PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 \
    CFLAGS="-O2 -g -isystem $(ARM_SMALL)/usr/include -isystem $(ARM_ROOT)/usr/include -isystem $(ARM_ROOT)/usr/include/$(ARM)" \
    LDFLAGS="-Wl,-O1,--as-needed,-z,relro,-z,now -L$(ARM_SMALL)/usr/lib -L$(ARM_ROOT)/usr/lib/$(ARM) -L$(ARM_ROOT)/usr/lib -Wl,-rpath-link,$(ARM_SMALL)/usr/lib:$(ARM_ROOT)/usr/lib/$(ARM):$(ARM_ROOT)/lib/$(ARM)"
ARM_ROOMS := $(filter both-sides% remote-input backend-client% screens% stb-app supervisor,$(ROOMS))

# The .pc files with their paths turned to where the packages were unpacked.
$(BOX)/armhf/pkgconfig/made: $(BOX)/armhf/small/done
	@rm -rf $(@D) && mkdir -p $(@D)
	@cp $(ARM_ROOT)/usr/lib/$(ARM)/pkgconfig/*.pc $(ARM_ROOT)/usr/share/pkgconfig/*.pc $(@D)/ 2>/dev/null || true
	@sed -i 's|/usr\b|$(ARM_ROOT)/usr|' $(@D)/*.pc
	@cp $(ARM_SMALL)/usr/lib/pkgconfig/*.pc $(@D)/
	@sed -i 's|^prefix=/usr|prefix=$(ARM_SMALL)/usr|' $(@D)/libxml-2.0.pc $(@D)/libcurl.pc
	@touch $@

.PHONY: arm-programs
arm-programs: $(BOX)/armhf/pkgconfig/made
	@+$(ARM_ENVIRONMENT) $(MAKE) --no-print-directory FLAVOUR=box/armhf/objects ROOMS="$(ARM_ROOMS)" $(ARM_BUILD)/tv-hall $(ARM_BUILD)/tv-hall-supervisor
$(BOX)/armhf/infrared: $(INFRARED) $(BOX_HERE)/guest/receiver.h $(BOX)/armhf/pkgconfig/made
	@$(ARM_ENVIRONMENT) sh -c '$$CC $(WARNINGS) -D_GNU_SOURCE -I. $$CFLAGS $$(pkg-config --cflags libevdev | sed "s/-I/-isystem /g") $$LDFLAGS -o $@ $(INFRARED) $$(pkg-config --libs libevdev)'
$(BOX)/armhf/initrd.gz: arm-programs $(BOX)/armhf/infrared $(BOX_PARTS)
	@if [ ! -e $@ ] || [ -n "$$(find $^ $(ARM_BUILD)/tv-hall $(ARM_BUILD)/tv-hall-supervisor -newer $@ 2>/dev/null)" ]; then \
	    echo '  IMAGE armhf'; \
	    HALL=$(ARM_BUILD) FONTS=$(BOX_FONTS) ASSETS=$(ASSETS) INFRARED=$(BOX)/armhf/infrared $(BOX_HERE)/image.sh armhf; fi

# --- Tests ----------------------------------------------------------------------------------------------------------------

test-box: box ## boots both images in QEMU, drives them by infrared, reads the screen, pulls the plug; prints figures
	@+$(MAKE) --no-print-directory -s FLAVOUR=release all
	@BOX=x86-64 $(PYTHON) $(BOX_HERE)/test_box.py
	@BOX=armhf $(PYTHON) $(BOX_HERE)/test_box.py
