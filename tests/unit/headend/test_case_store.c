/* What is kept of cases and the limits of a day, over openings and closings of the file; the key's file. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headend/case_store.h"
#include "headend/client_address.h"

#include <arpa/inet.h>

static const int64_t now = INT64_C(1795510262000);

struct scene {
    char folder[40], path[60], key_path[60];
    struct case_store *store;
    struct keyed_hash key;
};

static void reopen(struct scene *scene)
{
    char problem[CASE_STORE_PROBLEM_SIZE] = "";
    case_store_close(scene->store);
    scene->store = case_store_open(scene->path, problem);
    if (scene->store == NULL) {
        fail_msg("%s", problem);
    }
}

static int begin(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    char problem[HASH_PROBLEM_SIZE];
    if (scene == NULL) {
        return -1;
    }
    *state = scene;
    memcpy(scene->folder, "/tmp/tv-hall-cases-XXXXXX", sizeof "/tmp/tv-hall-cases-XXXXXX");
    if (mkdtemp(scene->folder) == NULL) {
        return -1;
    }
    (void)snprintf(scene->path, sizeof scene->path, "%s/cases", scene->folder);
    (void)snprintf(scene->key_path, sizeof scene->key_path, "%s/key", scene->folder);
    reopen(scene);
    return keyed_hash_load(&scene->key, scene->key_path, problem);
}

static int end(void **state)
{
    struct scene *scene = *state;
    char path[80];
    case_store_close(scene->store);
    (void)unlink(scene->key_path);
    (void)unlink(scene->path);
    (void)snprintf(path, sizeof path, "%s-wal", scene->path);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s-shm", scene->path);
    (void)unlink(path);
    int result = rmdir(scene->folder);
    free(scene);
    return result;
}

static struct hash hash_of(const struct scene *scene, const char *purpose, int text)
{
    char digits[12];
    struct hash hash;
    (void)snprintf(digits, sizeof digits, "%d", text);
    assert_int_equal(keyed_hash_of(&scene->key, purpose, digits, "", &hash), 0);
    return hash;
}

/* --- The key --- */

