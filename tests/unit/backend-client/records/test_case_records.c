/* Cases, ratings and refusals: good and bad answers; nothing of a case stays in memory or in a message. */

#include "tests/unit/backend-client/json_text.h"

#include <fcntl.h>
#include <unistd.h>

#include "backend-client/records/case_decode.h"

#define CASE(status, more)                                                                                   \
    "{'case_number':'43100026112400000197','task_name':'t','org_name':'o','status':" status                  \
    ",'apply_date':20261123,'as_of':7" more "}"
#define STEP(more) "{'name':'s','done':true" more "}"

static int try_case(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct case_record *record = case_record_decode(bytes, length, error);
    int good = record != NULL;
    case_record_free(record);
    return good;
}

static int try_rating(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    return rating_decode(bytes, length, error) != 0;
}

#define FULL                                                                                                 \
    CASE("60",                                                                                               \
         ",'project_name':'p','applicant':'\u793a*','guide':'retire','accept_date':20261124,"                \
         "'promise_date':20261208,'days_left':-3,'days_stand_still':true,'ask':'a',"                         \
         "'ask_until':20261130,'result':'r','special':{'reason':'x','start':20261125},"                      \
         "'steps':[" STEP(                                                                                   \
             ",'org_name':'o','event':'passed','start':1,'end':2,'explain':'e'") ","                         \
                                                                                 "{'name':'next','done':"    \
                                                                                 "false}],'may_rate':true,'" \
                                                                                 "rated':5,'source':'s','"   \
                                                                                 "stale':true")

static void test_cases(void **state)
{
    (void)state;
    static const struct json_case cases[] = {
        {CASE("10", ""), ""},
        {CASE("91", ""), ""},
        {FULL, ""},
        {CASE("20", ",'special':null,'steps':null,'days_left':null"), ""},
        {CASE("20", ",'accept_date':0"), ""},
        {CASE("20", ",'steps':[" STEP(",'event':'lost'") "]"), ""},
        {CASE("9", ""), "case: status: out of range"},
        {CASE("92", ""), "case: status: out of range"},
        {CASE("55", ""), "case: status: none of the contract's"},
        {CASE("20", ",'promise_date':20260230"), ""},
        {CASE("20", ",'ask_until':1"), ""},
        {CASE("20", ",'special':{'reason':'x','end':20261301}"), ""},
        {CASE("20", ",'special':{}"), "special: reason: missing"},
        {CASE("20", ",'days_left':10000"), "case: days_left: out of range"},
        {CASE("20", ",'rated':6"), "case: rated: out of range"},
        {CASE("20", ",'guide':'/etc'"), "case: guide: not of the form"},
        {CASE("20", ",'steps':[{'name':'','done':true}]"), "steps[0]: name: too short"},
        {CASE("20", ",'steps':[{'name':'a'}]"), "steps[0]: done: missing"},
        {"{'case_number':'4310002611240000019'", "case: case_number: too short"},
        {"{'case_number':'4310002611240000019X'", "case: case_number: not of the form"},
        {"{'case_number':43100026112400000197", "case: case_number: wrong type: a number"},
        {"{}", "case: case_number: missing"},
    };
    static const struct json_bound bounds[] = {
        {CASE("20", ",'steps':[$]"), STEP(""), 30, ",", "steps[30]: more than 30"},
        {CASE("20", ",'applicant':'$'"), "一", 20, "", "case: applicant: too long"},
        {CASE("20", ",'ask':'$'"), "一", 200, "", "case: ask: too long"},
    };
    check_json_cases(cases, sizeof cases / sizeof cases[0], try_case);
    check_json_bounds(bounds, sizeof bounds / sizeof bounds[0], try_case);
    check_json_cuts(FULL, try_case);
}

