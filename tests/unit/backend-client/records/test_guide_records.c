/* Guides and policies: good and bad answers → records or a message that names field and record. */

#include "tests/unit/backend-client/json_text.h"

#include "backend-client/records/guide_decode.h"
#include "backend-client/records/policy_decode.h"

#define SUMMARY(more)                "{'id':'retire','name':'n','theme':'012','summary':'s','brief':false,'rev':3" more "}"
#define GUIDES(themes, guides, more) "{'rev':1,'as_of':2,'themes':[" themes "],'guides':[" guides "]" more "}"
#define MATERIAL(more)               "{'id':'m','name':'n','need':'later'" more "}"
#define FORM(fields, more)           "{'id':'f','name':'n','fields':[" fields "]" more "}"
#define POLICY(more)                 "{'id':'p','name':'n','org_name':'o','who':'w','benefit':'b','rev':3" more "}"
#define POLICIES(policies, more)     "{'rev':1,'as_of':2,'policies':[" policies "]" more "}"

static int try_list(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct guide_list *list = guide_list_decode(bytes, length, error);
    int good = list != NULL;
    guide_list_free(list);
    return good;
}

static int try_guide(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct guide *guide = guide_decode(bytes, length, error);
    int good = guide != NULL;
    guide_free(guide);
    return good;
}

static int try_policies(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct policy_list *list = policy_list_decode(bytes, length, error);
    int good = list != NULL;
    policy_list_free(list);
    return good;
}

#define CHECK(table, try)  check_json_cases(table, sizeof(table) / sizeof((table)[0]), try)
#define BOUNDS(table, try) check_json_bounds(table, sizeof(table) / sizeof((table)[0]), try)

static void test_lists(void **state)
{
    (void)state;
    static const struct json_case cases[] = {
        {GUIDES("", "", ""), ""},
        {GUIDES("{'code':'000','name':'n'}", SUMMARY("") "," SUMMARY(",'promise':{'count':0,'unit':'hour'}"),
                ",'source':'s','new':[{}]"),
         ""},
        {GUIDES("", SUMMARY(",'promise':null,'flow':null,'initials':'[cz]q'"), ""), ""},
        {"{'rev':1,'as_of':2,'guides':[]}", "guide list: themes: missing"},
        {"{'rev':-1", "guide list: rev: out of range"},
        {GUIDES("{'code':'12','name':'n'}", "", ""), "themes[0]: code: too short"},
        {GUIDES("{'code':'12a','name':'n'}", "", ""), "themes[0]: code: not of the form"},
        {GUIDES("{'code':'123','name':''}", "", ""), "themes[0]: name: too short"},
        {GUIDES("", "{'id':'Retire'", ""), "guides[0]: id: not of the form"},
        {GUIDES("", "{'id':'a/../b'", ""), "guides[0]: id: not of the form"},
        {GUIDES("", SUMMARY("") ",{'id':'a','name':''", ""), "guides[1]: name: too short"},
        {GUIDES("", SUMMARY(",'promise':{'count':3}"), ""), "guides[0]: promise: unit: missing"},
        {GUIDES("", SUMMARY(",'promise':{'count':3,'unit':'week'}"), ""),
         "guides[0]: promise: unit: none of"},
        {GUIDES("", SUMMARY(",'promise':{'count':10000"), ""), "guides[0]: promise: count: out of range"},
        {GUIDES("", SUMMARY(",'promise':3"), ""), "guides[0]: promise: wrong type: a number"},
        {GUIDES("", SUMMARY(",'brief':true"), ""), "guides[0]: brief: there twice"},
        {GUIDES("", "{'id':'a','name':'n','theme':'012','summary':'s','rev':3}", ""),
         "guides[0]: brief: missing"},
    };
    static const struct json_bound bounds[] = {
        {GUIDES("", "$", ""), SUMMARY(""), 500, ",", "guides[500]: more than 500"},
        {GUIDES("$", "", ""), "{'code':'000','name':'n'}", 24, ",", "themes[24]: more than 24"},
        {GUIDES("{'code':'000','name':'$'}", "", ""), "一", 12, "", "themes[0]: name: too long"},
        {GUIDES("", "{'id':'$','name':'n','theme':'012','summary':'s','brief':true,'rev':0}", ""), "a", 40,
         "", "guides[0]: id: too long"},
        {GUIDES("", "{'id':'a','name':'$','theme':'012','summary':'s','brief':true,'rev':0}", ""), "一", 40,
         "", "guides[0]: name: too long"},
        {GUIDES("", "{'id':'a','name':'n','theme':'012','summary':'$','brief':true,'rev':0}", ""), "一", 120,
         "", "guides[0]: summary: too long"},
    };
    CHECK(cases, try_list);
    BOUNDS(bounds, try_list);
    check_json_cuts(GUIDES("{'code':'000','name':'n'}", SUMMARY(",'flow':'f'"), ""), try_list);
}

