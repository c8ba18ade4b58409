#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/admin/day_option.h"
#include "headend/notices/import/feed_date.h"
#include "headend/providers/provider_value.h"
#include "headend/providers/providers.h"
#include "headend/reconcile/reconcile_source.h"
#include "headend/utilities/utilities.h"

enum { TIMEOUT_MS = 120 * 1000, SOURCES_MAX = PAYMENT_PROVIDER_COUNT + CONFIG_UTILITY_MAX, FEE_SIZE = 32 };
static const int64_t day_ms = INT64_C(24) * 3600 * 1000;

/* A day's comparison as it goes on. */
struct run {
    struct store *store;
    int date, prints_all, records;
    const char *source; /* whose file it is */
    const char *known[SOURCES_MAX];
    size_t known_count;
    size_t flagged, later;
};

/* --- A row --- */

static const char *recorded_word(enum ledger_payment_result result)
{
    switch (result) {
    case LEDGER_PAYMENT_COUNTS:
        return "written down: it is posted now";
    case LEDGER_PAYMENT_REFUNDED:
        return "written down: it goes back";
    case LEDGER_PAYMENT_KNOWN:
        return "written down meanwhile";
    case LEDGER_PAYMENT_STRANGE:
        return "no order of ours";
    case LEDGER_PAYMENT_FAILED:
        break;
    }
    return "it could not be written down";
}

/* A payment that the provider proves and the ledger has not is written down, where that is asked for. */
static const char *record(const struct run *run, const struct reconcile_result *result)
{
    if (result->flag != RECONCILE_ONLY_THEIRS || result->kind != RECONCILE_PAYMENT || !run->records) {
        return result->note;
    }
    const struct ledger_payment payment = {.order = result->theirs->order,
                                           .provider = run->source,
                                           .transaction = result->theirs->key,
                                           .fen = result->theirs->fen,
                                           .paid_at = result->theirs->time_ms,
                                           .now = wall_ms(),
                                           .actor = PAYMENT_BY_SWEEPER};
    return recorded_word(ledger_record_payment(run->store, &payment));
}

static int print_row(void *context, const struct reconcile_result *result)
{
    struct run *run = context;
    char theirs[YUAN_SIZE] = "-";
    char ours[YUAN_SIZE] = "-";
    char moment[FEED_DATE_SIZE];
    const char *note = record(run, result);
    run->flagged += result->flag != RECONCILE_MATCHED;
    if (result->flag == RECONCILE_MATCHED && !run->prints_all) {
        return 0;
    }
    if (result->theirs != NULL) {
        yuan_write(result->theirs->fen, theirs);
    }
    if (result->ours != NULL) {
        yuan_write(result->ours->fen, ours);
    }
    feed_date_write(result->theirs != NULL ? result->theirs->time_ms : result->ours->from_ms, moment);
    return printf("row\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", run->source, reconcile_kind_word(result->kind),
                  reconcile_flag_word(result->flag),
                  result->theirs != NULL ? result->theirs->key : result->ours->key,
                  result->theirs != NULL ? result->theirs->order : result->ours->order, theirs, ours, moment,
                  note) < 0;
}

/* --- What a source comes to --- */

/* 1/100000 yuan: "-0.52800" */
static void write_fine(int64_t fee, char out[FEE_SIZE])
{
    int64_t size = fee < 0 ? -fee : fee;
    (void)snprintf(out, FEE_SIZE, "%s%" PRId64 ".%05d", fee < 0 ? "-" : "", size / 100000,
                   (int)(size % 100000));
}