static void test_values(void **state)
{
    (void)state;
    char error[JSON_ERROR_SIZE];
    char *bytes = json_bytes(FULL, strlen(FULL));
    struct case_record *record = case_record_decode(bytes, strlen(FULL), error);
    free(bytes);
    assert_non_null(record);
    assert_string_equal(record->case_number, "43100026112400000197");
    assert_string_equal(record->applicant, "示*");
    assert_string_equal(record->guide, "retire");
    assert_int_equal(record->status, CASE_SPECIAL);
    assert_int_equal(record->apply_date, 20261123);
    assert_int_equal(record->accept_date, 20261124);
    assert_int_equal(record->promise_date, 20261208);
    assert_int_equal(record->days_left, -3);
    assert_int_equal(record->days_stand_still, 1);
    assert_int_equal(record->ask_until, 20261130);
    assert_string_equal(record->special_reason, "x");
    assert_int_equal(record->special_start, 20261125);
    assert_int_equal(record->special_end, 0);
    assert_int_equal(record->step_count, 2);
    assert_int_equal(record->steps[0].event, CASE_EVENT_PASSED);
    assert_int_equal(record->steps[0].start, 1);
    assert_int_equal(record->steps[1].event, -1);
    assert_int_equal(record->steps[1].done, 0);
    assert_string_equal(record->steps[1].org_name, "");
    assert_int_equal(record->may_rate, 1);
    assert_int_equal(record->rated, 5);
    assert_int_equal(record->stale, 1);
    case_record_free(record);
    char *brief = json_bytes(CASE("20", ""), strlen(CASE("20", "")));
    record = case_record_decode(brief, strlen(CASE("20", "")), error);
    free(brief);
    assert_non_null(record);
    assert_int_equal(record->days_left, CASE_DAYS_UNKNOWN);
    assert_string_equal(record->special_reason, "");
    assert_string_equal(record->ask, "");
    assert_int_equal(record->rated, 0);
    case_record_free(record);
}

