#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "headend/admin/check_online.h"
#include "headend/admin/command.h"
#include "headend/admin/content_files.h"
#include "headend/config/asset_path.h"
#include "headend/content/content_check.h"
#include "headend/content/content_kinds.h"
#include "headend/providers/providers.h"
#include "headend/utilities/answer_table.h"

enum { SCHEMA_PATH_SIZE = 512 };

/* Fonts are the boxes' own: of one that is not even here somebody should know, as a box that lacks it refuses
 * the whole file. */
static void warn_of_fonts(const char *path, const struct box_config *box)
{
    for (size_t i = 0; i < box->font_count; i++) {
        if (access(box->fonts[i].file, R_OK) != 0) {
            (void)fprintf(stderr, "%s: font: %s is not on this machine: boxes must have it\n", path,
                          box->fonts[i].file);
        }
    }
}

/* Keys are files of this machine: one that is missing, of the wrong kind, or that others may use. */
static int check_payment(const char *path, const struct payment_config *payment)
{
    int result = 0;
    for (int kind = 0; kind < PAYMENT_PROVIDER_COUNT; kind++) {
        char problem[OWN_SECRET_PROBLEM_SIZE];
        if (!payment_provider_is_configured((enum payment_provider_kind)kind, payment)) {
            continue;
        }
        struct payment_provider *provider =
            payment_provider_open((enum payment_provider_kind)kind, payment, problem);
        if (provider != NULL) {
            provider->calls->free(provider);
        } else {
            (void)fprintf(stderr, "%s: %s: %s\n", path,
                          payment_provider_name((enum payment_provider_kind)kind), problem);
            result = -1;
        }
    }
    return result;
}

static int check_config(const struct common_options *given, const char *path)
{
    struct common_options options = *given;
    options.config_path = path;
    struct hall_config *config = admin_config(&options);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    warn_of_fonts(path, &config->box);
    if (options.flag) { /* it looks at the keys by itself */
        int status = check_online(&config->server);
        hall_config_free(config);
        return status;
    }
    if (check_payment(path, &config->server.payment) != 0) {
        hall_config_free(config);
        return ADMIN_REFUSED;
    }
    (void)printf("%s: OK: %s, %zu tiles%s\n", path, config->box.region_name.zh, config->box.tile_count,
                 config->server.present ? "" : ", without <server> (a box's copy)");
    hall_config_free(config);
    return ADMIN_DONE;
}

static int check_answers(const struct common_options *options, const char *path)
{
    char schema_path[SCHEMA_PATH_SIZE];
    if (asset_path_find("schemas/utility-answers.rng", options->schema, schema_path, sizeof schema_path) !=
        0) {
        (void)fprintf(stderr, "tv-hall-admin: %s is missing; --schema FILE says where it is\n", schema_path);
        return ADMIN_REFUSED;
    }
    struct config_errors *errors = calloc(1, sizeof *errors);
    struct answer_table *table = errors != NULL ? answer_table_read(path, schema_path, errors) : NULL;
    if (table != NULL) {
        (void)printf("%s: OK: %zu answers of a utility\n", path, answer_table_count(table));
    } else if (errors != NULL) {
        admin_print_errors(errors, path);
    } else {
        (void)fputs("tv-hall-admin: out of memory\n", stderr);
    }
    int status = table != NULL ? ADMIN_DONE : ADMIN_REFUSED;
    answer_table_free(table);
    free(errors);
    return status;
}

static void print_counts(const struct content_set *set, const struct content_source *source)
{
    size_t counts[CONTENT_KINDS] = {0};
    const char *between = "";
    for (size_t i = 0; i < set->count; i++) {
        counts[set->records[i]->kind] += set->records[i]->source == source;
    }
    (void)printf("%s: OK: ", source->path);
    for (size_t kind = 0; kind < CONTENT_KINDS; kind++) {
        if (counts[kind] > 0) {
            (void)printf("%s%zu %s", between, counts[kind], content_kinds[kind].table->element);
            between = ", ";
        }
    }
    (void)printf("%s\n", between[0] == '\0' ? "nothing in it" : "");
}

static int check_content(const struct common_options *options, const struct content_paths *paths)
{
    int status = ADMIN_REFUSED;
    struct content_set *set = content_set_create();
    if (set == NULL) {
        (void)fputs("tv-hall-admin: out of memory\n", stderr);
        return ADMIN_REFUSED;
    }
    if (content_files_read(set, paths, options->schema) == 0) {
        content_check(set);
        content_print_findings(set);
        status = content_set_errors(set) == 0 ? ADMIN_DONE : ADMIN_REFUSED;
        for (const struct content_source *source = set->sources; source != NULL; source = source->next) {
            if (source->errors.count == 0 && !source->is_store) {
                print_counts(set, source);
            }
        }
    }
    content_set_free(set);
    return status;
}

static int run(const struct common_options *options)
{
    struct content_paths given = {0};
    struct content_paths content = {0};
    int status = ADMIN_DONE;
    for (int i = 0; i < options->rest_count; i++) {
        status = content_paths_add(&given, options->rest[i]) != 0 ? ADMIN_REFUSED : status;
    }
    for (size_t i = 0; i < given.count; i++) {
        enum content_root root = content_root_of(given.paths[i]);
        if (root == CONTENT_ROOT_OTHER) {
            int found = check_config(options, given.paths[i]);
            status = found == ADMIN_DONE || status == ADMIN_REFUSED ? status : found;
        } else if (root == CONTENT_ROOT_ANSWERS) {
            status = check_answers(options, given.paths[i]) != ADMIN_DONE ? ADMIN_REFUSED : status;
        } else if (content_paths_add(&content, given.paths[i]) != 0) {
            status = ADMIN_REFUSED;
        }
    }
    if (content.count > 0 && check_content(options, &content) != ADMIN_DONE) {
        status = ADMIN_REFUSED;
    }
    content_paths_free(&content);
    content_paths_free(&given);
    return status;
}

const struct command command_check = {
    .name = "check",
    .summary = "look for errors in a headend.xml, in content files and in utilities' answers",
    .help =
        "Usage: tv-hall-admin check [--schema FILE] [--online] FILE|DIRECTORY…\n"
        "Prints every error as \"file:line: element: what is wrong: what is allowed\", or one line a file "
        "when all is well.\n"
        "What kind of file it is says its root element: <headend>, <content> (docs/content.md) or\n"
        "<utility-answers> (docs/operators.md). Content files that name\n"
        "what is in others are checked together with these; of a directory all *.xml.\n"
        "--schema FILE is the schema of what is checked: give files of one kind only then.\n"
        "--online asks payment providers and utilities of a headend.xml something that changes nothing, so\n"
        "that keys, addresses and clocks are tried: a line for each and for each key file, \"ok\", "
        "\"wrong\"\n"
        "or \"later\", who, what; tabs between. WeChat Pay also sends a headend that runs a notification.\n"
        "Exit codes: 0 no error, 1 errors, 2 usage, 5 somebody gave no answer.\n",
    .flag = "online",
    .least_rest = 1,
    .most_rest = CONTENT_FILES_MAX,
    .run = run,
};
