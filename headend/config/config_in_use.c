#include "headend/config/config_in_use.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "both-sides/asset_directory.h"
#include "both-sides/log.h"
#include "both-sides/xml/config_document.h"
#include "headend/config/menu_json.h"
#include "headend/crypto/digest.h"
#include "headend/database/revisions.h"
#include "headend/database/store_life.h"

/* One version of the file, and what is made from it. */
struct version {
    struct hall_config *config;
    char *box_text;
    size_t box_length;
    char *menu;
    size_t menu_length;
};

struct config_in_use {
    pthread_mutex_t lock; /* guards `now` */
    struct version now;
    struct server_config at_start;
    struct stat seen;
    int missing;
    char *path, *schema_path;
};

static void clear(struct version *version)
{
    hall_config_free(version->config);
    free(version->box_text);
    free(version->menu);
    memset(version, 0, sizeof *version);
}

void config_errors_log(const struct config_errors *errors, const char *path)
{
    char line[CONFIG_PATH_SIZE + 512];
    for (size_t i = 0; i < errors->count; i++) {
        (void)config_error_format(&errors->items[i], path, line, sizeof line);
        log_line(LOG_LEVEL_ERROR, "configuration", "%s", line);
    }
    if (errors->more > 0) {
        log_line(LOG_LEVEL_ERROR, "configuration", "%s: %zu more errors", path, errors->more);
    }
}

static int read_version(struct config_in_use *config, struct version *version)
{
    struct config_errors *errors = calloc(1, sizeof *errors);
    size_t length = 0;
    if (errors == NULL) {
        return -1;
    }
    /* Read once: what is checked is what is served, also while the file is being written. */
    char *text = config_file_read(config->path, &length, errors);
    char assets[ASSET_DIRECTORY_SIZE];
    const char *shipped = asset_directory_find(assets) == 0 ? assets : NULL;
    int result = text == NULL ? -1
                              : hall_config_read_shipped(text, length, config->schema_path, shipped,
                                                         &version->config, errors);
    if (result == 0) {
        version->box_text = hall_config_box_text_of(text, length, &version->box_length);
        result = version->box_text != NULL ? 0 : -1;
    }
    config_errors_log(errors, config->path);
    free(text);
    free(errors);
    if (result != 0) {
        clear(version);
    }
    return result;
}

struct config_in_use *config_in_use_create(const char *path, const char *schema_path)
{
    struct config_in_use *config = calloc(1, sizeof *config);
    if (config == NULL || pthread_mutex_init(&config->lock, NULL) != 0) {
        free(config);
        return NULL;
    }
    config->path = strdup(path);
    config->schema_path = strdup(schema_path);
    if (config->path == NULL || config->schema_path == NULL) {
        goto failed;
    }
    if (stat(path, &config->seen) != 0) {
        config->missing = 1; /* reading it will say so */
    }
    if (read_version(config, &config->now) != 0) {
        goto failed;
    }
    if (!config->now.config->server.present) {
        log_line(LOG_LEVEL_ERROR, "configuration",
                 "%s: server: is missing: this is a box's copy; the headend needs <server>", path);
        goto failed;
    }
    config->at_start = config->now.config->server;
    return config;
failed:
    config_in_use_free(config);
    return NULL;
}

void config_in_use_free(struct config_in_use *config)
{
    if (config != NULL) {
        clear(&config->now);
        free(config->path);
        free(config->schema_path);
        (void)pthread_mutex_destroy(&config->lock);
        free(config);
    }
}

const struct server_config *config_in_use_server(const struct config_in_use *config)
{
    return &config->at_start;
}

/* The menu's rev grows when its content does: the text with rev 0 and no life stands for the content. */
static int make_menu(struct version *version, struct store *store)
{
    char hash[DIGEST_HEX_SIZE];
    size_t length = 0;
    char *content = json_of_menu(&version->config->box, 0, "", &length);
    if (content == NULL || digest_bytes(content, length, hash) != 0) {
        free(content);
        return -1;
    }
    free(content);
    char life[STORE_LIFE_SIZE];
    int64_t rev = store_rev_of(store, "menu", hash);
    if (rev < 0 || store_life(store, life) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "the menu has no rev: %s", store_problem(store));
        return -1;
    }
    version->menu = json_of_menu(&version->config->box, rev, life, &version->menu_length);
    return version->menu != NULL ? 0 : -1;
}

