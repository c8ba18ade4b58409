#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/notices/import/feed_export.h"

static int run(int count, char **words)
{
    struct common_options options;
    if (common_options_read(&command_export_notices, NULL, 1, 1, count, words, &options) != 0) {
        return ADMIN_USAGE;
    }
    struct hall_config *config = admin_config(&options);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    char problem[400];
    int status = ADMIN_STORE;
    struct store *store = admin_store(config, STORE_EXISTING);
    if (store != NULL) {
        int notices =
            feed_export(store, config->box.region_name.zh, options.rest[0], problem, sizeof problem);
        if (notices >= 0) {
            (void)printf("%d notices written to %s\n", notices, options.rest[0]);
            status = ADMIN_DONE;
        } else {
            (void)fprintf(stderr, "tv-hall-admin: %s\n", problem);
        }
    }
    store_close(store);
    hall_config_free(config);
    return status;
}

const struct command command_export_notices = {
    .name = "export-notices",
    .summary = "write all notices into an Atom file",
    .help =
        "Usage: tv-hall-admin export-notices [--config headend.xml] FILE\n"
        "Importing the file again changes nothing. Pictures are not in it: keep the picture directory too.\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read or file not written.\n",
    .run = run,
};
