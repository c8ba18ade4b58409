#ifndef HEADEND_HTTP_ROUTE_H
#define HEADEND_HTTP_ROUTE_H

#include <stddef.h>
#include <stdint.h>

#include "headend/http/response_cache.h"

/* A route: an address, and all that the server has to know of it. Reading of requests, refusals (404, 405
 * with its Allow, 413, 415), names in /metrics and what is kept follow from the rows that server_start is
 * handed. */

struct refusal;
struct reply;
struct request;

enum { ROUTES_MAX = 127, ROUTE_PARTS_MAX = 2 };

enum route_body {
    ROUTE_BODY_NONE,
    ROUTE_BODY_JSON, /* application/json */
    ROUTE_BODY_FORM, /* application/x-www-form-urlencoded, from a page of this headend only (same_origin.h) */
    ROUTE_BODY_ANY,  /* of another system, which says who it is by the body and its headers: any type */
};

enum route_needs {
    ROUTE_NEEDS_NOBODY,
    ROUTE_NEEDS_BOX,    /* reads and checks TV-Hall-Box, which may be missing, and the client's address */
    ROUTE_NEEDS_PERSON, /* a phone's cookie that server_options.find_person knows; otherwise 401 */
    /* A box's credential that server_options.find_box knows, in Authorization; otherwise 401. */
    ROUTE_NEEDS_KNOWN_BOX,
    /* The same, and in TV-Hall-Session a session of that box that server_options.find_session knows;
     * otherwise 401; and with route.scope of a person who consented to it, otherwise 403. */
    ROUTE_NEEDS_SESSION,
    /* A box's credential, and its session where TV-Hall-Session comes along with one that holds: else
     * sender.session is empty (level 0), and the route says what needs one. */
    ROUTE_TAKES_SESSION,
};

struct route {
    const char *path; /* "/v1/guides/{id}": up to ROUTE_PARTS_MAX parts in braces, none with a slash in it */
    const char *name; /* in /metrics; several routes may share one */
    /* Of each part: 1 if it may stand there; otherwise there is nothing at the address. NULL: nothing ever
     * is. */
    int (*is_valid[ROUTE_PARTS_MAX])(const char *part);
    /* The parameters behind "?" into the request's key. NULL: none are read. */
    const struct refusal *(*read_query)(struct request *request);

    /* GET and HEAD: an answer that is kept until content changes or its time is over. NULL: *refusal says
     * why. */
    struct response *(*get)(const struct request *request, int64_t now, const struct refusal **refusal);
    /* GET and HEAD: an answer of this request alone. */
    const struct refusal *(*get_once)(struct request *request, struct reply *reply);
    /* POST: request->body is there as a whole, and wiped afterwards. */
    const struct refusal *(*post)(struct request *request, struct reply *reply);

    const char *type;          /* Content-Type of the answer */
    const char *cache_control; /* with `get` */
    enum route_body body;      /* with `post` */
    size_t body_max;           /* bytes */
    enum route_needs needs;
    unsigned scope; /* with ROUTE_NEEDS_SESSION: a PERSON_SCOPE_BIT; 0: the household's own things */
    /* What a person sees of a refusal: malloc'ed HTML, NULL where there is none for it. NULL: JSON. */
    char *(*write_refusal)(void *worker, unsigned status, size_t *length);
    void *context; /* of get, get_once and post */
    int kind;      /* likewise, of a maker for several: which of its own */
};

struct route_table;

/* A copy. NULL: out of memory, or more than ROUTES_MAX. */
struct route_table *route_table_create(const struct route *routes, size_t count);
void route_table_free(struct route_table *table);

/* The row for `path`, and 1 into *found; its number and its parts go into the key, which was zero, and
 * `parts` points there. Otherwise 0 into *found and the row whose address begins alike, or one named "other".
 */
const struct route *route_table_find(const struct route_table *table, const char *path,
                                     struct response_key *key, const char *parts[ROUTE_PARTS_MAX],
                                     int *found);

/* The row named "other", of an address that was not looked up. */
const struct route *route_table_none(const struct route_table *table);

/* Names in /metrics have numbers; 0 is "other". */
size_t route_table_names(const struct route_table *table);
const char *route_table_name(const struct route_table *table, size_t number);
size_t route_table_name_of(const struct route_table *table, const struct route *route);

/* "GET, HEAD" or "POST" or all three: for Allow. */
const char *route_methods(const struct route *route);

#endif
