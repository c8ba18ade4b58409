#ifndef BACKEND_CLIENT_RECORDS_SOCIAL_SECURITY_DECODE_H
#define BACKEND_CLIENT_RECORDS_SOCIAL_SECURITY_DECODE_H

#include <stddef.h>

#include "both-sides/records/record_json.h"
#include "both-sides/records/social_security_records.h"

/* A person's own social security, and when that person may retire. NULL with a message, which says nothing of
 * a value; empty if only memory was missing. Freeing wipes. */

struct social_security *social_security_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
void social_security_free(struct social_security *record);

struct retirement_answer *retirement_answer_decode(const void *bytes, size_t length,
                                                   char error[JSON_ERROR_SIZE]);
void retirement_answer_free(struct retirement_answer *record);

#endif
