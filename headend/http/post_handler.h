#ifndef HEADEND_HTTP_POST_HANDLER_H
#define HEADEND_HTTP_POST_HANDLER_H

#include "headend/http/request_turn.h"

/* Requests with a body: POST /v1/cases and POST /v1/ratings. Their state is allocated, and its address is
 * even: so it is told from that of all other requests, which is an odd number. */

struct post;

/* ROUTE_CASES or ROUTE_RATINGS; ROUTE_NONE: no body is taken there. */
enum route post_route(const char *path, const char *method);

/* With the head. *state stays as it is where the request is refused, which is answered at once. */
enum MHD_Result post_begin(struct turn *turn, void **state);

/* With each piece of the body, at its end (no upload), and once more when the answer is there. */
enum MHD_Result post_go_on(struct turn *turn, struct post *post, const char *upload, size_t *upload_size);

/* When the request is over: how long it took, in µs. Frees it. */
uint64_t post_end(struct post *post);

#endif
