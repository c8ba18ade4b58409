/* Any bytes as a portal's answer to a ticket: who is found has a subject, a name and an ID number that is
 * right. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/id_number.h"
#include "headend/identity/ticket_answer.h"

enum { TODAY = 20270115 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char number[ID_NUMBER_SIZE];
    struct identity_finding finding = {.result = IDENTITY_DOWN};
    int form = ticket_answer_read((const char *)bytes, length, "i", INT64_C(1800000000000), &finding);
    const struct identity_person *person = &finding.person;
    if (form == 0 && finding.result == IDENTITY_FOUND &&
        (person->subject[0] == '\0' || person->name[0] == '\0' ||
         id_number_read(person->id_number, TODAY, number) != 0)) {
        abort();
    }
    if (form == 0 && finding.result != IDENTITY_FOUND && person->id_number[0] != '\0') {
        abort();
    }
    return 0;
}
