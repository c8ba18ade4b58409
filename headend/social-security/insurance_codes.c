#include "headend/social-security/insurance_codes.h"

#include <stddef.h>
#include <string.h>

#include "both-sides/records/social_security_records.h"

struct code_name {
    const char *code;
    int name;
};

static const struct code_name kinds[] = {
    {"110", INSURANCE_PENSION},           {"210", INSURANCE_UNEMPLOYMENT},
    {"310", INSURANCE_MEDICAL},           {"410", INSURANCE_WORK_INJURY},
    {"510", INSURANCE_MATERNITY},         {"170", INSURANCE_RESIDENTS_PENSION},
    {"390", INSURANCE_RESIDENTS_MEDICAL},
};

/* 3 and 4 are both 终止: systems differ. */
static const struct code_name insured[] = {
    {"", INSURED_NOT_SAID}, {"0", INSURED_NEVER}, {"1", INSURED_NOW},
    {"2", INSURED_PAUSED},  {"3", INSURED_ENDED}, {"4", INSURED_ENDED},
};

static const struct code_name paying[] = {
    {"", PAYING_NOT_SAID},
    {"1", PAYING_NOW},
    {"2", PAYING_PAUSED},
    {"3", PAYING_ENDED},
};

static const struct code_name contributions[] = {
    {"", CONTRIBUTION_REGULAR},
    {"10", CONTRIBUTION_REGULAR},
    {"31", CONTRIBUTION_BACK_PAID},
};

static const struct code_name flags[] = {{"", 1}, {"1", 1}};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static int name_of(const struct code_name *names, size_t count, const char *code, int otherwise)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i].code, code) == 0) {
            return names[i].name;
        }
    }
    return otherwise;
}

int insurance_kind_of_code(const char *code)
{
    return name_of(kinds, COUNT(kinds), code, INSURANCE_OTHER);
}

int insured_state_of_code(const char *code)
{
    return name_of(insured, COUNT(insured), code, INSURED_OTHER);
}

int paying_state_of_code(const char *code)
{
    return name_of(paying, COUNT(paying), code, PAYING_OTHER);
}

enum contribution_kind contribution_kind_of_code(const char *code)
{
    return (enum contribution_kind)name_of(contributions, COUNT(contributions), code, CONTRIBUTION_OTHER);
}

int contribution_is_paid(const char *code)
{
    return name_of(flags, COUNT(flags), code, 0);
}
