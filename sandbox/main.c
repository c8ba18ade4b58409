#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "both-sides/calendar_date.h"
#include "both-sides/command_line.h"
#include "headend/config/asset_path.h"
#include "headend/http/listener.h"
#include "sandbox/case_system.h"
#include "sandbox/server.h"

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
    "  --data DIR                       cases.json (the sample city's)\n"
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

int main(int count, char **words)
{
    struct arguments arguments = {0};
    char problem[CASE_SYSTEM_PROBLEM_SIZE];
    char given[1024];
    char path[1024];
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
    struct upstream upstreams[1];
    int today = calendar_date_at((int64_t)time(NULL) * 1000);
    (void)snprintf(given, sizeof given, "%s/cases.json", arguments.data != NULL ? arguments.data : "");
    /* What is not there, reading it says. */
    (void)asset_path_find("sample-city/cases.json", arguments.data != NULL ? given : NULL, path, sizeof path);
    if (case_system_open(&upstreams[0], path, today, problem) != 0) {
        (void)fprintf(stderr, "tv-hall-sandbox: %s\n", problem);
        return EXIT_DATA;
    }
    int status = serve(&arguments, upstreams, 1, &signals);
    case_system_free(&upstreams[0]);
    return status;
}
