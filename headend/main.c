#include <errno.h>
#include <libxml/parser.h>
#include <libxslt/extensions.h>
#include <libxslt/xslt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "both-sides/command_line.h"
#include "both-sides/core_files.h"
#include "both-sides/log.h"
#include "headend/boxes/box_store.h"
#include "headend/config/asset_path.h"
#include "headend/config/worker.h"
#include "headend/content/working_calendar.h"
#include "headend/crypto/digest.h"
#include "headend/database/store_life.h"
#include "headend/http/listener.h"
#include "headend/routes.h"
#include "headend/store/hall_store.h"
#include "headend/store/household_store.h"

/* tv-hall-headend: reads headend.xml, serves the boxes, and watches for what changes. */

enum { EXIT_CONFIG = 1, EXIT_USAGE = 2, EXIT_STORE = 3, EXIT_SERVER = 4 };

enum {
    WATCH_MS = 250,      /* how often the store is asked whether another process changed it */
    CONFIG_WATCHES = 4,  /* every how many of these the configuration file is looked at */
    PATIENCE_MS = 10000, /* for answers under way when it is told to stop */
    CONNECTIONS = 16384,
    CONNECTIONS_PER_ADDRESS = 2048,
    OWN_DESCRIPTORS = 256, /* store, log, pictures, epoll */
    CACHE_BYTES = 32 * 1024 * 1024,
    FORGET_EVERY_MS = 3600 * 1000, /* cases that are too old */
    IDENTITY_EVERY_MS = 1000,      /* whether the provider of identities is to be asked anew */
};

struct arguments {
    const char *config_path;
    const char *schema;
    int port; /* -1: the configuration's */
    int ready_fd;
    int connections, connections_per_address;
    int cases_a_box;    /* 0: as cases.h says */
    int accounts_a_box; /* 0: as account_limits.h says */
    int shorter;        /* households.h */
    int verbose;
};

static const char usage[] =
    "Usage: tv-hall-headend [--config FILE] [options]\n"
    "Serves the boxes of the TV hall. docs/operators.md tells more.\n\n"
    "  --config FILE       the operator's configuration (headend.xml)\n"
    "  --port N            instead of the configuration's port; 0: any that is free\n"
    "  --schema FILE       headend.rng, where it is not at its usual place\n"
    "  --ready-fd N        write the address to this descriptor, and close it, once boxes can be served\n"
    "  --connections N     open connections at most (16384)\n"
    "  --per-address N     of these from one address or IPv6 /64 (2048; 0: any number)\n"
    "  --cases-a-box N     different cases that a box may look up a day (5): to try with samples\n"
    "  --accounts-a-box N  different accounts of utilities, likewise (5): to try with samples\n"
    "  --shorter N         sessions, codes and locks of households last N times shorter: to try\n"
    "  --verbose           log also what clients do wrong\n"
    "  --version, --help\n\n"
    "SIGTERM and SIGINT end it in good order, SIGHUP reads configuration and certificate again.\n"
    "Exit codes: 0 ended as asked, 1 configuration, 2 usage, 3 store, 4 cannot listen or serve.\n";

#define PLACE(member) .offset = offsetof(struct arguments, member)

static const struct command_option known[] = {
    {"config", COMMAND_TEXT, PLACE(config_path)},
    {"port", COMMAND_NUMBER, PLACE(port), .most = 65535},
    {"schema", COMMAND_TEXT, PLACE(schema)},
    {"ready-fd", COMMAND_NUMBER, PLACE(ready_fd), .most = 1 << 20},
    {"connections", COMMAND_NUMBER, PLACE(connections), .most = 1000000},
    {"per-address", COMMAND_NUMBER, PLACE(connections_per_address), .most = 1000000},
    {"cases-a-box", COMMAND_NUMBER, PLACE(cases_a_box), .least = 1, .most = 1000},
    {"accounts-a-box", COMMAND_NUMBER, PLACE(accounts_a_box), .least = 1, .most = BOX_ACCOUNTS_MOST},
    {"shorter", COMMAND_NUMBER, PLACE(shorter), .least = 1, .most = 1000},
    {"verbose", COMMAND_FLAG, PLACE(verbose)},
};

