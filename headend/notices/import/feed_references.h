#ifndef HEADEND_NOTICES_IMPORT_FEED_REFERENCES_H
#define HEADEND_NOTICES_IMPORT_FEED_REFERENCES_H

#include <stddef.h>

/* A feed with HTML's character references outside CDATA, which XML does not know and libxml2 would leave out
 * ("12月5&ndash;8日" must not become 58日), and with "&" that begins none ("水&电"): as numbers and as
 * "&amp;". For encodings that keep ASCII as it is; others are left alone. Returns malloc'ed text, or NULL
 * when nothing is to be changed (*problem is 0) or without memory (1). */
char *feed_resolve_references(const char *text, size_t length, size_t *resolved, int *no_memory);

#endif
