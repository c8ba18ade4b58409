/* Presses keys (presser.h) and times, from outside, how long the screen takes to answer.
 *
 *     watch-keys SCREEN_FILE COUNT STEP...       STEP: an X key name, or NAME*TIMES
 *     watch-keys --blind GAP_MS COUNT STEP...    only presses, one every GAP_MS
 *
 * Goes through the steps again and again until COUNT keys are pressed. A first round, not counted, learns
 * which box of the screen each step changes. Prints one line of JSON; times are milliseconds from the press
 * to the first changed pixel of that box. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "tests/bench/presser.h"
#include "tests/bench/screen-file.h"

enum { STEPS_MAX = 64, LEARN_TIMES_MAX = 20, LINE_STEP = 3 };

static const int64_t POLL_NS = 100000;            /* between two looks at the screen */
static const int64_t MISSED_NS = 500 * 1000000LL; /* no answer by then: the key was lost */
static const int64_t QUIET_NS = 30 * 1000000LL;   /* nothing has changed for so long: motion is over */
static const int64_t SETTLE_MAX_NS = 2000 * 1000000LL;

struct step {
    int code, times;
    struct box box; /* what it changes */
};

struct run {
    struct presser *presser;
    struct screen_file screen;
    uint8_t *before;
    struct step steps[STEPS_MAX];
    size_t step_count;
    double *times_ms;
    int count, answered, missed;
};

static int parse_step(struct run *run, char *text)
{
    struct step *step = &run->steps[run->step_count];
    char *star = strchr(text, '*');
    step->times = 1;
    if (star != NULL) {
        *star = '\0';
        step->times = (int)strtol(star + 1, NULL, 10);
    }
    step->code = presser_code(run->presser, text);
    if (step->code == 0 || step->times < 1) {
        fprintf(stderr, "%s: no such key\n", text);
        return -1;
    }
    run->step_count++;
    return 0;
}

/* Waits until the box (or, while learning, the whole screen) has stood still for QUIET_NS. */
static void settle(struct run *run, struct box box)
{
    const int64_t begin = now_ns();
    int64_t still_since = begin;
    screen_file_copy_into(&run->screen, run->before);
    while (now_ns() - still_since < QUIET_NS && now_ns() - begin < SETTLE_MAX_NS) {
        sleep_ns(2000000);
        if (screen_file_box_differs(&run->screen, run->before, box, 1)) {
            screen_file_copy_into(&run->screen, run->before);
            still_since = now_ns();
        }
    }
    screen_file_copy_into(&run->screen, run->before);
}

static struct box whole_screen(const struct run *run)
{
    return (struct box){0, 0, run->screen.width, run->screen.height};
}

/* However busy the machine is; what follows the first change has a moment, too. */
static void wait_for_change(struct run *run, const uint8_t *before)
{
    const int64_t begin = now_ns();
    while (now_ns() - begin < MISSED_NS &&
           !screen_file_box_differs(&run->screen, before, whole_screen(run), 1)) {
        sleep_ns(2000000);
    }
    sleep_ns(60 * 1000000LL);
}

/* One round in which each key's box is learned from what stands before and after it. */
static int learn(struct run *run, uint8_t *scratch)
{
    settle(run, whole_screen(run));
    for (size_t s = 0; s < run->step_count; s++) {
        struct step *step = &run->steps[s];
        const int times = step->times < LEARN_TIMES_MAX ? step->times : LEARN_TIMES_MAX;
        for (int i = 0; i < times; i++) {
            screen_file_copy_into(&run->screen, scratch);
            presser_send(run->presser, step->code, 1);
            wait_for_change(run, scratch);
            presser_send(run->presser, step->code, 0);
            settle(run, whole_screen(run));
            step->box = box_union(step->box, screen_file_difference(&run->screen, scratch));
        }
        if (step->box.width == 0) {
            fprintf(stderr, "step %zu changes nothing on the screen\n", s + 1);
            return -1;
        }
    }
    return 0;
}

