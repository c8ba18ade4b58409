#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/record_values.h"
#include "headend/config/worker.h"
#include "headend/utilities/kept_accounts.h"
#include "headend/utilities/statement_post.h"
#include "headend/utilities/utility_service.h"

enum { QUESTION_MEMORY_MAX = 8192 };

static const struct refusal no_such_account = {MHD_HTTP_NOT_FOUND, "no_such_account",
                                               "This household has kept no such account."};
static const struct refusal bad_nickname = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                            "A nickname has up to 8 characters, and no control characters."};
static const struct refusal accounts_full = {MHD_HTTP_CONFLICT, "accounts_full",
                                             "The household has kept as many accounts as it can."};

/* A post whose answer another thread makes. */
struct kept_post {
    struct request *request;
    struct utility_service *service;
    int kind;                  /* KEPT_… */
    struct kept_number number; /* what is to be kept; or its id, and its nickname */
};

static void post_free(struct kept_post *post)
{
    explicit_bzero(post, sizeof *post);
    free(post);
}

/* --- The answer: all that the household has kept, now --- */

static void fill(const struct utilities *utilities, const struct kept_number numbers[], int count,
                 struct kept_account accounts[KEPT_ACCOUNTS_MAX])
{
    for (int i = 0; i < count; i++) {
        const struct kept_number *number = &numbers[i];
        struct kept_account *account = &accounts[i];
        const struct utility *utility = utilities_find(utilities, number->operator_id);
        memcpy(account->id, number->id, sizeof account->id);
        memcpy(account->operator_id, number->operator_id, sizeof account->operator_id);
        account->kind = number->kind;
        account->operator_name = utility != NULL ? utility->config->name : "";
        account->nickname = number->nickname;
        utility_account_tail(number->account_no, account->tail);
    }
}

/* NULL: the reply has it. */
static const struct refusal *reply_accounts(const struct utility_service *service, struct store *store,
                                            const char *box, struct reply *reply)
{
    const struct utility_service_options *options = utility_service_options_of(service);
    struct kept_number numbers[KEPT_ACCOUNTS_MAX];
    struct kept_account accounts[KEPT_ACCOUNTS_MAX] = {{.id = ""}};
    int count = store != NULL
                    ? kept_accounts_read(store, utility_accounts_secret(options->accounts), box, numbers)
                    : -1;
    if (count < 0) {
        if (store != NULL) {
            log_line(LOG_LEVEL_ERROR, "utilities", "accounts of households: %s", store_problem(store));
        }
        return &refusal_unavailable;
    }
    fill(utility_accounts_utilities(options->accounts), numbers, count, accounts);
    const struct kept_accounts kept = {.accounts = accounts, .count = (size_t)count};
    reply->body = record_encode_text(&kept_accounts_table, &kept, &reply->length);
    explicit_bzero(numbers, sizeof numbers);
    explicit_bzero(accounts, sizeof accounts);
    return NULL;
}

/* --- Changes, in the thread that waits for the disk --- */

static const struct refusal *refusal_of(struct store *store, int done)
{
    if (done < 0) {
        log_line(LOG_LEVEL_ERROR, "utilities", "accounts of households: %s", store_problem(store));
        return &refusal_unavailable;
    }
    return done == 0 ? &no_such_account : NULL;
}

static const struct refusal *change(struct store *store, const struct kept_post *post)
{
    const char *box = post->request->sender.known_box.number;
    const struct kept_number *number = &post->number;
    const struct keyed_hash *secret =
        utility_accounts_secret(utility_service_options_of(post->service)->accounts);
    switch (post->kind) {
    case KEPT_KEEP:
        switch (kept_accounts_keep(store, secret, box, number)) {
        case KEEP_DONE:
            return NULL;
        case KEEP_FULL:
            return &accounts_full;
        case KEEP_FAILED:
            break;
        }
        return refusal_of(store, -1);
    case KEPT_RENAME:
        return refusal_of(store, kept_accounts_rename(store, box, number->id, number->nickname));
    default:
        return refusal_of(store, kept_accounts_remove(store, box, number->id));
    }
}

