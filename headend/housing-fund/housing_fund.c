#include "headend/housing-fund/housing_fund.h"

#include <microhttpd.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/records/record_json.h"
#include "headend/housing-fund/fund_facts.h"
#include "headend/housing-fund/upstream_housing_fund.h"

enum contradiction {
    CONTRADICTS_BALANCE,
    CONTRADICTS_LEDGER,
    CONTRADICTS_ROWS,
    CONTRADICTS_INSTALMENT,
    CONTRADICTS_COUNT
};
static const struct contradiction_kind contradiction_kinds[CONTRADICTS_COUNT] = {
    [CONTRADICTS_BALANCE] = {"balance", "a balance that is not what was carried over and this year's"},
    [CONTRADICTS_LEDGER] = {"ledger", "a balance that is not what the ledger adds up to"},
    [CONTRADICTS_ROWS] = {"rows", "rows of a ledger that are not of the agreed form"},
    [CONTRADICTS_INSTALMENT] = {"instalment", "an instalment that is not principal, interest and penalty"},
};

static void look(const void *finding, int *seen)
{
    const struct housing_fund *fund = &((const struct fund_facts *)finding)->fund;
    for (size_t i = 0; i < fund->account_count; i++) {
        const struct fund_account *account = &fund->accounts[i];
        seen[CONTRADICTS_BALANCE] |= account->sum_differs;
        seen[CONTRADICTS_LEDGER] |= account->entries_differ;
        seen[CONTRADICTS_ROWS] |= account->entries_unread > 0;
    }
    for (size_t i = 0; i < fund->loan_count; i++) {
        seen[CONTRADICTS_INSTALMENT] |= fund->loans[i].parts_differ;
    }
}

/* The last that has come into force. */
static void find_rates(const struct server_config *settings, int today, struct housing_fund *fund)
{
    for (size_t i = 0; i < settings->fund_rate_count && settings->fund_rates[i].from <= today; i++) {
        const struct config_fund_rate *rate = &settings->fund_rates[i];
        fund->rates = (struct fund_rates){rate->from, rate->deposit, rate->loan_short, rate->loan_long};
        fund->has_rates = 1;
    }
}

static int find(void *service, struct job_worker *worker, const struct person_job *job, void *finding)
{
    struct fund_facts *facts = finding;
    int today = calendar_date_at(wall_ms());
    fund_facts_start(facts);
    if (upstream_housing_fund_find(worker, &job->job, job->id_number, today, facts) != 0) {
        return -1;
    }
    facts->fund.as_of = wall_ms();
    find_rates(config_in_use_server(service), today, &facts->fund);
    return 0;
}

static char *answer(void *service, const struct person_job *job, const void *finding, size_t *length)
{
    (void)service;
    (void)job;
    return record_encode_text(&housing_fund_table, &((const struct fund_facts *)finding)->fund, length);
}

static void wipe(void *finding)
{
    fund_facts_wipe(finding);
}

static const struct person_system housing_fund_system = {
    .name = "housing_fund",
    .log_name = "housing-fund",
    .system = "the housing fund system",
    .about = "Look-ups of a person's own housing fund, by what the box was told.",
    .unavailable = {MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable",
                    "The housing fund system does not answer now. Try again later."},
    .contradictions_metric = "tv_hall_housing_fund_contradictions_total",
    .contradictions = contradiction_kinds,
    .contradiction_count = CONTRADICTS_COUNT,
    .finding_size = sizeof(struct fund_facts),
    .find = find,
    .look = look,
    .answer = answer,
    .wipe = wipe,
};

struct person_lookup *housing_fund_start(struct config_in_use *config)
{
    return person_lookup_start(&housing_fund_system, config, &config_in_use_server(config)->housing_fund);
}

/* --- The route --- */

static const struct refusal bad_request = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                           "The body is not as the contract says."};

const struct refusal *housing_fund_post(struct request *request, struct reply *reply)
{
    /* An object; what stands in it does not matter. */
    struct json_tree *tree = json_tree_read(request->body, request->body_length);
    int is_object = tree != NULL;
    json_tree_wipe(tree);
    (void)reply;
    return is_object ? person_lookup_post(request, 0, 0) : &bad_request;
}