#define ALL                                                                                                         \
    ",'sample':true,'accept_condition':'c','handle_area':'h','statutory':{'count':20,'unit':'workday'},"            \
    "'visits':0,'visits_explain':'v','result_name':'r','link_way':'l','supervise_way':'s',"                         \
    "'fees':[{'name':'f','standard':'s','by_law':'b'}],"                                                            \
    "'members':[{'name':'m','org_name':'o','catalog_code':'c','task_code':'t','skip':'k'}],"                        \
    "'steps':[{'name':'s','org_name':'o','takes':'t','does':'d','output':'u'},{'name':'s2'}],"                      \
    "'materials':[" MATERIAL(",'kind':'form','format':'either','piece':'copy','copies':2,'form':'f'") "," MATERIAL( \
        "") "],"                                                                                                    \
            "'forms':[" FORM("{'label':'l','meaning':'m','mistake':'k'}",                                           \
                             ",'page':'/forms/f'") "],"                                                             \
                                                   "'faq':[{'question':'q','answer':'a'}],'page':'/guides/"         \
                                                   "retire','source':'s','as_of':9"

static void test_guides(void **state)
{
    (void)state;
    static const struct json_case cases[] = {
        {SUMMARY(""), ""},
        {SUMMARY(ALL), ""},
        {SUMMARY(",'fees':null,'forms':[],'statutory':null"), ""},
        {SUMMARY(",'materials':[" MATERIAL(",'kind':'scroll','piece':'stone'") "]"), ""},
        {SUMMARY(",'materials':[{'id':'m','name':'n','need':'perhaps'}]"), "materials[0]: need: none of"},
        {SUMMARY(",'materials':[{'id':'m','name':'n'}]"), "materials[0]: need: missing"},
        {SUMMARY(",'materials':[" MATERIAL(",'copies':100") "]"), "materials[0]: copies: out of range"},
        {SUMMARY(",'materials':[" MATERIAL(",'form':''") "]"), "materials[0]: form: too short"},
        {SUMMARY(",'steps':[{'name':''}]"), "steps[0]: name: too short"},
        {SUMMARY(",'steps':[{}]"), "steps[0]: name: missing"},
        {SUMMARY(",'forms':[{'id':'f','name':'n'}]"), "forms[0]: fields: missing"},
        {SUMMARY(",'forms':[" FORM("{'label':'l'}", "") "]"), "forms[0]: fields[0]: meaning: missing"},
        {SUMMARY(",'forms':[" FORM("{'label':''", "") "]"), "forms[0]: fields[0]: label: too short"},
        {SUMMARY(",'visits':10"), "guide: visits: out of range"},
        {SUMMARY(",'visits':'2'"), "guide: visits: wrong type: a string"},
        {SUMMARY(",'fees':[{'name':'f'}]"), "fees[0]: standard: missing"},
        {SUMMARY(",'faq':[{'question':'q'}]"), "faq[0]: answer: missing"},
        {SUMMARY(",'members':[{'name':'m'}]"), "members[0]: org_name: missing"},
        {SUMMARY(",'sample':1"), "guide: sample: wrong type: a number"},
    };
    static const struct json_bound bounds[] = {
        {SUMMARY(",'materials':[$]"), MATERIAL(""), 60, ",", "materials[60]: more than 60"},
        {SUMMARY(",'forms':[$]"), FORM("", ""), 8, ",", "forms[8]: more than 8"},
        {SUMMARY(",'forms':[" FORM("$", "") "]"), "{'label':'l','meaning':''}", 100, ",",
         "forms[0]: fields[100]: more than 100"},
        {SUMMARY(",'steps':[$]"), "{'name':'s'}", 12, ",", "steps[12]: more than 12"},
        {SUMMARY(",'members':[$]"), "{'name':'m','org_name':''}", 24, ",", "members[24]: more than 24"},
        {SUMMARY(",'fees':[$]"), "{'name':'f','standard':''}", 16, ",", "fees[16]: more than 16"},
        {SUMMARY(",'faq':[$]"), "{'question':'','answer':''}", 24, ",", "faq[24]: more than 24"},
        {SUMMARY(",'accept_condition':'$'"), "一", 600, "", "guide: accept_condition: too long"},
        {SUMMARY(",'faq':[{'question':'q','answer':'$'}]"), "一", 600, "", "faq[0]: answer: too long"},
        {SUMMARY(",'materials':[{'id':'m','name':'$','need':'later'}]"), "一", 200, "",
         "materials[0]: name: too long"},
        {SUMMARY(",'steps':[{'name':'$'}]"), "一", 20, "", "steps[0]: name: too long"},
    };
    CHECK(cases, try_guide);
    BOUNDS(bounds, try_guide);
    check_json_cuts(SUMMARY(ALL), try_guide);
}

