#ifndef HEADEND_PROVIDERS_EXCHANGE_H
#define HEADEND_PROVIDERS_EXCHANGE_H

#include "headend/upstream/upstream_client.h"

/* Asks a provider from any thread: a client each for as many calls as are under way, the cap on their rate,
 * and the second host when the first gives no answer. Nothing is sent twice by itself: what is
 * posted has a connection of its own. */

enum { EXCHANGE_CLIENTS = 16 };

struct exchange;

/* `reserve_url` "": there is no second host. Both outlive it. NULL: `problem`. */
struct exchange *exchange_new(const struct upstream_config *config, const char *reserve_url,
                              char problem[UPSTREAM_PROBLEM_SIZE]);
void exchange_free(struct exchange *exchange); /* NULL is allowed */

struct exchange_answer {
    struct upstream_client *client; /* for its headers */
    struct upstream_response response;
};

enum exchange_result {
    EXCHANGE_ANSWERED,
    EXCHANGE_CAPPED, /* nothing was sent: too many calls, or no memory for one */
    EXCHANGE_SILENT, /* no whole answer; logged now and then */
};

/* The request without a url goes to the host in use, any status is an answer. Only after EXCHANGE_ANSWERED
 * must exchange_end follow. */
enum exchange_result exchange_ask(struct exchange *exchange, const struct upstream_request *request,
                                  int timeout_ms, struct exchange_answer *answer);
/* Wipes the answer. */
void exchange_end(struct exchange *exchange, struct exchange_answer *answer);

#endif
