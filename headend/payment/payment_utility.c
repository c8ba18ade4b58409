#include "headend/payment/payment_utility.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/log.h"

/* What a utility takes back by itself: its hours, a limit, another payment that comes to an end. */
static int is_for_now(const struct utility_said *said)
{
    static const enum utility_word words[] = {UTILITY_CLOSED_NOW, UTILITY_TOO_MANY_TRIES, UTILITY_BEING_PAID,
                                              UTILITY_LAST_UNFINISHED};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (utility_said_word(said, words[i])) {
            return 1;
        }
    }
    return 0;
}

static enum payment_posting_word word_of(enum utility_posting_state state)
{
    switch (state) {
    case UTILITY_POSTED:
        return PAYMENT_POSTING_POSTED;
    case UTILITY_PROCESSING:
        return PAYMENT_POSTING_PROCESSING;
    case UTILITY_NOT_THERE:
        return PAYMENT_POSTING_NOT_THERE;
    case UTILITY_NOT_POSTED:
        return PAYMENT_POSTING_NOT_POSTED;
    }
    return PAYMENT_POSTING_WORD_UNKNOWN;
}

int payment_utility_is_silent(const struct utility_said *said)
{
    return said->outcome == UTILITY_UNKNOWN &&
           (said->answer == NULL || said->answer->word == UTILITY_UNAVAILABLE);
}

struct payment_posting payment_posting_said(const struct utility_said *said,
                                            const struct utility_posting *posting)
{
    struct payment_posting result = {.word = PAYMENT_POSTING_WORD_UNKNOWN, .detail = "no answer"};
    switch (said->outcome) {
    case UTILITY_DONE:
        result.word = word_of(posting->state);
        result.detail = "its answer";
        (void)snprintf(result.receipt, sizeof result.receipt, "%s",
                       posting->state == UTILITY_POSTED ? posting->receipt : "");
        result.note = posting->state == UTILITY_POSTED && posting->note != NULL ? posting->note->code : NULL;
        break;
    case UTILITY_REFUSED:
        result.word = is_for_now(said) ? PAYMENT_POSTING_REFUSED_NOW : PAYMENT_POSTING_REFUSED;
        /* The code lives as long as the utility. */
        result.detail = said->answer != NULL ? said->answer->code : "refused";
        break;
    case UTILITY_UNKNOWN: /* also what it says itself: "being processed" */
        result.is_silent = payment_utility_is_silent(said);
        break;
    }
    return result;
}

static struct utility *find(const struct payment_utility_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->utilities[i]->config->operator_id, name) == 0) {
            return list->utilities[i];
        }
    }
    log_line(LOG_LEVEL_ERROR, "payment", "utility %s has orders that are paid and is not configured", name);
    return NULL;
}

typedef struct utility_said utility_question(struct utility *utility,
                                             const struct utility_posting_order *order, int timeout_ms,
                                             struct utility_posting *posting);

static struct payment_posting ask(const struct payment_utility_list *list, struct utility *utility,
                                  utility_question *question, const struct utility_posting_order *order)
{
    struct utility_posting posting = {.state = UTILITY_PROCESSING};
    const struct utility_said said = question(utility, order, list->timeout_ms, &posting);
    return payment_posting_said(&said, &posting);
}

static const struct payment_posting not_configured = {.word = PAYMENT_POSTING_WORD_UNKNOWN,
                                                      .detail = "not configured"};

static struct payment_posting post(void *context, const char *name, const struct utility_posting_order *order)
{
    struct utility *utility = find(context, name);
    return utility != NULL ? ask(context, utility, utility->calls->post, order) : not_configured;
}

static struct payment_posting query_posting(void *context, const char *name,
                                            const struct utility_posting_order *order)
{
    struct utility *utility = find(context, name);
    return utility != NULL ? ask(context, utility, utility->calls->query_posting, order) : not_configured;
}

static struct payment_posting reverse(void *context, const char *name,
                                      const struct utility_posting_order *order)
{
    struct utility *utility = find(context, name);
    return utility != NULL ? ask(context, utility, utility->calls->reverse, order) : not_configured;
}

struct payment_utilities payment_utilities_of(struct payment_utility_list *list)
{
    return (struct payment_utilities){
        .context = list, .post = post, .query_posting = query_posting, .reverse = reverse};
}
