#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/records/person_scope.h"
#include "headend/household/authorizations.h"

/* Signing in with a phone, by a clock of the test's own (seconds here). */

enum { SECOND = 1000000, CODE = 120, WAIT = 600, PHONE = 600, NUMBER = 180, GRACE = 60, INTERVAL = 3 };

static const struct known_box box = {
    .number = "0000000000000000000000000000000a", .name = "box", .area_code = "431002"};
static const char phone[] = "phone-a";
static const char other_phone[] = "phone-b";
static const struct identity_person person = {.issuer = "issuer",
                                              .subject = "subject",
                                              .name = "\u793A\u4F8B\u7532",
                                              .id_number = "431002188001010018",
                                              .level = 2};

/* One request, from the box's and from the phone's side. */
struct scene {
    struct authorizations *all;
    struct box_limits *limits;
    struct binding_codes codes;
    int64_t now; /* s */
};

static int64_t us(const struct scene *scene)
{
    return scene->now * SECOND;
}

static void begin(struct scene *scene)
{
    assert_int_equal(authorizations_begin(scene->all, &box, PERSON_SCOPE_ALL, us(scene), &scene->codes), 0);
}

static struct scene make(void)
{
    struct scene scene = {.now = 1000, .limits = box_limits_create(0)};
    assert_non_null(scene.limits);
    scene.all =
        authorizations_create(&(struct authorizations_options){.most = 4,
                                                               .limits = scene.limits,
                                                               .code_us = (int64_t)CODE * SECOND,
                                                               .wait_us = (int64_t)WAIT * SECOND,
                                                               .phone_us = (int64_t)PHONE * SECOND,
                                                               .number_us = (int64_t)NUMBER * SECOND,
                                                               .grace_us = (int64_t)GRACE * SECOND,
                                                               .interval_us = (int64_t)INTERVAL * SECOND});
    assert_non_null(scene.all);
    begin(&scene);
    return scene;
}

static void end(struct scene *scene)
{
    authorizations_free(scene->all);
    box_limits_free(scene->limits);
}

/* After the interval. */
static struct binding_poll poll_number(struct scene *scene, const char *number)
{
    struct binding_poll poll;
    scene->now += scene->codes.interval_us / SECOND;
    authorizations_poll(scene->all, box.number, scene->codes.device_code, number, us(scene), &poll);
    return poll;
}

static enum poll_state poll_state(struct scene *scene)
{
    struct binding_poll poll = poll_number(scene, "");
    return poll.state;
}

static void open_code(struct scene *scene)
{
    assert_int_equal(authorizations_open(scene->all, scene->codes.user_code, phone, us(scene)),
                     OPEN_IS_YOURS);
}

static void log_in(struct scene *scene, const char *state, enum identity_result result)
{
    struct identity_attempt attempt = {.nonce = "nonce"};
    (void)snprintf(attempt.state, sizeof attempt.state, "%s", state);
    authorizations_go_on(scene->all, phone, us(scene));
    assert_int_equal(authorizations_sent(scene->all, phone, &attempt, us(scene)), 0);
    assert_int_equal(authorizations_came_back(scene->all, phone, state, us(scene)), 0);
    authorizations_known(scene->all, phone, state, result, &person, us(scene));
}

static struct binding_view view(struct scene *scene)
{
    struct binding_view seen;
    assert_int_equal(authorizations_view(scene->all, phone, us(scene), &seen), 1);
    return seen;
}

/* As far as the room's number, which it returns. */
static struct binding_view agree(struct scene *scene)
{
    open_code(scene);
    log_in(scene, "state", IDENTITY_FOUND);
    assert_int_equal(authorizations_approve(scene->all, phone, PERSON_SCOPE_ALL, "alias", 0, us(scene)), 0);
    return view(scene);
}

static const char *wrong(const char *number)
{
    return strcmp(number, "000") == 0 ? "001" : "000";
}

