#include "supervisor/options.h"
#include "supervisor/supervisor.h"

int main(int argc, char **argv)
{
    struct options options;
    struct supervisor supervisor;
    int read = options_read(argc, argv, &options);
    if (read <= 0) {
        return read == 0 ? 0 : 2;
    }
    return supervisor_run(&supervisor, &options);
}
