#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/xml/config_document.h"
#include "headend/content/content_check.h"
#include "headend/content/content_feed.h"
#include "headend/content/content_text.h"

/* What is refused of content, each with its line and element; and that writing and reading agree. */

#define HEAD   "<content version='1'>\n"
#define FOOT   "\n</content>"
#define THEMES "<themes><theme code='150' name='x'/></themes>"
#define GUIDE(attributes, inside)                                                                            \
    THEMES "<guide id='g' theme='150' " attributes ">\n<name>n</name><summary>s</summary>\n" inside "</"     \
           "guide>"
#define OUTCOME      "<node id='end' kind='outcome'><text>t</text></node>\n"
#define FLOW(inside) "<flow id='f' kind='checklist' start='a'>\n<title>t</title>\n" inside OUTCOME "</flow>"
#define YES_NO       "<text>t</text><option id='yes'>y</option><option id='no'>n</option>"
#define STATION(id, level, more)                                                                             \
    "<station id='" id "' level='" level "' area-code='431000' " more "><name>n</name></station>"
#define POLICY(id)                                                                                           \
    "<policy id='" id "'><name>n</name><org-name>o</org-name><who>w</who><benefit>b</benefit></policy>"

struct bad {
    const char *name;
    const char *text; /* between HEAD, which is line 1, and FOOT */
    int line;
    const char *element;
    const char *says; /* a part of what is wrong or what is allowed */
};