static void test_all_of_it(void **state)
{
    struct scene scene = make();
    (void)state;
    assert_int_equal(poll_state(&scene), POLL_WAITING);
    open_code(&scene);
    assert_int_equal(view(&scene).step, STEP_ASKED);
    assert_string_equal(view(&scene).box.name, "box");
    assert_int_equal(poll_state(&scene), POLL_SCANNED);
    authorizations_go_on(scene.all, phone, us(&scene));
    assert_int_equal(view(&scene).step, STEP_LOGIN);
    log_in(&scene, "state", IDENTITY_FOUND);
    struct binding_view seen = view(&scene);
    assert_int_equal(seen.step, STEP_CONSENT);
    assert_string_equal(seen.name, "\u793A**");
    assert_int_equal(seen.may_have_help, 1);
    assert_int_equal(authorizations_approve(scene.all, phone, 0, "", 0, us(&scene)), -1); /* to nothing */
    assert_int_equal(authorizations_approve(scene.all, phone, PERSON_SCOPE_BIT(PERSON_SCOPE_CASES), "alias",
                                            1, us(&scene)),
                     0);
    seen = view(&scene);
    assert_int_equal(seen.step, STEP_NUMBER);
    assert_int_equal(poll_state(&scene), POLL_APPROVED);
    struct binding_poll poll = poll_number(&scene, seen.number);
    assert_int_equal(poll.state, POLL_GRANT);
    assert_string_equal(poll.grant.person.subject, "subject");
    assert_int_equal(poll.grant.scopes, PERSON_SCOPE_BIT(PERSON_SCOPE_CASES));
    assert_int_equal(poll.grant.by_relative, 1);
    assert_string_equal(poll.grant.alias, "alias");
    authorizations_granted(scene.all, box.number, scene.codes.device_code, BINDING_DONE, us(&scene));
    assert_int_equal(view(&scene).step, STEP_OVER);
    assert_int_equal(view(&scene).end, BINDING_DONE);
    poll = poll_number(&scene, seen.number); /* once */
    assert_int_equal(poll.state, POLL_ENDED);
    end(&scene);
}

/* What ends a request, and what is told then. */
static void test_ends(void **state)
{
    struct scene scene = make();
    (void)state;
    /* The person refuses, at any step. */
    agree(&scene);
    authorizations_refuse(scene.all, phone, us(&scene));
    assert_int_equal(view(&scene).end, BINDING_REFUSED);
    assert_int_equal(poll_number(&scene, "").end, BINDING_REFUSED);
    /* Two wrong numbers; the first costs one try. */
    begin(&scene);
    struct binding_view seen = agree(&scene);
    struct binding_poll poll = poll_number(&scene, wrong(seen.number));
    assert_int_equal(poll.state, POLL_APPROVED);
    assert_int_equal(poll.tries_left, 1);
    poll = poll_number(&scene, wrong(seen.number));
    assert_int_equal(poll.state, POLL_ENDED);
    assert_int_equal(poll.end, BINDING_WRONG_NUMBER);
    poll = poll_number(&scene, seen.number);
    assert_int_equal(poll.state, POLL_ENDED);
    assert_int_equal(view(&scene).end, BINDING_WRONG_NUMBER);
    /* A second phone. */
    begin(&scene);
    open_code(&scene);
    assert_int_equal(authorizations_open(scene.all, scene.codes.user_code, phone, us(&scene)), OPEN_IS_YOURS);
    assert_int_equal(authorizations_open(scene.all, scene.codes.user_code, other_phone, us(&scene)),
                     OPEN_ENDED);
    assert_int_equal(view(&scene).end, BINDING_SECOND_PHONE);
    assert_int_equal(poll_number(&scene, "").end, BINDING_SECOND_PHONE);
    /* The box asks anew. */
    struct binding_codes before = scene.codes;
    begin(&scene);
    authorizations_poll(scene.all, box.number, before.device_code, "", us(&scene), &poll);
    assert_int_equal(poll.state, POLL_ENDED);
    struct binding_view lost;
    assert_int_equal(authorizations_view(scene.all, phone, us(&scene), &lost), 0);
    assert_int_equal(authorizations_open(scene.all, before.user_code, other_phone, us(&scene)), OPEN_UNKNOWN);
    end(&scene);
}

static void test_failures_of_a_box_are_counted(void **state)
{
    struct scene scene = make();
    int day = calendar_date_at(wall_ms());
    (void)state;
    for (int i = 0; i < BOX_FAILURES_A_DAY; i++) {
        assert_int_equal(box_limits_may_begin(scene.limits, box.number, day), 1);
        begin(&scene);
        open_code(&scene);
        authorizations_refuse(scene.all, phone, us(&scene));
    }
    assert_int_equal(box_limits_may_begin(scene.limits, box.number, day), 0);
    assert_int_equal(box_limits_may_begin(scene.limits, "0000000000000000000000000000000b", day), 1);
    assert_int_equal(box_limits_may_begin(scene.limits, box.number, day + 1), 1);
    end(&scene);
}

