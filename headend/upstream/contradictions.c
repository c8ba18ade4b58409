#include "headend/upstream/contradictions.h"

#include "both-sides/clock.h"
#include "both-sides/log.h"

void contradictions_tell(struct contradictions *contradictions, size_t kind)
{
    int64_t now_us = steady_us();
    int64_t told_us = atomic_load(&contradictions->told_us[kind]);
    (void)atomic_fetch_add_explicit(&contradictions->seen[kind], 1, memory_order_relaxed);
    if ((told_us == 0 || now_us - told_us >= CONTRADICTION_EVERY_US) &&
        atomic_compare_exchange_strong(&contradictions->told_us[kind], &told_us, now_us)) {
        log_line(LOG_LEVEL_WARNING, contradictions->service, "an answer of %s contradicts itself: %s",
                 contradictions->system, contradictions->kinds[kind].text);
    }
}

void contradictions_write_metrics(struct contradictions *contradictions, FILE *page)
{
    (void)fprintf(page, "# HELP %s Answers of %s that contradict themselves.\n# TYPE %s counter\n",
                  contradictions->metric, contradictions->system, contradictions->metric);
    for (size_t i = 0; i < contradictions->count; i++) {
        unsigned long long seen = atomic_load_explicit(&contradictions->seen[i], memory_order_relaxed);
        (void)fprintf(page, "%s{what=\"%s\"} %llu\n", contradictions->metric, contradictions->kinds[i].name,
                      seen);
    }
}
