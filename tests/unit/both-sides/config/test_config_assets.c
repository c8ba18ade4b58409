/* What a headend.xml names is among what ships, and whole. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/config/config_assets.h"

enum { PATH_SIZE = 300, THEME_SIZE = 32 * 1024 };

static char folder[] = "/tmp/config-assets-XXXXXX";

static void path_in_folder(const char *name, char path[PATH_SIZE])
{
    (void)snprintf(path, PATH_SIZE, "%s/%s", folder, name);
}

/* The grammars that ship, and a theme of the test's own. Tests run in the project's root. */
static int make_assets(void **state)
{
    char here[PATH_SIZE / 2], target[PATH_SIZE], path[PATH_SIZE];
    (void)state;
    if (mkdtemp(folder) == NULL || getcwd(here, sizeof here) == NULL) {
        return -1;
    }
    (void)snprintf(target, sizeof target, "%s/assets/schemas", here);
    path_in_folder("schemas", path);
    int result = symlink(target, path);
    path_in_folder("theme", path);
    return result == 0 ? mkdir(path, 0700) : -1;
}

static int remove_assets(void **state)
{
    static const char *const names[] = {"theme/own.xml", "theme", "schemas", ""};
    char path[PATH_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        path_in_folder(names[i], path);
        (void)remove(path);
    }
    return 0;
}

/* The theme that ships, with one line left out, or twice. */
static void write_theme(const char *line_with, int times)
{
    char line[400], path[PATH_SIZE];
    path_in_folder("theme/own.xml", path);
    FILE *in = fopen("assets/theme/day.xml", "r");
    FILE *out = fopen(path, "w");
    assert_non_null(in);
    assert_non_null(out);
    while (fgets(line, sizeof line, in) != NULL) {
        int count = line_with[0] != '\0' && strstr(line, line_with) != NULL ? times : 1;
        for (int i = 0; i < count; i++) {
            assert_true(fputs(line, out) >= 0);
        }
    }
    (void)fclose(in);
    assert_int_equal(fclose(out), 0);
}

static void a_theme_has_each_entry_once(void **state)
{
    static const struct {
        const char *line_with;
        int times;
        const char *problem; /* NULL: none */
    } cases[] = {
        {"", 1, NULL},
        {"name=\"link\"", 0, "\"link\" is missing"},
        {"name=\"scroll_bar\"", 0, "\"scroll_bar\" is missing"},
        {"name=\"article_line\"", 0, "\"article_line\" is missing"},
        {"name=\"ink\"", 2, "\"ink\" stands twice"},
    };
    static const char text[] = "<headend version=\"1\"><box><theme>own</theme></box></headend>";
    struct box_config box = {.theme = "own"};
    xmlDoc *document = xmlReadMemory(text, sizeof text - 1, NULL, NULL, 0);
    (void)state;
    assert_non_null(document);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config_errors *errors = calloc(1, sizeof *errors);
        assert_non_null(errors);
        write_theme(cases[i].line_with, cases[i].times);
        config_check_assets(document, &box, folder, errors);
        if (cases[i].problem == NULL) {
            assert_int_equal(errors->count, 0);
        } else {
            assert_int_equal(errors->count, 1);
            assert_non_null(strstr(errors->items[0].problem, cases[i].problem));
        }
        free(errors);
    }
    xmlFreeDoc(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_theme_has_each_entry_once)};
    return cmocka_run_group_tests(tests, make_assets, remove_assets);
}
