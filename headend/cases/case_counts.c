#include "headend/cases/case_counts.h"

void case_counts_add(struct case_counts *counts, enum case_count which)
{
    (void)atomic_fetch_add_explicit(&counts->counts[which], 1, memory_order_relaxed);
}

static void write_some(struct case_counts *counts, FILE *page, const char *name, const char *label,
                       const char *help, enum case_count first, const char *const *values, size_t count)
{
    (void)fprintf(page, "# HELP %s %s\n# TYPE %s counter\n", name, help, name);
    for (size_t i = 0; i < count; i++) {
        unsigned long long number = atomic_load_explicit(&counts->counts[first + i], memory_order_relaxed);
        (void)fprintf(page, "%s{%s=\"%s\"} %llu\n", name, label, values[i], number);
    }
}

void case_counts_write(struct case_counts *counts, FILE *page)
{
    static const char *const told[] = {"found",    "stale", "not_found", "unavailable",
                                       "too_many", "rated", "not_rated", "busy"};
    static const char *const failed[] = {"nonsense", "down"};
    static const char *const spared[] = {"breaker"};
    write_some(counts, page, "tv_hall_cases_total", "outcome",
               "Look-ups and ratings of cases, by what the box was told.", COUNT_FOUND, told,
               sizeof told / sizeof told[0]);
    write_some(counts, page, "tv_hall_cases_failed_total", "why",
               "Questions to the case system that it did not answer, or not as agreed.", COUNT_NONSENSE,
               failed, sizeof failed / sizeof failed[0]);
    write_some(counts, page, "tv_hall_cases_spared_total", "why",
               "Questions that the case system was spared.", COUNT_SPARED_BREAKER, spared,
               sizeof spared / sizeof spared[0]);
    (void)fprintf(page,
                  "# HELP tv_hall_cases_breaker_open 1 while the case system is not asked, as it failed.\n"
                  "# TYPE tv_hall_cases_breaker_open gauge\ntv_hall_cases_breaker_open %d\n",
                  atomic_load(&counts->breaker_is_open));
}