static const struct bad bads[] = {
    {"a stranger", "<news/>", 2, "content", "<news> cannot stand here"},
    {"a namespace", "<day xmlns='urn:x' date='20261001' works='true'/>", 2, "content",
     "<day> cannot stand here"},
    {"loose text", "hello", 1, "content", "text between the elements"},
    {"no id", "<set/>", 2, "set", "the attribute id is missing"},
    {"an id in capitals", "<set id='A'/>", 2, "set", "id=\"A\" is not allowed"},
    {"an id twice", "<set id='a'/>\n<set id='a'/>", 3, "set", "a comes a second time: see f:2"},
    {"an id of 41", "<set id='aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'/>", 2, "set", "1 to 40 of them"},
    {"an attribute too many", "<set id='a' colour='red'/>", 2, "set", "there is no attribute colour here"},
    {"a control character in an attribute", "<hours id='h' spans='1:0900-1200' note='a&#x202e;b'/>", 2,
     "hours", "no control characters"},
    {"two names",
     STATION("s", "3",
             "") "\n<station id='t' level='3' area-code='431000'><name>n</name>\n<name>n</name></station>",
     4, "name", "a second <name>"},
    {"an element in a text",
     "<station id='t' level='3' area-code='431000'>\n<name>n<b>x</b></name></station>", 3, "name",
     "<b> cannot stand here"},
    {"an empty text", "<station id='t' level='3' area-code='431000'>\n<name> </name></station>", 3, "name",
     "1 to 40 characters"},
    {"a text too long", "<themes>\n<theme code='150' name='一二三四五六七八九十一二三'/></themes>", 3,
     "theme", "1 to 12 characters"},
    {"no theme in themes", "<themes/>", 2, "themes", "<theme> is missing"},
    {"a theme twice", "<themes><theme code='150' name='x'/><theme code='150' name='y'/></themes>", 2,
     "themes", "the theme 150 comes twice"},
    /* Guides. */
    {"an unknown theme", "<guide id='g' theme='151'>\n<name>n</name><summary>s</summary></guide>", 2, "guide",
     "there is no theme 151"},
    {"a promise beyond the law",
     GUIDE("", "<statutory count='5' unit='day'/><promise count='6' unit='day'/>"), 2, "promise",
     "promised are 6, the law allows 5"},
    {"visits without a reason", GUIDE("", "<visits count='2'/>"), 2, "visits",
     "2 visits without an explanation"},
    {"a form that is not there",
     GUIDE("", "<material id='m' need='optional' form='none'>\n<name>n</name></material>"), 4, "material",
     "names the form none"},
    {"a material twice",
     GUIDE("", "<material id='m' need='later'><name>n</name></material>\n"
               "<material id='m' need='later'><name>n</name></material>"),
     4, "material", "the material m comes twice"},
    {"a form without fields", GUIDE("", "<form id='f'><name>n</name></form>"), 4, "form",
     "<field> is missing"},
    {"a field without a meaning",
     GUIDE("", "<form id='f'><name>n</name>\n<field><label>l</label></field></form>"), 5, "field",
     "<meaning> is missing"},
    {"a need that is none", GUIDE("", "<material id='m' need='must'><name>n</name></material>"), 4,
     "material", "necessary, optional or later"},
    {"a fee without a standard", GUIDE("", "<fee name='f'/>"), 4, "fee", "the attribute standard is missing"},
    {"a step too long", GUIDE("", "<step name='一二三四五六七八九十一二三四五六七八九十一'/>"), 4, "step",
     "1 to 20 characters"},
    {"a count that is none", GUIDE("", "<promise count='ten' unit='day'/>"), 4, "promise",
     "a whole number from 0 to 9999"},
    /* Flows. */
    {"a cycle",
     FLOW("<node id='a' kind='radio' default='b'>" YES_NO "</node>\n"
          "<node id='b' kind='radio' default='a'>" YES_NO "</node>\n"),
     5, "flow", "cycle"},
    {"a dead end", FLOW("<node id='a' kind='radio' default='nowhere'>" YES_NO "</node>\n"), 4, "flow",
     "node a"},
    {"no default", FLOW("<node id='a' kind='radio'>" YES_NO "</node>\n"), 4, "flow", "node a"},
    {"a node that nothing reaches",
     FLOW("<node id='a' kind='radio' default='end'>" YES_NO "</node>\n"
          "<node id='b' kind='radio' default='end'>" YES_NO "</node>\n"),
     5, "flow", "node b"},
    {"a value that is no option",
     FLOW("<node id='a' kind='radio' default='end'>" YES_NO
          "<next to='end'><clause node='a' op='is' values='maybe'/></next></node>\n"),
     4, "flow", "maybe"},
    {"a clause on the wrong kind",
     FLOW("<node id='a' kind='radio' default='end'>" YES_NO
          "<next to='end'><clause node='a' op='least' number='1'/></next></node>\n"),
     4, "flow", "node a"},
    {"a clause without a number",
     FLOW("<node id='a' kind='number' default='end'><text>t</text>\n<next to='end'>"
          "<clause node='a' op='least'/></next></node>\n"),
     5, "clause", "number with least and most"},
    {"a clause with a number too many",
     FLOW("<node id='a' kind='radio' default='end'>" YES_NO
          "\n<next to='end'><clause node='a' op='is' values='yes' number='1'/></next></node>\n"),
     5, "clause", "values with is"},
    {"a start that is not there",
     "<flow id='f' kind='checklist' start='none'><title>t</title>\n" OUTCOME "</flow>", 2, "flow", "none"},
    {"nine options",
     FLOW("<node id='a' kind='radio' default='end'><text>t</text>\n"
          "<option id='a'>o</option><option id='b'>o</option><option id='c'>o</option><option "
          "id='d'>o</option>"
          "<option id='e'>o</option><option id='f'>o</option><option id='g'>o</option><option "
          "id='h'>o</option>\n"
          "<option id='i'>o</option></node>\n"),
     6, "option", "<option> stands here 9 times: 0 to 8 in <node>"},
    {"an item that is no policy",
     "<flow id='f' kind='policies' start='end'><title>t</title>\n" OUTCOME
     "<item id='none'><name>n</name></item></flow>",
     4, "item", "there is no policy none"},
    {"policies found by a checklist",
     "<policies flow='f'/>\n" FLOW("<node id='a' kind='radio' default='end'>" YES_NO "</node>\n"), 2,
     "policies", "the flow f is a checklist"},
    /* Policies and stations. */
    {"a day that there is not",
     "<policy id='p' valid-to='20270230'><name>n</name><org-name>o</org-name>"
     "<who>w</who><benefit>b</benefit></policy>",
     2, "policy", "a day as YYYYMMDD"},
    {"a day twice", "<day date='20261001' works='true'/>\n<day date='20261001' works='false'/>", 3, "day",
     "20261001 comes a second time"},
    {"hours that overlap", "<hours id='h' spans='1:0900-1200,1100-1300'/>", 2, "hours", "without overlap"},
    {"a weekday twice", "<hours id='h' spans='12:0900-1200;2:1300-1400'/>", 2, "hours", "a day once"},
    {"a parent that is not there", STATION("s", "5", "parent='none'"), 2, "station",
     "there is no parent none"},
    {"a parent of the same level", STATION("a", "5", "") "\n" STATION("b", "5", "parent='a'"), 3, "station",
     "stands below a of level 5"},
    {"its own parent", STATION("a", "5", "parent='a'"), 2, "station", "stands below a of level 5"},
    {"hours that are not there", STATION("a", "5", "hours='none'"), 2, "station",
     "hours=\"none\" is not there"},
    {"a set that is not there", STATION("a", "5", "handles='none'"), 2, "station",
     "handles=\"none\" is not there"},
    {"half a place", STATION("a", "5", "lat='1'"), 2, "station", "lat and lon belong together"},
    {"a level that is none", STATION("a", "7", ""), 2, "station", "a whole number from 3 to 6"},
    {"booking without TLS", STATION("a", "5", "booking='http://example.org'"), 2, "station", "https://"},
    {"booking that is a script", STATION("a", "5", "booking='javascript:alert(1)'"), 2, "station",
     "https://"},
};

