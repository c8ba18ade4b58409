#include "headend/utilities/utility_accounts.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/service_records.h"
#include "headend/config/worker.h"
#include "headend/utilities/kept_accounts.h"

enum { PATH_SIZE = 600 };

struct utility_accounts {
    struct utilities *utilities;
    struct keyed_hash secret;
    struct account_limits *limits;
};

static const struct refusal bad_question = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                            "Either a typed number with its utility, or a kept account."};
static const struct refusal no_such_utility = {MHD_HTTP_NOT_FOUND, "no_such_utility",
                                               "There is no such utility here."};
static const struct refusal bad_number = {MHD_HTTP_BAD_REQUEST, "bad_number",
                                          "No account number of this utility looks so."};
static const struct refusal no_such_account = {MHD_HTTP_NOT_FOUND, "no_such_account",
                                               "This household has kept no such account."};

struct utility_accounts *utility_accounts_open(struct utilities *utilities, const char *household_path,
                                               int accounts_a_box,
                                               char problem[UTILITY_ACCOUNTS_PROBLEM_SIZE])
{
    char path[PATH_SIZE];
    struct utility_accounts *accounts = calloc(1, sizeof *accounts);
    (void)snprintf(problem, UTILITY_ACCOUNTS_PROBLEM_SIZE, "out of memory");
    if (accounts == NULL) {
        return NULL;
    }
    (void)snprintf(path, sizeof path, "%s-accounts-key", household_path);
    accounts->utilities = utilities;
    accounts->limits = account_limits_create(accounts_a_box);
    if (accounts->limits == NULL || keyed_hash_load(&accounts->secret, path, problem) != 0) {
        utility_accounts_close(accounts);
        return NULL;
    }
    return accounts;
}

void utility_accounts_close(struct utility_accounts *accounts)
{
    if (accounts != NULL) {
        keyed_hash_wipe(&accounts->secret);
        account_limits_free(accounts->limits);
        free(accounts);
    }
}

struct utilities *utility_accounts_utilities(const struct utility_accounts *accounts)
{
    return accounts->utilities;
}

const struct keyed_hash *utility_accounts_secret(const struct utility_accounts *accounts)
{
    return &accounts->secret;
}

/* --- Which one --- */

static const struct refusal *choose_typed(const struct utility_accounts *accounts,
                                          const struct account_question *question,
                                          struct chosen_account *chosen)
{
    chosen->utility = utilities_find(accounts->utilities, question->operator_id);
    if (chosen->utility == NULL) {
        return &no_such_utility;
    }
    if (!utility_takes_number(chosen->utility, question->account_no)) {
        return &bad_number;
    }
    memcpy(chosen->account_no, question->account_no, sizeof chosen->account_no);
    return NULL;
}

/* One that cannot be opened any more, or whose utility is none of ours any more, is none. */
static const struct refusal *take_kept(const struct utility_accounts *accounts, int found,
                                       const struct kept_number *number, struct chosen_account *chosen)
{
    if (found == 0 || number->account_no[0] == '\0') {
        return &no_such_account;
    }
    chosen->utility = utilities_find(accounts->utilities, number->operator_id);
    if (chosen->utility == NULL || !utility_takes_number(chosen->utility, number->account_no)) {
        return &no_such_account;
    }
    memcpy(chosen->account_no, number->account_no, sizeof chosen->account_no);
    chosen->kept_ms = number->kept_ms;
    return NULL;
}

static const struct refusal *choose_kept(const struct utility_accounts *accounts,
                                         const struct request *request,
                                         const struct account_question *question,
                                         struct chosen_account *chosen)
{
    struct kept_number number;
    if (request->sender.session.level == 0) {
        return &refusal_session_ended;
    }
    struct store *store = worker_household_store(request->worker);
    int found = store != NULL ? kept_accounts_find(store, &accounts->secret, request->sender.known_box.number,
                                                   question->account, &number)
                              : -1;
    if (found < 0) {
        if (store != NULL) {
            log_line(LOG_LEVEL_ERROR, "utilities", "accounts of households: %s", store_problem(store));
        }
        return &refusal_unavailable;
    }
    const struct refusal *refusal = take_kept(accounts, found, &number, chosen);
    explicit_bzero(&number, sizeof number);
    return refusal;
}

const struct refusal *utility_accounts_choose(struct utility_accounts *accounts,
                                              const struct request *request,
                                              const struct account_question *question,
                                              struct chosen_account *chosen)
{
    memset(chosen, 0, sizeof *chosen);
    /* What its table's rules say, which are for XML. */
    int is_typed = question->account_no[0] != '\0';
    if (is_typed != (question->operator_id[0] != '\0') || is_typed != (question->account[0] == '\0')) {
        return &bad_question;
    }
    return is_typed ? choose_typed(accounts, question, chosen)
                    : choose_kept(accounts, request, question, chosen);
}

/* --- Whether it may be asked for --- */

/* The first bytes of a hash whose key nobody has: that two agree is as likely as 64 bits allow. */
static int short_hash(const struct utility_accounts *accounts, const char *purpose, const char *first,
                      const char *second, uint64_t *out)
{
    struct hash hash;
    int result = keyed_hash_of(&accounts->secret, purpose, first, second, &hash);
    memcpy(out, hash.bytes, sizeof *out);
    explicit_bzero(&hash, sizeof hash);
    return result;
}

enum case_limit utility_accounts_begin(struct utility_accounts *accounts, const char *box,
                                       const struct chosen_account *chosen, struct account_look *look)
{
    int today = calendar_date_at(wall_ms());
    *look = (struct account_look){
        .day = today, .is_own = chosen->kept_ms > 0 && chosen->kept_ms < calendar_date_begins(today)};
    if (short_hash(accounts, "limit-box", box, "", &look->box) != 0 ||
        short_hash(accounts, "limit-account", chosen->utility->config->operator_id, chosen->account_no,
                   &look->account) != 0) {
        return ACCOUNT_LIMIT_UNKNOWN;
    }
    return account_limits_begin(accounts->limits, look);
}

void utility_accounts_end(struct utility_accounts *accounts, const struct account_look *look,
                          enum account_found found)
{
    account_limits_end(accounts->limits, look, found);
}

enum account_found utility_account_found(const struct utility_said *said)
{
    if (utility_said_word(said, UTILITY_NO_ACCOUNT) || utility_said_word(said, UTILITY_NO_CUSTOMER)) {
        return ACCOUNT_NOT_FOUND;
    }
    /* Outside its hours it says nothing of any account. */
    int says_nothing = said->outcome == UTILITY_UNKNOWN || utility_said_word(said, UTILITY_CLOSED_NOW);
    return says_nothing ? ACCOUNT_NOT_ANSWERED : ACCOUNT_FOUND;
}

char *utility_too_many_json(enum case_limit limit, size_t *length)
{
    int tomorrow = calendar_date_from_days(calendar_date_to_days(calendar_date_at(wall_ms())) + 1);
    const struct service_error error = {.error = "too_many",
                                        .message = "A limit of the day was reached.",
                                        .limit = (int)limit,
                                        .retry_at = calendar_date_begins(tomorrow)};
    return record_encode_text(&error_table, &error, length);
}
