#include <stdio.h>

#include "both-sides/version.h"
#include "supervisor/options.h"
#include "supervisor/supervisor.h"

int main(int argc, char **argv)
{
    struct options options;
    struct supervisor supervisor;
    if (options_read(argc, argv, &options) != 0) {
        return 2;
    }
    if (options.help) {
        options_print_help();
        return 0;
    }
    if (options.version) {
        puts("tv-hall-supervisor " TV_HALL_VERSION);
        return 0;
    }
    return supervisor_run(&supervisor, &options);
}