static const struct command_line line = {.program = "tv-hall-headend",
                                         .help = usage,
                                         .options = known,
                                         .option_count = sizeof known / sizeof known[0],
                                         .words = COMMAND_NO_WORDS};

/* As many descriptors as the system allows, and no more connections than they suffice for. */
static unsigned possible_connections(unsigned wanted)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return wanted;
    }
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
        limit.rlim_cur >= (rlim_t)wanted + OWN_DESCRIPTORS) {
        return wanted;
    }
    unsigned possible = limit.rlim_cur > (rlim_t)2 * OWN_DESCRIPTORS
                            ? (unsigned)limit.rlim_cur - OWN_DESCRIPTORS
                            : (unsigned)limit.rlim_cur / 2;
    log_line(LOG_LEVEL_WARNING, "server", "only %u connections: the system allows %lu open files", possible,
             (unsigned long)limit.rlim_cur);
    return possible;
}

static void say_ready(const char *url, int ready_fd)
{
    (void)printf("listening on %s\n", url);
    (void)fflush(stdout);
    if (ready_fd >= 0) {
        if (dprintf(ready_fd, "%s\n", url) < 0) {
            log_line(LOG_LEVEL_WARNING, "server", "--ready-fd %d: %s", ready_fd, strerror(errno));
        }
        if (ready_fd > STDERR_FILENO) {
            (void)close(ready_fd);
        }
    }
}

/* What look-ups and households need of the content. */
static void give_content(struct headend *headend, struct store *store)
{
    if (headend->area_names != NULL) {
        area_names_load(headend->area_names, store);
    }
    if (headend->tariffs != NULL) {
        tariffs_in_use_load(headend->tariffs, store);
    }
    if (headend->cases == NULL) {
        return;
    }
    const struct working_calendar calendar = working_calendar_load(store);
    if (calendar.days != NULL) {
        cases_set_calendar(headend->cases, calendar.days, calendar.count);
    }
    task_guides_load(headend->task_guides, store);
}

/* Without them, the rest goes on: look-ups say that they are not to be had. */
static void start_cases(struct headend *headend, int cases_a_box)
{
    const struct server_config *settings = config_in_use_server(headend->config);
    if (settings->cases.url[0] == '\0') {
        return;
    }
    headend->task_guides = task_guides_create();
    if (headend->task_guides == NULL) {
        log_line(LOG_LEVEL_ERROR, "cases", "out of memory");
        return;
    }
    headend->cases = cases_start(&(struct cases_options){.upstream = &settings->cases,
                                                         .forget_every_ms = FORGET_EVERY_MS,
                                                         .box_persons_max = cases_a_box,
                                                         .store_path = settings->store_path,
                                                         .find_guide = task_guides_find,
                                                         .guides = headend->task_guides});
}

/* Of <listen>; without one nothing. -1: logged. */
static int load_certificate(struct headend *headend, const char *config_path)
{
    const struct server_config *settings = config_in_use_server(headend->config);
    char problem[CERTIFICATE_PROBLEM_SIZE];
    if (settings->certificate_file[0] == '\0') {
        return 0;
    }
    headend->certificate = certificate_load(settings->certificate_file, settings->key_file, problem);
    if (headend->certificate == NULL || problem[0] != '\0') {
        log_line(LOG_LEVEL_ERROR, "server", "%s: listen: %s", config_path, problem);
    }
    return headend->certificate != NULL ? 0 : -1;
}

static void renew_certificate(struct headend *headend)
{
    char problem[CERTIFICATE_PROBLEM_SIZE];
    int renewed = headend->certificate != NULL ? certificate_renew(headend->certificate, problem) : 0;
    if (renewed < 0) {
        log_line(LOG_LEVEL_ERROR, "server", "the certificate stays as it was: %s", problem);
    } else if (renewed > 0) {
        log_line(LOG_LEVEL_NOTICE, "server", "another certificate is shown from now on");
    }
}