static struct content_set *read_text(const char *text, size_t length)
{
    struct content_set *set = content_set_create();
    assert_non_null(set);
    assert_int_equal(content_set_read_text(set, "f", text, length, "assets/schemas/content.rng"), 0);
    content_check(set);
    return set;
}

static int is_found(const struct config_errors *errors, const struct bad *bad)
{
    for (size_t i = 0; i < errors->count; i++) {
        const struct config_error *error = &errors->items[i];
        char line[700];
        assert_int_equal(config_error_format(error, "f", line, sizeof line), 0);
        if (error->line == bad->line && strcmp(error->element, bad->element) == 0 &&
            strstr(line, bad->says) != NULL) {
            return 1;
        }
    }
    return 0;
}

static void fail_with(const char *name, const struct bad *bad, const struct config_errors *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        char line[700];
        (void)config_error_format(&errors->items[i], "f", line, sizeof line);
        print_error("%s\n", line);
    }
    fail_msg("%s: wanted an error \"f:%d: %s: … %s …\", found the %zu above", name, bad->line, bad->element,
             bad->says, errors->count);
}

static void test_each_refusal_has_its_line_and_element(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++) {
        char text[4000];
        int length = snprintf(text, sizeof text, HEAD "%s" FOOT, bads[i].text);
        assert_true(length > 0 && (size_t)length < sizeof text);
        struct content_set *set = read_text(text, (size_t)length);
        if (!is_found(&set->sources->errors, &bads[i])) {
            fail_with(bads[i].name, &bads[i], &set->sources->errors);
        }
        content_set_free(set);
    }
}

static void test_everything_wrong_is_said_at_once(void **state)
{
    static const char text[] = HEAD "<set id='A'/>\n<set id='B' x='1'/>\n<day date='1' works='maybe'/>" FOOT;
    (void)state;
    struct content_set *set = read_text(text, sizeof text - 1);
    assert_int_equal(content_set_errors(set), 5);
    content_set_free(set);
}

