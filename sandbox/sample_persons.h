#ifndef SANDBOX_SAMPLE_PERSONS_H
#define SANDBOX_SAMPLE_PERSONS_H

#include <stddef.h>

/* The sample persons (示例) of docs/decisions/0100, the same in every system of the sandbox. Their ID numbers
 * are right and their births lie in the 1800s, so that they match nobody living; where a rule needs the age
 * of somebody living, sample_person_birth says which birth is taken instead. */

enum { SAMPLE_PERSONS = 4 };

struct sample_person {
    const char *id_number;
    const char *name;
    const char *subject; /* who the person is to an identity provider; says nothing of the ID number */
    const char *shows;   /* what there is to see */
    int age;             /* years, completed in the course of this year */
    int this_month;      /* 1: in this month, on the first; 0: on the day that the ID number has */
};

extern const struct sample_person sample_persons[SAMPLE_PERSONS];

/* NULL: there is no such sample. The ID number as it stands in the table. */
const struct sample_person *sample_person_find(const char *id_number);
const struct sample_person *sample_person_of_subject(const char *subject);

/* The birth that is taken, YYYYMMDD, as of a day: relative to it, so that who is about to retire is so on
 * every day. */
int sample_person_birth(const struct sample_person *person, int today);

#endif
