#include "sandbox/sample_persons.h"

#include <string.h>

enum { MONTH_AT = 10, DAY_AT = 12, YEAR = 10000 };

const struct sample_person sample_persons[SAMPLE_PERSONS] = {
    {.id_number = "431002188001010018",
     .name = "示例甲",
     .subject = "sample-1",
     .shows = "about to retire: everything, a loan, cases",
     .age = 60,
     .this_month = 1},
    {.id_number = "431021189103070023",
     .name = "示例乙",
     .subject = "sample-2",
     .shows = "a worker with gaps in her months and two housing fund accounts, one of them closed",
     .age = 52},
    {.id_number = "431081189512310039",
     .name = "示例丙",
     .subject = "sample-3",
     .shows = "residents' insurance only, no housing fund account",
     .age = 36},
    {.id_number = "43100218800101019X",
     .name = "示例丁",
     .subject = "sample-4",
     .shows = "contradictions: ledger and balance, months and rows; a frozen account",
     .age = 61},
};

const struct sample_person *sample_person_find(const char *id_number)
{
    for (size_t i = 0; i < SAMPLE_PERSONS; i++) {
        if (strcmp(sample_persons[i].id_number, id_number) == 0) {
            return &sample_persons[i];
        }
    }
    return NULL;
}

const struct sample_person *sample_person_of_subject(const char *subject)
{
    for (size_t i = 0; i < SAMPLE_PERSONS; i++) {
        if (strcmp(sample_persons[i].subject, subject) == 0) {
            return &sample_persons[i];
        }
    }
    return NULL;
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + (text[1] - '0');
}

int sample_person_birth(const struct sample_person *person, int today)
{
    int year = today / YEAR - person->age;
    int month = person->this_month ? today / 100 % 100 : two_digits(person->id_number + MONTH_AT);
    int day = person->this_month ? 1 : two_digits(person->id_number + DAY_AT);
    return year * YEAR + month * 100 + day;
}
