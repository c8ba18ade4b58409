/* Which guide tells of a case's matter, over imports and withdrawals. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headend/content/content_import.h"
#include "headend/content/store_content.h"
#include "headend/content/task_guides.h"
#include "headend/database/revisions.h"
#include "headend/database/store_life.h"
#include "tests/unit/folder_fixture.h"

static const struct store_steps *const services[] = {&revisions_steps, &content_steps, &store_life_steps};
static const struct store_schema schema = {services, 3, .application_id = 1, .busy_timeout_ms = 1000};

struct scene {
    char folder[FOLDER_SIZE], path[96];
    struct store *store;
    struct task_guides *guides;
};

static int begin(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    char problem[200];
    if (scene == NULL) {
        return -1;
    }
    *state = scene;
    if (folder_make(scene->folder) != 0) {
        return -1;
    }
    (void)snprintf(scene->path, sizeof scene->path, "%s/hall.db", scene->folder);
    scene->store = store_open(scene->path, &schema, STORE_CREATE, problem, sizeof problem);
    scene->guides = task_guides_create();
    return scene->store != NULL && scene->guides != NULL ? 0 : -1;
}

static int end(void **state)
{
    struct scene *scene = *state;
    task_guides_free(scene->guides);
    store_close(scene->store);
    int result = folder_remove(scene->folder);
    free(scene);
    return result;
}

static void import(struct scene *scene, const char *elements)
{
    char text[4000];
    char problem[300] = "";
    struct content_import_counts counts;
    struct content_set *set = content_set_create();
    int length = snprintf(text, sizeof text, "<content version='1'>%s</content>", elements);
    assert_true(set != NULL && length > 0 && (size_t)length < sizeof text);
    assert_int_equal(content_set_read_text(set, "f", text, (size_t)length, NULL), 0);
    if (content_import(set, scene->store, scene->path, 1, &counts, problem) != CONTENT_IMPORT_DONE) {
        fail_msg("the import of %s: %s", elements, problem);
    }
    content_set_free(set);
    task_guides_load(scene->guides, scene->store);
}

static void expect(struct scene *scene, const char *task_code, const char *guide)
{
    char id[CONTENT_ID_SIZE];
    task_guides_find(scene->guides, task_code, id);
    if (strcmp(id, guide) != 0) {
        fail_msg("%s: wanted \"%s\", got \"%s\"", task_code, guide, id);
    }
}

#define THEMES(first, second)                                                                                \
    "<themes><theme code='" first "' name='x'/><theme code='" second "' name='y'/></themes>"
#define MEMBER(code) "<member name='n' org-name='o' task-code='" code "'/>"
#define GUIDE(id, theme, members)                                                                            \
    "<guide id='" id "' theme='" theme "'><name>n</name><summary>s</summary>" members "</guide>"
#define CODE_36 "123456789012345678901234567890123456"
#define CODE_37 "1234567890123456789012345678901234567"

static void of_several_guides(void **state)
{
    struct scene *scene = *state;
    expect(scene, "A1", "");
    import(scene, THEMES("030", "150") GUIDE("late", "150", MEMBER("A1") MEMBER("B2"))
                      GUIDE("early", "030", MEMBER("A1") MEMBER("C3") MEMBER("C3"))
                          GUIDE("alone", "150", MEMBER("B2")) GUIDE("alone-too", "150", MEMBER("B2"))
                              GUIDE("long", "150", MEMBER(CODE_36) MEMBER("一二三四五六七八九十一二三"))
                                  GUIDE("none", "150", "<member name='n' org-name='o'/>"));
    expect(scene, "A1", "early"); /* the first in the order of the shelves */
    expect(scene, "B2", "alone"); /* the first that tells of nothing else */
    expect(scene, "C3", "early");
    expect(scene, CODE_36, "long");
    static const char *const unknown[] = {"", "A", "A11", "a1", "A1 ", CODE_37};
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        expect(scene, unknown[i], "");
    }
}

static void over_changes(void **state)
{
    struct scene *scene = *state;
    char problem[300] = "";
    int found = 0;
    import(scene, THEMES("030", "150") GUIDE("one", "030", MEMBER("A1") MEMBER("B2"))
                      GUIDE("other", "150", MEMBER("A1") MEMBER("B2")));
    expect(scene, "A1", "one");
    import(scene, THEMES("150", "030")); /* the shelves change places */
    expect(scene, "A1", "other");
    import(scene, GUIDE("one", "030", MEMBER("A1")));
    expect(scene, "A1", "one");
    expect(scene, "B2", "other");
    import(scene, GUIDE("one", "030", MEMBER("D4")));
    expect(scene, "A1", "other");
    struct content_set *set = content_set_create();
    assert_non_null(set);
    assert_int_equal(
        content_withdraw(set, scene->store, scene->path, CONTENT_GUIDE, "other", &found, problem),
        CONTENT_IMPORT_DONE);
    content_set_free(set);
    task_guides_load(scene->guides, scene->store);
    expect(scene, "A1", "");
    expect(scene, "D4", "one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(of_several_guides, begin, end),
                                       cmocka_unit_test_setup_teardown(over_changes, begin, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
