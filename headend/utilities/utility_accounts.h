#ifndef HEADEND_UTILITIES_UTILITY_ACCOUNTS_H
#define HEADEND_UTILITIES_UTILITY_ACCOUNTS_H

#include "both-sides/records/statement_records.h"
#include "headend/crypto/keyed_hash.h"
#include "headend/http/request.h"
#include "headend/utilities/account_limits.h"
#include "headend/utilities/utilities.h"

/* Which account a request means, and whether this box may ask a utility for it now: for statements and for
 * orders. Any thread may call. */

struct utility_accounts;

enum { UTILITY_ACCOUNTS_PROBLEM_SIZE = HASH_PROBLEM_SIZE };

/* `household_path`: STORE.household; our own secret stands beside it, with "-accounts-key", and is made if it
 * is not there. `accounts_a_box`: account_limits.h. `utilities` outlives it. NULL: `problem`. */
struct utility_accounts *utility_accounts_open(struct utilities *utilities, const char *household_path,
                                               int accounts_a_box,
                                               char problem[UTILITY_ACCOUNTS_PROBLEM_SIZE]);
void utility_accounts_close(struct utility_accounts *accounts);

struct utilities *utility_accounts_utilities(const struct utility_accounts *accounts);
/* Under which numbers of accounts are sealed and hashed. */
const struct keyed_hash *utility_accounts_secret(const struct utility_accounts *accounts);

struct chosen_account {
    struct utility *utility;              /* lives as long as the utilities */
    char account_no[ACCOUNT_NUMBER_SIZE]; /* of the utility's pattern; whoever chose it wipes it */
    int64_t kept_ms;                      /* since when the household has kept it; 0: it was typed */
};

/* What the question means: a number that was typed, or an account that this box's household has kept, which
 * needs a session. The request's route has ROUTE_TAKES_SESSION (or _NEEDS_SESSION) and its worker is a struct
 * worker: a kept one is read from STORE.household in this thread. NULL: `chosen` is filled; else why not:
 * bad_request 400 (neither, or both), no_such_utility 404, bad_number 400 (not as the utility's pattern
 * says), session_ended 401, no_such_account 404 (also another box's), unavailable 503. */
const struct refusal *utility_accounts_choose(struct utility_accounts *accounts,
                                              const struct request *request,
                                              const struct account_question *question,
                                              struct chosen_account *chosen);

/* Before the utility is asked for an account: counts it against the limits of the day. CASE_LIMIT_NONE: ask,
 * and say with utility_accounts_end what came of it; else which limit is reached (too_many 429), or
 * ACCOUNT_LIMIT_UNKNOWN: unavailable. */
enum case_limit utility_accounts_begin(struct utility_accounts *accounts, const char *box,
                                       const struct chosen_account *chosen, struct account_look *look);
void utility_accounts_end(struct utility_accounts *accounts, const struct account_look *look,
                          enum account_found found);
/* What a utility's answer to a question for an account says of that. */
enum account_found utility_account_found(const struct utility_said *said);

/* The contract's Error of too_many, with the limit and when it is over, as malloc'ed JSON; NULL: out of
 * memory.
 */
char *utility_too_many_json(enum case_limit limit, size_t *length);

#endif
