#ifndef BACKEND_CLIENT_RECORDS_PERSONAL_RECORD_H
#define BACKEND_CLIENT_RECORDS_PERSONAL_RECORD_H

#include "both-sides/records/record_json.h"

/* Records of a person's own data: messages for the log contain no values, and memory is wiped before it is
 * freed. */

/* As record_decode_new. */
void *personal_record_decode(const struct record_table *table, size_t arena_offset, const void *bytes,
                             size_t length, char error[JSON_ERROR_SIZE]);
/* `record`: of `size` bytes, or NULL. */
void personal_record_free(void *record, size_t arena_offset, size_t size);
/* Cuts a value off what a decoder says of it. */
void personal_record_withhold(char error[JSON_ERROR_SIZE]);

/* Declares struct NAME's NAME_decode and NAME_free for an endpoint; defines them by its table. The struct has
 * an `arena`. */
#define PERSONAL_RECORD_DECLARE(name)                                                                        \
    struct name *name##_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);               \
    void name##_free(struct name *record);
#define PERSONAL_RECORD_DEFINE(name)                                                                         \
    struct name *name##_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])                \
    {                                                                                                        \
        return personal_record_decode(&name##_table, offsetof(struct name, arena), bytes, length, error);    \
    }                                                                                                        \
    void name##_free(struct name *record)                                                                    \
    {                                                                                                        \
        personal_record_free(record, offsetof(struct name, arena), sizeof *record);                          \
    }

#endif
