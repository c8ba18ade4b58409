#ifndef HEADEND_NOTICES_IMPORT_FETCH_H
#define HEADEND_NOTICES_IMPORT_FETCH_H

#include <stddef.h>

/* Bytes for an import: over http(s) with bounded size, time and redirects, from a local file, or from a data:
 * address. */

enum { FETCH_PROBLEM_SIZE = 200 };

struct fetched {
    unsigned char *bytes; /* malloc'ed; a NUL stands behind them */
    size_t length;
    char charset[40]; /* as the server says; "" if it does not */
};

/* Whether addresses inside this network (inside_address.h) are asked. A feed could otherwise have this
 * machine ask what only it can reach: it is looked at after a name is resolved, and again at each redirect.
 */
enum fetch_inside {
    FETCH_INSIDE_NEVER,
    FETCH_INSIDE_AS_FIRST, /* only if what is fetched first is there itself */
    FETCH_INSIDE_ALWAYS
};

struct fetcher;
struct fetcher *fetcher_create(enum fetch_inside inside); /* NULL: out of memory */
void fetcher_free(struct fetcher *fetcher);

/* All return 0, or -1 and why. */
int fetch_url(struct fetcher *fetcher, const char *url, size_t limit, struct fetched *out,
              char problem[FETCH_PROBLEM_SIZE]);
int fetch_file(const char *path, size_t limit, struct fetched *out, char problem[FETCH_PROBLEM_SIZE]);
int fetch_data_address(const char *address, size_t limit, struct fetched *out,
                       char problem[FETCH_PROBLEM_SIZE]);

/* A file below `folder` by a relative address ("a/b%20c.png"); links that lead out of the folder are not
 * followed. */
int fetch_below(const char *folder, const char *address, size_t limit, struct fetched *out,
                char problem[FETCH_PROBLEM_SIZE]);

#endif