static void run(struct store *store, void *what)
{
    struct kept_post *post = what;
    struct reply reply = {.status = 0};
    const struct refusal *refusal = change(store, post);
    if (refusal == NULL) {
        refusal = reply_accounts(post->service, store, post->request->sender.known_box.number, &reply);
    }
    if (refusal != NULL) {
        reply.status = refusal->status;
        reply.body = refusal_json(refusal, &reply.length);
    }
    request_reply_later(post->request, &reply);
    post_free(post);
}

/* --- The question --- */

/* What a person sees nothing of is none. NULL, or why not. */
static const struct refusal *take_nickname(const char *said, char nickname[NICKNAME_SIZE])
{
    int64_t characters = text_characters(said);
    if (characters < 0 || characters > NICKNAME_MAX) {
        return &bad_nickname;
    }
    (void)snprintf(nickname, NICKNAME_SIZE, "%s", said[strspn(said, " ")] == '\0' ? "" : said);
    return NULL;
}

static const struct refusal *read_keep(struct kept_post *post, struct arena *arena)
{
    struct keep_question question;
    struct chosen_account chosen;
    const struct request *request = post->request;
    const struct refusal *refusal =
        utility_question_read(request->body, request->body_length, &keep_question_table, &question, arena);
    if (refusal == NULL) {
        refusal = utility_accounts_choose(utility_service_options_of(post->service)->accounts, request,
                                          &question.account, &chosen);
        if (refusal == NULL) {
            struct kept_number *number = &post->number;
            const struct utility_config *config = chosen.utility->config;
            memcpy(number->operator_id, config->operator_id, sizeof number->operator_id);
            memcpy(number->account_no, chosen.account_no, sizeof number->account_no);
            number->kind = config->kind;
            number->kept_ms = wall_ms();
            refusal = take_nickname(question.nickname, number->nickname);
        }
        explicit_bzero(&chosen, sizeof chosen);
    }
    explicit_bzero(&question, sizeof question);
    return refusal;
}

static const struct refusal *read_named(struct kept_post *post, struct arena *arena)
{
    const struct record_table *table =
        post->kind == KEPT_RENAME ? &nickname_question_table : &kept_account_question_table;
    struct kept_account_question question = {.nickname = ""};
    const struct refusal *refusal =
        utility_question_read(post->request->body, post->request->body_length, table, &question, arena);
    if (refusal == NULL) {
        memcpy(post->number.id, question.account, sizeof post->number.id);
        refusal = post->kind == KEPT_RENAME ? take_nickname(question.nickname, post->number.nickname) : NULL;
    }
    return refusal;
}

static const struct refusal *read_question(struct kept_post *post)
{
    static const struct record_table nothing = {.name = "question", .size = 1};
    char none[1];
    struct arena *arena = arena_new(0, QUESTION_MEMORY_MAX);
    const struct refusal *refusal =
        post->kind == KEPT_LIST
            ? utility_question_read(post->request->body, post->request->body_length, &nothing, none, arena)
        : post->kind == KEPT_KEEP ? read_keep(post, arena)
                                  : read_named(post, arena);
    arena_wipe_and_free(arena);
    return refusal;
}

const struct refusal *kept_accounts_post(struct request *request, struct reply *reply)
{
    struct utility_service *service = request->route->context;
    struct kept_post *post = service != NULL ? calloc(1, sizeof *post) : NULL;
    if (post == NULL) {
        return &refusal_unavailable;
    }
    *post = (struct kept_post){.request = request, .service = service, .kind = request->route->kind};
    const struct refusal *refusal = read_question(post);
    if (refusal == NULL && post->kind == KEPT_LIST) {
        refusal = reply_accounts(service, worker_household_store(request->worker),
                                 request->sender.known_box.number, reply);
        post_free(post);
        return refusal;
    }
    if (refusal != NULL) {
        post_free(post);
        return refusal;
    }
    const struct utility_service_options *options = utility_service_options_of(service);
    request_defer(request);
    if (options->write(options->writer, run, post) != 0) {
        request_reply_later(request, &(struct reply){.status = 0}); /* without a body: not now */
        post_free(post);
    }
    return NULL;
}
