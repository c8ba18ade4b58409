/* Jobs of a service that only plays: what is asked, joined, spared, delayed, and answered when all ends. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "both-sides/clock.h"
#include "headend/upstream/job_queue.h"

enum { WORKERS = 8, JOBS_MAX = 256, MS = 1000, TIDY_MS = 20 };

struct question {
    struct job job; /* first: its address is the question's */
    char key[12];
    int is_refused, is_answered, is_late; /* is_late: told when refusals leave */
    int times_finished;
    int64_t finished_us;
};

/* The service; a lock guards all of it. */
struct play {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job_queue *queue;
    int is_shut; /* calls hang */
    enum call_outcome outcome;
    int refuses_all; /* at the door */
    int finding, calls, finished, wiped, tidied;
};

static void step(struct play *play, int *number, int by)
{
    (void)pthread_mutex_lock(&play->lock);
    *number += by;
    (void)pthread_cond_broadcast(&play->changed);
    (void)pthread_mutex_unlock(&play->lock);
}

static void wait_for(struct play *play, const int *number, int wanted)
{
    (void)pthread_mutex_lock(&play->lock);
    while (*number < wanted) {
        (void)pthread_cond_wait(&play->changed, &play->lock);
    }
    (void)pthread_mutex_unlock(&play->lock);
}

static int read_number(struct play *play, const int *number)
{
    (void)pthread_mutex_lock(&play->lock);
    int value = *number;
    (void)pthread_mutex_unlock(&play->lock);
    return value;
}

static int admit(void *context, struct job *job)
{
    struct play *play = context;
    if (read_number(play, &play->refuses_all)) {
        ((struct question *)job)->is_refused = 1;
        job_finish(play->queue, job);
        return 0;
    }
    return 1;
}

static void find(void *context, struct job_worker *worker, const struct job *job, void *finding)
{
    struct play *play = context;
    int **found = finding;
    assert_null(*found);
    *found = calloc(1, sizeof **found);
    if (job_call_begin(worker, job) == NULL) {
        return;
    }
    step(play, &play->calls, 1);
    step(play, &play->finding, 1);
    (void)pthread_mutex_lock(&play->lock);
    while (play->is_shut) {
        (void)pthread_cond_wait(&play->changed, &play->lock);
    }
    enum call_outcome outcome = play->outcome;
    (void)pthread_mutex_unlock(&play->lock);
    step(play, &play->finding, -1);
    job_call_end(worker, outcome, "it only plays");
    **found = outcome == CALL_ANSWERED;
}

static void reply(void *context, struct job_worker *worker, struct job *job, const void *finding)
{
    struct play *play = context;
    struct question *question = (struct question *)job;
    int *const *found = finding;
    (void)worker;
    question->is_answered = **found;
    if (question->is_late) {
        job_finish_later(play->queue, job);
    } else {
        job_finish(play->queue, job);
    }
}

static void wipe(void *finding)
{
    free(*(int **)finding);
}

static void refuse(void *context, struct job *job)
{
    struct play *play = context;
    ((struct question *)job)->is_refused = 1;
    job_finish_later(play->queue, job);
}

static void finished(void *context, struct job *job)
{
    struct play *play = context;
    struct question *question = (struct question *)job;
    question->finished_us = steady_us();
    question->times_finished++;
    step(play, &play->finished, 1);
}

static void tidy(void *context)
{
    struct play *play = context;
    step(play, &play->tidied, 1);
}

static const struct job_service service = {.name = "play",
                                           .system = "the play",
                                           .finding_size = sizeof(int *),
                                           .admit = admit,
                                           .find = find,
                                           .reply = reply,
                                           .wipe = wipe,
                                           .refuse = refuse,
                                           .finished = finished,
                                           .tidy = tidy};

static const struct upstream_config patient = {.url = "http://127.0.0.1:1", .timeout_ms = 6000};

static void start(struct play *play, const struct upstream_config *upstream)
{
    *play = (struct play){.outcome = CALL_ANSWERED};
    assert_int_equal(pthread_mutex_init(&play->lock, NULL), 0);
    assert_int_equal(pthread_cond_init(&play->changed, NULL), 0);
    play->queue = job_queue_start(&(struct job_queue_options){
        .service = &service, .context = play, .upstream = upstream, .tidy_every_ms = TIDY_MS});
    assert_non_null(play->queue);
}

static void end(struct play *play)
{
    job_queue_stop(play->queue);
    job_queue_free(play->queue);
    (void)pthread_cond_destroy(&play->changed);
    (void)pthread_mutex_destroy(&play->lock);
}

