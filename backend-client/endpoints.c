#include "backend-client/endpoints.h"

#include <stdlib.h>

#include "backend-client/hall_client_private.h"
#include "backend-client/records/case_decode.h"
#include "backend-client/records/guide_decode.h"
#include "backend-client/records/household_decode.h"
#include "backend-client/records/housing_fund_decode.h"
#include "backend-client/records/order_decode.h"
#include "backend-client/records/own_cases_decode.h"
#include "backend-client/records/policy_decode.h"
#include "backend-client/records/records_decode.h"
#include "backend-client/records/social_security_decode.h"
#include "backend-client/records/station_decode.h"
#include "backend-client/records/utility_decode.h"

enum {
    CONFIG_BYTES_MAX = 256 * 1024,        /* the contract's maxLength */
    POSTED_BYTES_MAX = 64 * 1024,         /* the contract's bounds of a case make some 30 KB */
    PERSONAL_BYTES_MAX = 2 * 1024 * 1024, /* 50 years of 16 insurances make some 1.1 MB */
    ORDER_BYTES_MAX = 128 * 1024,         /* the contract's bounds of 20 orders make some 60 KB */
    /* A headend that makes or closes an order asks utility and provider first. */
    ORDER_SILENCE_MS = 30 * 1000,
    FOLLOW_SILENCE_MS = (ORDER_WAIT_SECONDS + 10) * 1000,
};

static struct case_rating *case_rating_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    int stars = rating_decode(bytes, length, error);
    struct case_rating *rating = stars == 0 ? NULL : malloc(sizeof *rating);
    if (rating != NULL) {
        rating->stars = stars;
    }
    return rating;
}

void case_rating_free(struct case_rating *rating)
{
    free(rating);
}

static struct bytes *bytes_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct bytes *kept = malloc(sizeof *kept);
    error[0] = '\0';
    if (kept != NULL) {
        *kept = (struct bytes){bytes, length};
    }
    return kept;
}

static void bytes_free(struct bytes *bytes)
{
    free(bytes);
}

/* A conflict is the contract's for ratings only. */
static enum case_refusal case_refusal(int http_status, const void *bytes, size_t length, int64_t *retry_at)
{
    enum case_refusal refusal = case_refusal_decode(http_status, bytes, length, retry_at);
    return http_status == 409 ? CASE_REFUSAL_TRANSPORT : refusal;
}

/* The functions of each record's own type, as the table has them. */
#define DECODE_AND_FREE(name, record)                                                                        \
    static void *name##_decode_any(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])            \
    {                                                                                                        \
        return record##_decode(bytes, length, error);                                                        \
    }                                                                                                        \
    static void name##_free_any(void *any)                                                                   \
    {                                                                                                        \
        record##_free(any);                                                                                  \
    }