static void test_guide_values(void **state)
{
    (void)state;
    char error[JSON_ERROR_SIZE];
    const char text[] = SUMMARY(",'initials':'t[cz]','promise':{'count':5,'unit':'day'}" ALL);
    char *bytes = json_bytes(text, strlen(text));
    struct guide *guide = guide_decode(bytes, strlen(text), error);
    free(bytes);
    assert_non_null(guide);
    assert_string_equal(guide->summary.id, "retire");
    assert_string_equal(guide->summary.theme, "012");
    assert_string_equal(guide->summary.initials, "t[cz]");
    assert_string_equal(guide->summary.flow, "");
    assert_int_equal(guide->summary.promise.given, 1);
    assert_int_equal(guide->summary.promise.count, 5);
    assert_int_equal(guide->summary.promise.unit, TERM_DAY);
    assert_int_equal(guide->statutory.given, 1);
    assert_int_equal(guide->statutory.unit, TERM_WORKDAY);
    assert_int_equal(guide->visits, 0);
    assert_string_equal(guide->fees[0].by_law, "b");
    assert_string_equal(guide->fees[0].reduction, "");
    assert_string_equal(guide->members[0].skip, "k");
    assert_int_equal(guide->step_count, 2);
    assert_string_equal(guide->steps[0].output, "u");
    assert_string_equal(guide->steps[1].takes, "");
    assert_int_equal(guide->material_count, 2);
    assert_int_equal(guide->materials[0].need, FLOW_LATER);
    assert_int_equal(guide->materials[0].kind, MATERIAL_FORM);
    assert_int_equal(guide->materials[0].format, MATERIAL_EITHER);
    assert_int_equal(guide->materials[0].piece, MATERIAL_COPY);
    assert_int_equal(guide->materials[0].copies, 2);
    assert_string_equal(guide->materials[0].form, "f");
    assert_int_equal(guide->materials[1].kind, -1);
    assert_int_equal(guide->materials[1].format, -1);
    assert_int_equal(guide->materials[1].piece, -1);
    assert_string_equal(guide->forms[0].page, "/forms/f");
    assert_string_equal(guide->forms[0].fields[0].example, "");
    assert_string_equal(guide->forms[0].fields[0].mistake, "k");
    assert_string_equal(guide->faq[0].answer, "a");
    assert_string_equal(guide->page, "/guides/retire");
    assert_int_equal(guide->as_of, 9);
    guide_free(guide);
}