static void set_shut(struct play *play, int is_shut)
{
    step(play, &play->is_shut, is_shut - read_number(play, &play->is_shut));
}

/* 0: taken. `ago_ms`: how long it has waited already. */
static int submit(struct play *play, struct question *question, const char *key, int ago_ms)
{
    (void)snprintf(question->key, sizeof question->key, "%s", key);
    question->job.key = question->key;
    question->job.arrived_us = steady_us() - (int64_t)ago_ms * MS;
    return job_queue_submit(play->queue, &question->job);
}

static void submit_each(struct play *play, struct question *questions, int count, const char *letter,
                        int ago_ms)
{
    for (int i = 0; i < count; i++) {
        char key[12];
        (void)snprintf(key, sizeof key, "%s%d", letter, i);
        assert_int_equal(submit(play, &questions[i], key, ago_ms), 0);
    }
}

static long metric(struct play *play, const char *name)
{
    char *page = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&page, &length);
    assert_non_null(out);
    job_queue_write_metrics(play->queue, out);
    assert_int_equal(fclose(out), 0);
    char *line = strstr(page, name);
    assert_non_null(line);
    long value = strtol(line + strlen(name), NULL, 10);
    free(page);
    return value;
}

#define SPARED_BREAKER "tv_hall_play_spared_total{why=\"breaker\"} "
#define SPARED_RATE    "tv_hall_play_spared_total{why=\"rate\"} "
#define FAILED_DOWN    "tv_hall_play_failed_total{why=\"down\"} "
#define FAILED_WRONG   "tv_hall_play_failed_total{why=\"nonsense\"} "
#define BREAKER_OPEN   "\ntv_hall_play_breaker_open "

/* Each worker but one hangs with a question of its own: so those that came before have joined the first. */
static void equal_questions_are_asked_once(void **state)
{
    struct play play;
    struct question first = {0}, same[5] = {0}, others[WORKERS - 1] = {0};
    (void)state;
    start(&play, &patient);
    set_shut(&play, 1);
    assert_int_equal(submit(&play, &first, "same", 0), 0);
    wait_for(&play, &play.finding, 1);
    for (size_t i = 0; i < 5; i++) {
        same[i].is_late = i % 2 == 0;
        assert_int_equal(submit(&play, &same[i], "same", 0), 0);
    }
    submit_each(&play, others, WORKERS - 1, "o", 0);
    wait_for(&play, &play.finding, WORKERS);
    assert_int_equal(read_number(&play, &play.finished), 0);
    set_shut(&play, 0);
    wait_for(&play, &play.finished, 1 + 5 + WORKERS - 1);
    assert_int_equal(play.calls, WORKERS);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(same[i].is_answered, 1);
        assert_int_equal(same[i].times_finished, 1);
    }
    /* What has landed is asked anew. */
    assert_int_equal(submit(&play, &first, "same", 0), 0);
    wait_for(&play, &play.calls, WORKERS + 1);
    end(&play);
}

