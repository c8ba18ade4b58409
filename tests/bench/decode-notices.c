/* How fast 1,000 notices are decoded, beside bare yajl (callbacks that only count) on the same bytes. Medians
 * of interleaved runs, so that other work on the machine strikes both. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "backend-client/records/records_decode.h"
#include "tests/bench/timing.h"

enum { ROWS = 1000, RUNS = 201, BYTES_MAX = 1024 * 1024 };

static int count_null(void *events)
{
    ++*(size_t *)events;
    return 1;
}

static int count_boolean(void *events, int value)
{
    (void)value;
    return count_null(events);
}

static int count_number(void *events, const char *text, size_t length)
{
    (void)text;
    (void)length;
    return count_null(events);
}

static int count_string(void *events, const unsigned char *text, size_t length)
{
    (void)text;
    (void)length;
    return count_null(events);
}

static const yajl_callbacks counting = {.yajl_null = count_null,
                                        .yajl_boolean = count_boolean,
                                        .yajl_number = count_number,
                                        .yajl_string = count_string,
                                        .yajl_start_map = count_null,
                                        .yajl_map_key = count_string,
                                        .yajl_end_map = count_null,
                                        .yajl_start_array = count_null,
                                        .yajl_end_array = count_null};

static size_t write_list(char *text)
{
    size_t at = (size_t)snprintf(text, BYTES_MAX,
                                 "{\"rev\":7,\"as_of\":1764000000000,\"total\":%d,\"notices\":[", ROWS);
    for (int i = 0; i < ROWS; i++) {
        at += (size_t)snprintf(
            text + at, BYTES_MAX - at,
            "%s{\"id\":\"n-%06d\",\"title\":\"\xE5\x85\xB3\xE4\xBA\x8E\xE5\x81\x9A\xE5\xA5\xBD%"
            "d\xE5\xB9\xB4\xE5\xBA\xA6"
            "\xE5\x9F\x8E\xE4\xB9\xA1\xE5\xB1\x85\xE6\xB0\x91\xE5\x9F\xBA\xE6\x9C\xAC\xE5\x8C\xBB\xE7\x96\x97"
            "\xE4\xBF\x9D\xE9\x99\xA9\xE7\x9A\x84\xE9\x80\x9A\xE7\x9F\xA5\",\"initials\":\"gyzh%"
            "dndcxjmjbylbxd[td]z\",\"category\":%d,\"level\":%d,"
            "\"area_code\":\"431002\",\"org_name\":\"\xE7\xA4\xBA\xE4\xBE\x8B\xE5\x8D\x95\xE4\xBD\x8D\","
            "\"published\":%lld,\"valid_from\":%lld,\"valid_to\":0,\"rev\":%d}",
            i == 0 ? "" : ",", i, 2000 + i, 2000 + i, 1 + i % 5, i % 3, 1763000000000LL + i * 60000LL,
            1763000000000LL, i);
    }
    at += (size_t)snprintf(text + at, BYTES_MAX - at, "]}");
    return at;
}

static double time_bare(const char *text, size_t length)
{
    size_t events = 0;
    double start = thread_ms();
    yajl_handle yajl = yajl_alloc(&counting, NULL, &events);
    if (yajl == NULL || yajl_parse(yajl, (const unsigned char *)text, length) != yajl_status_ok ||
        yajl_complete_parse(yajl) != yajl_status_ok) {
        return -1;
    }
    yajl_free(yajl);
    return thread_ms() - start;
}

static double time_decode(const char *text, size_t length)
{
    char error[JSON_ERROR_SIZE];
    double start = thread_ms();
    struct notice_list *list = notice_list_decode(text, length, error);
    if (list == NULL || list->count != ROWS) {
        (void)fprintf(stderr, "decode-notices: %s\n", error);
        return -1;
    }
    notice_list_free(list);
    return thread_ms() - start;
}

int main(void)
{
    static double bare[RUNS], decode[RUNS];
    char *text = malloc(BYTES_MAX);
    if (text == NULL) {
        return 1;
    }
    size_t length = write_list(text);
    for (int i = 0; i < RUNS; i++) {
        bare[i] = time_bare(text, length);
        decode[i] = time_decode(text, length);
        if (bare[i] < 0 || decode[i] < 0) {
            free(text);
            return 1;
        }
    }
    free(text);
    double bare_ms = median_of(bare, RUNS);
    double decode_ms = median_of(decode, RUNS);
    (void)printf("decode of %d notices vs bare yajl: %.2f x (budget >= 0.8)\n", ROWS, bare_ms / decode_ms);
    (void)printf("decode of %d notices (%zu KB): %.2f ms\n", ROWS, length / 1024, decode_ms);
    return 0;
}
