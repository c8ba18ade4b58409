#include "headend/routes.h"

#include <stdlib.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "both-sides/records/person_scope.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/service_records.h"
#include "headend/boxes/box_store.h"
#include "headend/cases/case_post.h"
#include "headend/config/config_response.h"
#include "headend/config/worker.h"
#include "headend/content/content_kinds.h"
#include "headend/content/content_page.h"
#include "headend/content/content_response.h"
#include "headend/database/revisions.h"
#include "headend/household/bind_page.h"
#include "headend/household/box_post.h"
#include "headend/household/my_page.h"
#include "headend/http/metrics.h"
#include "headend/notices/notice_query.h"
#include "headend/notices/notice_response.h"
#include "headend/notices/picture_store.h"
#include "headend/pages/phone_page.h"
#include "headend/payment/notification_post.h"
#include "headend/payment/order_post.h"
#include "headend/payment/receipt_page.h"
#include "headend/payment/receipt_token.h"
#include "headend/providers/payment_provider.h"
#include "headend/store/hall_store.h"
#include "headend/store/household_store.h"
#include "headend/utilities/statement_post.h"

/* A worker that knows the application, too. */
struct headend_worker {
    struct worker worker; /* first: the makers of all services know this one only */
    struct headend *headend;
};

static void *create_worker(void *context)
{
    struct headend *headend = context;
    struct headend_worker *worker = calloc(1, sizeof *worker);
    if (worker != NULL) {
        *worker = (struct headend_worker){.worker = {.config = headend->config,
                                                     .schema = &hall_store,
                                                     .household_schema = &household_store,
                                                     .household_path = headend->household_path},
                                          .headend = headend};
    }
    return worker;
}

static void free_worker(void *context)
{
    struct headend_worker *worker = context;
    store_close(worker->worker.store);
    store_close(worker->worker.household);
    phone_pages_free(worker->worker.pages);
    free(worker);
}

/* --- Who asks --- */

static int find_box(void *context, const char *token, struct known_box *box)
{
    struct headend_worker *worker = context;
    struct store *store = worker_household_store(&worker->worker);
    int found = store != NULL ? box_store_find(store, token, box) : -1;
    if (store != NULL && found < 0) {
        log_line(LOG_LEVEL_ERROR, "boxes", "%s: %s", worker->worker.household_path, store_problem(store));
    }
    return found;
}

static int find_session(void *context, const struct known_box *box, const char *token,
                        struct session_person *person)
{
    struct headend_worker *worker = context;
    struct households *households = worker->headend->households;
    return households != NULL && households_find_session(households, box, token, person);
}

/* --- What the headend says of itself --- */

/* -1: the store cannot be read. */
static void read_store(struct worker *worker, int64_t *notices, int64_t *rev)
{
    struct store *store = worker_store(worker);
    *notices = store != NULL ? store_notices_count(store, wall_ms()) : -1;
    *rev = store != NULL ? store_rev(store) : -1;
}

static const struct refusal *reply_health(struct request *request, struct reply *reply)
{
    struct service_health health = {.status = SERVICE_OK};
    read_store(request->worker, &health.notices, &health.rev);
    if (health.notices < 0 || health.rev < 0) {
        return &refusal_unavailable;
    }
    reply->body = record_encode_text(&health_table, &health, &reply->length);
    return NULL;
}