/* What boxes can live with. */
static void test_warnings(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {GUIDE("flow='gone'", ""), "guide g: there is no flow gone"},
        {FLOW("<node id='a' kind='radio' default='end'>" YES_NO "</node>\n") "<set id='s' direct='gone'/>",
         "set s: direct names the guide gone"},
        {"<set id='s' relay='gone'/>", "set s: relay names the guide gone"},
        {"<flow id='f' kind='checklist' guide='gone' start='end'><title>t</title>" OUTCOME "</flow>",
         "flow f: it names the guide gone"},
        {"<policy id='p' "
         "guide='gone'><name>n</name><org-name>o</org-name><who>w</who><benefit>b</benefit></policy>",
         "policy p: it names the guide gone"},
        {"<policies flow='gone'/>", "there is no flow gone"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[2000];
        int length = snprintf(text, sizeof text, HEAD "%s" FOOT, cases[i].text);
        struct content_set *set = read_text(text, (size_t)length);
        const struct config_errors *warnings = &set->sources->warnings;
        if (content_set_errors(set) != 0 || warnings->count != 1 ||
            strstr(warnings->items[0].problem, cases[i].says) == NULL) {
            fail_msg("wanted no error and one warning \"%s\", got %zu errors and \"%s\"", cases[i].says,
                     content_set_errors(set), warnings->count > 0 ? warnings->items[0].problem : "");
        }
        content_set_free(set);
    }
}

/* --- Hostile files --- */

static void expect_refused(const char *name, const char *text, size_t length, const char *says)
{
    struct content_set *set = read_text(text, length);
    const struct config_errors *errors = &set->sources->errors;
    char line[700] = "nothing";
    if (errors->count > 0) {
        (void)config_error_format(&errors->items[0], "f", line, sizeof line);
    }
    if (strstr(line, says) == NULL) {
        fail_msg("%s: wanted \"%s\", got \"%s\"", name, says, line);
    }
    content_set_free(set);
}

static char *repeat(const char *head, const char *piece, size_t times, const char *foot, size_t *length)
{
    size_t piece_length = strlen(piece);
    size_t head_length = strlen(head);
    size_t foot_length = strlen(foot);
    char *text = malloc(head_length + piece_length * times + foot_length + 1);
    assert_non_null(text);
    memcpy(text, head, head_length);
    for (size_t i = 0; i < times; i++) {
        memcpy(text + head_length + i * piece_length, piece, piece_length);
    }
    memcpy(text + head_length + times * piece_length, foot, foot_length + 1);
    *length = head_length + piece_length * times + foot_length;
    return text;
}

static void test_hostile_files(void **state)
{
    static const char laughs[] =
        "<!DOCTYPE content [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c "
        "'&b;&b;&b;&b;&b;&b;&b;&b;'>]>\n<content version='1'><set id='&c;'/></content>";
    static const char outside[] =
        "<!DOCTYPE content SYSTEM 'file:///etc/passwd'>\n<content version='1'></content>";
    static const struct {
        const char *name, *head, *piece, *foot;
        size_t times;
        const char *says;
    } long_ones[] = {
        {"too large", "<content version='1'>", "<!-- 0123456789012345678901234567890123456789 -->",
         "</content>", 200000, "at most 8192 KiB"},
        {"too many elements", "<content version='1'>\n", "<x/>", "</content>", 200001,
         "at most 200000 elements"},
        {"too deep", "<content version='1'>\n", "<x>", "", 5000, "not well-formed"},
        {"an attribute that is too long", "<content version='1'>\n<set id='", "aaaaaaaaaa", "'/></content>",
         100000, "1 to 40 of them"},
        {"too many ids", "<content version='1'>\n<set id='s' direct='", "a ", "'/></content>", 501,
         "1 to 500 ids"},
        {"cut off", HEAD, "<themes>", "", 1, "not well-formed"},
    };
    (void)state;
    expect_refused("a billion laughs", laughs, sizeof laughs - 1, "no <!DOCTYPE ...>");
    expect_refused("another file", outside, sizeof outside - 1, "no <!DOCTYPE ...>");
    expect_refused("nothing", "", 0, "not well-formed");
    expect_refused("another root", "<news/>", 7, "this is not a content file");
    expect_refused("another version", "<content version='2'/>", 22, "version=\"1\"");
    for (size_t i = 0; i < sizeof long_ones / sizeof long_ones[0]; i++) {
        size_t length = 0;
        char *text =
            repeat(long_ones[i].head, long_ones[i].piece, long_ones[i].times, long_ones[i].foot, &length);
        expect_refused(long_ones[i].name, text, length, long_ones[i].says);
        free(text);
    }
}

