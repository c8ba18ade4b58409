/* Which route an address belongs to, and what its parts are. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "headend/http/route.h"

static int is_id(const char *part)
{
    size_t length = strspn(part, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length > 0 && length <= 40 && part[length] == '\0';
}

static int is_digits(const char *part)
{
    return part[0] != '\0' && part[strspn(part, "0123456789")] == '\0';
}

static struct response *get(const struct request *request, int64_t now, const struct refusal **refusal)
{
    (void)request;
    (void)now;
    (void)refusal;
    return NULL;
}

static const struct refusal *post(struct request *request, struct reply *reply)
{
    (void)request;
    (void)reply;
    return NULL;
}

static const struct route routes[] = {
    {"/v1/menu", "menu", .get = get},
    {"/v1/guides", "guides", .get = get},
    {"/v1/guides/{id}", "guide", .is_valid = {is_id}, .get = get},
    {"/p/guides/{id}", "page", .is_valid = {is_id}, .get = get},
    {"/p/guides/{id}/forms/{form}", "page", .is_valid = {is_id, is_id}, .get = get},
    {"/p/flows/{id}", "page", .is_valid = {is_id}, .get = get},
    {"/p/flows/{id}/{rev}", "page", .is_valid = {is_id, is_digits}, .get = get},
    {"/p/{}", .name = "page"},
    {"/v1/cases", "cases", .post = post},
    {"/log-in", "log-in", .get = get, .post = post},
};

#define LONGEST "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" /* 40 */

static struct route_table *table_of_all(void)
{
    struct route_table *table = route_table_create(routes, sizeof routes / sizeof routes[0]);
    assert_non_null(table);
    return table;
}

static void what_there_is(void **state)
{
    static const struct {
        const char *path, *route, *first, *second;
    } cases[] = {
        {"/v1/menu", "/v1/menu", NULL, NULL},
        {"/v1/guides", "/v1/guides", NULL, NULL},
        {"/v1/cases", "/v1/cases", NULL, NULL},
        {"/v1/guides/a", "/v1/guides/{id}", "a", NULL},
        {"/v1/guides/" LONGEST, "/v1/guides/{id}", LONGEST, NULL},
        {"/p/guides/retirement", "/p/guides/{id}", "retirement", NULL},
        {"/p/guides/a/forms/b", "/p/guides/{id}/forms/{form}", "a", "b"},
        {"/p/guides/" LONGEST "/forms/" LONGEST, "/p/guides/{id}/forms/{form}", LONGEST, LONGEST},
        {"/p/flows/a", "/p/flows/{id}", "a", NULL},
        {"/p/flows/a/12", "/p/flows/{id}/{rev}", "a", "12"},
    };
    struct route_table *table = table_of_all();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct response_key key = {0};
        const char *parts[ROUTE_PARTS_MAX] = {NULL};
        int found = 0;
        const struct route *route = route_table_find(table, cases[i].path, &key, parts, &found);
        if (!found || strcmp(route->path, cases[i].route) != 0) {
            fail_msg("%s: wanted %s, got %s%s", cases[i].path, cases[i].route, found ? "" : "nothing, near ",
                     route->path);
        }
        const char *wanted[ROUTE_PARTS_MAX] = {cases[i].first, cases[i].second};
        for (size_t part = 0; part < ROUTE_PARTS_MAX; part++) {
            if (wanted[part] == NULL) {
                assert_null(parts[part]);
            } else {
                assert_string_equal(parts[part], wanted[part]);
            }
        }
    }
    route_table_free(table);
}

