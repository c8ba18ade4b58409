#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/web_address.h"
#include "headend/providers/alipay_private.h"
#include "headend/providers/bill.h"
#include "headend/providers/provider_value.h"
#include "headend/providers/unpack.h"

/* A day's bill: its address is asked for (signed, holds 30 s), the archive fetched over TLS, as nothing signs
 * the file itself. */

enum { ADDRESS_SIZE = 900, ROOM_SIZE = ADDRESS_SIZE + 8, OK = 200 };

/* From when on "there is no bill" means that nothing happened: noon of the next day (bills are made by 9 to
 * 10). */
static const int64_t made_by_ms = INT64_C(36) * 3600 * 1000;

struct archive {
    struct provider_day *day;
    int found; /* files with rows */
};

/* Of the files of an archive the one with rows; the other has the sums of shops. */
static int take_file(void *context, const struct unpacked *file)
{
    struct archive *archive = context;
    size_t length = 0;
    char *text = alipay_bill_decode(file->bytes, file->length, &length);
    if (text == NULL) {
        return -1;
    }
    int result = 0;
    if (strstr(text, "\n支付宝交易号,") != NULL) {
        result = archive->found == 0 ? alipay_bill_read(text, length, archive->day) : -1;
        archive->found++;
    }
    free(text);
    return result;
}

static enum provider_outcome fetch(struct alipay *alipay, const char *address, int timeout_ms,
                                   struct provider_day *day, struct provider_word *word)
{
    struct archive archive = {.day = day};
    struct exchange_answer answer;
    char *packed = malloc(PACKED_MAX + 1);
    const struct upstream_request request = {
        .url = address, .path = "", .room = packed, .room_size = PACKED_MAX + 1};
    enum provider_outcome outcome = provider_say(PROVIDER_UNKNOWN, "no answer", word);
    if (packed == NULL ||
        exchange_ask(alipay->exchange, &request, timeout_ms, &answer) != EXCHANGE_ANSWERED) {
        free(packed);
        return outcome;
    }
    int good = answer.response.status == OK;
    size_t length = answer.response.length;
    exchange_end(alipay->exchange, &answer);
    if (good && unpack_zip((const unsigned char *)packed, length, take_file, &archive) == 0 &&
        archive.found == 1) {
        outcome = provider_say(PROVIDER_DONE, "", word);
    } else if (good) {
        provider_day_free(day);
        outcome = provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
    }
    free(packed);
    return outcome;
}

/* What is told as http is asked for by https; but for this machine itself. */
static int read_address(const struct json_value *root, char address[ROOM_SIZE])
{
    char told[ADDRESS_SIZE];
    int wrong = 0;
    provider_text(root, "bill_download_url", told, sizeof told, &wrong);
    int is_upgraded = !wrong && strncmp(told, "http://", 7) == 0 && !web_address_is_private(told);
    (void)snprintf(address, ROOM_SIZE, "%s%s", is_upgraded ? "https" : "", told + (is_upgraded ? 4 : 0));
    return !wrong && web_address_is_good(address, WEB_HTTP_OR_HTTPS) && web_address_is_private(address) ? 0
                                                                                                        : -1;
}

enum provider_outcome alipay_day(struct payment_provider *provider, int date, int timeout_ms,
                                 struct provider_day *day, struct provider_word *word)
{
    struct alipay *alipay = (struct alipay *)provider;
    struct alipay_answer answer;
    struct json_writer json;
    char text[PROVIDER_MOMENT_SIZE], address[ROOM_SIZE];
    int64_t until_us = steady_us() + (int64_t)timeout_ms * 1000;
    *day = (struct provider_day){.rows = NULL};
    if (json_begin(&json) != 0) {
        return provider_say(PROVIDER_LATER, "out of memory", word);
    }
    provider_date_write(date, text);
    json_open_map(&json, NULL);
    json_text(&json, "bill_type", "trade");
    json_text(&json, "bill_date", text);
    enum provider_outcome outcome = alipay_ask(alipay, "alipay.data.dataservice.bill.downloadurl.query",
                                               &json, timeout_ms, &answer, word);
    if (outcome == PROVIDER_REFUSED && strstr(word->text, "bill_not_exist") != NULL) {
        return wall_ms() >= calendar_date_begins(date) + made_by_ms ? provider_say(PROVIDER_DONE, "", word)
                                                                    : PROVIDER_LATER;
    }
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    int result = read_address(answer.root, address);
    json_tree_wipe(answer.tree);
    int left_ms = (int)((until_us - steady_us()) / 1000);
    return result == 0 ? fetch(alipay, address, left_ms > 1 ? left_ms : 1, day, word)
                       : provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
}