int config_in_use_publish(struct config_in_use *config, struct store *store)
{
    return make_menu(&config->now, store);
}

/* Both were read into zeroed memory: what is said alike is alike. */
static void warn_of_restart(const struct config_in_use *config, const struct hall_config *next)
{
    // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): the gaps between members are zero in both
    if (next->server.present && memcmp(&config->at_start, &next->server, sizeof next->server) != 0) {
        log_line(LOG_LEVEL_WARNING, "configuration",
                 "%s: what changed in <server> holds after the next start", config->path);
    }
}

static int is_other_file(const struct stat *one, const struct stat *other)
{
    return one->st_ino != other->st_ino || one->st_dev != other->st_dev || one->st_size != other->st_size ||
           one->st_mtim.tv_sec != other->st_mtim.tv_sec || one->st_mtim.tv_nsec != other->st_mtim.tv_nsec;
}

int config_in_use_refresh(struct config_in_use *config, struct store *store, int anyway)
{
    struct stat seen;
    struct version next = {0};
    if (stat(config->path, &seen) != 0) {
        if (!config->missing || anyway) {
            log_line(LOG_LEVEL_ERROR, "configuration", "%s: %s: the last good version stays in use",
                     config->path, strerror(errno));
        }
        int result = config->missing && !anyway ? 0 : -1;
        config->missing = 1;
        return result;
    }
    if (!anyway && !config->missing && !is_other_file(&seen, &config->seen)) {
        return 0;
    }
    config->missing = 0;
    config->seen = seen;
    if (read_version(config, &next) != 0 || make_menu(&next, store) != 0) {
        log_line(LOG_LEVEL_ERROR, "configuration", "%s: not taken: the last good version stays in use",
                 config->path);
        clear(&next);
        return -1;
    }
    warn_of_restart(config, next.config);
    (void)pthread_mutex_lock(&config->lock);
    struct version old = config->now;
    config->now = next;
    (void)pthread_mutex_unlock(&config->lock);
    clear(&old);
    log_line(LOG_LEVEL_NOTICE, "configuration", "%s: the new version is in use", config->path);
    return 1;
}

static char *copy(struct config_in_use *config, char *const *text, const size_t *text_length, size_t *length)
{
    (void)pthread_mutex_lock(&config->lock);
    char *copied = *text != NULL ? malloc(*text_length + 1) : NULL;
    if (copied != NULL) {
        memcpy(copied, *text, *text_length + 1);
        *length = *text_length;
    }
    (void)pthread_mutex_unlock(&config->lock);
    return copied;
}

char *config_in_use_box_text(struct config_in_use *config, size_t *length)
{
    return copy(config, &config->now.box_text, &config->now.box_length, length);
}

char *config_in_use_menu(struct config_in_use *config, size_t *length)
{
    return copy(config, &config->now.menu, &config->now.menu_length, length);
}

char *config_in_use_source(struct config_in_use *config)
{
    (void)pthread_mutex_lock(&config->lock);
    char *copied = strdup(config->now.config->box.region_name.zh);
    (void)pthread_mutex_unlock(&config->lock);
    return copied;
}

void config_in_use_phone_place(struct config_in_use *config, struct phone_place *place)
{
    (void)pthread_mutex_lock(&config->lock);
    const struct box_config *box = &config->now.config->box;
    const char *url = box->phone_url[0] != '\0' ? box->phone_url : box->backend_url;
    (void)snprintf(place->url, sizeof place->url, "%s", url);
    (void)snprintf(place->region, sizeof place->region, "%s", box->region_name.zh);
    (void)pthread_mutex_unlock(&config->lock);
}

size_t config_in_use_retirement(struct config_in_use *config,
                                struct retirement_rule rules[RETIREMENT_RULES_MAX])
{
    (void)pthread_mutex_lock(&config->lock);
    const struct box_config *box = &config->now.config->box;
    size_t count = box->retirement_rule_count;
    memcpy(rules, box->retirement_rules, count * sizeof *rules);
    (void)pthread_mutex_unlock(&config->lock);
    return count;
}
