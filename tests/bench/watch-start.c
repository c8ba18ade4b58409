/* Times a program from exec to its first complete picture, seen from outside.
 *
 *     watch-start SCREEN_FILE RUNS -- PROGRAM ARGUMENTS...
 *
 * Complete is: equal, pixel for pixel, to what stood there at the end of the run before, when everything had
 * settled. A run whose end looks different (the minute changed) is not counted. Prints one line of JSON with
 * the times in milliseconds. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/screen-file.h"

enum { RUNS_MAX = 200 };

static const int64_t POLL_NS = 100000;
static const int64_t RUN_NS = 1500 * 1000000LL;   /* long enough for every program to have settled */
static const int64_t CLEAR_NS = 5000 * 1000000LL; /* for the screen to be empty again */

struct watch {
    struct screen_file screen;
    uint8_t *empty;    /* without any program */
    uint8_t *complete; /* how the last run ended */
    int have_complete;
    int differing_row; /* where the last look found a difference: most looks need no other row */
};

static struct box whole(const struct watch *watch)
{
    return (struct box){0, 0, watch->screen.width, watch->screen.height};
}

/* A look costs next to nothing until the picture is nearly complete, so that the watching does not slow what
 * it watches. */
static int is_complete(struct watch *watch)
{
    struct box row = {0, watch->differing_row, watch->screen.width, 1};
    if (screen_file_box_differs(&watch->screen, watch->complete, row, 1)) {
        return 0;
    }
    for (row.y = 0; row.y < watch->screen.height; row.y++) {
        if (screen_file_box_differs(&watch->screen, watch->complete, row, 1)) {
            watch->differing_row = row.y;
            return 0;
        }
    }
    return 1;
}

static pid_t start(char **command)
{
    const pid_t pid = fork();
    if (pid == 0) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    return pid;
}

static int wait_until_empty(struct watch *watch)
{
    const int64_t begin = now_ns();
    screen_file_put_back(&watch->screen, watch->empty);
    while (screen_file_box_differs(&watch->screen, watch->empty, whole(watch), 1)) {
        if (now_ns() - begin > CLEAR_NS) {
            fprintf(stderr, "the screen is not empty after the program has ended\n");
            return -1;
        }
        sleep_ns(5000000);
    }
    return 0;
}

/* Nanoseconds until the screen was complete; 0 when it never was (or nothing to compare with yet); -1: no
 * program. */
static int64_t run_once(struct watch *watch, char **command)
{
    const int64_t begin = now_ns();
    int64_t complete_at = 0;
    const pid_t pid = start(command);
    if (pid < 0) {
        return -1;
    }
    while (now_ns() - begin < RUN_NS) {
        if (complete_at == 0 && watch->have_complete && is_complete(watch)) {
            complete_at = now_ns() - begin;
        }
        sleep_ns(complete_at == 0 && watch->have_complete ? POLL_NS : 10000000);
    }
    const int same = watch->have_complete && is_complete(watch);
    screen_file_copy_into(&watch->screen, watch->complete);
    watch->have_complete = 1;
    int status = 0;
    if (waitpid(pid, &status, WNOHANG) != 0) {
        fprintf(stderr, "%s ended by itself\n", command[0]);
        return -1;
    }
    kill(pid, SIGTERM);
    waitpid(pid, &status, 0);
    return same ? complete_at : 0;
}

static int time_runs(struct watch *watch, int runs, char **command)
{
    int printed = 0;
    printf("{\"times\": [");
    for (int i = 0; i <= runs; i++) {
        const int64_t time = run_once(watch, command);
        if (time < 0 || wait_until_empty(watch) != 0) {
            return -1;
        }
        if (time > 0) {
            printf("%s%.3f", printed++ > 0 ? ", " : "", (double)time / 1e6);
        }
    }
    printf("], \"runs\": %d}\n", runs);
    return 0;
}

int main(int argc, char **argv)
{
    struct watch watch = {0};
    const int runs = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 0;
    if (argc < 5 || strcmp(argv[3], "--") != 0 || runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: watch-start SCREEN_FILE RUNS -- PROGRAM ARGUMENTS...\n");
        return 2;
    }
    if (screen_file_open(&watch.screen, argv[1]) != 0) {
        return 1;
    }
    watch.empty = screen_file_copy(&watch.screen);
    watch.complete = screen_file_copy(&watch.screen);
    int status = 1;
    if (watch.empty != NULL && watch.complete != NULL) {
        status = time_runs(&watch, runs, argv + 4) == 0 ? 0 : 1;
    }
    free(watch.complete);
    free(watch.empty);
    screen_file_close(&watch.screen);
    return status;
}