static void what_there_is_not(void **state)
{
    static const struct {
        const char *path, *name; /* whose refusal it is, and where it counts */
    } cases[] = {
        {"", "other"},
        {"/", "other"},
        {"/v1", "other"},
        {"/V1/menu", "other"},
        {"/v1/menu/", "other"},
        {"/v1/menus", "other"},
        {"/p", "other"},
        {"/v1/guides/", "guide"},
        {"/v1/guides/a/", "guide"},
        {"/v1/guides/a/b", "guide"},
        {"/v1/guides/A", "guide"},
        {"/v1/guides/a" LONGEST, "guide"},
        {"/v1/guides/" LONGEST LONGEST LONGEST LONGEST, "guide"},
        {"/p/", "page"},
        {"/p/guides", "page"},
        {"/p/guides/", "page"},
        {"/p/guides//a", "page"},
        {"/p/guides/a/", "page"},
        {"/p/guides/a/forms", "page"},
        {"/p/guides/a/forms/", "page"},
        {"/p/guides/a/forms/b/", "page"},
        {"/p/guides/a/forms/b/c", "page"},
        {"/p/guides/a/b", "page"},
        {"/p/guides/a/12", "page"},
        {"/p/flows/a/", "page"},
        {"/p/flows/a/12/", "page"},
        {"/p/flows/a/12/3", "page"},
        {"/p/flows/a/x", "page"},
        {"/p/flows/a/-1", "page"},
        {"/p/notices/a", "page"},
        {"/p/guides/a" LONGEST, "page"},
    };
    struct route_table *table = table_of_all();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct response_key key = {0};
        const char *parts[ROUTE_PARTS_MAX] = {NULL};
        int found = 1;
        const struct route *route = route_table_find(table, cases[i].path, &key, parts, &found);
        if (found || strcmp(route->name, cases[i].name) != 0) {
            fail_msg("%s: wanted nothing, near %s, got %s%s", cases[i].path, cases[i].name,
                     found ? "" : "nothing, near ", route->name);
        }
    }
    route_table_free(table);
}

static void keys_differ(void **state)
{
    static const char *const paths[] = {
        "/v1/menu",   "/v1/guides",   "/v1/guides/a",  "/v1/guides/b",  "/p/guides/a",
        "/p/flows/a", "/p/flows/a/1", "/p/flows/a/12", "/p/flows/a1/2", "/p/guides/a/forms/b"};
    struct response_key keys[sizeof paths / sizeof paths[0]] = {0};
    struct route_table *table = table_of_all();
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        const char *parts[ROUTE_PARTS_MAX] = {NULL};
        int found = 0;
        (void)route_table_find(table, paths[i], &keys[i], parts, &found);
        assert_true(found);
        for (size_t other = 0; other < i; other++) {
            if (memcmp(&keys[i], &keys[other], sizeof keys[i]) == 0) {
                fail_msg("%s and %s have one key", paths[i], paths[other]);
            }
        }
    }
    route_table_free(table);
}

static void names_are_counted_once(void **state)
{
    static const char *const wanted[] = {"other", "menu", "guides", "guide", "page", "cases", "log-in"};
    struct route_table *table = table_of_all();
    (void)state;
    assert_int_equal(route_table_names(table), sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        assert_string_equal(route_table_name(table, i), wanted[i]);
    }
    assert_int_equal(route_table_name_of(table, route_table_none(table)), 0);
    route_table_free(table);
}

static void methods(void **state)
{
    (void)state;
    assert_string_equal(route_methods(&routes[0]), "GET, HEAD");
    assert_string_equal(route_methods(&routes[8]), "POST");
    assert_string_equal(route_methods(&routes[9]), "GET, HEAD, POST");
}

static void too_many(void **state)
{
    struct route many[ROUTES_MAX + 1];
    (void)state;
    for (size_t i = 0; i <= ROUTES_MAX; i++) {
        many[i] = routes[0];
    }
    assert_null(route_table_create(many, ROUTES_MAX + 1));
    struct route_table *table = route_table_create(many, ROUTES_MAX);
    assert_non_null(table);
    route_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_there_is), cmocka_unit_test(what_there_is_not),
        cmocka_unit_test(keys_differ),   cmocka_unit_test(names_are_counted_once),
        cmocka_unit_test(methods),       cmocka_unit_test(too_many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
