#include "stb-app/configuration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "stb-app/kept_file.h"

enum { PATH_SIZE = 512, PROBE_STEP_US = 200000, PROBE_LIMIT_US = 30 * 1000000, FIRST_POLL_US = 2 * 1000000 };

struct configuration {
    char schema_path[PATH_SIZE];
    char kept_path[PATH_SIZE]; /* "" : nothing is kept */
    struct hall_config *current;
    struct hall_client *client;
    request_id request;
    configuration_apply apply;
    void *context;
    int64_t ask_at_us;
    /* a new address on trial */
    struct hall_client *probe;
    struct hall_config *candidate;
    char *candidate_text; /* stays after a trial that failed: the headend answers "unchanged" from then on */
    size_t candidate_length;
    int64_t probe_until_us, probe_step_us;
    int probe_answered; /* 1 yes, -1 no */
};

static void log_errors(const char *file, const struct config_errors *errors)
{
    char line[512];
    for (size_t i = 0; i < errors->count; i++) {
        (void)config_error_format(&errors->items[i], file, line, sizeof line);
        log_line(LOG_LEVEL_ERROR, "configuration", "%s", line);
    }
    if (errors->more > 0) {
        log_line(LOG_LEVEL_ERROR, "configuration", "%s: %zu more errors", file, errors->more);
    }
}

/* `schema` NULL: the text was held against it before. */
static struct hall_config *read_text(const char *schema, const char *name, const char *text, size_t length)
{
    struct config_errors *errors = calloc(1, sizeof *errors);
    struct hall_config *config = NULL;
    if (errors == NULL) {
        return NULL;
    }
    if (hall_config_read_text(text, length, schema, &config, errors) != 0) {
        log_errors(name, errors);
        config = NULL;
    }
    free(errors);
    return config;
}

/* --- At the start --- */

/* 1 if the box was delivered with this very file at its last start, too. A new one is noted, and what was
 * kept for the one before is given up. */
static int was_delivered_before(const struct configuration *configuration, const char *state_directory,
                                const char *delivered, size_t delivered_length)
{
    char path[PATH_SIZE];
    size_t length = 0;
    if (configuration->kept_path[0] == '\0') {
        return 0;
    }
    snprintf(path, sizeof path, "%s/delivered.xml", state_directory);
    char *before = kept_file_read(path, CONFIG_BYTES_MAX, &length);
    int same = before != NULL && length == delivered_length && memcmp(before, delivered, length) == 0;
    free(before);
    if (!same && kept_file_write(path, delivered, delivered_length) == 0) {
        kept_file_remove(configuration->kept_path);
    }
    return same;
}

static struct hall_config *read_kept(const struct configuration *configuration)
{
    size_t length = 0;
    char *text = kept_file_read(configuration->kept_path, CONFIG_BYTES_MAX, &length);
    if (text == NULL) {
        return NULL;
    }
    struct hall_config *config = read_text(NULL, configuration->kept_path, text, length);
    free(text);
    return config;
}

static struct hall_config *read_at_start(const struct configuration *configuration,
                                         const char *delivered_path, const char *state_directory)
{
    size_t length = 0;
    struct hall_config *config = NULL;
    char *delivered = kept_file_read(delivered_path, CONFIG_BYTES_MAX, &length);
    if (delivered == NULL) {
        log_line(LOG_LEVEL_ERROR, "configuration", "%s cannot be read", delivered_path);
        return NULL;
    }
    int before = was_delivered_before(configuration, state_directory, delivered, length);
    if (before) {
        config = read_kept(configuration);
    }
    if (config == NULL) {
        config = read_text(before ? NULL : configuration->schema_path, delivered_path, delivered, length);
    }
    free(delivered);
    return config;
}

struct configuration *configuration_open(const char *delivered_path, const char *state_directory,
                                         const char *schema_path)
{
    struct configuration *configuration = calloc(1, sizeof *configuration);
    if (configuration == NULL) {
        return NULL;
    }
    snprintf(configuration->schema_path, sizeof configuration->schema_path, "%s", schema_path);
    if (state_directory != NULL) {
        snprintf(configuration->kept_path, sizeof configuration->kept_path, "%s/headend.xml",
                 state_directory);
    }
    configuration->ask_at_us = INT64_MAX;
    configuration->current = read_at_start(configuration, delivered_path, state_directory);
    if (configuration->current == NULL) {
        configuration_close(configuration);
        return NULL;
    }
    return configuration;
}

static void end_probe(struct configuration *configuration)
{
    hall_client_free(configuration->probe);
    hall_config_free(configuration->candidate);
    configuration->probe = NULL;
    configuration->candidate = NULL;
}

static void forget_candidate(struct configuration *configuration)
{
    end_probe(configuration);
    free(configuration->candidate_text);
    configuration->candidate_text = NULL;
}

void configuration_close(struct configuration *configuration)
{
    if (configuration == NULL) {
        return;
    }
    if (configuration->client != NULL) {
        hall_client_cancel(configuration->client, configuration->request);
    }
    forget_candidate(configuration);
    hall_config_free(configuration->current);
    free(configuration);
}

const struct hall_config *configuration_current(const struct configuration *configuration)
{
    return configuration->current;
}

/* --- A new one --- */

