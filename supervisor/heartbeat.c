#include "supervisor/heartbeat.h"

void heartbeat_start(struct heartbeat *heart, const struct heartbeat_limits *limits, int64_t now_us)
{
    *heart = (struct heartbeat){.due_us = now_us + limits->start_us};
}

int heartbeat_beat(struct heartbeat *heart, const struct heartbeat_limits *limits, int64_t now_us)
{
    int first = !heart->begun;
    heart->begun = 1;
    heart->suspect = 0;
    heart->due_us = now_us + limits->pause_us;
    return first;
}

void heartbeat_leave(struct heartbeat *heart, const struct heartbeat_limits *limits, int64_t now_us)
{
    heart->suspect = 0;
    heart->due_us = now_us + limits->start_us;
}

int heartbeat_is_lost(struct heartbeat *heart, int64_t now_us)
{
    if (now_us < heart->due_us) {
        return 0;
    }
    if (heart->suspect) {
        return 1;
    }
    heart->suspect = 1;
    heart->due_us = now_us + HEARTBEAT_GRACE_US;
    return 0;
}
