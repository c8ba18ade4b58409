#include "headend/notices/import/fetch_many.h"

#include <libxml/hash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/notices/import/fetch_transfer.h"

enum { AT_ONCE = 8, AT_ONCE_OF_HOST = 2, HOST_FAILURES_MAX = 2, HOST_SIZE = 200, POLL_MS = 1000 };

struct host {
    int running, failures, skipped;
};

enum job_state { JOB_WAITS, JOB_RUNS, JOB_DONE };

struct job {
    const char *url;
    struct host *host;
    enum job_state state;
};

struct slot {
    struct fetch_transfer transfer;
    struct job *job; /* NULL: free */
};

struct run {
    const struct fetch_many *options;
    struct fetcher *fetcher;
    CURLM *multi;
    xmlHashTable *hosts; /* name with port → struct host */
    struct job *jobs;
    size_t count;
    struct slot slots[AT_ONCE];
    int64_t deadline;
};

/* Gives the job an address to ask; NULL: there is none left. */
static int set_url(struct run *run, struct job *job, const char *url)
{
    char name[HOST_SIZE];
    job->url = url;
    job->state = url != NULL ? JOB_WAITS : JOB_DONE;
    if (url == NULL) {
        return 0;
    }
    const char *start = strstr(url, "://");
    start = start != NULL ? start + 3 : url;
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(start, "/?#"), start);
    for (char *letter = name; *letter != '\0'; letter++) {
        *letter = (char)(*letter >= 'A' && *letter <= 'Z' ? *letter - 'A' + 'a' : *letter);
    }
    job->host = xmlHashLookup(run->hosts, BAD_CAST name);
    if (job->host == NULL) {
        job->host = calloc(1, sizeof *job->host);
        if (job->host == NULL || xmlHashAddEntry(run->hosts, BAD_CAST name, job->host) != 0) {
            free(job->host);
            job->host = NULL;
            return -1;
        }
    }
    return 0;
}

static int answer(struct run *run, struct job *job, const struct fetched *fetched, const char *problem)
{
    const struct fetch_many *options = run->options;
    return set_url(run, job, options->arrived(options->context, (size_t)(job - run->jobs), fetched, problem));
}

/* Ends what runs in the slot. */
static int finish(struct run *run, struct slot *slot, CURLcode code)
{
    struct job *job = slot->job;
    struct fetched fetched;
    char problem[FETCH_PROBLEM_SIZE] = "";
    job->host->running--;
    job->host->failures += fetch_transfer_host_failed(&slot->transfer, code);
    (void)curl_multi_remove_handle(run->multi, slot->transfer.easy);
    int got = fetch_transfer_end(&slot->transfer, code, &fetched, problem);
    slot->job = NULL;
    int result = answer(run, job, got == 0 ? &fetched : NULL, problem);
    free(fetched.bytes);
    return result;
}

static int start(struct run *run, struct slot *slot, struct job *job)
{
    const struct fetch_many *options = run->options;
    struct fetched none;
    char problem[FETCH_PROBLEM_SIZE];
    if (fetch_transfer_begin(&slot->transfer, run->fetcher, job->url, options->limit,
                             options->seconds_each) != 0 ||
        curl_easy_setopt(slot->transfer.easy, CURLOPT_PRIVATE, slot) != CURLE_OK ||
        curl_multi_add_handle(run->multi, slot->transfer.easy) != CURLM_OK) {
        (void)fetch_transfer_end(&slot->transfer, CURLE_OUT_OF_MEMORY, &none, problem);
        return -1;
    }
    slot->job = job;
    job->state = JOB_RUNS;
    job->host->running++;
    return 0;
}

static struct slot *free_slot(struct run *run)
{
    for (size_t i = 0; i < AT_ONCE; i++) {
        if (run->slots[i].job == NULL) {
            return &run->slots[i];
        }
    }
    return NULL;
}

/* Starts what may start. Returns how many run, or -1. */
static int start_all(struct run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        struct job *job = &run->jobs[i];
        while (job->state == JOB_WAITS && job->host->failures >= HOST_FAILURES_MAX) {
            job->host->skipped++;
            if (answer(run, job, NULL, "") != 0) {
                return -1;
            }
        }
        struct slot *slot = free_slot(run);
        if (job->state == JOB_WAITS && slot != NULL && job->host->running < AT_ONCE_OF_HOST &&
            start(run, slot, job) != 0) {
            return -1;
        }
    }
    int running = 0;
    for (size_t i = 0; i < AT_ONCE; i++) {
        running += run->slots[i].job != NULL;
    }
    return running;
}

static int step(struct run *run)
{
    int running;
    int left;
    if (curl_multi_poll(run->multi, NULL, 0, POLL_MS, NULL) != CURLM_OK ||
        curl_multi_perform(run->multi, &running) != CURLM_OK) {
        return -1;
    }
    for (CURLMsg *message; (message = curl_multi_info_read(run->multi, &left)) != NULL;) {
        struct slot *slot = NULL;
        CURLcode code = message->data.result;
        if (curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &slot) != CURLE_OK ||
            finish(run, slot, code) != 0) {
            return -1;
        }
    }
    return 0;
}

static int run_all(struct run *run)
{
    int running;
    while ((running = start_all(run)) > 0 && steady_us() < run->deadline) {
        if (step(run) != 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < run->count && running >= 0; i++) {
        while (run->jobs[i].state != JOB_DONE) {
            if (answer(run, &run->jobs[i], NULL, "the import's time for pictures is over") != 0) {
                return -1;
            }
        }
    }
    return running < 0 ? -1 : 0;
}

static void tell_given_up(void *host, void *context, const xmlChar *name)
{
    const struct host *known = host;
    const struct run *run = context;
    if (known->skipped > 0) {
        run->options->given_up(run->options->context, (const char *)name, known->skipped);
    }
}

static void free_host(void *host, const xmlChar *name)
{
    (void)name;
    free(host);
}

static void clear(struct run *run)
{
    struct fetched fetched;
    char problem[FETCH_PROBLEM_SIZE];
    for (size_t i = 0; i < AT_ONCE; i++) {
        struct slot *slot = &run->slots[i];
        if (slot->job != NULL) { /* time was over */
            (void)curl_multi_remove_handle(run->multi, slot->transfer.easy);
            (void)fetch_transfer_end(&slot->transfer, CURLE_OPERATION_TIMEDOUT, &fetched, problem);
        }
    }
    if (run->multi != NULL) {
        (void)curl_multi_cleanup(run->multi);
    }
    if (run->hosts != NULL) {
        xmlHashFree(run->hosts, free_host);
    }
    free(run->jobs);
}

int fetch_many(struct fetcher *fetcher, const char *const *urls, size_t count,
               const struct fetch_many *options)
{
    struct run run = {
        .options = options,
        .fetcher = fetcher,
        .multi = curl_multi_init(),
        .hosts = xmlHashCreate(16),
        .jobs = calloc(count + 1, sizeof *run.jobs),
        .deadline = steady_us() + (int64_t)options->seconds_for_whole * 1000000,
    };
    int result = -1;
    if (run.multi != NULL && run.hosts != NULL && run.jobs != NULL) {
        result = 0;
        for (; run.count < count && result == 0; run.count++) {
            result = set_url(&run, &run.jobs[run.count], urls[run.count]);
        }
        if (result == 0) {
            result = run_all(&run);
            xmlHashScan(run.hosts, tell_given_up, &run);
        }
    }
    clear(&run);
    return result;
}