/* Applies it first and keeps it only then: what cannot be used must not be found at the next start. */
static void take(struct configuration *configuration, struct hall_config *config, const char *text,
                 size_t length)
{
    struct hall_config *old = configuration->current;
    configuration->current = config;
    if (configuration->apply(configuration->context, config) != 0) {
        log_line(LOG_LEVEL_ERROR, "configuration",
                 "the new headend.xml cannot be used: the old one stays in use");
        configuration->current = old;
        hall_config_free(config);
        return;
    }
    hall_config_free(old);
    if (configuration->kept_path[0] != '\0' && kept_file_write(configuration->kept_path, text, length) != 0) {
        log_line(LOG_LEVEL_WARNING, "configuration",
                 "%s cannot be written: it counts until the next start only", configuration->kept_path);
    }
    log_line(LOG_LEVEL_NOTICE, "configuration", "a new headend.xml is in use");
}

static void on_probe(void *context, const struct response *response, const void *bytes, size_t length)
{
    struct configuration *configuration = context;
    (void)bytes;
    (void)length;
    configuration->probe_answered = response->state == RESPONSE_FAILED ? -1 : 1;
    if (response->state == RESPONSE_FAILED) {
        log_line(LOG_LEVEL_ERROR, "configuration",
                 "the new address %s does not answer (%s): the old one stays in use",
                 configuration->candidate->box.backend_url, response->detail);
    }
}

/* Owns `config`; its text is candidate_text. */
static void try_address(struct configuration *configuration, struct hall_config *config)
{
    struct hall_client_options options = {
        .backend_url = config->box.backend_url,
        .ca_file = config->box.ca_file,
        .area_code = config->box.area_code,
        .heard_ms = hall_client_heard_ms(configuration->client),
    };
    end_probe(configuration);
    configuration->candidate = config;
    configuration->probe = hall_client_new(&options);
    if (configuration->probe == NULL) {
        end_probe(configuration);
        return;
    }
    configuration->probe_answered = 0;
    configuration->probe_step_us = steady_us();
    configuration->probe_until_us = configuration->probe_step_us + PROBE_LIMIT_US;
    (void)hall_client_get_config(configuration->probe, on_probe, configuration);
}

/* Looks at candidate_text. */
static void consider(struct configuration *configuration)
{
    struct hall_config *config = read_text(configuration->schema_path, "headend.xml of the headend",
                                           configuration->candidate_text, configuration->candidate_length);
    if (config == NULL) {
        log_line(LOG_LEVEL_ERROR, "configuration",
                 "the headend serves a broken headend.xml: the old one stays in use");
        forget_candidate(configuration);
        return;
    }
    const struct box_config *old = &configuration->current->box;
    /* Both were zeroed when they were made; padding that differs would only apply the same again.
     * NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
    if (memcmp(&config->box, old, sizeof *old) == 0) {
        hall_config_free(config);
        forget_candidate(configuration);
    } else if (strcmp(config->box.backend_url, old->backend_url) != 0 ||
               strcmp(config->box.ca_file, old->ca_file) != 0) {
        try_address(configuration, config);
    } else {
        take(configuration, config, configuration->candidate_text, configuration->candidate_length);
        forget_candidate(configuration);
    }
}

static void on_config(void *context, const struct response *response, const void *bytes, size_t length)
{
    struct configuration *configuration = context;
    if (response->state == RESPONSE_FAILED) {
        return; /* the screens say that the network is gone; the next poll comes anyway */
    }
    if (response->state == RESPONSE_FRESH) {
        forget_candidate(configuration);
        configuration->candidate_text = malloc(length > 0 ? length : 1);
        if (configuration->candidate_text == NULL) {
            return;
        }
        if (length > 0) { /* an empty response is a broken file like any other */
            memcpy(configuration->candidate_text, bytes, length);
        }
        configuration->candidate_length = length;
    }
    if (configuration->candidate_text != NULL && configuration->probe == NULL) {
        consider(configuration);
    }
}

/* --- Asking --- */

static int64_t jittered_interval_us(const struct configuration *configuration)
{
    int64_t interval = (int64_t)configuration->current->box.poll_seconds * 1000000;
    uint32_t random = 0;
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random) {
        random = (uint32_t)steady_us();
    }
    return interval * 8 / 10 + interval * 4 / 10 * (random % 1000) / 1000;
}

void configuration_watch(struct configuration *configuration, struct hall_client *client,
                         configuration_apply apply, void *context)
{
    configuration->client = client;
    configuration->request = 0;
    configuration->apply = apply;
    configuration->context = context;
    configuration->ask_at_us = steady_us() + FIRST_POLL_US;
}

int64_t configuration_deadline(const struct configuration *configuration)
{
    int64_t probe = configuration->probe != NULL ? configuration->probe_step_us : INT64_MAX;
    return probe < configuration->ask_at_us ? probe : configuration->ask_at_us;
}

static void service_probe(struct configuration *configuration, int64_t now_us)
{
    hall_client_service(configuration->probe, now_us);
    configuration->probe_step_us = now_us + PROBE_STEP_US;
    if (configuration->probe_answered > 0) {
        struct hall_config *config = configuration->candidate;
        configuration->candidate = NULL;
        take(configuration, config, configuration->candidate_text, configuration->candidate_length);
        forget_candidate(configuration);
    } else if (configuration->probe_answered < 0 || now_us >= configuration->probe_until_us) {
        end_probe(configuration);
    }
}

void configuration_service(struct configuration *configuration, int64_t now_us)
{
    if (configuration->probe != NULL && now_us >= configuration->probe_step_us) {
        service_probe(configuration, now_us);
    }
    if (now_us >= configuration->ask_at_us && configuration->client != NULL) {
        configuration->ask_at_us = now_us + jittered_interval_us(configuration);
        hall_client_cancel(configuration->client, configuration->request);
        configuration->request = hall_client_get_config(configuration->client, on_config, configuration);
    }
}
