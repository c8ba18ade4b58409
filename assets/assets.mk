# build/assets: everything a hall or a headend reads that is not code, in one folder (`tv-hall --assets build/assets`).

ASSETS := build/assets

# Tile icons are drawn large, interface icons at the height of a line of text. A .pgm is the icon's alpha channel: the hall gives it its colour.
TILE_ICONS := notice outage policy reminder emergency help progress guide social-security housing-fund gas water \
              electricity nearby search
LINE_ICONS := back home ok arrow-up arrow-down arrow-left arrow-right page-up page-down urgent important link-qr clock \
              offline picture-missing box box-ticked \
              need-necessary need-optional document place checklist person
