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

static void write_name(FILE *page, const char *service)
{
    (void)fputs("tv_hall_", page);
    for (; *service != '\0'; service++) {
        (void)fputc(*service == '-' ? '_' : *service, page);
    }
    (void)fputs("_contradictions_total", page);
}

void contradictions_write_metrics(struct contradictions *contradictions, FILE *page)
{
    (void)fputs("# HELP ", page);
    write_name(page, contradictions->service);
    (void)fprintf(page, " Answers of %s that contradict themselves.\n# TYPE ", contradictions->system);
    write_name(page, contradictions->service);
    (void)fputs(" counter\n", page);
    for (size_t i = 0; i < contradictions->count; i++) {
        unsigned long long seen = atomic_load_explicit(&contradictions->seen[i], memory_order_relaxed);
        write_name(page, contradictions->service);
        (void)fprintf(page, "{what=\"%s\"} %llu\n", contradictions->kinds[i].name, seen);
    }
}
