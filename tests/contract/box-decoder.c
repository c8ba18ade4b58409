/* The box's own decoding of answers, for test_documents.py: "PATH BYTES" and a line feed, then so many bytes
 * of an answer, come in; "taken" or a message goes out, a line each. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client.h"
#include "backend-client/hall_client_private.h"
#include "backend-client/records/case_decode.h"
#include "both-sides/digits.h"

enum { LINE_SIZE = 128, BYTES_MAX = 64 * 1024 * 1024 };

static const struct endpoint_row *row_of(const char *path)
{
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        if (strcmp(endpoints[i].path, path) == 0) {
            return &endpoints[i];
        }
    }
    return NULL;
}

/* A refusal that is the contract's is one that the box has words for. */
static void say_refusal(const void *bytes, size_t length)
{
    int64_t retry_at = 0;
    enum case_refusal refusal = case_refusal_decode(429, bytes, length, &retry_at);
    puts(refusal == CASE_REFUSAL_TRANSPORT ? "not understood" : "taken");
}

static void say_record(const struct endpoint_row *row, const void *bytes, size_t length)
{
    char error[JSON_ERROR_SIZE] = "";
    size_t most = row->bytes_max != 0 ? row->bytes_max : (size_t)RESPONSE_BYTES_MAX;
    void *record = length <= most ? row->decode(bytes, length, error) : NULL;
    if (record != NULL) {
        row->free(record);
    }
    puts(record != NULL ? "taken" : length > most ? "too long" : error[0] != '\0' ? error : "no memory");
}

static int answer(char *line)
{
    char *space = strchr(line, ' ');
    char *end = space != NULL ? strchr(space, '\n') : NULL;
    int64_t length = 0;
    if (end == NULL) {
        return -1;
    }
    *space = *end = '\0';
    unsigned char *bytes = digits_read(space + 1, 1, BYTES_MAX, &length) == 0 ? malloc((size_t)length) : NULL;
    const struct endpoint_row *row = row_of(line);
    int result = -1;
    if (bytes != NULL && fread(bytes, 1, (size_t)length, stdin) == (size_t)length) {
        if (row != NULL) {
            say_record(row, bytes, (size_t)length);
        } else {
            say_refusal(bytes, (size_t)length);
        }
        result = fflush(stdout);
    }
    free(bytes);
    return result;
}

int main(void)
{
    char line[LINE_SIZE];
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (answer(line) != 0) {
            return 1;
        }
    }
    return 0;
}
