#include "both-sides/core_files.h"

#include <sys/resource.h>

int core_files_forbid(void)
{
    return setrlimit(RLIMIT_CORE, &(struct rlimit){0});
}