static void print_sums(const struct run *run, const struct reconcile_asked *asked, int is_provider)
{
    enum { FEE_OF_A_FEN = 1000 };
    const struct reconcile_sums *sums = &asked->sums;
    char one[YUAN_SIZE], other[YUAN_SIZE], fee[FEE_SIZE], net[FEE_SIZE];
    yuan_write(is_provider ? sums->received : sums->posted, one);
    yuan_write(is_provider ? sums->refunded : sums->reversed, other);
    write_fine(sums->fee, fee);
    write_fine((is_provider ? sums->received - sums->refunded : sums->posted - sums->reversed) *
                       FEE_OF_A_FEN -
                   sums->fee,
               net);
    if (is_provider) {
        (void)printf("sum\t%s\treceived=%s\trefunded=%s\tfees=%s\tnet=%s\trows=%zu\n", run->source, one,
                     other, fee, net, sums->rows);
    } else {
        (void)printf("sum\t%s\tposted=%s\treversed=%s\tnet=%s\trows=%zu\n", run->source, one, other, net,
                     sums->rows);
    }
    (void)printf("count\t%s", run->source);
    for (int flag = 0; flag < RECONCILE_FLAG_COUNT; flag++) {
        if (flag == RECONCILE_MATCHED || asked->flags[flag] > 0) {
            (void)printf("\t%s=%zu", reconcile_flag_word((enum reconcile_flag)flag), asked->flags[flag]);
        }
    }
    (void)putchar('\n');
}

/* 0; -1 after saying why: the ledger. */
static int ended(struct run *run, const struct reconcile_asked *asked, int is_provider)
{
    switch (asked->end) {
    case RECONCILE_COMPARED:
        print_sums(run, asked, is_provider);
        return 0;
    case RECONCILE_NOT_YET:
        (void)printf("later\t%s\tthe day's file is not made yet (%s)\n", run->source, asked->word);
        run->later++;
        return 0;
    case RECONCILE_NO_ANSWER:
        (void)printf("later\t%s\tit could not be asked: %s\n", run->source, asked->word);
        run->later++;
        return 0;
    case RECONCILE_LEDGER_FAILED:
        break;
    }
    (void)fprintf(stderr, "tv-hall-admin reconcile: %s\n", asked->word);
    return -1;
}

/* --- Everybody --- */

static int compare_providers(struct run *run, const struct payment_config *config)
{
    struct reconcile_asked asked;
    char problem[OWN_SECRET_PROBLEM_SIZE];
    int status = ADMIN_DONE;
    for (int kind = 0; kind < PAYMENT_PROVIDER_COUNT && status == ADMIN_DONE; kind++) {
        enum payment_provider_kind which = (enum payment_provider_kind)kind;
        if (!payment_provider_is_configured(which, config)) {
            continue;
        }
        run->source = run->known[run->known_count++] = payment_provider_name(which);
        struct payment_provider *provider = payment_provider_open(which, config, problem);
        if (provider == NULL) {
            (void)fprintf(stderr, "tv-hall-admin reconcile: %s: %s\n", run->source, problem);
            return ADMIN_REFUSED;
        }
        reconcile_provider(run->store, provider, run->date, TIMEOUT_MS, print_row, run, &asked);
        status = ended(run, &asked, 1) == 0 ? ADMIN_DONE : ADMIN_STORE;
        if (status == ADMIN_DONE && asked.end == RECONCILE_COMPARED &&
            reconcile_enter_fees(run->store, run->source, run->date, asked.sums.fee, wall_ms()) != 0) {
            (void)fprintf(stderr, "tv-hall-admin reconcile: %s\n", store_problem(run->store));
            status = ADMIN_STORE;
        }
        provider->calls->free(provider);
    }
    return status;
}

static int compare_utilities(struct run *run, const struct utilities *utilities)
{
    struct reconcile_asked asked;
    int status = ADMIN_DONE;
    for (size_t i = 0; i < utilities_count(utilities) && status == ADMIN_DONE; i++) {
        struct utility *utility = utilities_at(utilities, i);
        run->source = run->known[run->known_count++] = utility->config->operator_id;
        reconcile_utility(run->store, utility, run->date, TIMEOUT_MS, print_row, run, &asked);
        status = ended(run, &asked, 0) == 0 ? ADMIN_DONE : ADMIN_STORE;
    }
    return status;
}

