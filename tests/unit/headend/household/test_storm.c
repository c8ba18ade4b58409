#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "both-sides/records/person_scope.h"
#include "headend/household/authorizations.h"
#include "headend/household/guess_limit.h"
#include "headend/household/sessions.h"
#include "headend/household/visits.h"

/* Boxes, phones, the provider's threads and the tidy at once: for ThreadSanitizer, and that each gets what is
 * its own. */

enum { BOXES = 8, THREADS = 8, ROUNDS = 60, SECOND = 1000000 };

struct storm {
    struct authorizations *all;
    struct sessions *sessions;
    struct visits *visits;
    struct guess_limit *guesses;
    atomic_int granted, others; /* `others`: what was somebody else's */
};

struct hand {
    struct storm *storm;
    int number;
};

/* One person signs in on one box, with everything that belongs to it. */
static void sign_in(struct storm *storm, int number, int round)
{
    struct known_box box = {.name = "box"};
    struct binding_codes codes;
    struct binding_poll poll;
    struct binding_view view;
    struct identity_attempt attempt = {.nonce = ""};
    struct identity_person person = {.name = "\u793A\u4F8B", .id_number = "431002188001010018", .level = 2};
    char phone[TOKEN_SIZE];
    int64_t now = (int64_t)round * SECOND;
    (void)snprintf(box.number, sizeof box.number, "%032d", number % BOXES);
    (void)snprintf(phone, sizeof phone, "phone-%d-%d", number, round);
    (void)snprintf(attempt.state, sizeof attempt.state, "state-%d-%d", number, round);
    (void)snprintf(person.subject, sizeof person.subject, "%d", number % BOXES);
    if (authorizations_begin(storm->all, &box, PERSON_SCOPE_ALL, now, &codes) != 0 ||
        authorizations_open(storm->all, codes.user_code, phone, now) != OPEN_IS_YOURS) {
        return;
    }
    authorizations_go_on(storm->all, phone, now);
    (void)authorizations_sent(storm->all, phone, &attempt, now);
    (void)authorizations_came_back(storm->all, phone, attempt.state, now);
    authorizations_known(storm->all, phone, attempt.state, IDENTITY_FOUND, &person, now);
    (void)authorizations_approve(storm->all, phone, PERSON_SCOPE_ALL, "", 0, now);
    if (!authorizations_view(storm->all, phone, now, &view) || view.step != STEP_NUMBER) {
        return;
    }
    authorizations_poll(storm->all, box.number, codes.device_code, view.number, now, &poll);
    if (poll.state != POLL_GRANT) {
        return;
    }
    struct session_about about = {.person = {.scopes = poll.grant.scopes, .level = 2}};
    struct session_person seen;
    char token[TOKEN_SIZE];
    (void)snprintf(about.person.member, sizeof about.person.member, "%.8s", poll.grant.person.subject);
    authorizations_granted(storm->all, box.number, codes.device_code, BINDING_DONE, now);
    (void)atomic_fetch_add(&storm->granted, 1);
    if (sessions_begin(storm->sessions, box.number, &about, now, token) == 0 &&
        sessions_find(storm->sessions, box.number, token, now, &seen) &&
        strcmp(seen.member, person.subject) != 0) {
        (void)atomic_fetch_add(&storm->others, 1);
    }
}

static void look_after(struct storm *storm, int number, int round)
{
    const struct hash person = {{0}};
    struct visit_view view;
    char phone[TOKEN_SIZE];
    char member[8];
    int64_t now = (int64_t)round * SECOND;
    if (visits_begin(storm->visits, now, phone) == 0) {
        struct identity_attempt attempt = {.state = "state"};
        (void)visits_sent(storm->visits, phone, &attempt, now);
        (void)visits_came_back(storm->visits, phone, "state", now);
        visits_known(storm->visits, phone, "state", IDENTITY_FOUND, &person, "name", now);
        (void)visits_view(storm->visits, phone, now, &view);
        visits_end(storm->visits, phone);
    }
    guess_limit_count(storm->guesses, phone, now);
    (void)guess_limit_allows(storm->guesses, phone, now);
    (void)snprintf(member, sizeof member, "%d", number % BOXES);
    sessions_narrow_member(storm->sessions, member, 1);
    sessions_end_member(storm->sessions, member);
}

static void *run(void *context)
{
    const struct hand *hand = context;
    for (int round = 0; round < ROUNDS; round++) {
        sign_in(hand->storm, hand->number, round);
        if (hand->number % 2 == 0) {
            look_after(hand->storm, hand->number, round);
        } else {
            authorizations_tidy(hand->storm->all, (int64_t)round * SECOND);
            sessions_tidy(hand->storm->sessions, (int64_t)round * SECOND);
            visits_tidy(hand->storm->visits, (int64_t)round * SECOND);
        }
    }
    return NULL;
}

static void test_storm(void **state)
{
    static const struct authorizations_options options = {.most = BOXES,
                                                          .code_us = (int64_t)1000 * SECOND,
                                                          .wait_us = (int64_t)1000 * SECOND,
                                                          .phone_us = (int64_t)1000 * SECOND,
                                                          .number_us = (int64_t)1000 * SECOND,
                                                          .interval_us = SECOND};
    struct storm storm = {
        .all = authorizations_create(&options),
        .sessions = sessions_create(&(struct sessions_options){
            .most = BOXES, .idle_us = 1000 * (int64_t)SECOND, .life_us = 1000 * (int64_t)SECOND}),
        .visits = visits_create(SECOND, SECOND),
        .guesses = guess_limit_create()};
    struct hand hands[THREADS];
    pthread_t threads[THREADS];
    (void)state;
    assert_true(storm.all != NULL && storm.sessions != NULL && storm.visits != NULL && storm.guesses != NULL);
    for (int i = 0; i < THREADS; i++) {
        hands[i] = (struct hand){.storm = &storm, .number = i};
        assert_int_equal(pthread_create(&threads[i], NULL, run, &hands[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(atomic_load(&storm.others), 0);
    assert_int_equal(atomic_load(&storm.granted), THREADS * ROUNDS); /* a box each: nobody is in the way */
    authorizations_free(storm.all);
    sessions_free(storm.sessions);
    visits_free(storm.visits);
    guess_limit_free(storm.guesses);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_storm)};
    return cmocka_run_group_tests_name("household storm", tests, NULL, NULL);
}
