#include "both-sides/retirement/retirement.h"

/* YYYYMM as a month of the calendar. */
static int month_of(int written)
{
    return written / 100 * 12 + written % 100 - 1;
}

static const struct retirement_rule *rule_for(const struct retirement_rule *rules, size_t count,
                                              int old_month)
{
    for (size_t i = 0; i < count; i++) {
        if (old_month >= month_of(rules[i].from) &&
            (rules[i].until == 0 || old_month <= month_of(rules[i].until))) {
            return &rules[i];
        }
    }
    return NULL;
}

int retirement_needed(const struct retirement_rule *rule, int month)
{
    int years = month / 12 - rule->contribution_year;
    int needed = rule->contribution_months + (years > 0 ? years * rule->contribution_step : 0);
    return needed < rule->contribution_months_most ? needed : rule->contribution_months_most;
}

static int paid_by(int paid, int now, int month)
{
    return paid + (month > now ? month - now : 0);
}

static int at_least_zero(int number)
{
    return number > 0 ? number : 0;
}

static void choose_early(const struct retirement_rule *rule, int paid, int now, struct retirement *retirement)
{
    int first = retirement->month - rule->early_months;
    first = first > retirement->old_month ? first : retirement->old_month;
    if (first >= retirement->month) {
        retirement->early = RETIREMENT_EARLY_OLD_AGE;
        return;
    }
    if (now >= retirement->month) {
        retirement->early = RETIREMENT_EARLY_PAST;
        return;
    }
    first = first > now ? first : now;
    for (int month = first; month < retirement->month; month++) {
        if (paid_by(paid, now, month) >= retirement_needed(rule, month)) {
            retirement->early = RETIREMENT_EARLY_POSSIBLE;
            retirement->earliest = month;
            return;
        }
    }
    retirement->early = RETIREMENT_EARLY_LACKS;
}

int retirement_compute(const struct retirement_rule *rules, size_t count, enum retirement_group group,
                       int birth, int paid, int now, struct retirement *retirement)
{
    const struct retirement_rule *rule = NULL;
    for (size_t i = 0; i < count && rule == NULL; i++) {
        rule = rule_for(&rules[i], 1, birth + rules[i].ages[group].old_age);
    }
    if (rule == NULL) {
        return -1;
    }
    const struct retirement_age *age = &rule->ages[group];
    int old_month = birth + age->old_age;
    int delay = (old_month - month_of(rule->from)) / age->step + 1;
    int most = age->new_age - age->old_age;
    delay = delay < most ? delay : most;
    *retirement = (struct retirement){
        .rule = rule,
        .old_month = old_month,
        .month = old_month + delay,
        .age_months = age->old_age + delay,
    };
    retirement->needed = retirement_needed(rule, retirement->month);
    retirement->missing_now = at_least_zero(retirement->needed - paid);
    retirement->missing_then = at_least_zero(retirement->needed - paid_by(paid, now, retirement->month));
    retirement->latest = retirement->month + rule->late_months;
    choose_early(rule, paid, now, retirement);
    return 0;
}
