/* How fast the directory of 2,500 stations is decoded after its last byte, and what it keeps of memory:
 * fuller than a real one, every village with address, place and telephone. Prints NAME value unit (budget …);
 * exit 1 when one is over. */

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "backend-client/records/station_decode.h"
#include "tests/bench/timing.h"

enum { STATIONS = 2500, COUNTIES = 11, TOWNS = 159, RUNS = 101, BYTES_MAX = 2 * 1024 * 1024 };
static const double BUDGET_MS = 12;
static const double BUDGET_KIB = 2048;

static size_t write_sets(char *text, size_t at)
{
    at += (size_t)snprintf(text + at, BYTES_MAX - at, "\"sets\":[");
    for (int set = 0; set < 6; set++) {
        at += (size_t)snprintf(text + at, BYTES_MAX - at, "%s{\"id\":\"set-%d\",\"direct\":[",
                               set == 0 ? "" : ",", set);
        for (int guide = 0; guide < 50; guide++) {
            at += (size_t)snprintf(text + at, BYTES_MAX - at, "%s\"guide-number-%d\"", guide == 0 ? "" : ",",
                                   guide);
        }
        at += (size_t)snprintf(text + at, BYTES_MAX - at, "],\"relay\":[\"retirement\",\"newborn\"]}");
    }
    return at + (size_t)snprintf(text + at, BYTES_MAX - at, "],");
}

/* One of the city, its counties, its townships, villages: each below one of the level above. */
static size_t write_station(char *text, size_t at, int i)
{
    int level = i == 0 ? 3 : i <= COUNTIES ? 4 : i <= COUNTIES + TOWNS ? 5 : 6;
    int parent = level == 4 ? 0 : level == 5 ? 1 + i % COUNTIES : COUNTIES + 1 + i % TOWNS;
    at += (size_t)snprintf(text + at, BYTES_MAX - at,
                           "%s{\"id\":\"s4310%08d\",\"name\":\"示例第%d村便民服务站（示例）\",\"initials\":"
                           "\"sld%d[cz]bmfwz[sz]l\","
                           "\"level\":%d,\"area_code\":\"4310%08d\"",
                           i == 0 ? "" : ",", i, i, i, level, i);
    if (i > 0) {
        at += (size_t)snprintf(text + at, BYTES_MAX - at, ",\"parent\":\"s4310%08d\"", parent);
    }
    return at +
           (size_t)snprintf(text + at, BYTES_MAX - at,
                            ",\"address\":\"示例县示例镇第%d村村委会院内（示例地址）\",\"lat\":%d,\"lon\":%d,"
                            "\"hours\":\"hours-%d\",\"handles\":\"set-%d\",\"windows\":%d,"
                            "\"updated\":20261101,\"sample\":true,\"phone\":\"0735-000%04d\"}",
                            i, 25000000 + i * 211, 113000000 + i * 307, i % 8, i % 6, 1 + i % 20, i);
}

static size_t write_list(char *text)
{
    size_t at =
        (size_t)snprintf(text, BYTES_MAX, "{\"rev\":7,\"as_of\":1764000000000,\"page\":\"/s/\",\"hours\":[");
    for (int i = 0; i < 8; i++) {
        at += (size_t)snprintf(text + at, BYTES_MAX - at,
                               "%s{\"id\":\"hours-%d\",\"spans\":\"12345:0900-1200,1330-1700;6:0900-1200\"}",
                               i == 0 ? "" : ",", i);
    }
    at += (size_t)snprintf(text + at, BYTES_MAX - at, "],");
    at = write_sets(text, at);
    at += (size_t)snprintf(text + at, BYTES_MAX - at, "\"stations\":[");
    for (int i = 0; i < STATIONS; i++) {
        at = write_station(text, at, i);
    }
    return at + (size_t)snprintf(text + at, BYTES_MAX - at, "]}");
}

static double in_use_kib(void)
{
    struct mallinfo2 now = mallinfo2();
    return (double)(now.uordblks + now.hblkhd) / 1024;
}

/* Milliseconds; -1: it could not be decoded. *kib: what the list keeps, as malloc counts it. */
static double decode(const char *text, size_t length, double *kib)
{
    char error[JSON_ERROR_SIZE];
    double before = in_use_kib();
    double start = thread_ms();
    struct station_list *list = station_list_decode(text, length, error);
    double took = thread_ms() - start;
    if (list == NULL || list->count != STATIONS || list->stations[STATIONS - 1].parent <= COUNTIES) {
        (void)fprintf(stderr, "decode-stations: %s\n", list == NULL ? error : "not as it was written");
        took = -1;
    }
    *kib = in_use_kib() - before;
    station_list_free(list);
    return took;
}

static int show(const char *name, double value, const char *unit, double budget)
{
    (void)printf("%-52s %10.3f %-9s (budget <= %g) %s\n", name, value, unit, budget,
                 value <= budget ? "ok" : "OVER");
    return value > budget;
}

int main(void)
{
    static double runs[RUNS];
    double kib = 0;
    char *text = malloc(BYTES_MAX);
    if (text == NULL) {
        return 1;
    }
    size_t length = write_list(text);
    double first = decode(text, length, &kib);
    for (int i = 0; i < RUNS; i++) {
        runs[i] = decode(text, length, &kib);
        if (runs[i] < 0) {
            free(text);
            return 1;
        }
    }
    free(text);
    (void)printf("%d stations: %zu KiB of JSON\n", STATIONS, length / 1024);
    int over = show("decode of 2,500 stations, the first time", first, "ms", BUDGET_MS);
    over += show("decode of 2,500 stations, median", median_of(runs, RUNS), "ms", BUDGET_MS);
    over += show("2,500 stations in memory", kib, "KiB", BUDGET_KIB);
    return over > 0;
}
