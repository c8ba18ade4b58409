#include "headend/http/refusal.h"

#include <microhttpd.h>
#include <stdio.h>

#include "both-sides/records/record_json.h"
#include "both-sides/records/service_records.h"

const struct refusal refusal_not_found = {MHD_HTTP_NOT_FOUND, "not_found",
                                          "There is nothing at this address."};
const struct refusal refusal_gone = {MHD_HTTP_GONE, "gone",
                                     "This notice was withdrawn or does not hold any more."};
const struct refusal refusal_unavailable = {MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable",
                                            "The headend cannot answer now. Try again later."};
const struct refusal refusal_session_ended = {MHD_HTTP_UNAUTHORIZED, "session_ended",
                                              "There is no such session on this box, or it has ended."};
const struct refusal refusal_twice = {MHD_HTTP_BAD_REQUEST, "bad_request", "A parameter is given twice."};

char *refusal_json(const struct refusal *refusal, size_t *length)
{
    struct service_error error = {.message = refusal->message, .limit = FIELD_NOT_SAID};
    (void)snprintf(error.error, sizeof error.error, "%s", refusal->error);
    return record_encode_text(&error_table, &error, length);
}
