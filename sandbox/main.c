#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "both-sides/calendar_date.h"
#include "both-sides/command_line.h"
#include "headend/config/asset_path.h"
#include "headend/http/listener.h"
#include "sandbox/case_system.h"
#include "sandbox/housing_fund_system.h"
#include "sandbox/identity_provider.h"
#include "sandbox/payment_systems.h"
#include "sandbox/server.h"
#include "sandbox/social_security_system.h"
#include "sandbox/ticket_portal.h"
#include "sandbox/utility_system.h"

/* tv-hall-sandbox: the outside world to try and test against. It never serves people. */

enum { EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_SERVER = 4, FAULTS_MAX = 8 };

struct arguments {
    const char *data; /* folder; NULL: the sample city */
    int port;
    const char *faults[FAULTS_MAX];
    size_t fault_count;
};

static const char usage[] =
    "Usage: tv-hall-sandbox [options]\n"
    "The systems that a headend asks, with sample data, on loopback. docs/upstreams.md tells more.\n\n"
    "  --data DIR                       cases.json, login.html, social-security.json, housing-fund.json,\n"
    "                                   cashier.html, utility-gas.json, utility-water.json,\n"
    "                                   utility-electricity.json (the sample city's)\n"
    "  --port N                         0: any that is free (0)\n"
    "  --fault UPSTREAM:KIND[:MS[:N]]   from the start on; KIND: none delay hang error garbage cut "
    "wrong-types huge deep\n"
    "                                   empty; N: only the next N requests. May be given for several "
    "upstreams\n"
    "  --version, --help\n\n"
    "It prints its address. SIGTERM and SIGINT end it.\n"
    "Exit codes: 0 ended as asked, 1 sample data, 2 usage, 4 cannot listen or serve.\n";

static int add_fault(const char *text, void *out)
{
    struct arguments *arguments = out;
    if (arguments->fault_count == FAULTS_MAX) {
        return -1;
    }
    arguments->faults[arguments->fault_count++] = text;
    return 0;
}

static const struct command_option known[] = {
    {"data", COMMAND_TEXT, .offset = offsetof(struct arguments, data)},
    {"port", COMMAND_NUMBER, .offset = offsetof(struct arguments, port), .most = 65535},
    {"fault", COMMAND_READ, .read = add_fault, .wanted = "there are too many"},
};

static const struct command_line line = {.program = "tv-hall-sandbox",
                                         .help = usage,
                                         .options = known,
                                         .option_count = sizeof known / sizeof known[0],
                                         .words = COMMAND_NO_WORDS};

static int set_faults(struct sandbox *sandbox, const struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->fault_count; i++) {
        char upstream[FAULT_NAME_SIZE];
        struct fault fault;
        if (fault_read(arguments->faults[i], upstream, &fault) != 0 ||
            sandbox_set_fault(sandbox, upstream, &fault) != 0) {
            (void)fprintf(stderr, "tv-hall-sandbox: --fault %s: UPSTREAM:KIND[:MS[:N]] is wanted\n",
                          arguments->faults[i]);
            return -1;
        }
    }
    return 0;
}

static int serve(const struct arguments *arguments, const struct upstream *upstreams, size_t count,
                 const sigset_t *signals)
{
    char url[LISTENER_URL_SIZE];
    char problem[200];
    const char *why = NULL;
    int status = EXIT_SUCCESS;
    int number = 0;
    int listener = listener_open("http", "127.0.0.1", arguments->port, url, problem, sizeof problem);
    if (listener < 0) {
        (void)fprintf(stderr, "tv-hall-sandbox: %s\n", problem);
        return EXIT_SERVER;
    }
    struct sandbox *sandbox = sandbox_start(listener, upstreams, count, &why);
    if (sandbox == NULL) {
        (void)fprintf(stderr, "tv-hall-sandbox: %s\n", why);
        return EXIT_SERVER;
    }
    if (set_faults(sandbox, arguments) != 0) {
        status = EXIT_USAGE;
    } else {
        (void)printf("listening on %s\n", url);
        (void)fflush(stdout);
        (void)sigwait(signals, &number);
    }
    sandbox_stop(sandbox);
    return status;
}

/* --- The systems, each with its sample data --- */

static const struct {
    const char *file;
    int (*open)(struct upstream *upstream, const char *path, int today, char problem[SAMPLE_PROBLEM_SIZE]);
    void (*free)(struct upstream *upstream);
} modules[] = {
    {"cases.json", case_system_open, case_system_free},
    {"social-security.json", social_security_system_open, social_security_system_free},
    {"housing-fund.json", housing_fund_system_open, housing_fund_system_free},
    {"utility-gas.json", gas_system_open, utility_system_free},
    {"utility-water.json", water_system_open, utility_system_free},
    {"utility-electricity.json", electricity_system_open, utility_system_free},
    {"login.html", identity_provider_open, identity_provider_free},
    {"login.html", ticket_portal_open, ticket_portal_free},
};
enum {
    MODULES = sizeof modules / sizeof modules[0],
    SYSTEMS = MODULES + PAYMENT_SYSTEMS,
    SAMPLE_PATH_SIZE = 1024
};

static void close_modules(struct upstream *upstreams, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        modules[i].free(&upstreams[i]);
    }
}

/* A file that the folder does not have is the sample city's. */
static void find_file(const char *folder, const char *file, char path[SAMPLE_PATH_SIZE])
{
    char name[SAMPLE_PATH_SIZE];
    (void)snprintf(path, SAMPLE_PATH_SIZE, "%s/%s", folder != NULL ? folder : "", file);
    if (folder == NULL || access(path, F_OK) != 0) {
        (void)snprintf(name, sizeof name, "sample-city/%s", file);
        (void)asset_path_find(name, NULL, path, SAMPLE_PATH_SIZE); /* what is not there, reading it says */
    }
}

static int open_modules(const char *folder, int today, struct upstream upstreams[SYSTEMS])
{
    char problem[SAMPLE_PROBLEM_SIZE];
    char path[SAMPLE_PATH_SIZE];
    for (size_t i = 0; i < MODULES; i++) {
        find_file(folder, modules[i].file, path);
        if (modules[i].open(&upstreams[i], path, today, problem) != 0) {
            (void)fprintf(stderr, "tv-hall-sandbox: %s\n", problem);
            close_modules(upstreams, i);
            return -1;
        }
    }
    find_file(folder, "cashier.html", path);
    if (payment_systems_open(upstreams + MODULES, path, problem) != 0) {
        (void)fprintf(stderr, "tv-hall-sandbox: %s\n", problem);
        close_modules(upstreams, MODULES);
        return -1;
    }
    return 0;
}

int main(int count, char **words)
{
    struct arguments arguments = {0};
    sigset_t signals;
    int read = command_line_read(&line, count, words, &arguments);
    if (read <= 0) {
        return read == 0 ? EXIT_SUCCESS : EXIT_USAGE;
    }
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    if (pthread_sigmask(SIG_BLOCK, &signals, NULL) != 0 || signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        return EXIT_SERVER;
    }
    struct upstream upstreams[SYSTEMS];
    int today = calendar_date_at((int64_t)time(NULL) * 1000);
    if (open_modules(arguments.data, today, upstreams) != 0) {
        return EXIT_DATA;
    }
    int status = serve(&arguments, upstreams, SYSTEMS, &signals);
    payment_systems_free(upstreams + MODULES);
    close_modules(upstreams, MODULES);
    return status;
}