static void write_metrics(void *context, FILE *page)
{
    struct headend_worker *worker = context;
    struct headend *headend = worker->headend;
    int64_t notices = 0;
    int64_t rev = 0;
    read_store(&worker->worker, &notices, &rev);
    metrics_write(page, "tv_hall_notices", "gauge", "Notices that hold now; -1: the store cannot be read.",
                  (double)notices);
    metrics_write(page, "tv_hall_rev", "gauge", "The store's rev; -1: the store cannot be read.",
                  (double)rev);
    (void)fprintf(page,
                  "# HELP tv_hall_config_reloads_total Changed configurations, taken or refused.\n"
                  "# TYPE tv_hall_config_reloads_total counter\n"
                  "tv_hall_config_reloads_total{result=\"good\"} %llu\n"
                  "tv_hall_config_reloads_total{result=\"bad\"} %llu\n",
                  (unsigned long long)atomic_load(&headend->reloads_good),
                  (unsigned long long)atomic_load(&headend->reloads_bad));
    if (headend->certificate != NULL) {
        const int64_t end_s = certificate_end_ms(headend->certificate) / 1000;
        metrics_write(page, "tv_hall_certificate_end_seconds", "gauge",
                      "When the certificate ends, in seconds since 1970.", (double)end_s);
    }
    if (headend->cases != NULL) {
        cases_write_metrics(headend->cases, page);
    }
    if (headend->social_security != NULL) {
        person_lookup_write_metrics(headend->social_security, page);
    }
    if (headend->housing_fund != NULL) {
        person_lookup_write_metrics(headend->housing_fund, page);
    }
    if (headend->identity != NULL) {
        identity_write_metrics(headend->identity, page);
    }
    if (headend->households != NULL) {
        households_write_metrics(headend->households, page);
    }
    if (headend->payments != NULL) {
        payments_write_metrics(headend->payments, page);
    }
    if (headend->utility_service != NULL) {
        utility_service_write_metrics(headend->utility_service, page);
    }
}

/* --- The table --- */

#define JSON_FEED(s)  .type = "application/json", .cache_control = "public, max-age=" #s
#define ONE_OF(check) .is_valid = {check}
#define PAGE                                                                                                 \
    .name = "page", .type = "text/html; charset=utf-8", .cache_control = "public, max-age=60",               \
    .write_refusal = phone_page_refusal
#define PAGE_OF_ONE PAGE, .is_valid = {flow_id_is_good}
#define CASES                                                                                                \
    .type = "application/json", .body = ROUTE_BODY_JSON, .body_max = CASE_BODY_MAX,                          \
    .needs = ROUTE_NEEDS_BOX, .context = headend->cases

#define OWN_SOCIAL_SECURITY                                                                                  \
    .type = "application/json", .body = ROUTE_BODY_JSON, .body_max = SOCIAL_SECURITY_BODY_MAX,               \
    .needs = ROUTE_NEEDS_SESSION, .scope = PERSON_SCOPE_BIT(PERSON_SCOPE_SOCIAL_SECURITY),                   \
    .context = headend->social_security
#define HOUSEHOLD(kind_)                                                                                     \
    .name = "household", .type = "application/json", .body = ROUTE_BODY_JSON, .kind = (kind_),               \
    .body_max = HOUSEHOLD_BODY_MAX, .context = headend->households
#define OF_BOX     .needs = ROUTE_NEEDS_KNOWN_BOX
#define OF_SESSION .needs = ROUTE_NEEDS_SESSION
#define OWN_PAGE                                                                                             \
    .name = "household_page", .type = "text/html; charset=utf-8", .write_refusal = phone_page_refusal,       \
    .body = ROUTE_BODY_FORM, .context = headend->households

#define OWN_HOUSING_FUND                                                                                     \
    .type = "application/json", .body = ROUTE_BODY_JSON, .body_max = HOUSING_FUND_BODY_MAX,                  \
    .needs = ROUTE_NEEDS_SESSION, .scope = PERSON_SCOPE_BIT(PERSON_SCOPE_HOUSING_FUND),                      \
    .context = headend->housing_fund

#define OWN_CASES                                                                                            \
    .type = "application/json", .body = ROUTE_BODY_JSON, .body_max = CASE_BODY_MAX,                          \
    .needs = ROUTE_NEEDS_SESSION, .scope = PERSON_SCOPE_BIT(PERSON_SCOPE_CASES), .context = headend->cases

#define ORDERS                                                                                               \
    .name = "orders", .type = "application/json", .body = ROUTE_BODY_JSON, .body_max = ORDER_BODY_MAX,       \
    .context = headend->payments
#define UTILITIES                                                                                            \
    .type = "application/json", .body = ROUTE_BODY_JSON, .body_max = UTILITY_BODY_MAX,                       \
    .context = headend->utility_service
