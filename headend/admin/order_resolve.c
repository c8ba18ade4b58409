#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/admin/operator.h"
#include "headend/admin/order_print.h"
#include "headend/admin/text_option.h"

enum {
    REASON_MOST = 60 /* characters: so many of three bytes fit in a line of the log */,
    REFUNDS_MOST = 100
};

static int is_wrong(const char *what)
{
    (void)fprintf(stderr, "tv-hall-admin order resolve: %s\n", what);
    return -1;
}

static int check_proposal(const struct common_options *options)
{
    char problem[TEXT_PROBLEM_SIZE];
    enum payment_event edge = order_edge_read(options->edge);
    if (edge == PAYMENT_EVENT_COUNT) {
        return is_wrong("--edge is posted, not-posted, reversed, refund-again or refunded");
    }
    const char *wrong =
        options->reason == NULL ? "it is missing" : text_problem(options->reason, REASON_MOST, 0, problem);
    if (wrong != NULL) {
        (void)fprintf(stderr, "tv-hall-admin order resolve: --reason: %s\n", wrong);
        return -1;
    }
    if ((edge == PAYMENT_EVENT_CORRECTION_POSTED) != (options->receipt != NULL)) {
        return is_wrong("--receipt, the utility's number, belongs to --edge posted and to no other");
    }
    return options->receipt == NULL || strlen(options->receipt) < LEDGER_TEXT_SIZE
               ? 0
               : is_wrong("--receipt: it is too long");
}

static int check(const struct common_options *options)
{
    int proposes = options->edge != NULL || options->reason != NULL || options->receipt != NULL;
    if (options->confirm != 0) {
        return proposes ? is_wrong("--confirm takes what was proposed as it is: nothing beside it but --by")
                        : 0;
    }
    return check_proposal(options);
}

static int fail(struct store *store, enum ledger_result result, const char *subject)
{
    const char *why = result == LEDGER_ILLEGAL           ? "from where it is no such edge leads on"
                      : result == LEDGER_MOVED_MEANWHILE ? "it has moved since: look at it again (order show)"
                      : result == LEDGER_STAYS           ? "it is there already"
                      : result == LEDGER_UNKNOWN         ? "there is no such order"
                                                         : store_problem(store);
    (void)fprintf(stderr, "tv-hall-admin: %s: %s\n", subject, why);
    return result == LEDGER_FAILED ? ADMIN_STORE : ADMIN_REFUSED;
}

/* An edge of a refund may be asked for by the order's id where only one of its refunds is abnormal. 0, or -1
 * after saying why. */
static int find_subject(struct store *store, const char *id, struct ledger_proposal *proposal)
{
    struct ledger_refund refunds[REFUNDS_MOST];
    int abnormal = 0;
    (void)snprintf(proposal->subject, sizeof proposal->subject, "%s", id);
    if (proposal->event != PAYMENT_EVENT_CORRECTION_REFUND_AGAIN &&
        proposal->event != PAYMENT_EVENT_CORRECTION_REFUNDED) {
        return 0;
    }
    int count = ledger_refunds_of(store, id, refunds, REFUNDS_MOST);
    for (int i = 0; i < count; i++) {
        if (refunds[i].state == PAYMENT_REFUND_ABNORMAL) {
            memcpy(proposal->subject, refunds[i].number, sizeof proposal->subject);
            abnormal++;
        }
    }
    if (abnormal > 1) {
        (void)fprintf(stderr,
                      "tv-hall-admin: %s: %d of its refunds are abnormal: name the refund (order show has "
                      "their numbers)\n",
                      id, abnormal);
        return -1;
    }
    return 0;
}