/* Those that are configured. */
static void start_person_lookups(struct headend *headend)
{
    const struct server_config *settings = config_in_use_server(headend->config);
    if (settings->social_security.url[0] != '\0') {
        headend->social_security = social_security_start(headend->config);
    }
    if (settings->housing_fund.url[0] != '\0') {
        headend->housing_fund = housing_fund_start(headend->config);
    }
}

/* Without one, nobody can sign in. */
static void start_identity(struct headend *headend)
{
    const struct server_config *settings = config_in_use_server(headend->config);
    if (settings->identity.upstream.url[0] != '\0') {
        headend->identity = identity_start(
            &(struct identity_options){.config = &settings->identity, .tidy_every_ms = IDENTITY_EVERY_MS});
    }
}

/* For a phone's page, in the thread that makes it. */
static int find_box_by_number(void *worker, const char *number, struct known_box *box)
{
    struct box_record record;
    struct store *store = worker_household_store(worker);
    int found = store != NULL ? box_store_get(store, number, &record) : -1;
    if (found == 1) {
        *box = record.box;
    }
    return found;
}

/* For the room's thread. */
static int box_holds(struct store *store, const char *number)
{
    struct box_record record;
    int found = box_store_get(store, number, &record);
    return found == 1 ? record.revoked_ms == 0 : found;
}

/* Without them, the rest goes on: who needs them hears that they are not to be had. */
static void start_households(struct headend *headend, int shorter)
{
    char consents[512];
    if (asset_path_find("phone/consents.xml", NULL, consents, sizeof consents) != 0) {
        log_line(LOG_LEVEL_ERROR, "household", "%s is missing", consents);
        return;
    }
    headend->area_names = area_names_create();
    if (headend->area_names == NULL) {
        log_line(LOG_LEVEL_ERROR, "household", "out of memory");
        return;
    }
    headend->households = households_start(&(struct households_options){.identity = headend->identity,
                                                                        .schema = &household_store,
                                                                        .path = headend->household_path,
                                                                        .consents_path = consents,
                                                                        .find_box = find_box_by_number,
                                                                        .box_holds = box_holds,
                                                                        .name_area = area_names_find,
                                                                        .areas = headend->area_names,
                                                                        .shorter = shorter});
}

/* As utility_service_options.write. */
static int write_household(void *context, void (*run)(struct store *store, void *what), void *what)
{
    const struct headend *headend = context;
    return headend->households != NULL ? households_write(headend->households, run, what) : -1;
}

/* As utility_service_options.offers: payments start after it. */
static int offers_wallet(void *context, enum wallet wallet)
{
    const struct headend *headend = context;
    return payments_offers(headend->payments, wallet);
}

static int start_utility_service(struct headend *headend)
{
    headend->utility_service =
        utility_service_start(&(struct utility_service_options){.accounts = headend->accounts,
                                                                .offers = offers_wallet,
                                                                .payments = headend,
                                                                .find_tariff = tariffs_in_use_find,
                                                                .tariffs = headend->tariffs,
                                                                .write = write_household,
                                                                .writer = headend});
    return headend->utility_service != NULL ? 0 : -1;
}

/* Without them, the rest goes on: who asks hears that they are not to be had. */
static void start_utilities(struct headend *headend, int accounts_a_box)
{
    char problem[UTILITY_ACCOUNTS_PROBLEM_SIZE];
    headend->tariffs = tariffs_in_use_create();
    headend->utilities = utilities_open(config_in_use_server(headend->config), NULL, NULL);
    if (headend->tariffs == NULL || headend->utilities == NULL) {
        log_line(LOG_LEVEL_ERROR, "utilities", "nothing can be asked of them");
        return;
    }
    headend->accounts =
        utility_accounts_open(headend->utilities, headend->household_path, accounts_a_box, problem);
    if (headend->accounts == NULL) {
        log_line(LOG_LEVEL_ERROR, "utilities", "%s", problem);
    } else if (start_utility_service(headend) != 0) {
        log_line(LOG_LEVEL_ERROR, "utilities", "nothing can be asked of them");
    }
}