static void key_stays_and_is_its_owners_alone(void **state)
{
    struct scene *scene = *state;
    struct keyed_hash again;
    struct stat about;
    char problem[HASH_PROBLEM_SIZE];
    assert_int_equal(stat(scene->key_path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(keyed_hash_load(&again, scene->key_path, problem), 0);
    assert_memory_equal(again.key, scene->key.key, HASH_KEY_BYTES);
    assert_int_equal(chmod(scene->key_path, 0640), 0);
    assert_int_equal(keyed_hash_load(&again, scene->key_path, problem), -1);
    assert_int_equal(chmod(scene->key_path, 0600), 0);
    assert_int_equal(truncate(scene->key_path, 31), 0);
    assert_int_equal(keyed_hash_load(&again, scene->key_path, problem), -1);
}

static void hashes_differ_where_anything_does(void **state)
{
    struct scene *scene = *state;
    struct keyed_hash other = {.key = {1}};
    struct hash one, two;
    assert_int_equal(keyed_hash_of(&scene->key, "tail", "1", "2", &one), 0);
    static const char *const cases[][3] = {
        {"tail", "1", "3"}, {"tail", "2", "2"}, {"box", "1", "2"}, {"tail", "12", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(keyed_hash_of(&scene->key, cases[i][0], cases[i][1], cases[i][2], &two), 0);
        assert_int_equal(hash_equals(&one, &two), 0);
    }
    assert_int_equal(keyed_hash_of(&other, "tail", "1", "2", &two), 0);
    assert_int_equal(hash_equals(&one, &two), 0);
    assert_int_equal(keyed_hash_of(&scene->key, "tail", "1", "2", &two), 0);
    assert_int_equal(hash_equals(&one, &two), 1);
}

/* --- What is kept --- */

static void kept_for_thirty_days(void **state)
{
    struct scene *scene = *state;
    const int64_t day = INT64_C(24) * 3600 * 1000;
    struct hash target = hash_of(scene, "target", 1);
    char fixed[] = "\"task_name\":\"退休\"";
    struct case_kept kept = {.tail = hash_of(scene, "tail", 1),
                             .known = {.status = 40,
                                       .promise_date = 20261130,
                                       .paused_since = 20261120,
                                       .rated = 2,
                                       .as_of = now,
                                       .fixed = fixed}};
    struct case_kept got;
    assert_int_equal(case_store_get(scene->store, &target, now, &got), 0);
    assert_int_equal(case_store_put(scene->store, &target, now, &kept), 0);
    assert_int_equal(case_store_put_rated(scene->store, &target, 5), 0);
    reopen(scene);
    assert_int_equal(case_store_get(scene->store, &target, now + 30 * day - 1, &got), 1);
    assert_int_equal(hash_equals(&got.tail, &kept.tail), 1);
    assert_string_equal(got.known.fixed, fixed);
    assert_int_equal(got.known.status, 40);
    assert_int_equal(got.known.paused_since, 20261120);
    assert_int_equal(got.known.rated, 5);
    case_known_wipe(&got.known);
    assert_int_equal(case_store_get(scene->store, &target, now + 30 * day, &got), 0);
    struct hash other = hash_of(scene, "target", 2);
    struct case_kept missing = {.is_missing = 1, .known = {.as_of = now + 30 * day}};
    assert_int_equal(case_store_put(scene->store, &other, now + 30 * day, &missing), 0);
    /* What is too old has left the file, not only the answers. */
    assert_int_equal(case_store_get(scene->store, &target, now, &got), 0);
}

/* --- Limits --- */

static enum case_limit look_up(struct scene *scene, int box, int address, int target, int day,
                               enum case_settlement settlement)
{
    struct case_admission admission = {.box = hash_of(scene, "box", box),
                                       .address = hash_of(scene, "address", address),
                                       .target = hash_of(scene, "target", target),
                                       .day = day};
    enum case_limit limit = case_store_admit(scene->store, &admission);
    if (limit == CASE_LIMIT_NONE) {
        case_store_settle(scene->store, &admission, settlement);
    }
    return limit;
}

static void five_cases_a_box(void **state)
{
    struct scene *scene = *state;
    for (int target = 1; target <= 5; target++) {
        assert_int_equal(look_up(scene, 1, 1, target, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 1, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
    assert_int_equal(look_up(scene, 1, 1, 5, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    assert_int_equal(look_up(scene, 2, 1, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    reopen(scene);
    assert_int_equal(look_up(scene, 1, 1, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
    assert_int_equal(look_up(scene, 1, 1, 6, 20261125, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void ten_failures_a_box(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 10; i++) {
        assert_int_equal(look_up(scene, 1, 1, 100 + i, 20261124, CASE_SETTLED_FAILED), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_FAILURES);
    /* Failures are no cases seen. */
    assert_int_equal(look_up(scene, 1, 1, 1, 20261125, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void ten_look_ups_a_case(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 10; i++) {
        enum case_settlement settlement = i % 2 ? CASE_SETTLED_FAILED : CASE_SETTLED_FOUND;
        assert_int_equal(look_up(scene, i, i, 1, 20261124, settlement), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 50, 50, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_TARGET);
    assert_int_equal(look_up(scene, 50, 50, 2, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void what_is_given_back_counts_as_nothing(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 40; i++) {
        assert_int_equal(look_up(scene, 1, 1, i % 8, 20261124, CASE_SETTLED_GIVEN_BACK), CASE_LIMIT_NONE);
    }
}

static void an_address_has_a_higher_ceiling(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < ADDRESS_FAILURES_MAX; i++) {
        assert_int_equal(look_up(scene, 1000 + i, 1, 5000 + i, 20261124, CASE_SETTLED_FAILED),
                         CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_FAILURES);
    for (int i = 0; i < ADDRESS_PERSONS_MAX; i++) {
        assert_int_equal(look_up(scene, 1000 + i, 2, 5000 + i, 20261124, CASE_SETTLED_FOUND),
                         CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 2, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
    assert_int_equal(look_up(scene, 1, 3, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

/* Two look-ups of one case at once, one with a wrong tail that ends last. */
static void a_failure_does_not_take_away_what_was_found(void **state)
{
    struct scene *scene = *state;
    struct case_admission first = {.box = hash_of(scene, "box", 1),
                                   .address = hash_of(scene, "address", 1),
                                   .target = hash_of(scene, "target", 1),
                                   .day = 20261124};
    struct case_admission second = first;
    assert_int_equal(case_store_admit(scene->store, &first), CASE_LIMIT_NONE);
    assert_int_equal(case_store_admit(scene->store, &second), CASE_LIMIT_NONE);
    case_store_settle(scene->store, &first, CASE_SETTLED_FAILED);
    case_store_settle(scene->store, &second, CASE_SETTLED_FOUND);
    for (int target = 2; target <= 5; target++) {
        assert_int_equal(look_up(scene, 1, 1, target, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 1, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
}

/* --- Whom they count --- */

static void addresses(void **state)
{
    static const struct {
        const char *peer, *forwarded, *wanted;
    } cases[] = {
        {"192.0.2.1", NULL, "192.0.2.1"},
        {"192.0.2.1", "198.51.100.1", "192.0.2.1"}, /* a stranger is not believed */
        {"127.0.0.1", NULL, "127.0.0.1"},
        {"127.0.0.1", "198.51.100.1", "198.51.100.1"},
        {"127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"},
        {"127.0.0.1", "203.0.113.9,198.51.100.1 ", "198.51.100.1"},
        {"127.0.0.1", "unknown", "127.0.0.1"},
        {"127.0.0.1", "", "127.0.0.1"},
        {"127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
        {"2001:db8:1:2:3:4:5:6", NULL, "2001:db8:1:2::"},
        {"2001:db8:1:2:ffff::1", NULL, "2001:db8:1:2::"},
        {"::ffff:192.0.2.1", "198.51.100.1", "192.0.2.1"},
        {"::1", "198.51.100.1", "198.51.100.1"},
        {"::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sockaddr_storage peer = {0};
        struct sockaddr_in *ipv4 = (struct sockaddr_in *)&peer;
        struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)&peer;
        char got[CLIENT_ADDRESS_SIZE];
        if (inet_pton(AF_INET, cases[i].peer, &ipv4->sin_addr) == 1) {
            peer.ss_family = AF_INET;
        } else {
            assert_int_equal(inet_pton(AF_INET6, cases[i].peer, &ipv6->sin6_addr), 1);
            peer.ss_family = AF_INET6;
        }
        client_address((struct sockaddr *)&peer, cases[i].forwarded, got);
        if (strcmp(got, cases[i].wanted) != 0) {
            fail_msg("%s for \"%s\": wanted %s, got %s", cases[i].peer,
                     cases[i].forwarded != NULL ? cases[i].forwarded : "", cases[i].wanted, got);
        }
    }
}

#define WITH_SCENE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SCENE(key_stays_and_is_its_owners_alone),
        WITH_SCENE(hashes_differ_where_anything_does),
        WITH_SCENE(kept_for_thirty_days),
        WITH_SCENE(five_cases_a_box),
        WITH_SCENE(ten_failures_a_box),
        WITH_SCENE(ten_look_ups_a_case),
        WITH_SCENE(what_is_given_back_counts_as_nothing),
        WITH_SCENE(an_address_has_a_higher_ceiling),
        WITH_SCENE(a_failure_does_not_take_away_what_was_found),
        cmocka_unit_test(addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