static void time_one(struct run *run, const struct step *step)
{
    const int64_t begin = now_ns();
    int64_t now = begin;
    int changed = 0;
    presser_send(run->presser, step->code, 1);
    while (!changed && now - begin < MISSED_NS) {
        changed = screen_file_box_differs(&run->screen, run->before, step->box, LINE_STEP);
        now = now_ns();
        if (!changed) {
            sleep_ns(POLL_NS);
        }
    }
    presser_send(run->presser, step->code, 0);
    if (changed) {
        run->times_ms[run->answered++] = (double)(now - begin) / 1e6;
    } else {
        run->missed++;
    }
    settle(run, step->box);
}

static void time_all(struct run *run)
{
    int pressed = 0;
    while (pressed < run->count) {
        for (size_t s = 0; s < run->step_count && pressed < run->count; s++) {
            for (int i = 0; i < run->steps[s].times && pressed < run->count; i++, pressed++) {
                time_one(run, &run->steps[s]);
            }
        }
    }
}

static void press_blindly(struct run *run, int64_t gap_ns)
{
    int pressed = 0;
    while (pressed < run->count) {
        for (size_t s = 0; s < run->step_count && pressed < run->count; s++) {
            for (int i = 0; i < run->steps[s].times && pressed < run->count; i++, pressed++) {
                presser_send(run->presser, run->steps[s].code, 1);
                sleep_ns(gap_ns / 2);
                presser_send(run->presser, run->steps[s].code, 0);
                sleep_ns(gap_ns - gap_ns / 2);
            }
        }
    }
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(const struct run *run, double share)
{
    if (run->answered == 0) {
        return 0.0;
    }
    return run->times_ms[(int)(share * (run->answered - 1) + 0.5)];
}

static int watch(struct run *run, const char *path)
{
    int status = 1;
    uint8_t *scratch = NULL;
    if (screen_file_open(&run->screen, path) != 0) {
        return 1;
    }
    run->before = screen_file_copy(&run->screen);
    scratch = screen_file_copy(&run->screen);
    run->times_ms = calloc((size_t)run->count, sizeof *run->times_ms);
    if (run->before != NULL && scratch != NULL && run->times_ms != NULL && learn(run, scratch) == 0) {
        time_all(run);
        qsort(run->times_ms, (size_t)run->answered, sizeof *run->times_ms, by_value);
        printf("{\"keys\": %d, \"missed\": %d, \"p50\": %.3f, \"p90\": %.3f, \"p99\": %.3f, \"max\": %.3f}\n",
               run->count, run->missed, quantile(run, 0.5), quantile(run, 0.9), quantile(run, 0.99),
               quantile(run, 1.0));
        status = 0;
    }
    free(run->times_ms);
    free(scratch);
    free(run->before);
    screen_file_close(&run->screen);
    return status;
}

int main(int argc, char **argv)
{
    (void)prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); /* else each look at the screen is 50 us late */
    struct run run = {0};
    const int blind = argc > 1 && strcmp(argv[1], "--blind") == 0;
    const int first = blind ? 4 : 3; /* the first step's place */
    if (argc <= first || argc - first > STEPS_MAX) {
        fprintf(stderr, "usage: watch-keys SCREEN_FILE COUNT STEP... | --blind GAP_MS COUNT STEP...\n");
        return 2;
    }
    run.count = (int)strtol(argv[first - 1], NULL, 10);
    if (run.count < 1) {
        fprintf(stderr, "COUNT must be a number above 0\n");
        return 2;
    }
    run.presser = presser_open();
    int status = run.presser != NULL ? 0 : 2;
    for (int i = first; i < argc && status == 0; i++) {
        status = parse_step(&run, argv[i]) == 0 ? 0 : 2;
    }
    if (status == 0 && blind) {
        press_blindly(&run, strtol(argv[2], NULL, 10) * 1000000LL);
    } else if (status == 0) {
        status = watch(&run, argv[1]);
    }
    presser_close(run.presser);
    return status;
}