static void free_utilities(struct headend *headend)
{
    utility_service_free(headend->utility_service);
    utility_accounts_close(headend->accounts);
    utilities_close(headend->utilities);
    tariffs_in_use_free(headend->tariffs);
}

/* Those that are configured. */
static void start_payments(struct headend *headend)
{
    const struct payment_config *settings = &config_in_use_server(headend->config)->payment;
    if (headend->accounts != NULL &&
        (settings->wechat.upstream.url[0] != '\0' || settings->alipay.upstream.url[0] != '\0')) {
        headend->payments = payments_start(
            &(struct payments_options){.config = headend->config, .accounts = headend->accounts});
    }
}

static void refresh_config(struct headend *headend, struct store *store, int anyway, int *changed)
{
    int refreshed = config_in_use_refresh(headend->config, store, anyway);
    if (refreshed != 0) {
        (void)atomic_fetch_add(refreshed > 0 ? &headend->reloads_good : &headend->reloads_bad, 1);
    }
    *changed = *changed || refreshed > 0;
}

/* Serves until a signal says otherwise. */
static void watch(struct server *server, struct store *store, struct headend *headend,
                  const sigset_t *signals)
{
    const struct timespec pause = {.tv_nsec = WATCH_MS * 1000000L};
    int64_t version = store_data_version(store);
    int told = 0;
    give_content(headend, store); /* again: it may have changed before its version was read */
    for (unsigned turn = 1;; turn++) {
        int signal_number = sigtimedwait(signals, NULL, &pause);
        if (signal_number == SIGTERM || signal_number == SIGINT) {
            log_line(LOG_LEVEL_NOTICE, "server", "told to stop: ending what is under way");
            return;
        }
        int64_t now_version = store_data_version(store);
        int changed = now_version != version;
        if (now_version < 0 && !told) {
            log_line(LOG_LEVEL_ERROR, "store", "%s", store_problem(store));
        }
        told = now_version < 0;
        version = now_version;
        if (signal_number == SIGHUP) {
            renew_certificate(headend);
        }
        if (turn % CONFIG_WATCHES == 0 || signal_number == SIGHUP) {
            refresh_config(headend, store, signal_number == SIGHUP, &changed);
        }
        if (changed) {
            server_content_changed(server);
            give_content(headend, store);
        }
    }
}

static int serve(const struct arguments *arguments, struct headend *headend, struct store *store,
                 const sigset_t *signals)
{
    const struct server_config *settings = config_in_use_server(headend->config);
    char url[LISTENER_URL_SIZE];
    char problem[200];
    struct server_options options = {
        .threads = settings->threads,
        .connections = possible_connections((unsigned)arguments->connections),
        .connections_per_address = (unsigned)arguments->connections_per_address,
        .cache_bytes = CACHE_BYTES,
    };
    int port = arguments->port >= 0 ? arguments->port : settings->listen_port;
    if (load_certificate(headend, arguments->config_path) != 0) {
        return EXIT_CONFIG;
    }
    options.listener = listener_open(headend->certificate != NULL ? "https" : "http",
                                     settings->listen_address, port, url, problem, sizeof problem);
    if (options.listener < 0) {
        log_line(LOG_LEVEL_ERROR, "server", "%s", problem);
        certificate_free(headend->certificate);
        return EXIT_SERVER;
    }
    start_cases(headend, arguments->cases_a_box);
    start_person_lookups(headend);
    start_identity(headend);
    start_households(headend, arguments->shorter);
    start_utilities(headend, arguments->accounts_a_box);
    start_payments(headend);
    struct server *server = routes_serve(&options, headend);
    if (server != NULL) {
        give_content(headend, store);
        say_ready(url, arguments->ready_fd);
        watch(server, store, headend, signals);
        payments_end_waiting(headend->payments);
        server_drain(server, PATIENCE_MS);
    }
    cases_stop(headend->cases); /* answers every look-up */
    person_lookup_stop(headend->social_security);
    person_lookup_stop(headend->housing_fund);
    utility_service_stop(headend->utility_service);
    identity_stop(headend->identity);
    households_stop(headend->households);
    payments_stop(headend->payments);
    if (server != NULL) {
        server_stop(server, PATIENCE_MS);
    }
    cases_free(headend->cases);
    person_lookup_free(headend->social_security);
    person_lookup_free(headend->housing_fund);
    identity_free(headend->identity);
    households_free(headend->households);
    payments_free(headend->payments);
    free_utilities(headend);
    area_names_free(headend->area_names);
    task_guides_free(headend->task_guides);
    certificate_free(headend->certificate);
    return server != NULL ? EXIT_SUCCESS : EXIT_SERVER;
}

