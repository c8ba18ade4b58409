#include <stdio.h>

#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/admin/content_files.h"
#include "headend/content/content_import.h"

static int import(struct content_set *set, struct store *store, const char *store_path)
{
    struct content_import_counts counts;
    char problem[300] = "";
    enum content_import_result result = content_import(set, store, store_path, wall_ms(), &counts, problem);
    content_print_findings(set);
    switch (result) {
    case CONTENT_IMPORT_DONE:
        (void)printf("%zu read, %zu new, %zu changed, %zu unchanged\n", counts.read, counts.added,
                     counts.changed, counts.unchanged);
        return ADMIN_DONE;
    case CONTENT_IMPORT_REFUSED:
        (void)fputs("tv-hall-admin: nothing was changed\n", stderr);
        return ADMIN_REFUSED;
    case CONTENT_IMPORT_STORE_FAILED:
        break;
    }
    (void)fprintf(stderr, "tv-hall-admin: %s\n", problem);
    return ADMIN_STORE;
}

static int read_and_import(const struct common_options *options, const struct hall_config *config)
{
    struct content_paths paths = {0};
    int status = ADMIN_REFUSED;
    struct content_set *set = content_set_create();
    for (int i = 0; i < options->rest_count; i++) {
        if (content_paths_add(&paths, options->rest[i]) != 0) {
            goto out;
        }
    }
    if (set == NULL) {
        (void)fputs("tv-hall-admin: out of memory\n", stderr);
    } else if (content_files_read(set, &paths, options->schema) == 0) {
        struct store *store = admin_store(config, STORE_CREATE);
        status = store != NULL ? import(set, store, config->server.store_path) : ADMIN_STORE;
        store_close(store);
    }
out:
    content_set_free(set);
    content_paths_free(&paths);
    return status;
}

static int run(const struct common_options *options)
{
    struct common_options for_config = *options;
    for_config.schema = NULL; /* --schema is that of the content files */
    struct hall_config *config = admin_config(&for_config);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    int status = read_and_import(options, config);
    hall_config_free(config);
    return status;
}

const struct command command_import_content = {
    .name = "import-content",
    .summary = "take guides, flows, policies, stations and tariffs from content files",
    .help =
        "Usage: tv-hall-admin import-content [--config headend.xml] FILE|DIRECTORY…\n"
        "Takes content files (docs/content.md) into the store; of a directory all *.xml in the order of "
        "their "
        "names.\n"
        "All or nothing: what one file names may stand in another or in the store. Importing the same again "
        "changes\n"
        "nothing. A running headend shows the change within half a second.\n\n"
        "  --config FILE  the headend's configuration (headend.xml)\n"
        "  --schema FILE  content.rng, where it is not at its usual place\n\n"
        "Prints what it did, and on standard error \"FILE:LINE: element: what is wrong: what is allowed\".\n"
        "Exit codes: 0 done, 1 content or configuration wrong (nothing changed), 2 usage, 3 store cannot be "
        "written\n"
        "(nothing changed).\n",
    .least_rest = 1,
    .most_rest = CONTENT_FILES_MAX,
    .run = run,
};