static void test_codes_turn_silently(void **state)
{
    struct scene scene = make();
    char first[USER_CODE_SIZE];
    (void)state;
    memcpy(first, scene.codes.user_code, sizeof first);
    int64_t begun = scene.now;
    struct binding_poll poll = poll_number(&scene, "");
    assert_string_equal(poll.codes.user_code, first);
    scene.now = begun + CODE * 2 / 3;
    poll = poll_number(&scene, "");
    assert_int_equal(poll.state, POLL_WAITING);
    assert_string_not_equal(poll.codes.user_code, first);
    /* The old one works to its end, the new one further. */
    scene.now = begun + CODE - 1;
    assert_int_equal(authorizations_open(scene.all, first, phone, us(&scene)), OPEN_IS_YOURS);
    end(&scene);

    scene = make();
    memcpy(first, scene.codes.user_code, sizeof first);
    begun = scene.now;
    scene.now = begun + CODE - INTERVAL;
    poll = poll_number(&scene, "");
    assert_int_equal(authorizations_open(scene.all, first, phone, us(&scene)), OPEN_UNKNOWN);
    assert_int_equal(authorizations_open(scene.all, poll.codes.user_code, phone, us(&scene)), OPEN_IS_YOURS);
    /* A phone in the middle is not thrown out by the end of its code. */
    scene.now = begun + CODE * 4;
    assert_int_equal(view(&scene).step, STEP_ASKED);
    assert_int_equal(poll_state(&scene), POLL_SCANNED);
    end(&scene);
}

