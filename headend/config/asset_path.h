#ifndef HEADEND_CONFIG_ASSET_PATH_H
#define HEADEND_CONFIG_ASSET_PATH_H

#include <stddef.h>

/* Where a file of assets/ stands ("schemas/headend.rng", "phone/pages.xsl"): `given` if it is not NULL, else
 * the program's own (both-sides/asset_directory.h). Returns -1 when there is none; then `out` is where it was
 * looked for, to be named in a message. */
int asset_path_find(const char *name, const char *given, char *out, size_t size);

#endif
