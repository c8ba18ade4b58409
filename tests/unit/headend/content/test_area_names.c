/* What areas are called, after their halls. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/content/area_names.h"
#include "headend/content/content_import.h"
#include "headend/content/store_content.h"
#include "headend/database/revisions.h"
#include "headend/database/store_life.h"
#include "tests/unit/folder_fixture.h"

static const struct store_steps *const services[] = {&revisions_steps, &content_steps, &store_life_steps};
static const struct store_schema schema = {services, 3, .application_id = 1, .busy_timeout_ms = 1000};

#define HALL(id, level, area, name)                                                                          \
    "<station id='" id "' level='" level "' area-code='" area "'><name>" name                                \
    "</name><address>a</address></station>"

static void expect(struct area_names *names, const char *code, const char *wanted)
{
    char name[AREA_NAME_SIZE];
    area_names_find(names, code, name);
    if (strcmp(name, wanted) != 0) {
        fail_msg("%s: wanted \"%s\", got \"%s\"", code, wanted, name);
    }
}

static void import(struct store *store, const char *path, const char *elements)
{
    char text[4000];
    char problem[300] = "";
    struct content_import_counts counts;
    struct content_set *set = content_set_create();
    int length = snprintf(text, sizeof text, "<content version='1'>%s</content>", elements);
    assert_true(set != NULL && length > 0 && (size_t)length < sizeof text);
    assert_int_equal(content_set_read_text(set, "f", text, (size_t)length, NULL), 0);
    if (content_import(set, store, path, 1, &counts, problem) != CONTENT_IMPORT_DONE) {
        fail_msg("the import of %s: %s", elements, problem);
    }
    content_set_free(set);
}

static void test_names(void **state)
{
    char folder[FOLDER_SIZE];
    char path[96];
    char problem[200];
    (void)state;
    assert_int_equal(folder_make(folder), 0);
    (void)snprintf(path, sizeof path, "%s/hall.db", folder);
    struct store *store = store_open(path, &schema, STORE_CREATE, problem, sizeof problem);
    struct area_names *names = area_names_create();
    assert_true(store != NULL && names != NULL);
    area_names_load(names, store);
    expect(names, "431002001", "");
    import(store, path,
           HALL("c1", "4", "431002", "\u5317\u6E56\u533A\u5927\u5385")
               HALL("c2", "4", "431003", "\u82CF\u4ED9\u533A\u5927\u5385")
                   HALL("t1", "5", "431002001", "\u6B63\u548C\u9547\u4E2D\u5FC3")
                       HALL("t2", "5", "431002002", "\u9646\u5BB6\u9547\u4E2D\u5FC3"));
    area_names_load(names, store);
    /* What all end in goes: also a word for the area itself, where all are of one kind. */
    expect(names, "431002001", "\u5317\u6E56 \u6B63\u548C");
    expect(names, "431002002003", "\u5317\u6E56 \u9646\u5BB6");
    expect(names, "431002", "\u5317\u6E56");
    expect(names, "431003009", "\u82CF\u4ED9");
    expect(names, "440000", "");
    expect(names, "", "");
    area_names_free(names);
    store_close(store);
    assert_int_equal(folder_remove(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests_name("area names", tests, NULL, NULL);
}
