# build/assets: everything a hall or a headend reads that is not code, in one folder (`tv-hall --assets build/assets`).

ASSETS := build/assets

# Tile icons are drawn large, interface icons at the height of a line of text. A .pgm is the icon's alpha channel: the hall gives it its colour.
TILE_ICONS := notice outage policy reminder emergency help progress guide social-security housing-fund gas water \
              electricity nearby search household
LINE_ICONS := back home ok arrow-up arrow-down arrow-left arrow-right page-up page-down urgent important link-qr clock \
              offline picture-missing box box-ticked \
              need-necessary need-optional document place checklist person tick
# NAME-large is the drawing of NAME, large: for a message that fills the screen.
LARGE_ICONS := offline-large
# For screens of so many lines (screens/stage/icon_set.c takes the nearest).
ICON_LINES := 360 540 720 1080 1440 2160
ICON_FILES := $(foreach lines,$(ICON_LINES),$(patsubst %,$(ASSETS)/icons/$(lines)/%.pgm,$(TILE_ICONS) $(LINE_ICONS) $(LARGE_ICONS)))

define ICON_SIZES
$(patsubst %,$(ASSETS)/icons/$(1)/%.pgm,$(TILE_ICONS) $(LARGE_ICONS)): ICON_SIZE := $(shell echo $$(($(1) * 64 / 720)))
$(patsubst %,$(ASSETS)/icons/$(1)/%.pgm,$(LINE_ICONS)): ICON_SIZE := $(shell echo $$(($(1) * 24 / 720)))
endef
$(foreach lines,$(ICON_LINES),$(eval $(call ICON_SIZES,$(lines))))

define rasterise
	@mkdir -p $(@D)
	@rsvg-convert --width $(ICON_SIZE) --height $(ICON_SIZE) $< -o $@.png
	@/usr/bin/convert $@.png -alpha extract -depth 8 -strip pgm:$@
	@rm $@.png
endef
define ICON_RULE
$(ASSETS)/icons/$(1)/%.pgm: assets/icons/%.svg assets/assets.mk
	$$(rasterise)
$(ASSETS)/icons/$(1)/%-large.pgm: assets/icons/%.svg assets/assets.mk
	$$(rasterise)
endef
$(foreach lines,$(ICON_LINES),$(eval $(call ICON_RULE,$(lines))))

# Files that go in as they stand.
PLAIN_ASSETS := $(wildcard assets/schemas/*.rng assets/theme/*.xml assets/strings/* assets/phone/* assets/utilities/*) assets/headend.xml \
                assets/sample-city/cases.json assets/sample-city/login.html assets/sample-city/cashier.html assets/sample-city/social-security.json assets/sample-city/housing-fund.json \
                $(wildcard assets/sample-city/utility-*.json)
PLAIN_FILES  := $(patsubst assets/%,$(ASSETS)/%,$(PLAIN_ASSETS))

$(PLAIN_FILES): $(ASSETS)/%: assets/%
	@mkdir -p $(@D)
	@cp $< $@

.PHONY: assets sample-city
assets: $(ICON_FILES) $(PLAIN_FILES) ## icons, theme, strings, schemas and configuration into build/assets

# The sample city's feeds and content. Feeds are dated from the day they are made: make them anew each day.
SAMPLE_CITY := build/sample-city
SAMPLE_DAY  := $(SAMPLE_CITY)/.made-$(shell date +%F)

sample-city: $(SAMPLE_DAY) ## the feeds, pictures and content of the sample city into build/sample-city

$(SAMPLE_DAY): assets/sample-city/make-notices assets/sample-city/make-stations \
               $(wildcard assets/sample-city/*.py assets/sample-city/*.csv assets/sample-city/content/*.xml)
	@rm -rf $(SAMPLE_CITY)
	@assets/sample-city/make-notices --out $(SAMPLE_CITY)
	@assets/sample-city/make-stations --out $(SAMPLE_CITY)/content
	@cp assets/sample-city/content/*.xml $(SAMPLE_CITY)/content
	@touch $@