/* A row of somebody who is not in the configuration any more has no file beside it. */
static int print_unknown(void *context, const struct ledger_row *row)
{
    static const enum reconcile_kind kinds[] = {[LEDGER_ROW_PAYMENT] = RECONCILE_PAYMENT,
                                                [LEDGER_ROW_REFUND] = RECONCILE_REFUND,
                                                [LEDGER_ROW_POSTING] = RECONCILE_POSTING};
    struct run *run = context;
    for (size_t i = 0; i < run->known_count; i++) {
        if (strcmp(run->known[i], row->source) == 0) {
            return 0;
        }
    }
    const struct reconcile_result result = {.flag = RECONCILE_ONLY_OURS,
                                            .kind = kinds[row->kind],
                                            .ours = row,
                                            .note = "nobody of this name is configured"};
    run->source = row->source;
    return print_row(run, &result);
}

static int look_for_unknown(struct run *run)
{
    int64_t from = calendar_date_begins(run->date);
    for (int kind = LEDGER_ROW_PAYMENT; kind <= LEDGER_ROW_POSTING; kind++) {
        if (ledger_rows_between(run->store, (enum ledger_row_kind)kind, from, from + day_ms, print_unknown,
                                run) != 0) {
            (void)fprintf(stderr, "tv-hall-admin reconcile: %s\n", store_problem(run->store));
            return ADMIN_STORE;
        }
    }
    return ADMIN_DONE;
}

static int run_reconcile(struct store *store, const struct hall_config *config,
                         const struct common_options *options)
{
    struct run run = {.store = store,
                      .date = day_option_read("DAY", options->rest[0]),
                      .prints_all = options->flag,
                      .records = options->second_flag};
    struct utilities *utilities = utilities_open(&config->server, NULL, NULL);
    int status = utilities != NULL ? compare_providers(&run, &config->server.payment) : ADMIN_REFUSED;
    status = status == ADMIN_DONE ? compare_utilities(&run, utilities) : status;
    status = status == ADMIN_DONE ? look_for_unknown(&run) : status;
    utilities_close(utilities);
    if (status != ADMIN_DONE) {
        return status;
    }
    return run.later > 0 ? ADMIN_LATER : run.flagged > 0 ? ADMIN_REFUSED : ADMIN_DONE;
}

static int check(const struct common_options *options)
{
    int date = day_option_read("DAY", options->rest[0]);
    if (date > calendar_date_at(wall_ms())) {
        (void)fputs("tv-hall-admin reconcile: DAY has not begun\n", stderr);
        return -1;
    }
    return date != 0 ? 0 : -1;
}

const struct command command_reconcile = {
    .name = "reconcile",
    .summary = "compare a day of payments with the files of providers and utilities",
    .help =
        "Usage: tv-hall-admin reconcile [--config headend.xml] [--rows] [--record] DAY\n"
        "Asks each provider and utility for its file of the day (20261130, at +08:00), compares it with the\n"
        "ledger, and enters the providers' fees into the ledger, once. Lines, tabs between:\n"
        "  row    whose, what, flag, number, order, yuan there, yuan here, when, more: what is not matched\n"
        "  sum    whose, and what the file comes to\n"
        "  count  whose, how many rows of each flag\n"
        "  later  whose file cannot be had now, and why\n"
        "docs/operators.md says what to do with each flag.\n"
        "  --rows    the matched ones too\n"
        "  --record  a payment that a provider's file has and the ledger has not is written down, where it "
        "is\n"
        "            of an order of ours: the headend then posts it or gives it back\n"
        "Exit codes: 0 all is matched, 1 something is flagged or the configuration is wrong, 2 usage, 3 the\n"
        "ledger cannot be read or written, 5 a file is not there yet: what could be compared is printed.\n",
    .flag = "rows",
    .second_flag = "record",
    .least_rest = 1,
    .most_rest = 1,
    .check = check,
    .run_with_store = run_reconcile,
    .mode = STORE_EXISTING,
    .of_payments = 1,
};
