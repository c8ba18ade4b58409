#include <string.h>

#include "both-sides/log.h"
#include "headend/payment/payments_private.h"

/* The utilities as the engine asks them, each spared while it fails. */

struct spared_system *payments_system(struct payments *payments, const char *utility)
{
    for (size_t i = 0; i < payments->list.count; i++) {
        if (strcmp(payments->utility_list[i]->config->operator_id, utility) == 0) {
            return &payments->systems[i];
        }
    }
    return NULL;
}

typedef struct payment_posting posting_question(void *context, const char *utility,
                                                const struct utility_posting_order *order);

static struct payment_posting ask_spared(struct payments *payments, posting_question *question,
                                         const char *utility, const struct utility_posting_order *order)
{
    struct spared_system *system = payments_system(payments, utility);
    if (system != NULL && !spared_system_begin(system, PAYMENT_ASK_MS)) {
        return (struct payment_posting){.word = PAYMENT_POSTING_WORD_UNKNOWN, .detail = "spared"};
    }
    struct payment_posting said = question(payments->real.context, utility, order);
    if (system != NULL) {
        spared_system_end(system, !said.is_silent);
    }
    return said;
}

static struct payment_posting post(void *context, const char *utility,
                                   const struct utility_posting_order *order)
{
    struct payments *payments = context;
    return ask_spared(payments, payments->real.post, utility, order);
}

static struct payment_posting query_posting(void *context, const char *utility,
                                            const struct utility_posting_order *order)
{
    struct payments *payments = context;
    return ask_spared(payments, payments->real.query_posting, utility, order);
}

static struct payment_posting reverse(void *context, const char *utility,
                                      const struct utility_posting_order *order)
{
    struct payments *payments = context;
    return ask_spared(payments, payments->real.reverse, utility, order);
}

int payments_list_utilities(struct payments *payments)
{
    payments->utilities_known = utility_accounts_utilities(payments->options.accounts);
    size_t count = utilities_count(payments->utilities_known);
    for (size_t i = 0; i < count && i < CONFIG_UTILITY_MAX; i++) {
        struct utility *utility = utilities_at(payments->utilities_known, i);
        if (spared_system_init(&payments->systems[i], utility->config->operator_id,
                               utility->config->upstream.calls_per_second) != 0) {
            log_line(LOG_LEVEL_ERROR, "payment", "out of memory");
            return -1;
        }
        payments->utility_list[payments->list.count++] = utility;
        payments->system_count++;
    }
    payments->list.utilities = payments->utility_list;
    payments->list.timeout_ms = PAYMENT_ASK_MS;
    payments->real = payment_utilities_of(&payments->list);
    payments->utilities = (struct payment_utilities){
        .context = payments, .post = post, .query_posting = query_posting, .reverse = reverse};
    return 0;
}
