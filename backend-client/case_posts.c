#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/case_number.h"
#include "both-sides/id_number.h"

/* What is posted of cases and their ratings. */

enum { POST_SIZE = 96 };

static int are_numbers(const char *case_number, const char *id_tail)
{
    return case_number_check(case_number, NULL) == NUMBER_GOOD && id_tail_check(id_tail) == NUMBER_GOOD;
}

static request_id refuse(enum endpoint endpoint, any_callback callback, void *context)
{
    struct response response = {.state = RESPONSE_FAILED,
                                .failure = FAILURE_REFUSED,
                                .refusal = CASE_REFUSAL_BAD_NUMBER,
                                .final = 1,
                                .detail = "not asked: a number is not of its form"};
    endpoints[endpoint].call(callback, context, &response, NULL);
    return 0;
}

/* `stars`: of a rating; 0: none are sent. */
static request_id post(struct hall_client *client, enum endpoint endpoint, const char *case_number,
                       const char *id_tail, int stars, any_callback callback, void *context)
{
    char last = id_tail[ID_TAIL_LENGTH - 1];
    char *body = malloc(POST_SIZE);
    if (body != NULL) {
        /* A small x counts as X, and is sent as one. */
        char rating[24] = "}";
        if (stars > 0) {
            (void)snprintf(rating, sizeof rating, ",\"stars\":%d}", stars);
        }
        (void)snprintf(body, POST_SIZE, "{\"case_number\":\"%.20s\",\"id_tail\":\"%.3s%c\"%s", case_number,
                       id_tail, last == 'x' ? 'X' : last, rating);
    }
    return hall_client_post(client, endpoint, case_number, body, POST_SIZE, callback, context);
}

request_id hall_client_find_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 case_callback callback, void *context)
{
    if (!are_numbers(case_number, id_tail)) {
        return refuse(ENDPOINT_CASE, (any_callback)callback, context);
    }
    return post(client, ENDPOINT_CASE, case_number, id_tail, 0, (any_callback)callback, context);
}

request_id hall_client_rate_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 int stars, rating_callback callback, void *context)
{
    if (!are_numbers(case_number, id_tail) || stars < 1 || stars > 5) {
        return refuse(ENDPOINT_RATING, (any_callback)callback, context);
    }
    return post(client, ENDPOINT_RATING, case_number, id_tail, stars, (any_callback)callback, context);
}