static void a_job_waits_no_longer_than_it_may(void **state)
{
    static const struct {
        int ago_ms, timeout_ms, calls;
    } rows[] = {
        {0, 500, 1},     {0, 6000, 1},     {1000, 500, 0}, /* longer in the queue than a call may take */
        {3000, 6000, 1}, {5900, 6000, 0},                  /* too little left for a call */
        {6400, 6000, 0}, {60000, 6000, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct upstream_config upstream = {.url = "http://127.0.0.1:1", .timeout_ms = rows[i].timeout_ms};
        struct question question = {0};
        struct play play;
        start(&play, &upstream);
        assert_int_equal(submit(&play, &question, "k", rows[i].ago_ms), 0);
        wait_for(&play, &play.finished, 1);
        if (play.calls != rows[i].calls) {
            print_error("asked %d ms after the question, a call may take %d ms: ", rows[i].ago_ms,
                        rows[i].timeout_ms);
        }
        assert_int_equal(play.calls, rows[i].calls);
        assert_int_equal(question.is_answered, rows[i].calls);
        end(&play);
    }
}

/* One a second, with 1.8 s to wait: the first at once, the second after a second, no third. */
static void the_rate_is_capped(void **state)
{
    const struct upstream_config upstream = {
        .url = "http://127.0.0.1:1", .timeout_ms = 6000, .calls_per_second = 1};
    struct question questions[3] = {0};
    struct play play;
    (void)state;
    start(&play, &upstream);
    int64_t begin_us = steady_us();
    submit_each(&play, questions, 3, "r", 4000);
    wait_for(&play, &play.finished, 3);
    assert_in_range(steady_us() - begin_us, 900 * MS, INT64_MAX);
    assert_int_equal(play.calls, 2);
    assert_int_equal(metric(&play, SPARED_RATE), 1);
    assert_int_equal(metric(&play, SPARED_BREAKER), 0);
    end(&play);
}

static void ask_one(struct play *play, enum call_outcome outcome)
{
    struct question question = {0};
    int before = read_number(play, &play->finished);
    (void)pthread_mutex_lock(&play->lock);
    play->outcome = outcome;
    (void)pthread_mutex_unlock(&play->lock);
    assert_int_equal(submit(play, &question, "b", 0), 0);
    wait_for(play, &play->finished, before + 1);
}

static void a_system_that_fails_is_spared_and_then_tried(void **state)
{
    const struct timespec pause = {.tv_sec = 5, .tv_nsec = 100 * 1000 * 1000};
    struct question one = {0}, other = {0};
    struct play play;
    (void)state;
    start(&play, &patient);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(metric(&play, BREAKER_OPEN), 0);
        ask_one(&play, i % 2 == 0 ? CALL_DOWN : CALL_NONSENSE);
    }
    assert_int_equal(metric(&play, BREAKER_OPEN), 1);
    ask_one(&play, CALL_ANSWERED);
    assert_int_equal(play.calls, 5);
    assert_int_equal(metric(&play, SPARED_BREAKER), 1);
    assert_int_equal(metric(&play, FAILED_DOWN), 3);
    assert_int_equal(metric(&play, FAILED_WRONG), 2);
    (void)nanosleep(&pause, NULL);
    /* Half open: one tries, another does not; it goes well, and all pass. */
    set_shut(&play, 1);
    assert_int_equal(submit(&play, &one, "one", 0), 0);
    wait_for(&play, &play.finding, 1);
    assert_int_equal(submit(&play, &other, "other", 0), 0);
    wait_for(&play, &play.finished, 7);
    assert_int_equal(other.is_answered, 0);
    assert_int_equal(metric(&play, SPARED_BREAKER), 2);
    set_shut(&play, 0);
    wait_for(&play, &play.finished, 8);
    assert_int_equal(one.is_answered, 1);
    assert_int_equal(metric(&play, BREAKER_OPEN), 0);
    ask_one(&play, CALL_ANSWERED);
    assert_int_equal(play.calls, 7);
    end(&play);
}

/* Without memory here nobody was asked: the system is not spared for it. */
static void lack_of_memory_is_no_failure_of_the_system(void **state)
{
    struct play play;
    (void)state;
    start(&play, &patient);
    for (int i = 0; i < 7; i++) {
        ask_one(&play, CALL_NO_MEMORY);
    }
    assert_int_equal(metric(&play, BREAKER_OPEN), 0);
    assert_int_equal(metric(&play, FAILED_DOWN), 0);
    ask_one(&play, CALL_ANSWERED);
    assert_int_equal(play.calls, 8);
    end(&play);
}

static void refusals_leave_at_their_moment(void **state)
{
    struct question later = {.is_late = 1}, sooner = {.is_late = 1}, now = {0};
    struct play play;
    (void)state;
    start(&play, &patient);
    assert_int_equal(submit(&play, &later, "l", 0), 0);
    assert_int_equal(submit(&play, &sooner, "s", 200), 0);
    assert_int_equal(submit(&play, &now, "n", 0), 0);
    wait_for(&play, &play.finished, 3);
    assert_in_range(later.finished_us - later.job.arrived_us, 400 * MS, INT64_MAX);
    assert_in_range(sooner.finished_us - sooner.job.arrived_us, 400 * MS, INT64_MAX);
    assert_in_range(later.finished_us, now.finished_us, INT64_MAX);
    wait_for(&play, &play.tidied, 3);
    step(&play, &play.refuses_all, 1);
    assert_int_equal(submit(&play, &now, "n", 0), 0);
    wait_for(&play, &play.finished, 4);
    assert_int_equal(now.is_refused, 1);
    assert_int_equal(play.calls, 3);
    end(&play);
}

static void *let_go(void *context)
{
    struct play *play = context;
    const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
    (void)nanosleep(&pause, NULL);
    set_shut(play, 0);
    return NULL;
}

