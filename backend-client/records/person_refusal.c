#include "backend-client/records/person_refusal.h"

#include <string.h>

#include "backend-client/records/refusal_decode.h"

/* The words that say the same of every personal question. */
static const struct {
    int http_status;
    const char *word;
    enum person_refusal refusal;
} meanings[] = {
    {401, "box_unknown", PERSON_REFUSAL_BOX_UNKNOWN}, {401, "session_ended", PERSON_REFUSAL_SESSION_ENDED},
    {403, "no_consent", PERSON_REFUSAL_NO_CONSENT},   {429, "too_many", PERSON_REFUSAL_TOO_MANY},
    {404, "not_found", PERSON_REFUSAL_TRANSPORT}, /* a headend without this service */
};

enum person_refusal person_refusal_decode(int http_status, const void *bytes, size_t length,
                                          char word[ERROR_WORD_SIZE], int64_t *retry_at)
{
    struct service_error refusal;
    word[0] = '\0';
    *retry_at = 0;
    if (refusal_decode(bytes, length, &refusal) != 0) {
        return PERSON_REFUSAL_TRANSPORT; /* a proxy's or another server's words */
    }
    memcpy(word, refusal.error, sizeof refusal.error);
    *retry_at = refusal.retry_at;
    if (http_status == 503) {
        return PERSON_REFUSAL_UPSTREAM;
    }
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (meanings[i].http_status == http_status && strcmp(meanings[i].word, word) == 0) {
            return meanings[i].refusal;
        }
    }
    return http_status >= 500 ? PERSON_REFUSAL_TRANSPORT : PERSON_REFUSAL_OTHER;
}