/* Boxes with a credential and their households. Without it, the rest goes on, and whoever needs it hears that
 * it cannot be said now. */
static struct store *open_households(struct headend *headend)
{
    char problem[400];
    household_store_path(config_in_use_server(headend->config)->store_path, headend->household_path);
    struct store *store =
        store_open(headend->household_path, &household_store, STORE_CREATE, problem, sizeof problem);
    if (store == NULL) {
        log_line(LOG_LEVEL_ERROR, "boxes", "%s", problem);
    } else if (store_check_integrity(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "boxes", "%s: %s; bring back a copy of it", headend->household_path,
                 store_problem(store));
    }
    return store;
}

/* On a disk that is full it serves what there is. */
static int publish(struct config_in_use *config, struct store *store)
{
    if (store_begin_life(store) != 0) {
        log_line(LOG_LEVEL_WARNING, "store", "it begins no new life: %s; boxes may ignore a backup for a day",
                 store_problem(store));
    }
    return config_in_use_publish(config, store);
}

static int run(const struct arguments *arguments, const sigset_t *signals)
{
    char schema[512];
    char problem[400];
    if (asset_path_find("schemas/headend.rng", arguments->schema, schema, sizeof schema) != 0) {
        log_line(LOG_LEVEL_ERROR, "configuration", "%s is missing; --schema FILE says where it is", schema);
        return EXIT_CONFIG;
    }
    struct config_in_use *config = config_in_use_create(arguments->config_path, schema);
    struct headend headend = {.config = config};
    if (config == NULL) {
        return EXIT_CONFIG;
    }
    int status = EXIT_STORE;
    struct store *store = store_open(config_in_use_server(config)->store_path, &hall_store, STORE_CREATE,
                                     problem, sizeof problem);
    if (store == NULL) {
        log_line(LOG_LEVEL_ERROR, "store", "%s", problem);
    } else if (store_check_integrity(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "%s: %s; it was left as it is: bring back a copy of it",
                 config_in_use_server(config)->store_path, store_problem(store));
    } else if (publish(config, store) == 0) {
        struct store *households = open_households(&headend);
        status = serve(arguments, &headend, store, signals);
        store_close(households);
    }
    store_close(store);
    config_in_use_free(config);
    return status;
}

int main(int count, char **words)
{
    struct arguments arguments = {.config_path = "headend.xml",
                                  .port = -1,
                                  .ready_fd = -1,
                                  .connections = CONNECTIONS,
                                  .connections_per_address = CONNECTIONS_PER_ADDRESS};
    int read = command_line_read(&line, count, words, &arguments);
    if (read <= 0) {
        return read == 0 ? EXIT_SUCCESS : EXIT_USAGE;
    }
    if (arguments.verbose) {
        log_set_level(LOG_LEVEL_DEBUG);
    }
    /* Blocked in every thread, so that only the watch takes them. */
    sigset_t signals;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGHUP);
    if (pthread_sigmask(SIG_BLOCK, &signals, NULL) != 0 || signal(SIGPIPE, SIG_IGN) == SIG_ERR ||
        core_files_forbid() != 0) {
        return EXIT_SERVER;
    }
    char digest[DIGEST_HEX_SIZE];
    if (digest_bytes("", 0, digest) !=
        0) { /* OpenSSL's first use, while there is memory: later it would end us */
        return EXIT_SERVER;
    }
    xmlInitParser();
    xsltInitGlobals(); /* both: the first pages are made in several threads at once */
    xsltInit();
    int status = run(&arguments, &signals);
    xsltCleanupGlobals();
    xmlCleanupParser();
    return status;
}
