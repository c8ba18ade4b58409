#include "both-sides/records/record_json.h"
#include "headend/utilities/statement_post.h"
#include "headend/utilities/utility_service.h"

/* Those of the configuration with which the headend was started. */
static void fill(const struct utility_service_options *options, struct utility_list *list,
                 struct utility_offer offers[UTILITIES_MAX], struct wallet_offer offered[WALLET_COUNT])
{
    const struct utilities *utilities = utility_accounts_utilities(options->accounts);
    list->utilities = offers;
    list->wallets = offered;
    for (size_t i = 0; i < utilities_count(utilities) && i < UTILITIES_MAX; i++) {
        const struct utility_config *config = utilities_at(utilities, i)->config;
        struct utility_offer *offer = &offers[list->count++];
        offer->kind = config->kind;
        offer->name = config->name;
        (void)snprintf(offer->id, sizeof offer->id, "%s", config->operator_id);
        (void)snprintf(offer->pattern, sizeof offer->pattern, "%s", config->pattern);
    }
    for (int wallet = 0; wallet < WALLET_COUNT; wallet++) {
        if (options->offers(options->payments, (enum wallet)wallet)) {
            offered[list->wallet_count++].wallet = wallet;
        }
    }
}

struct response *utility_list_response(const struct request *request, int64_t now,
                                       const struct refusal **refusal)
{
    struct utility_service *service = request->route->context;
    struct utility_offer offers[UTILITIES_MAX] = {{.id = ""}};
    struct wallet_offer offered[WALLET_COUNT] = {{.wallet = 0}};
    struct utility_list list = {.count = 0};
    struct response_content content = {0};
    if (service == NULL) {
        *refusal = &refusal_unavailable;
        return NULL;
    }
    fill(utility_service_options_of(service), &list, offers, offered);
    content.body = record_encode_text(&utility_list_table, &list, &content.length);
    return request_response(request, now, &content, refusal);
}