/* Messages go to the log. */
static void test_messages_hold_no_values(void **state)
{
    (void)state;
    static const char *const texts[] = {
        CASE("20", ",'rated':31337"),      CASE("20", ",'days_left':31337.5"),
        CASE("20", ",'applicant':31337"),  CASE("31337", ""),
        CASE("20", ",'days_left':-31337"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char error[JSON_ERROR_SIZE] = "";
        char *bytes = json_bytes(texts[i], strlen(texts[i]));
        assert_int_equal(try_case(bytes, strlen(texts[i]), error), 0);
        free(bytes);
        if (error[0] == '\0' || strstr(error, "31337") != NULL) {
            fail_msg("%s: \"%s\" should name the field and not the value", texts[i], error);
        }
    }
}

static void test_ratings(void **state)
{
    (void)state;
    static const struct json_case cases[] = {
        {"{'stars':1}", ""},
        {"{'stars':5,'more':[]}", ""},
        {"{'stars':0}", "rating: stars: out of range"},
        {"{'stars':6}", "rating: stars: out of range"},
        {"{'stars':'5'}", "rating: stars: wrong type: a string"},
        {"{}", "rating: stars: missing"},
        {"", "rating: cut off"},
    };
    check_json_cases(cases, sizeof cases / sizeof cases[0], try_rating);
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *text;
        enum case_refusal refusal;
        int64_t retry_at;
    } cases[] = {
        {400, "{'error':'bad_number','message':'m'}", CASE_REFUSAL_BAD_NUMBER, 0},
        {404, "{'error':'no_such_case','message':'m'}", CASE_REFUSAL_NO_SUCH, 0},
        {404, "{'error':'not_found','message':'m'}", CASE_REFUSAL_TRANSPORT, 0},
        {409, "{'error':'already_rated','message':'m'}", CASE_REFUSAL_ALREADY_RATED, 0},
        {409, "{'error':'not_finished','message':'m'}", CASE_REFUSAL_NOT_FINISHED, 0},
        {409, "{'error':'locked','message':'m'}", CASE_REFUSAL_TRANSPORT, 0},
        {429, "{'error':'too_many','limit':'persons','retry_at':5}", CASE_REFUSAL_PERSONS, 5},
        {429, "{'error':'too_many','limit':'failures','retry_at':6}", CASE_REFUSAL_FAILURES, 6},
        {429, "{'error':'too_many','limit':'target','retry_at':7}", CASE_REFUSAL_TARGET, 7},
        {429, "{'error':'too_many','limit':'moon','retry_at':7}", CASE_REFUSAL_TRANSPORT, 0},
        {429, "{'error':'too_many'}", CASE_REFUSAL_TRANSPORT, 0},
        {429, "{'error':'too_many','limit':'target','retry_at':-7}", CASE_REFUSAL_TRANSPORT, 0},
        {503, "{'error':'upstream','message':'m'}", CASE_REFUSAL_UPSTREAM, 0},
        {503, "<html>", CASE_REFUSAL_TRANSPORT, 0},
        {404, "<html>", CASE_REFUSAL_TRANSPORT, 0},
        {404, "{}", CASE_REFUSAL_TRANSPORT, 0},
        {404, "", CASE_REFUSAL_TRANSPORT, 0},
        {500, "{'error':'broken'}", CASE_REFUSAL_TRANSPORT, 0},
        {0, "", CASE_REFUSAL_TRANSPORT, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t retry_at = -1;
        char *bytes = json_bytes(cases[i].text, strlen(cases[i].text));
        enum case_refusal refusal =
            case_refusal_decode(cases[i].status, bytes, strlen(cases[i].text), &retry_at);
        free(bytes);
        if (refusal != cases[i].refusal || retry_at != cases[i].retry_at) {
            fail_msg("%d %s: expected %d and %lld, got %d and %lld", cases[i].status, cases[i].text,
                     (int)cases[i].refusal, (long long)cases[i].retry_at, (int)refusal, (long long)retry_at);
        }
    }
}

/* --- What stays in memory --- */

enum { REGION_BYTES_MAX = 64 * 1024 * 1024 };

static int region_holds(int memory, unsigned long from, unsigned long to, const char *text, size_t length)
{
    if (to - from > REGION_BYTES_MAX) {
        return 0; /* the sanitizer's shadow */
    }
    unsigned char *copy = malloc(to - from);
    assert_non_null(copy);
    ssize_t got = pread(memory, copy, to - from, (off_t)from);
    int found = got > 0 && memmem(copy, (size_t)got, text, length) != NULL;
    explicit_bzero(copy, to - from);
    free(copy);
    return found;
}

/* 1 if the text is anywhere in what malloc gave out or has taken back. */
static int memory_holds(const char *text)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    assert_non_null(maps);
    assert_true(memory >= 0);
    char line[512];
    int found = 0;
    while (!found && fgets(line, sizeof line, maps) != NULL) {
        char *at;
        unsigned long from = strtoul(line, &at, 16);
        unsigned long to = strtoul(at + 1, &at, 16);
        int is_heap = strstr(line, "[heap]") != NULL || strchr(line, '/') == NULL;
        if (is_heap && strstr(line, "[stack") == NULL && strncmp(at, " rw", 3) == 0) {
            found = region_holds(memory, from, to, text, strlen(text));
        }
    }
    (void)fclose(maps);
    (void)close(memory);
    return found;
}

static void test_nothing_stays_in_memory(void **state)
{
    (void)state;
    static const char *const texts[] = {
        CASE("20", ",'applicant':'sample-applicant','ask':'sample-applicant'"),
        CASE("20", ",'applicant':'sample-applicant','rated':9"), /* refused half-way */
        CASE("55", ",'applicant':'sample-applicant'"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char error[JSON_ERROR_SIZE];
        size_t length = strlen(texts[i]);
        char *bytes = json_bytes(texts[i], length);
        struct case_record *record = case_record_decode(bytes, length, error);
        explicit_bzero(bytes, length);
        free(bytes);
        if (record != NULL) {
            assert_true(memory_holds("sample-applicant")); /* the search finds what is there */
            case_record_free(record);
        }
        if (memory_holds("sample-applicant")) {
            fail_msg("%s: the name is still in memory", texts[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_messages_hold_no_values),
        cmocka_unit_test(test_ratings),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_nothing_stays_in_memory),
    };
    return cmocka_run_group_tests_name("case records", tests, NULL, NULL);
}
