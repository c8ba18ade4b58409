#ifndef HEADEND_UTILITIES_STATEMENT_POST_H
#define HEADEND_UTILITIES_STATEMENT_POST_H

#include "headend/http/request.h"
#include "headend/utilities/utility_question.h"

/* The routes' context is the struct utility_service, or NULL where it could not be started. */

/* GET /v1/utilities (route.get). */
struct response *utility_list_response(const struct request *request, int64_t now,
                                       const struct refusal **refusal);

/* POST /v1/utilities/statement (route.post), with ROUTE_TAKES_SESSION. */
const struct refusal *statement_post(struct request *request, struct reply *reply);

/* POST /v1/household/accounts and what is below it (route.post), with ROUTE_NEEDS_SESSION; route.kind is
 * which. */
enum { KEPT_LIST, KEPT_KEEP, KEPT_RENAME, KEPT_REMOVE };
const struct refusal *kept_accounts_post(struct request *request, struct reply *reply);

#endif