static void test_what_is_missing(void **state)
{
    (void)state;
    char error[JSON_ERROR_SIZE];
    const char text[] = SUMMARY("");
    char *bytes = json_bytes(text, strlen(text));
    struct guide *guide = guide_decode(bytes, strlen(text), error);
    free(bytes);
    assert_non_null(guide);
    assert_int_equal(guide->summary.promise.given, 0);
    assert_int_equal(guide->statutory.given, 0);
    assert_int_equal(guide->visits, -1);
    const char *const texts[] = {guide->summary.initials,
                                 guide->accept_condition,
                                 guide->handle_area,
                                 guide->visits_explain,
                                 guide->result_name,
                                 guide->link_way,
                                 guide->supervise_way,
                                 guide->page,
                                 guide->source};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_non_null(texts[i]);
        assert_string_equal(texts[i], "");
    }
    assert_int_equal(guide->material_count + guide->form_count + guide->step_count, 0);
    guide_free(guide);
}

/* A page stands behind the operator's address: what would lead elsewhere is none. */
static void test_pages(void **state)
{
    (void)state;
    static const struct {
        const char *page;
        int good;
    } pages[] = {
        {"/g/retire?x=1&y=%E4", 1},
        {"/", 1},
        {"", 0},
        {"@elsewhere.invalid/", 0},
        {".elsewhere.invalid", 0},
        {"//elsewhere.invalid/x", 0},
        {":8080/", 0},
        {"/\\\\elsewhere.invalid", 0},
        {"/a b", 0},
        {"/一", 0},
        {"/a\\nb", 0},
        {"javascript:x", 0},
        {"https://elsewhere.invalid", 0},
    };
    int failed = 0;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        char text[256], error[JSON_ERROR_SIZE];
        (void)snprintf(text, sizeof text,
                       "{'id':'a','name':'n','theme':'012','summary':'','brief':true,'rev':0,'page':'%s'}",
                       pages[i].page);
        char *bytes = json_bytes(text, strlen(text));
        struct guide *guide = guide_decode(bytes, strlen(text), error);
        free(bytes);
        assert_non_null(guide);
        if ((guide->page[0] != '\0') != pages[i].good) {
            print_error("page %s: expected %s, got \"%s\"\n", pages[i].page, pages[i].good ? "it" : "none",
                        guide->page);
            failed++;
        }
        guide_free(guide);
    }
    assert_int_equal(failed, 0);
}

static void test_policies(void **state)
{
    (void)state;
    static const struct json_case cases[] = {
        {POLICIES("", ""), ""},
        {POLICIES(POLICY("") "," POLICY(",'how':'h','materials':'m','link_way':'l','basis':'b','guide':'g',"
                                        "'valid_to':5,'page':'/p','sample':true,'initials':'zc'"),
                  ",'source':'s','flow':'find'"),
         ""},
        {POLICIES("{'id':'p','name':'n','org_name':'o','who':'w','rev':1}", ""),
         "policies[0]: benefit: missing"},
        {POLICIES(POLICY(",'valid_to':-1"), ""), "policies[0]: valid_to: out of range"},
        {POLICIES(POLICY(",'guide':'G'"), ""), "policies[0]: guide: not of the form"},
        {POLICIES("", ",'flow':'a b'"), "policy list: flow: not of the form"},
        {"{'rev':1,'as_of':2}", "policy list: policies: missing"},
    };
    static const struct json_bound bounds[] = {
        {POLICIES("$", ""), POLICY(""), 300, ",", "policies[300]: more than 300"},
        {POLICIES(POLICY(",'how':'$'"), ""), "一", 300, "", "policies[0]: how: too long"},
    };
    CHECK(cases, try_policies);
    BOUNDS(bounds, try_policies);
    check_json_cuts(POLICIES(POLICY(",'page':'/p'"), ",'flow':'f'"), try_policies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),        cmocka_unit_test(test_guides),
        cmocka_unit_test(test_guide_values), cmocka_unit_test(test_what_is_missing),
        cmocka_unit_test(test_pages),        cmocka_unit_test(test_policies),
    };
    return cmocka_run_group_tests_name("guide records", tests, NULL, NULL);
}
