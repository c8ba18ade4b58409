#include "headend/admin/operator.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headend/admin/text_option.h"

enum { NAME_MOST = 20 };

/* The session's (which glibc takes from the kernel, and sudo does not change); where there is none, what sudo
 * says, then whose process this is. */
static int find_account(char account[LEDGER_PERSON_SIZE])
{
    if (getlogin_r(account, LEDGER_PERSON_SIZE) == 0 && account[0] != '\0') {
        return 0;
    }
    const char *behind_sudo = getenv("SUDO_USER");
    const struct passwd *known =
        behind_sudo != NULL && behind_sudo[0] != '\0' ? getpwnam(behind_sudo) : getpwuid(getuid());
    int length = known != NULL ? snprintf(account, LEDGER_PERSON_SIZE, "%s", known->pw_name) : -1;
    return length > 0 && length < LEDGER_PERSON_SIZE ? 0 : -1;
}

int operator_find(const char *by, struct operator_person *person)
{
    char problem[TEXT_PROBLEM_SIZE];
    *person = (struct operator_person){.name = ""};
    const char *wrong = by != NULL ? text_problem(by, NAME_MOST, 0, problem) : NULL;
    if (wrong != NULL) {
        (void)fprintf(stderr, "tv-hall-admin: --by: %s\n", wrong);
        return -1;
    }
    if (find_account(person->account) != 0) {
        (void)fputs("tv-hall-admin: this machine does not say whose account this is\n", stderr);
        return -1;
    }
    (void)snprintf(person->name, sizeof person->name, "%s", by != NULL ? by : "");
    return 0;
}

int operator_are_two(const struct operator_person *one, const struct operator_person *other)
{
    return strcmp(one->account, other->account) != 0 ||
           (one->name[0] != '\0' && other->name[0] != '\0' && strcmp(one->name, other->name) != 0);
}

void operator_write(const struct operator_person *person, char text[OPERATOR_TEXT_SIZE])
{
    (void)snprintf(text, OPERATOR_TEXT_SIZE, "%s%s%s", person->account, person->name[0] != '\0' ? "/" : "",
                   person->name);
}
