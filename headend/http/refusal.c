#include "headend/http/refusal.h"

#include <microhttpd.h>

#include "both-sides/json/json_writer.h"

const struct refusal refusal_not_found = {MHD_HTTP_NOT_FOUND, "not_found",
                                          "There is nothing at this address."};
const struct refusal refusal_gone = {MHD_HTTP_GONE, "gone",
                                     "This notice was withdrawn or does not hold any more."};
const struct refusal refusal_unavailable = {MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable",
                                            "The headend cannot answer now. Try again later."};
const struct refusal refusal_twice = {MHD_HTTP_BAD_REQUEST, "bad_request", "A parameter is given twice."};

char *refusal_json(const struct refusal *refusal, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "error", refusal->error);
        json_text(&json, "message", refusal->message);
        json_close_map(&json);
    }
    return json_take(&json, length);
}
