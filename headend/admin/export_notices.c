#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/notices/import/feed_export.h"

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    char problem[400];
    const char *path = options->rest[0];
    int notices = feed_export(store, config->box.region_name.zh, path, problem, sizeof problem);
    if (notices < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", problem);
        return ADMIN_STORE;
    }
    (void)printf("%d notices written to %s\n", notices, path);
    return ADMIN_DONE;
}

const struct command command_export_notices = {
    .name = "export-notices",
    .summary = "write all notices into an Atom file",
    .help =
        "Usage: tv-hall-admin export-notices [--config headend.xml] FILE\n"
        "Importing the file again changes nothing. Pictures are not in it: keep the picture directory too.\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read or file not written.\n",
    .least_rest = 1,
    .most_rest = 1,
    .run_with_store = run,
    .mode = STORE_EXISTING,
};