#define RECORD(NAME, name, record)                                                                           \
    DECODE_AND_FREE(name, record)                                                                            \
    static void name##_call(any_callback callback, void *context, const struct response *response,           \
                            void *any)                                                                       \
    {                                                                                                        \
        ((name##_callback)callback)(context, response, any);                                                 \
    }
#define BYTES(NAME, name, record)                                                                            \
    DECODE_AND_FREE(name, record)                                                                            \
    static void name##_call(any_callback callback, void *context, const struct response *response,           \
                            void *any)                                                                       \
    {                                                                                                        \
        const struct bytes *came = any;                                                                      \
        ((bytes_callback)callback)(context, response, came == NULL ? NULL : came->bytes,                     \
                                   came == NULL ? 0 : came->length);                                         \
        bytes_free(any);                                                                                     \
    }
ENDPOINTS(RECORD, RECORD, RECORD, BYTES, RECORD)

#define BECOMES(name) .decode = name##_decode_any, .free = name##_free_any, .call = name##_call
/* A question of a person's own: a row needs its path and this besides what it becomes. */
#define OF_PERSON .about = ABOUT_PERSON, .keeping = KEPT_NOWHERE, .bytes_max = PERSONAL_BYTES_MAX
/* Of an order: of the box, not of a session, and what became of money is heard to its end. */
#define OF_ORDER(silence)                                                                                    \
    .about = ABOUT_PERSON, .keeping = KEPT_NOWHERE, .bytes_max = ORDER_BYTES_MAX, .outlives_session = 1,     \
    .silence_ms = (silence), .time_limit_ms = (silence)
#define AT(type, which)                                                                                      \
    {                                                                                                        \
        .given = 1, .offset = offsetof(struct type, which)                                                   \
    }

const struct endpoint_row endpoints[ENDPOINT_COUNT] = {
    [ENDPOINT_MENU] = {.path = "/v1/menu", BECOMES(menu), .rev = AT(menu, rev), .life = AT(menu, life)},
    [ENDPOINT_NOTICES] = {.path = "/v1/notices",
                          .about = ABOUT_QUERY,
                          BECOMES(notices),
                          .rev = AT(notice_list, rev),
                          .life = AT(notice_list, life),
                          .filter = notices_filter},
    [ENDPOINT_CATEGORY] = {.path = "/v1/notices",
                           .about = ABOUT_QUERY,
                           .keeping = KEPT_NOT,
                           BECOMES(category),
                           .filter = notices_filter},
    [ENDPOINT_NOTICE] = {.path = "/v1/notices/",
                         .about = ABOUT_ID,
                         .id_form = FORM_NOTICE_ID,
                         BECOMES(notice),
                         .id = AT(notice, summary.id),
                         .check = notice_check,
                         .forget = notice_forget},
    [ENDPOINT_GUIDES] = {.path = "/v1/guides",
                         BECOMES(guides),
                         .rev = AT(guide_list, rev),
                         .life = AT(guide_list, life)},
    [ENDPOINT_GUIDE] = {.path = "/v1/guides/",
                        .about = ABOUT_ID,
                        .id_form = FORM_NAME,
                        BECOMES(guide),
                        .id = AT(guide, summary.id)},
    [ENDPOINT_FLOW] = {.path = "/v1/flows/",
                       .about = ABOUT_ID,
                       .id_form = FORM_NAME,
                       BECOMES(flow),
                       .id = AT(flow_record, flow.id)},
    [ENDPOINT_POLICIES] = {.path = "/v1/policies",
                           BECOMES(policies),
                           .rev = AT(policy_list, rev),
                           .life = AT(policy_list, life),
                           .filter = policies_filter},
    [ENDPOINT_STATIONS] = {.path = "/v1/stations",
                           BECOMES(stations),
                           .rev = AT(station_list, rev),
                           .life = AT(station_list, life)},
    [ENDPOINT_CASE] = {.path = "/v1/cases",
                       .about = ABOUT_NUMBER,
                       .keeping = KEPT_NOWHERE,
                       BECOMES(case),
                       .id = AT(case_record, case_number),
                       .refusal = case_refusal,
                       .bytes_max = POSTED_BYTES_MAX},
    [ENDPOINT_RATING] = {.path = "/v1/ratings",
                         .about = ABOUT_NUMBER,
                         .keeping = KEPT_NOWHERE,
                         BECOMES(rating),
                         .sent_twice = 1,
                         .refusal = case_refusal_decode,
                         .bytes_max = POSTED_BYTES_MAX},
    [ENDPOINT_SOCIAL_SECURITY] = {.path = "/v1/person/social-security", OF_PERSON, BECOMES(social_security)},
    [ENDPOINT_RETIREMENT] = {.path = "/v1/person/retirement", OF_PERSON, BECOMES(retirement)},
    [ENDPOINT_PICTURE] = {.path = "/v1/pictures/",
                          .about = ABOUT_ADDRESS,
                          BECOMES(picture),
                          .bytes_max = PICTURE_BYTES_MAX},
    [ENDPOINT_CONFIG] = {.path = "/v1/config",
                         .keeping = KEPT_BY_CALLER,
                         BECOMES(config),
                         .bytes_max = CONFIG_BYTES_MAX},
    [ENDPOINT_AUTHORIZATION] = {.path = "/v1/device_authorization", OF_PERSON, BECOMES(authorization)},
    [ENDPOINT_TOKEN] = {.path = "/v1/token", OF_PERSON, BECOMES(token)},
    [ENDPOINT_SESSION_KEEP] = {.path = "/v1/session/keep", OF_PERSON, BECOMES(session_keep)},
    [ENDPOINT_SESSION_END] = {.path = "/v1/session/end",
                              OF_PERSON,
                              BECOMES(session_end),
                              .outlives_session = 1},
    [ENDPOINT_HOUSEHOLD] = {.path = "/v1/household", OF_PERSON, BECOMES(household)},
    [ENDPOINT_ALIAS] = {.path = "/v1/household/alias", OF_PERSON, BECOMES(alias)},
    [ENDPOINT_UNBIND] = {.path = "/v1/household/unbind", OF_PERSON, BECOMES(unbind)},
    [ENDPOINT_UNDO] = {.path = "/v1/household/undo", OF_PERSON, BECOMES(undo)},
    [ENDPOINT_WITHDRAW] = {.path = "/v1/person/consents/withdraw", OF_PERSON, BECOMES(withdraw)},
    [ENDPOINT_PIN_SET] = {.path = "/v1/household/pin/set", OF_PERSON, BECOMES(pin_set)},
    [ENDPOINT_PIN_CHECK] = {.path = "/v1/household/pin/check", OF_PERSON, BECOMES(pin_check)},
    [ENDPOINT_HOUSING_FUND] = {.path = "/v1/person/housing-fund", BECOMES(housing_fund), OF_PERSON},
    [ENDPOINT_OWN_CASES] = {.path = "/v1/person/cases", OF_PERSON, BECOMES(own_cases)},
    [ENDPOINT_OWN_CASE] = {.path = "/v1/person/case", OF_PERSON, BECOMES(own_case)},
    [ENDPOINT_UTILITIES] = {.path = "/v1/utilities", BECOMES(utilities)},
    [ENDPOINT_UTILITY_STATEMENT] = {.path = "/v1/utilities/statement", OF_PERSON, BECOMES(utility_statement)},
    [ENDPOINT_KEPT_ACCOUNTS] = {.path = "/v1/household/accounts", OF_PERSON, BECOMES(kept_accounts)},
    [ENDPOINT_KEEP_ACCOUNT] = {.path = "/v1/household/accounts/keep", OF_PERSON, BECOMES(keep_account)},
    [ENDPOINT_RENAME_ACCOUNT] = {.path = "/v1/household/accounts/rename", OF_PERSON, BECOMES(rename_account)},
    [ENDPOINT_REMOVE_ACCOUNT] = {.path = "/v1/household/accounts/remove", OF_PERSON, BECOMES(remove_account)},
    [ENDPOINT_OWN_RATING] = {.path = "/v1/person/rating", OF_PERSON, BECOMES(own_rating)},
    [ENDPOINT_ORDER_CREATE] = {.path = "/v1/orders", OF_ORDER(ORDER_SILENCE_MS), BECOMES(order_create)},
    [ENDPOINT_ORDER_FOLLOW] = {.path = "/v1/orders/follow",
                               OF_ORDER(FOLLOW_SILENCE_MS),
                               BECOMES(order_follow),
                               .stands_open = 1},
    [ENDPOINT_ORDER_CANCEL] = {.path = "/v1/orders/cancel",
                               OF_ORDER(ORDER_SILENCE_MS),
                               BECOMES(order_cancel)},
    [ENDPOINT_ORDER_CODE] = {.path = "/v1/orders/code", OF_ORDER(ORDER_SILENCE_MS), BECOMES(order_code)},
    [ENDPOINT_ORDERS_OPEN] = {.path = "/v1/orders/open", OF_ORDER(ORDER_SILENCE_MS), BECOMES(orders_open)},
};
