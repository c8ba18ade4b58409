#include "headend/social-security/person_retirement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"

static_assert(RETIREMENT_EARLY_POSSIBLE == 0 && RETIREMENT_EARLY_OLD_AGE == 1 &&
                  RETIREMENT_EARLY_LACKS == 2 && RETIREMENT_EARLY_PAST == 3,
              "the words of the contract stand in this order");

enum { BIRTH_AT = 6, SEX_AT = 16, ID_LENGTH = 18, MONTH_DIGITS = 6, DAYS = 100 };

/* Month of the calendar; -1: it is not known. */
static int birth_of(const struct person_facts *facts, const char *id_number)
{
    if (facts->birth != 0) {
        return month_of_yyyymm(facts->birth / DAYS);
    }
    return strlen(id_number) == ID_LENGTH ? month_of_yyyymm(digits_value(id_number + BIRTH_AT, MONTH_DIGITS))
                                          : -1;
}

static enum person_sex sex_of(const struct person_facts *facts, const char *id_number)
{
    if (facts->sex != SEX_NOT_SAID || strlen(id_number) != ID_LENGTH) {
        return facts->sex;
    }
    return (id_number[SEX_AT] - '0') % 2 == 1 ? SEX_MAN : SEX_WOMAN;
}

/* --- Months of the employees' pension, over all accounts --- */

static int compare_months(const void *one, const void *other)
{
    int left = *(const int *)one;
    int right = *(const int *)other;
    return left < right ? -1 : left > right;
}

/* How many different months the accounts have among them. -1: out of memory. */
static int count_different(const struct person_facts *facts)
{
    int *months = calloc(INSURANCE_ACCOUNTS_MAX * (size_t)INSURANCE_MONTHS_MAX, sizeof *months);
    size_t count = 0;
    int different = 0;
    if (months == NULL) {
        return -1;
    }
    for (size_t i = 0; i < facts->insurance_count; i++) {
        const struct insurance *insurance = &facts->insurances[i].insurance;
        for (size_t m = 0; insurance->kind == INSURANCE_PENSION && m < insurance->month_count; m++) {
            if (insurance->months[m].paid) {
                months[count++] = insurance->months[m].month;
            }
        }
    }
    qsort(months, count, sizeof *months, compare_months);
    for (size_t i = 0; i < count; i++) {
        different += i == 0 || months[i] != months[i - 1];
    }
    explicit_bzero(months, count * sizeof *months);
    free(months);
    return different;
}

struct pension_months {
    int accounts, paid;
    int is_counted, differ;
};

/* Of several accounts the different months count, and what the office knows beyond the rows of each. */
static struct pension_months months_of(const struct person_facts *facts)
{
    struct pension_months found = {0};
    int beyond = 0;
    for (size_t i = 0; i < facts->insurance_count; i++) {
        const struct insurance *insurance = &facts->insurances[i].insurance;
        if (insurance->kind == INSURANCE_PENSION) {
            int shown = insurance_shown_months(insurance);
            found.accounts++;
            found.paid += shown;
            found.is_counted = found.is_counted || insurance->official_months == FIELD_NOT_SAID;
            found.differ = found.differ || insurance->months_differ;
            beyond += shown > insurance->counted_months ? shown - insurance->counted_months : 0;
        }
    }
    int different = found.accounts > 1 ? count_different(facts) : -1;
    if (different >= 0) {
        found.differ = found.differ || found.paid != different + beyond;
        found.paid = different + beyond;
    }
    found.paid = found.paid < RETIREMENT_MONTHS_MAX ? found.paid : RETIREMENT_MONTHS_MAX;
    return found;
}

/* --- Answers --- */

static void fill(struct retirement_answer *answer, const struct retirement *found,
                 const struct pension_months *months)
{
    const struct retirement_sources *sources = &found->rule->sources;
    *answer = (struct retirement_answer){
        .outcome = RETIREMENT_FOUND,
        .old_month = yyyymm_of_month(found->old_month),
        .month = yyyymm_of_month(found->month),
        .age_months = found->age_months,
        .needed = found->needed,
        .paid = months->paid,
        .missing_now = found->missing_now,
        .missing_then = found->missing_then,
        .early = (int)found->early,
        .earliest = found->early == RETIREMENT_EARLY_POSSIBLE ? yyyymm_of_month(found->earliest) : 0,
        .latest = yyyymm_of_month(found->latest),
        .is_counted = months->is_counted,
        .months_differ = months->differ,
        .age_source = sources->age,
        .contribution_source = sources->contribution,
        .choice_source = sources->choice,
        .residents_source = sources->residents,
    };
}

static void say_only(struct retirement_answer *answer, enum retirement_outcome outcome)
{
    *answer = (struct retirement_answer){.outcome = (int)outcome,
                                         .early = FIELD_NOT_SAID,
                                         .age_source = "",
                                         .contribution_source = "",
                                         .choice_source = "",
                                         .residents_source = ""};
}

void person_retirement(const struct person_facts *facts, const char *id_number, int post,
                       const struct retirement_rules *rules, int now, struct retirement_answer *answer)
{
    struct retirement found;
    const struct pension_months months = months_of(facts);
    enum person_sex sex = sex_of(facts, id_number);
    int birth = birth_of(facts, id_number);
    if (months.accounts == 0) {
        say_only(answer, RETIREMENT_NO_PENSION);
        return;
    }
    if (sex != SEX_MAN && post == RETIREMENT_POST_NOT_SAID) {
        say_only(answer, RETIREMENT_ASKS_POST);
        return;
    }
    enum retirement_group group = sex == SEX_MAN                   ? RETIREMENT_MAN
                                  : post == RETIREMENT_POST_OFFICE ? RETIREMENT_WOMAN_OFFICE
                                                                   : RETIREMENT_WOMAN_WORKER;
    if (birth < 0 ||
        retirement_compute(rules->rules, rules->count, group, birth, months.paid, now, &found) != 0) {
        say_only(answer, RETIREMENT_BEFORE_RULE);
    } else {
        fill(answer, &found, &months);
    }
    explicit_bzero(&found, sizeof found);
}

int person_needed_months(const struct person_facts *facts, const char *id_number,
                         const struct retirement_rules *rules)
{
    enum retirement_group first =
        sex_of(facts, id_number) == SEX_MAN ? RETIREMENT_MAN : RETIREMENT_WOMAN_OFFICE;
    enum retirement_group last = first == RETIREMENT_MAN ? RETIREMENT_MAN : RETIREMENT_WOMAN_WORKER;
    int birth = birth_of(facts, id_number);
    int needed = rules->count > 0 ? rules->rules[0].contribution_months : FIELD_NOT_SAID;
    for (int group = (int)first; group <= (int)last && birth >= 0; group++) {
        struct retirement found;
        if (retirement_compute(rules->rules, rules->count, (enum retirement_group)group, birth, 0, birth,
                               &found) == 0 &&
            found.needed > needed) {
            needed = found.needed;
        }
    }
    return needed;
}