/* Every job that was taken is finished once: those under way are answered, those not begun refused. */
static void all_are_finished_at_the_end(void **state)
{
    enum { WAITING = JOBS_MAX - WORKERS };
    static struct question under_way[WORKERS], waiting[WAITING];
    struct question more = {0};
    struct play play;
    pthread_t helper;
    (void)state;
    start(&play, &patient);
    set_shut(&play, 1);
    for (size_t i = 0; i < WORKERS; i++) {
        under_way[i].is_late = i % 2 == 0;
    }
    submit_each(&play, under_way, WORKERS, "u", 0);
    wait_for(&play, &play.finding, WORKERS);
    submit_each(&play, waiting, WAITING, "w", 0);
    assert_int_equal(submit(&play, &more, "more", 0), -1); /* as many wait as may */
    assert_int_equal(pthread_create(&helper, NULL, let_go, &play), 0);
    job_queue_stop(play.queue);
    assert_int_equal(pthread_join(helper, NULL), 0);
    assert_int_equal(play.finished, JOBS_MAX);
    for (size_t i = 0; i < WORKERS; i++) {
        assert_int_equal(under_way[i].is_answered && under_way[i].times_finished == 1, 1);
    }
    for (size_t i = 0; i < WAITING; i++) {
        assert_int_equal(waiting[i].times_finished, 1);
        assert_int_equal(waiting[i].is_refused, 1);
    }
    assert_int_equal(submit(&play, &more, "more", 0), -1);
    assert_int_equal(more.times_finished, 0);
    end(&play);
}

/* A worker that waits for the cap does not hold up the end. */
static void the_end_does_not_wait_for_the_cap(void **state)
{
    const struct upstream_config upstream = {
        .url = "http://127.0.0.1:1", .timeout_ms = 6000, .calls_per_second = 1};
    struct question questions[5] = {0};
    struct play play;
    (void)state;
    start(&play, &upstream);
    submit_each(&play, questions, 5, "e", 0);
    wait_for(&play, &play.finished, 1);
    int64_t begin_us = steady_us();
    job_queue_stop(play.queue);
    assert_in_range(steady_us() - begin_us, 0, 2000 * MS);
    assert_int_equal(play.finished, 5);
    end(&play);
}

/* --- Without memory --- */

static int pieces_left; /* curl gets so many more; less than 0: all it wants */

static int is_spent(void)
{
    return pieces_left == 0 || (pieces_left > 0 && --pieces_left == 0);
}

static void *take(size_t size)
{
    return is_spent() ? NULL : malloc(size);
}

static void *take_more(void *memory, size_t size)
{
    return is_spent() ? NULL : realloc(memory, size);
}

static void *take_zeroed(size_t count, size_t size)
{
    return is_spent() ? NULL : calloc(count, size);
}

static char *take_copy(const char *text)
{
    return is_spent() ? NULL : strdup(text);
}

static void what_cannot_start_leaves_nothing(void **state)
{
    const struct upstream_config unreadable = {
        .url = "https://127.0.0.1:1", .timeout_ms = 500, .ca_file = "/nowhere/ca.pem"};
    struct job_queue_options options = {
        .service = &service, .upstream = &unreadable, .tidy_every_ms = 3600 * MS};
    (void)state;
    pieces_left = -1;
    assert_null(job_queue_start(&options));
    options.upstream = &patient;
    int tries = 0;
    for (struct job_queue *queue = NULL; queue == NULL; tries++) {
        pieces_left = tries + 1;
        queue = job_queue_start(&options);
        pieces_left = -1;
        job_queue_stop(queue);
        job_queue_free(queue);
    }
    assert_in_range(tries, WORKERS, 1000); /* each worker's client could be the one that cannot be made */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(equal_questions_are_asked_once),
                                       cmocka_unit_test(a_job_waits_no_longer_than_it_may),
                                       cmocka_unit_test(the_rate_is_capped),
                                       cmocka_unit_test(a_system_that_fails_is_spared_and_then_tried),
                                       cmocka_unit_test(lack_of_memory_is_no_failure_of_the_system),
                                       cmocka_unit_test(refusals_leave_at_their_moment),
                                       cmocka_unit_test(all_are_finished_at_the_end),
                                       cmocka_unit_test(the_end_does_not_wait_for_the_cap),
                                       cmocka_unit_test(what_cannot_start_leaves_nothing)};
    pieces_left = -1;
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, take, free, take_more, take_copy, take_zeroed) !=
        CURLE_OK) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return failed;
}
