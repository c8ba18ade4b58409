#include <stdio.h>

#include "headend/admin/command.h"

static int run(int count, char **words)
{
    struct common_options options;
    if (common_options_read(&command_check, NULL, 1, count, words, &options) != 0) {
        return ADMIN_USAGE;
    }
    options.config_path = options.rest[0];
    struct hall_config *config = admin_config(&options);
    if (config == NULL) {
        return ADMIN_REFUSED;
    }
    (void)printf("%s: OK: %s, %zu tiles%s\n", options.config_path, config->box.region_name.zh,
                 config->box.tile_count, config->server.present ? "" : ", without <server> (a box's copy)");
    hall_config_free(config);
    return ADMIN_DONE;
}

const struct command command_check = {
    .name = "check",
    .summary = "look for errors in a headend.xml",
    .help = "Usage: tv-hall-admin check [--schema FILE] FILE\n"
            "Prints every error as \"file:line: element: what is wrong: what is allowed\", or one line when "
            "all is well.\n"
            "Exit codes: 0 no error, 1 errors, 2 usage.\n",
    .run = run,
};
