#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/asset_directory.h"
#include "both-sides/command_line.h"
#include "both-sides/xml/config_document.h"
#include "headend/admin/command.h"
#include "headend/config/asset_path.h"
#include "headend/ledger/ledger_store.h"
#include "headend/store/hall_store.h"
#include "headend/store/household_store.h"

/* More than 0: go on; 0: help or version is printed; -1: after saying what is wrong. */
static int read_options(const struct command *command, int count, char **words,
                        struct common_options *options)
{
    char program[40];
    const struct command_option known[] = {
        {"config", COMMAND_TEXT, .offset = offsetof(struct common_options, config_path)},
        {"schema", COMMAND_TEXT, .offset = offsetof(struct common_options, schema)},
        {"category", COMMAND_TEXT, .offset = offsetof(struct common_options, category)},
        {"area", COMMAND_TEXT, .offset = offsetof(struct common_options, area)},
        {"title", COMMAND_TEXT, .offset = offsetof(struct common_options, title)},
        {"level", COMMAND_TEXT, .offset = offsetof(struct common_options, level)},
        {"from", COMMAND_TEXT, .offset = offsetof(struct common_options, from)},
        {"until", COMMAND_TEXT, .offset = offsetof(struct common_options, until)},
        {"office", COMMAND_TEXT, .offset = offsetof(struct common_options, office)},
        {"name", COMMAND_TEXT, .offset = offsetof(struct common_options, name)},
        {"file", COMMAND_TEXT, .offset = offsetof(struct common_options, file)},
        {"out", COMMAND_TEXT, .offset = offsetof(struct common_options, out)},
        {"state", COMMAND_TEXT, .offset = offsetof(struct common_options, state)},
        {"reason", COMMAND_TEXT, .offset = offsetof(struct common_options, reason)},
        {"day", COMMAND_TEXT, .offset = offsetof(struct common_options, day)},
        {"edge", COMMAND_TEXT, .offset = offsetof(struct common_options, edge)},
        {"receipt", COMMAND_TEXT, .offset = offsetof(struct common_options, receipt)},
        {"by", COMMAND_TEXT, .offset = offsetof(struct common_options, by)},
        {"confirm", COMMAND_NUMBER, .offset = offsetof(struct common_options, confirm), .least = 1,
         .most = INT_MAX},
        {command->flag, COMMAND_FLAG, .offset = offsetof(struct common_options, flag)},
        {command->second_flag, COMMAND_FLAG, .offset = offsetof(struct common_options, second_flag)}};
    size_t missing = (command->flag == NULL) + (size_t)(command->second_flag == NULL);
    const struct command_line line = {.program = program,
                                      .help = command->help,
                                      .options = known,
                                      .option_count = sizeof known / sizeof known[0] - missing,
                                      .words = COMMAND_WORDS_ANYWHERE};
    (void)snprintf(program, sizeof program, "tv-hall-admin %s", command->name);
    memset(options, 0, sizeof *options);
    options->config_path = "headend.xml";
    int first = command_line_read(&line, count, words, options);
    if (first <= 0) {
        return first;
    }
    options->rest = words + first;
    options->rest_count = count - first;
    if (options->rest_count < command->least_rest || options->rest_count > command->most_rest) {
        (void)fputs(command->help, stderr);
        return -1;
    }
    return first;
}

static int run_with_store(const struct command *command, const struct common_options *options)
{
    struct hall_config *config = admin_config(options);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    struct store *store = command->of_households ? admin_household_store(config, command->mode)
                          : command->of_payments ? admin_ledger_store(config, command->mode)
                                                 : admin_store(config, command->mode);
    int status = store != NULL ? command->run_with_store(store, config, options) : ADMIN_STORE;
    store_close(store);
    hall_config_free(config);
    return status;
}

int command_run(const struct command *command, int count, char **words)
{
    struct common_options options;
    int read = read_options(command, count, words, &options);
    if (read <= 0) {
        return read == 0 ? ADMIN_DONE : ADMIN_USAGE;
    }
    if (command->run != NULL) {
        return command->run(&options);
    }
    return command->check != NULL && command->check(&options) != 0 ? ADMIN_USAGE
                                                                   : run_with_store(command, &options);
}

void admin_print_errors(const struct config_errors *errors, const char *path)
{
    char line[CONFIG_PATH_SIZE + 640];
    for (size_t i = 0; i < errors->count; i++) {
        (void)config_error_format(&errors->items[i], path, line, sizeof line);
        (void)fprintf(stderr, "%s\n", line);
    }
    if (errors->more > 0) {
        (void)fprintf(stderr, "%s: %zu more errors\n", path, errors->more);
    }
}

struct hall_config *admin_config(const struct common_options *options)
{
    char schema[512];
    char assets[ASSET_DIRECTORY_SIZE];
    size_t length = 0;
    struct hall_config *config = NULL;
    int have_assets = asset_directory_find(assets) == 0;
    struct config_errors *errors = calloc(1, sizeof *errors);
    if (errors == NULL) {
        (void)fputs("tv-hall-admin: out of memory\n", stderr);
    } else if (asset_path_find("schemas/headend.rng", options->schema, schema, sizeof schema) != 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s is missing; --schema FILE says where it is\n", schema);
    } else {
        char *text = config_file_read(options->config_path, &length, errors);
        if (text == NULL || hall_config_read_shipped(text, length, schema, have_assets ? assets : NULL,
                                                     &config, errors) != 0) {
            admin_print_errors(errors, options->config_path);
        }
        free(text);
    }
    free(errors);
    return config;
}

static struct store *open_store(const struct hall_config *config, const char *path,
                                const struct store_schema *schema, enum store_mode mode)
{
    char problem[400];
    if (!config->server.present) {
        (void)fputs("tv-hall-admin: this configuration has no <server>: it is a box's copy\n", stderr);
        return NULL;
    }
    struct store *store = store_open(path, schema, mode, problem, sizeof problem);
    if (store == NULL) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", problem);
    }
    return store;
}

struct store *admin_store(const struct hall_config *config, enum store_mode mode)
{
    return open_store(config, config->server.store_path, &hall_store, mode);
}

struct store *admin_household_store(const struct hall_config *config, enum store_mode mode)
{
    char path[HOUSEHOLD_STORE_PATH_SIZE];
    household_store_path(config->server.store_path, path);
    return open_store(config, path, &household_store, mode);
}

struct store *admin_ledger_store(const struct hall_config *config, enum store_mode mode)
{
    char path[LEDGER_STORE_PATH_SIZE];
    ledger_store_path(config->server.store_path, path);
    return open_store(config, path, &ledger_store, mode);
}