#define KEPT_ACCOUNTS(kind_)                                                                                 \
    .name = "household_accounts", .post = kept_accounts_post, .kind = (kind_), .needs = ROUTE_NEEDS_SESSION, \
    UTILITIES

struct server *routes_serve(const struct server_options *options, struct headend *headend)
{
    /* clang-format off */
    const struct route routes[] = {
        {"/v1/config",        "config",  .get = config_response, .type = "application/xml", .cache_control = "public, max-age=60"},
        {"/v1/menu",          "menu",    .get = menu_response, JSON_FEED(60)},
        {"/v1/notices",       "notices", .get = notice_list_response, .read_query = notice_query_read, JSON_FEED(30)},
        {"/v1/notices/{id}",  "notice",  ONE_OF(notice_id_is_valid), .get = notice_response, JSON_FEED(30)},
        {"/v1/pictures/{name}", "picture", ONE_OF(picture_name_is_valid), .get = picture_response,
         .cache_control = "public, max-age=31536000, immutable"},
        {"/v1/guides",        "guides",   .get = content_list_response, .kind = CONTENT_GUIDE, JSON_FEED(60)},
        {"/v1/guides/{id}",   "guide",    ONE_OF(flow_id_is_good), .get = content_response, .kind = CONTENT_GUIDE, JSON_FEED(60)},
        {"/v1/flows/{id}",    "flow",     ONE_OF(flow_id_is_good), .get = content_response, .kind = CONTENT_FLOW, JSON_FEED(60)},
        {"/v1/policies",      "policies", .get = content_list_response, .kind = CONTENT_POLICY, JSON_FEED(60)},
        {"/v1/stations",      "stations", .get = content_list_response, .kind = CONTENT_STATION, JSON_FEED(60)},
        {PAGES_OF_GUIDES "{id}",              PAGE_OF_ONE, .get = content_page, .kind = CONTENT_GUIDE},
        {PAGES_OF_GUIDES "{id}/forms/{form}", PAGE, .is_valid = {flow_id_is_good, flow_id_is_good}, .get = content_page, .kind = CONTENT_GUIDE},
        {PAGES_OF_FLOWS "{id}",       PAGE_OF_ONE, .get = content_page, .kind = CONTENT_FLOW, .read_query = flow_page_query},
        {PAGES_OF_FLOWS "{id}/{rev}", PAGE, .is_valid = {flow_id_is_good, content_revision_is_valid}, .get = content_page, .kind = CONTENT_FLOW,
         .read_query = flow_page_query},
        {PAGES_OF_POLICIES "{id}", PAGE_OF_ONE, .get = content_page, .kind = CONTENT_POLICY},
        {PAGES_OF_STATIONS "{id}", PAGE_OF_ONE, .get = content_page, .kind = CONTENT_STATION},
        {"/p/{}",             PAGE}, /* nothing: but whoever looks for a page is a person */
        {"/healthz",          "health",   .get_once = reply_health, .type = "application/json"},
        {"/metrics",          "metrics",  .get_once = server_reply_metrics, .type = "text/plain; version=0.0.4; charset=utf-8"},
        {"/v1/cases",         "cases",    .post = case_post, CASES},
        {"/v1/ratings",       "ratings",  .post = rating_post, CASES},
        {"/v1/person/social-security", "social-security", .post = social_security_post, OWN_SOCIAL_SECURITY},
        {"/v1/person/housing-fund", "housing-fund", .post = housing_fund_post, OWN_HOUSING_FUND},
        {"/v1/person/retirement", "retirement", .post = retirement_post, OWN_SOCIAL_SECURITY},
        {"/v1/device_authorization", .post = device_authorization_post, HOUSEHOLD(0), OF_BOX},
        {"/v1/token",         .post = token_post, HOUSEHOLD(0), OF_BOX},
        {"/v1/session",       .post = session_post, HOUSEHOLD(SESSION_STATE), OF_BOX},
        {"/v1/session/keep",  .post = session_post, HOUSEHOLD(SESSION_KEEP), OF_BOX},
        {"/v1/session/end",   .post = session_post, HOUSEHOLD(SESSION_END), OF_BOX},
        {"/v1/household",     .post = household_post, HOUSEHOLD(HOUSEHOLD_LIST), OF_BOX},
        {"/v1/household/alias",     .post = household_post, HOUSEHOLD(HOUSEHOLD_ALIAS), OF_SESSION},
        {"/v1/household/unbind",    .post = household_post, HOUSEHOLD(HOUSEHOLD_UNBIND), OF_SESSION},
        {"/v1/household/undo",      .post = household_post, HOUSEHOLD(HOUSEHOLD_UNDO), OF_BOX},
        {"/v1/household/pin/set",   .post = household_post, HOUSEHOLD(HOUSEHOLD_PIN_SET), OF_BOX},
        {"/v1/household/pin/check", .post = household_post, HOUSEHOLD(HOUSEHOLD_PIN_CHECK), OF_BOX},
        {"/bind",             OWN_PAGE, .get_once = bind_page_get, .post = bind_page_post, .body_max = BIND_FORM_MAX},
        {"/my",               OWN_PAGE, .get_once = my_page_get, .post = my_page_post, .body_max = MY_FORM_MAX},
        {IDENTITY_RETURN_PATH, "household_page", .get_once = login_return_get, .type = "text/html; charset=utf-8",
         .write_refusal = phone_page_refusal, .context = headend->households},
        {"/v1/person/consents/withdraw", .post = household_post, HOUSEHOLD(HOUSEHOLD_WITHDRAW), OF_SESSION},
        {"/v1/person/cases",  "own-cases", .post = own_cases_post, OWN_CASES},
        {"/v1/person/case",   "own-case", .post = own_case_post, OWN_CASES},
        {"/v1/person/rating", "own-rating", .post = own_rating_post, OWN_CASES},
        {"/v1/orders",        .post = order_make_post, ORDERS, .needs = ROUTE_TAKES_SESSION},
        {"/v1/orders/follow", .post = order_follow_post, ORDERS, OF_BOX},
        {"/v1/orders/cancel", .post = order_post, ORDERS, OF_BOX, .kind = ORDER_CANCEL},
        {"/v1/orders/code",   .post = order_post, ORDERS, OF_BOX, .kind = ORDER_CODE},
        {"/v1/orders/open",   .post = order_post, ORDERS, OF_BOX, .kind = ORDER_LIST},
        {RECEIPT_PATH "{token}", "receipt", ONE_OF(receipt_token_is_valid), .get_once = receipt_page_get,
         .type = "text/html; charset=utf-8", .write_refusal = phone_page_refusal, .context = headend->payments},
        {PAYMENT_NOTIFY_PATH "{provider}", "notify", ONE_OF(notification_provider_is_valid), .post = notification_post,
         .type = "text/plain; charset=utf-8", .body = ROUTE_BODY_ANY, .body_max = NOTIFICATION_BODY_MAX, .context = headend->payments},
        {"/v1/utilities",     "utilities", .get = utility_list_response, JSON_FEED(60), .context = headend->utility_service},
        {"/v1/utilities/statement", "statement", .post = statement_post, .needs = ROUTE_TAKES_SESSION, UTILITIES},
        {"/v1/household/accounts",        KEPT_ACCOUNTS(KEPT_LIST)},
        {"/v1/household/accounts/keep",   KEPT_ACCOUNTS(KEPT_KEEP)},
        {"/v1/household/accounts/rename", KEPT_ACCOUNTS(KEPT_RENAME)},
        {"/v1/household/accounts/remove", KEPT_ACCOUNTS(KEPT_REMOVE)},
    };
    /* clang-format on */
    struct server_options all = *options;
    all.routes = routes;
    all.route_count = sizeof routes / sizeof routes[0];
    all.worker_create = create_worker;
    all.worker_free = free_worker;
    all.context = headend;
    all.write_metrics = write_metrics;
    all.find_box = find_box;
    all.certificate = headend->certificate;
    all.find_session = find_session;
    return server_start(&all);
}
