#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/content/content_export.h"
#include "headend/content/content_load.h"

static int export(struct store *store, const char *store_path, const char *directory)
{
    char problem[400] = "";
    int files = -1;
    struct content_set *set = content_set_create();
    if (set == NULL) {
        (void)snprintf(problem, sizeof problem, "out of memory");
    } else if (content_load_all(set, store, store_path, problem) == 0) {
        files = content_export(set, directory, problem);
    }
    if (files >= 0) {
        (void)printf("%zu records in %d files written to %s\n", set->count, files, directory);
    } else {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", problem);
    }
    content_set_free(set);
    return files >= 0 ? ADMIN_DONE : ADMIN_STORE;
}

static int run(int count, char **words)
{
    struct common_options options;
    if (common_options_read(&command_export_content, NULL, 1, 1, count, words, &options) != 0) {
        return ADMIN_USAGE;
    }
    struct hall_config *config = admin_config(&options);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    struct store *store = admin_store(config, STORE_EXISTING);
    int status = store != NULL ? export(store, config->server.store_path, options.rest[0]) : ADMIN_STORE;
    store_close(store);
    hall_config_free(config);
    return status;
}

const struct command command_export_content = {
    .name = "export-content",
    .summary = "write guides, flows, policies and stations into files",
    .help =
        "Usage: tv-hall-admin export-content [--config headend.xml] DIRECTORY\n"
        "Writes themes.xml, guides-THEME.xml, flow-ID.xml, policies.xml and stations.xml; importing the "
        "directory\n"
        "again changes nothing. Files of these names that have become superfluous are removed; other *.xml "
        "in the\n"
        "directory are an error.\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read or files not written.\n",
    .run = run,
};
