# What `make run` needs. SIZE=1920x1080, PAGE=1 (the page even where there is a display), PORT=8000 (of the page), LANGUAGE=en, THEME=day,
# CONFIG=/etc/tv-hall/headend.xml (an operator's own city), PHONES=1 (real phones of this network may open QR codes, over TLS), FRAMEBUFFER=1 (/dev/fb0). LANGUAGE counts as said to make only: desktops have
# a variable of this name.

# `make run` installs what is missing first, so nothing here may depend on packages before the recipe runs.
.PHONY: run
run: ## packages, build, sample city, headend and the hall on your screen or on a page (SIZE= PAGE=1 PORT= LANGUAGE= THEME= CONFIG=)
	@TV_HALL_LANGUAGE='$(if $(filter command,$(firstword $(origin LANGUAGE))),$(LANGUAGE))' exec run/run.sh

# --- The DirectFB plug-ins that a box needs, and no others: DirectFB opens every file in these folders when it starts ----------

DIRECTFB_MODULES := build/directfb-modules

$(DIRECTFB_MODULES)/made: run/directfb-modules.sh
	@run/directfb-modules.sh $(DIRECTFB_MODULES)

programs: $(DIRECTFB_MODULES)/made