static int propose(struct store *store, const struct common_options *options,
                   const struct operator_person *person)
{
    struct ledger_proposal proposal = {.event = order_edge_read(options->edge), .at = wall_ms()};
    if (find_subject(store, options->rest[0], &proposal) != 0) {
        return ADMIN_REFUSED;
    }
    (void)snprintf(proposal.reason, sizeof proposal.reason, "%s", options->reason);
    (void)snprintf(proposal.receipt, sizeof proposal.receipt, "%s",
                   options->receipt != NULL ? options->receipt : "");
    memcpy(proposal.account, person->account, sizeof proposal.account);
    memcpy(proposal.name, person->name, sizeof proposal.name);
    enum ledger_result result = ledger_propose(store, &proposal);
    if (result != LEDGER_DONE) {
        return fail(store, result, proposal.subject);
    }
    (void)printf("proposal %" PRId64 ": %s: %s: nothing has changed; another person confirms it with\n"
                 "tv-hall-admin order resolve %s --confirm %" PRId64 "\n",
                 proposal.number, proposal.subject, options->edge, options->rest[0], proposal.number);
    return ADMIN_DONE;
}

/* The order or the refund itself, or a refund of the order. */
static int is_of(struct store *store, const struct ledger_proposal *proposal, const char *id)
{
    struct ledger_refund refund;
    return strcmp(proposal->subject, id) == 0 ||
           (ledger_refund(store, proposal->subject, &refund) == 1 && strcmp(refund.order, id) == 0);
}

static int confirm(struct store *store, const struct common_options *options,
                   const struct operator_person *person)
{
    struct ledger_proposal proposal;
    struct operator_person proposer = {.name = ""};
    char texts[2][OPERATOR_TEXT_SIZE];
    int found = ledger_proposal(store, options->confirm, &proposal);
    if (found < 0) {
        return fail(store, LEDGER_FAILED, options->rest[0]);
    }
    if (found == 0 || !is_of(store, &proposal, options->rest[0])) {
        (void)fprintf(stderr, "tv-hall-admin: %s: there is no proposal %d (order show lists them)\n",
                      options->rest[0], options->confirm);
        return ADMIN_REFUSED;
    }
    memcpy(proposer.account, proposal.account, sizeof proposer.account);
    memcpy(proposer.name, proposal.name, sizeof proposer.name);
    operator_write(&proposer, texts[0]);
    operator_write(person, texts[1]);
    if (!operator_are_two(&proposer, person)) {
        (void)fprintf(stderr,
                      "tv-hall-admin: %s: %s proposed it: another person confirms it, from another account "
                      "(of one that is shared, both say --by)\n",
                      options->rest[0], texts[0]);
        return ADMIN_REFUSED;
    }
    const char *const persons[2] = {texts[0], texts[1]};
    enum ledger_result result = ledger_carry_out(store, &proposal, persons, wall_ms());
    if (result != LEDGER_DONE) {
        return fail(store, result, proposal.subject);
    }
    (void)printf("%s: %s\n", proposal.subject, order_edge_word(proposal.event));
    return ADMIN_DONE;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct operator_person person;
    (void)config;
    if (operator_find(options->by, &person) != 0) {
        return ADMIN_USAGE;
    }
    return options->confirm != 0 ? confirm(store, options, &person) : propose(store, options, &person);
}

const struct command command_order_resolve = {
    .name = "order resolve",
    .summary = "correct an order, two persons together",
    .help =
        "Usage: tv-hall-admin order resolve [--config headend.xml] ID --edge EDGE --reason TEXT [--by NAME]\n"
        "       tv-hall-admin order resolve [--config headend.xml] ID --confirm PROPOSAL [--by NAME]\n"
        "The first proposes, and nothing changes; another person confirms the proposal by its number.\n"
        "ID is of an order, or of a refund where an order has several.\n"
        "  --edge posted        the utility has entered it: with --receipt, its number\n"
        "         not-posted    it has not and will not: the money goes back\n"
        "         reversed      it was entered, and the utility took that back: the money goes back\n"
        "         refund-again  an abnormal refund is asked for once more, under the same number\n"
        "         refunded      the money was given back by another way\n"
        "  --reason TEXT        why, for the log; nothing of a household in it\n"
        "  --by NAME            who, where several use one account\n"
        "The persons are those of two accounts of this machine; of one account, two names "
        "(docs/operators.md\n"
        "says what that protects from).\n"
        "Exit codes: 0 done, 1 it cannot be done, 2 usage, 3 the ledger cannot be read or written.\n",
    .least_rest = 1,
    .most_rest = 1,
    .check = check,
    .run_with_store = run,
    .mode = STORE_EXISTING,
    .of_payments = 1,
};
