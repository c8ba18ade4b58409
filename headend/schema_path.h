#ifndef HEADEND_SCHEMA_PATH_H
#define HEADEND_SCHEMA_PATH_H

#include <stddef.h>

/* Where a schema (headend.rng, content.rng) stands: `given` if it is not NULL, else the installed one, else
 * the one of the source tree that the program was built in. Returns -1 when there is none; then `out` is the
 * installed place, to be named in a message. */
int schema_path_find(const char *name, const char *given, char *out, size_t size);

#endif