/* How long each step may take. */
static void test_time(void **state)
{
    static const struct {
        const char *step;
        int agrees; /* as far as the number, else as far as `opens` */
        int opens;
        int after; /* s */
        enum poll_state wanted;
    } cases[] = {
        {"nobody scans", 0, 0, WAIT - INTERVAL - 1, POLL_WAITING},
        {"nobody scans", 0, 0, WAIT, POLL_ENDED},
        {"the phone waits", 0, 1, PHONE - INTERVAL - 1, POLL_SCANNED},
        {"the phone waits", 0, 1, PHONE, POLL_ENDED},
        {"nobody types", 1, 1, NUMBER + GRACE - INTERVAL - 1, POLL_APPROVED},
        {"nobody types", 1, 1, NUMBER + GRACE, POLL_ENDED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene scene = make();
        if (cases[i].agrees) {
            agree(&scene);
        } else if (cases[i].opens) {
            open_code(&scene);
        }
        scene.now += cases[i].after;
        enum poll_state got = poll_state(&scene);
        if (got != cases[i].wanted) {
            fail_msg("%s for %d s: wanted %d, got %d", cases[i].step, cases[i].after, (int)cases[i].wanted,
                     (int)got);
        }
        end(&scene);
    }
}

/* What was approved can be had for a minute after its end, once. */
static void test_the_edge(void **state)
{
    struct scene scene = make();
    struct binding_view seen = agree(&scene);
    (void)state;
    scene.now += NUMBER + GRACE - INTERVAL - 1;
    assert_int_equal(poll_number(&scene, seen.number).state, POLL_GRANT);
    /* While it is made good, it does not end, and nobody else gets it. */
    scene.now += GRACE;
    assert_int_equal(poll_number(&scene, seen.number).state, POLL_SCANNED);
    authorizations_refuse(scene.all, phone, us(&scene));
    assert_int_equal(authorizations_open(scene.all, scene.codes.user_code, other_phone, us(&scene)),
                     OPEN_ENDED);
    authorizations_granted(scene.all, box.number, scene.codes.device_code, BINDING_DONE, us(&scene));
    assert_int_equal(view(&scene).end, BINDING_DONE);
    end(&scene);

    /* A store that fails loses nothing: it may be tried again. */
    scene = make();
    seen = agree(&scene);
    assert_int_equal(poll_number(&scene, seen.number).state, POLL_GRANT);
    authorizations_granted(scene.all, box.number, scene.codes.device_code, BINDING_HOLDS, us(&scene));
    assert_int_equal(poll_number(&scene, seen.number).state, POLL_GRANT);
    end(&scene);
}

static void test_slow_down(void **state)
{
    struct scene scene = make();
    struct binding_poll poll;
    (void)state;
    assert_int_equal(poll_state(&scene), POLL_WAITING);
    scene.now += 1;
    authorizations_poll(scene.all, box.number, scene.codes.device_code, "", us(&scene), &poll);
    assert_int_equal(poll.state, POLL_SLOW_DOWN);
    scene.now += INTERVAL;
    authorizations_poll(scene.all, box.number, scene.codes.device_code, "", us(&scene), &poll);
    assert_int_equal(poll.state, POLL_SLOW_DOWN); /* 5 s more */
    scene.now += INTERVAL + 10;
    authorizations_poll(scene.all, box.number, scene.codes.device_code, "", us(&scene), &poll);
    assert_int_equal(poll.state, POLL_WAITING);
    assert_int_equal(poll.codes.interval_us / SECOND, INTERVAL + 10);
    /* A number is typed when it is typed. */
    struct binding_view seen = agree(&scene);
    authorizations_poll(scene.all, box.number, scene.codes.device_code, seen.number, us(&scene), &poll);
    assert_int_equal(poll.state, POLL_GRANT);
    end(&scene);
}

/* The provider's answers. */
static void test_logging_in(void **state)
{
    struct scene scene = make();
    (void)state;
    open_code(&scene);
    for (int result = IDENTITY_REFUSED; result < IDENTITY_RESULT_COUNT; result++) {
        log_in(&scene, "state", (enum identity_result)result);
        assert_int_equal(view(&scene).step, STEP_ASKED);
        assert_int_equal(view(&scene).failure, result);
    }
    /* An answer to another attempt changes nothing, and none is taken twice. */
    struct identity_attempt attempt = {.state = "right"};
    authorizations_go_on(scene.all, phone, us(&scene));
    assert_int_equal(authorizations_sent(scene.all, phone, &attempt, us(&scene)), 0);
    assert_int_equal(authorizations_came_back(scene.all, phone, "wrong", us(&scene)), -1);
    assert_int_equal(authorizations_came_back(scene.all, other_phone, "right", us(&scene)), -1);
    assert_int_equal(authorizations_came_back(scene.all, phone, "right", us(&scene)), 0);
    assert_int_equal(authorizations_came_back(scene.all, phone, "right", us(&scene)), -1);
    authorizations_known(scene.all, phone, "wrong", IDENTITY_FOUND, &person, us(&scene));
    assert_int_equal(view(&scene).step, STEP_CHECKING);
    assert_int_equal(authorizations_approve(scene.all, phone, PERSON_SCOPE_ALL, "", 0, us(&scene)), -1);
    authorizations_known(scene.all, phone, "right", IDENTITY_FOUND, &person, us(&scene));
    assert_int_equal(view(&scene).step, STEP_CONSENT);
    end(&scene);
}

static void test_others_boxes_and_codes(void **state)
{
    struct scene scene = make();
    struct binding_poll poll;
    (void)state;
    scene.now += INTERVAL;
    authorizations_poll(scene.all, "0000000000000000000000000000000b", scene.codes.device_code, "",
                        us(&scene), &poll);
    assert_int_equal(poll.state, POLL_ENDED);
    authorizations_poll(scene.all, box.number, "", "", us(&scene), &poll);
    assert_int_equal(poll.state, POLL_ENDED);
    assert_int_equal(authorizations_open(scene.all, "", phone, us(&scene)), OPEN_UNKNOWN);
    struct binding_view seen;
    assert_int_equal(authorizations_view(scene.all, "", us(&scene), &seen), 0);
    end(&scene);
}

static void test_memory_is_bounded(void **state)
{
    struct scene scene = make();
    struct binding_codes codes;
    struct known_box other = box;
    (void)state;
    for (int i = 0; i < 5; i++) {
        (void)snprintf(other.number, sizeof other.number, "%032d", i);
        int result = authorizations_begin(scene.all, &other, PERSON_SCOPE_ALL, us(&scene), &codes);
        assert_int_equal(result, i < 3 ? 0 : -1);
    }
    assert_int_equal(authorizations_count(scene.all), 4);
    scene.now += WAIT;
    authorizations_tidy(scene.all, us(&scene)); /* they are over, and remembered for a while */
    scene.now += WAIT;
    authorizations_tidy(scene.all, us(&scene));
    assert_int_equal(authorizations_count(scene.all), 0);
    begin(&scene);
    end(&scene);
}

static void test_who_may_have_help(void **state)
{
    static const struct {
        const char *id_number;
        int today, wanted;
    } cases[] = {
        {"43100220081130001X", 20261129, 1}, /* 17 */
        {"43100220081130001X", 20261130, 0}, /* 18 */
        {"43100219661201001X", 20261130, 0}, /* 59 */
        {"43100219661130001X", 20261130, 1}, /* 60 */
        {"431002188001010018", 20261130, 1}, {"", 20261130, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct identity_person who = {.level = 2};
        (void)snprintf(who.id_number, sizeof who.id_number, "%s", cases[i].id_number);
        if (person_may_have_help(&who, cases[i].today) != cases[i].wanted) {
            fail_msg("\"%s\" on %d: wanted %d", cases[i].id_number, cases[i].today, cases[i].wanted);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_of_it),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_failures_of_a_box_are_counted),
        cmocka_unit_test(test_codes_turn_silently),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_the_edge),
        cmocka_unit_test(test_slow_down),
        cmocka_unit_test(test_logging_in),
        cmocka_unit_test(test_others_boxes_and_codes),
        cmocka_unit_test(test_memory_is_bounded),
        cmocka_unit_test(test_who_may_have_help),
    };
    return cmocka_run_group_tests_name("authorizations", tests, NULL, NULL);
}
