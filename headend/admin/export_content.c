#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/content/content_export.h"
#include "headend/content/content_load.h"

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    const char *directory = options->rest[0];
    char problem[400] = "";
    int files = -1;
    struct content_set *set = content_set_create();
    if (set == NULL) {
        (void)snprintf(problem, sizeof problem, "out of memory");
    } else if (content_load_all(set, store, config->server.store_path, problem) == 0) {
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

const struct command command_export_content = {
    .name = "export-content",
    .summary = "write guides, flows, policies, stations and tariffs into files",
    .help =
        "Usage: tv-hall-admin export-content [--config headend.xml] DIRECTORY\n"
        "Writes themes.xml, guides-THEME.xml, flow-ID.xml, policies.xml and stations.xml; importing the "
        "directory\n"
        "again changes nothing. Files of these names that have become superfluous are removed; other *.xml "
        "in the\n"
        "directory are an error.\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read or files not written.\n",
    .least_rest = 1,
    .most_rest = 1,
    .run_with_store = run,
    .mode = STORE_EXISTING,
};