static void test_flow_of_ten_thousand_nodes(void **state)
{
    size_t length = 0;
    (void)state;
    char *text = repeat(HEAD "<flow id='f' kind='checklist' start='a'><title>t</title>\n",
                        "<node id='a' kind='number' default='a'><text>t</text></node>\n", 10000,
                        "</flow></content>", &length);
    struct content_set *set = read_text(text, length);
    const struct bad bad = {"", "", 203, "node", "<node> stands here 10000 times: 1 to 200 in <flow>"};
    if (!is_found(&set->sources->errors, &bad)) {
        fail_with("10,000 nodes", &bad, &set->sources->errors);
    }
    content_set_free(set);
    free(text);
}

/* --- Writing --- */

static struct content_set *read_back(const struct content_set *set, char **texts)
{
    struct content_set *again = content_set_create();
    assert_non_null(again);
    for (size_t i = 0; i < set->count; i++) {
        char name[] = "f";
        texts[i] = content_text(set->records[i]->kind, set->records[i]->value);
        assert_non_null(texts[i]);
        size_t length = strlen(texts[i]) + sizeof HEAD FOOT;
        char *text = malloc(length);
        assert_non_null(text);
        int written = snprintf(text, length, HEAD "%s" FOOT, texts[i]);
        assert_int_equal(
            content_set_read_text(again, name, text, (size_t)written, "assets/schemas/content.rng"), 0);
        free(text);
    }
    return again;
}

static void test_what_is_written_reads_as_it_was(void **state)
{
    struct config_errors errors = {0};
    char *texts[32];
    size_t length = 0;
    (void)state;
    char *text =
        config_file_read("tests/fuzz/headend/content/corpus-content/everything.xml", &length, &errors);
    assert_non_null(text);
    struct content_set *set = read_text(text, length);
    assert_int_equal(content_set_errors(set), 0);
    assert_true(set->count > 9 && set->count < 32);
    struct content_set *again = read_back(set, texts);
    assert_int_equal(content_set_errors(again), 0);
    assert_int_equal(again->count, set->count);
    for (size_t i = 0; i < set->count; i++) {
        char *other = content_text(again->records[i]->kind, again->records[i]->value);
        assert_string_equal(other, texts[i]);
        free(other);
        free(texts[i]);
    }
    content_set_free(again);
    content_set_free(set);
    free(text);
}

static void test_a_break_in_a_text_is_a_space(void **state)
{
    static const char text[] =
        HEAD "<station id='s' level='3' area-code=' 431000 '><name>\n  a\n\t b </name></station>" FOOT;
    (void)state;
    struct content_set *set = read_text(text, sizeof text - 1);
    assert_int_equal(content_set_errors(set), 0);
    const struct station_line *station = set->records[0]->value;
    assert_string_equal(station->station.name, "a b");
    assert_string_equal(station->station.area_code, "431000");
    assert_int_equal(station->station.lat, STATION_UNKNOWN_PLACE);
    assert_int_equal(station->station.windows, FIELD_NOT_SAID);
    content_set_free(set);
}

static void test_a_policy_ends_with_its_last_day_in_china(void **state)
{
    static const struct {
        int valid_to;
        int64_t end;
    } cases[] = {
        {0, 0},
        {20271231, 1830268800000}, /* 2027-12-31T16:00:00Z */
        {20280229, 1835452800000}, /* 2028-02-29T16:00:00Z */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct policy policy = {.last_day = cases[i].valid_to};
        assert_int_equal(content_policy_end(&policy), cases[i].end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_refusal_has_its_line_and_element),
        cmocka_unit_test(test_everything_wrong_is_said_at_once),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_hostile_files),
        cmocka_unit_test(test_flow_of_ten_thousand_nodes),
        cmocka_unit_test(test_what_is_written_reads_as_it_was),
        cmocka_unit_test(test_a_break_in_a_text_is_a_space),
        cmocka_unit_test(test_a_policy_ends_with_its_last_day_in_china),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
