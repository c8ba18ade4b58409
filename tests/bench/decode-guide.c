/* How fast a guide of 60 form fields, with everything else that one may have, is decoded after its last byte:
 * a part of the 6 ms in which it opens. Prints NAME value unit (budget …); exit 1 when it is over. */

#include <stdio.h>
#include <stdlib.h>

#include "backend-client/records/guide_decode.h"
#include "tests/bench/timing.h"

enum { FIELDS = 60, MATERIALS = 30, STEPS = 12, QUESTIONS = 12, RUNS = 501, BYTES_MAX = 256 * 1024 };
static const double BUDGET_MS = 1;

/* `count` items, each with its number between the two texts. */
static size_t write_items(char *text, size_t at, const char *name, int count, const char *before,
                          const char *after)
{
    at += (size_t)snprintf(text + at, BYTES_MAX - at, ",\"%s\":[", name);
    for (int i = 0; i < count; i++) {
        at += (size_t)snprintf(text + at, BYTES_MAX - at, "%s%s%d%s", i == 0 ? "" : ",", before, i, after);
    }
    return at + (size_t)snprintf(text + at, BYTES_MAX - at, "]");
}

static size_t write_guide(char *text)
{
    size_t at = (size_t)snprintf(
        text, BYTES_MAX,
        "{\"id\":\"retirement\",\"name\":\"企业职工退休一件事\",\"initials\":\"qyzgtxyjs\",\"theme\":\"012\","
        "\"summary\":\"示例\",\"brief\":false,\"rev\":7,\"promise\":{\"count\":20,\"unit\":\"workday\"}");
    at = write_items(
        text, at, "steps", STEPS, "{\"name\":\"第",
        "步\",\"org_name\":\"示例单位\",\"takes\":\"3个工作日\",\"does\":\"核对档案和缴费记录\"}");
    at = write_items(text, at, "materials", MATERIALS, "{\"id\":\"material-",
                     "\",\"name\":\"居民身份证\",\"need\":\"necessary\",\"kind\":\"certificate\",\"format\":"
                     "\"paper\",\"piece\":\"original\",\"copies\":1,\"source\":\"公安机关签发\",\"explain\":"
                     "\"在有效期内，正反两面清楚\",\"form\":\"application\"}");
    at += (size_t)snprintf(text + at, BYTES_MAX - at,
                           ",\"forms\":[{\"id\":\"application\",\"name\":\"申请表\"");
    at = write_items(
        text, at, "fields", FIELDS, "{\"label\":\"第",
        "栏\",\"meaning\":\"按居民身份证上的姓名填写，不用曾用名，少数民族姓名中间的点不要省略\","
        "\"example\":\"示例某某\",\"mistake\":\"把曾用名填在这里，与档案里的姓名对不上，会被退回\"}");
    at += (size_t)snprintf(text + at, BYTES_MAX - at, "}]");
    at = write_items(
        text, at, "faq", QUESTIONS, "{\"question\":\"第",
        "个问题：档案里的出生日期与身份证上的不同怎么办？\",\"answer\":\"以最先记载的为准，由人力资源和"
        "社会保障部门认定。\"}");
    return at + (size_t)snprintf(text + at, BYTES_MAX - at, ",\"page\":\"/g/retirement\"}");
}

static double decode(const char *text, size_t length)
{
    char error[JSON_ERROR_SIZE];
    double start = thread_ms();
    struct guide *guide = guide_decode(text, length, error);
    double took = thread_ms() - start;
    if (guide == NULL || guide->form_count != 1 || guide->forms[0].field_count != FIELDS) {
        (void)fprintf(stderr, "decode-guide: %s\n", guide == NULL ? error : "not as it was written");
        took = -1;
    }
    guide_free(guide);
    return took;
}

int main(void)
{
    static double runs[RUNS];
    char *text = malloc(BYTES_MAX);
    if (text == NULL) {
        return 1;
    }
    size_t length = write_guide(text);
    for (int i = 0; i < RUNS; i++) {
        runs[i] = decode(text, length);
        if (runs[i] < 0) {
            free(text);
            return 1;
        }
    }
    free(text);
    double median = median_of(runs, RUNS);
    (void)printf("%-52s %10.3f %-9s (budget <= %g) %s   %zu KiB of JSON\n",
                 "decode of a guide of 60 form fields, median", median, "ms", BUDGET_MS,
                 median <= BUDGET_MS ? "ok" : "OVER", length / 1024);
    return median > BUDGET_MS;
}
