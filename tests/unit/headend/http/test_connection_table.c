/* Who is shut when places run short, and who because it is late. No sockets: numbers stand for them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "headend/http/connection_table.h"

enum { DESCRIPTORS = 160 };

static char was_shut[DESCRIPTORS];

static void note_shut(int descriptor)
{
    was_shut[descriptor] = 1;
}

static struct connection_table *table_of(unsigned places, unsigned per_network)
{
    memset(was_shut, 0, sizeof was_shut);
    struct connection_table *table = connection_table_create(
        &(struct connection_table_options){.places = places, .per_network = per_network, .shut = note_shut});
    assert_non_null(table);
    return table;
}

static struct sockaddr_storage peer_of(const char *text)
{
    struct sockaddr_storage peer = {0};
    struct sockaddr_in *ipv4 = (struct sockaddr_in *)&peer;
    struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)&peer;
    if (inet_pton(AF_INET, text, &ipv4->sin_addr) == 1) {
        peer.ss_family = AF_INET;
    } else {
        assert_int_equal(inet_pton(AF_INET6, text, &ipv6->sin6_addr), 1);
        peer.ss_family = AF_INET6;
    }
    return peer;
}

static int come(struct connection_table *table, int descriptor, const char *from, int64_t now_ms)
{
    struct sockaddr_storage peer = peer_of(from);
    int result = connection_table_add(table, descriptor, (struct sockaddr *)&peer, now_ms);
    if (result == 0) {
        connection_table_begin(table, descriptor);
    }
    return result;
}

/* The descriptors that were shut, as text. */
static const char *shut_ones(void)
{
    static char text[200];
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; i < DESCRIPTORS; i++) {
        if (was_shut[i]) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%d", used > 0 ? " " : "", i);
        }
    }
    return text;
}

/* --- Places --- */

struct arrival {
    const char *from;
    int64_t at;
    enum connection_phase phase;
};

/* The descriptor is the number of the row. All places are taken at 100,000 ms. */
static void places_run_short(void **state)
{
    static const struct {
        const char *what;
        struct arrival arrivals[8];
        const char *shut;
    } cases[] = {
        {"the slowest of the most numerous",
         {{"192.0.2.1", 90000, CONNECTION_HEAD},
          {"192.0.2.2", 99000, CONNECTION_HEAD},
          {"192.0.2.2", 98000, CONNECTION_HEAD},
          {"192.0.2.2", 99500, CONNECTION_HEAD}},
         "2"},
        {"an address alone only when all are",
         {{"192.0.2.1", 90000, CONNECTION_HEAD},
          {"192.0.2.2", 85000, CONNECTION_HEAD},
          {"192.0.2.3", 99000, CONNECTION_HEAD}},
         "1"},
        {"of IPv6 the /64 counts",
         {{"2001:db8:1:1::1", 99000, CONNECTION_HEAD},
          {"2001:db8:1:1:ffff::2", 99500, CONNECTION_HEAD},
          {"2001:db8:1:2::1", 80000, CONNECTION_HEAD},
          {"192.0.2.1", 80000, CONNECTION_HEAD}},
         "0"},
        {"IPv4 by way of IPv6 is IPv4",
         {{"::ffff:192.0.2.1", 95000, CONNECTION_HEAD},
          {"192.0.2.1", 99000, CONNECTION_HEAD},
          {"::ffff:192.0.2.2", 80000, CONNECTION_HEAD}},
         "0"},
        {"who waits for an answer stays, and counts",
         {{"192.0.2.1", 90000, CONNECTION_WORK},
          {"192.0.2.1", 99990, CONNECTION_HEAD},
          {"192.0.2.2", 80000, CONNECTION_HEAD}},
         "1"},
        {"a body counts as a head",
         {{"192.0.2.1", 99000, CONNECTION_HEAD}, {"192.0.2.1", 98000, CONNECTION_BODY}},
         "1"},
        {"an answer that is not fetched",
         {{"192.0.2.1", 60000, CONNECTION_ANSWER}, {"192.0.2.1", 70000, CONNECTION_ANSWER}},
         "0"},
        {"all wait for us",
         {{"192.0.2.1", 50000, CONNECTION_WORK}, {"192.0.2.1", 99000, CONNECTION_WORK}},
         ""},
        {"who has just come stays before one of many that is just answered",
         {{"192.0.2.1", 99990, CONNECTION_ANSWER},
          {"192.0.2.2", 99999, CONNECTION_HEAD},
          {"192.0.2.1", 99980, CONNECTION_ANSWER}},
         "2"},
        {"of one network, who is just answered goes last",
         {{"192.0.2.1", 99500, CONNECTION_ANSWER}, {"192.0.2.1", 99990, CONNECTION_HEAD}},
         "1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int count = 0;
        while (count < 8 && cases[i].arrivals[count].from != NULL) {
            count++;
        }
        struct connection_table *table = table_of((unsigned)count, 0);
        for (int k = 0; k < count; k++) {
            const struct arrival *arrival = &cases[i].arrivals[k];
            assert_int_equal(come(table, k, arrival->from, arrival->at), 0);
            connection_table_enter(table, k, arrival->phase, arrival->at);
        }
        assert_int_equal(connection_table_has_room(table, 100000), 0);
        if (strcmp(shut_ones(), cases[i].shut) != 0) {
            fail_msg("%s: wanted \"%s\" to be shut, got \"%s\"", cases[i].what, cases[i].shut, shut_ones());
        }
        for (int k = 0; k < count; k++) {
            if (was_shut[k]) {
                connection_table_remove(table, k);
            }
        }
        assert_int_equal(connection_table_has_room(table, 100000), cases[i].shut[0] != '\0');
        connection_table_free(table);
    }
}

/* Room is made before it is needed, for several at a time. */
static void room_is_made_ahead(void **state)
{
    struct connection_table *table = table_of(128, 0);
    (void)state;
    for (int i = 0; i < 126; i++) {
        assert_int_equal(connection_table_has_room(table, i), 1);
        assert_int_equal(come(table, i, "192.0.2.1", i), 0);
    }
    assert_string_equal(shut_ones(), "");
    assert_int_equal(come(table, 126, "192.0.2.1", 126), 0);
    assert_int_equal(connection_table_has_room(table, 127), 1);
    assert_string_equal(shut_ones(), "0 1");
    assert_int_equal(connection_table_count(table).for_room, 2);
    assert_int_equal(connection_table_count(table).open, 127);
    connection_table_free(table);
}

static void one_network_is_bounded(void **state)
{
    struct connection_table *table = table_of(40, 3);
    (void)state;
    assert_int_equal(come(table, 0, "192.0.2.1", 10), 0);
    assert_int_equal(come(table, 1, "192.0.2.2", 0), 0);
    for (int i = 2; i < 4; i++) {
        assert_int_equal(come(table, i, "192.0.2.1", i), 0);
    }
    assert_string_equal(shut_ones(), "");
    assert_int_equal(come(table, 4, "192.0.2.1", 20), 0);
    assert_string_equal(shut_ones(), "2");
    for (int i = 0; i < 5; i++) {
        connection_table_enter(table, i, CONNECTION_WORK, 20);
    }
    assert_int_equal(come(table, 5, "192.0.2.1", 21), -1);
    assert_int_equal(come(table, 5, "192.0.2.2", 21), 0);
    connection_table_free(table);
}

/* --- Deadlines --- */

static void late_ones_are_shut(void **state)
{
    static const struct {
        enum connection_phase phase;
        int64_t age;
        int is_late;
    } cases[] = {
        {CONNECTION_HEAD, CONNECTION_HEAD_MS, 0},     {CONNECTION_HEAD, CONNECTION_HEAD_MS + 1, 1},
        {CONNECTION_BODY, CONNECTION_BODY_MS, 0},     {CONNECTION_BODY, CONNECTION_BODY_MS + 1, 1},
        {CONNECTION_WORK, CONNECTION_WORK_MS, 0},     {CONNECTION_WORK, CONNECTION_WORK_MS + 1, 1},
        {CONNECTION_ANSWER, CONNECTION_ANSWER_MS, 0}, {CONNECTION_ANSWER, CONNECTION_ANSWER_MS + 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct connection_table *table = table_of(10, 0);
        assert_int_equal(come(table, 7, "192.0.2.1", 1), 0);
        connection_table_enter(table, 7, cases[i].phase, 5000);
        assert_int_equal(connection_table_shut_late(table, 5000 + cases[i].age), cases[i].is_late);
        assert_int_equal(was_shut[7], cases[i].is_late);
        assert_int_equal(connection_table_count(table).late, cases[i].is_late);
        assert_int_equal(connection_table_shut_late(table, 10000 + cases[i].age), !cases[i].is_late);
        connection_table_free(table);
    }
}

/* What libmicrohttpd has not begun, or has closed without a word, is not ours to shut. */
static void descriptors_of_others(void **state)
{
    struct connection_table *table = table_of(1, 0);
    struct sockaddr_storage peer = peer_of("192.0.2.1");
    (void)state;
    assert_int_equal(connection_table_add(table, 3, (struct sockaddr *)&peer, 0), 0);
    assert_int_equal(connection_table_shut_late(table, 1000000), 0);
    assert_int_equal(connection_table_has_room(table, 1000000), 0);
    assert_string_equal(shut_ones(), "");
    assert_int_equal(come(table, 3, "192.0.2.2", 5), 0);
    assert_int_equal(connection_table_count(table).open, 1);
    connection_table_remove(table, 3);
    connection_table_remove(table, 3);
    assert_int_equal(connection_table_count(table).open, 0);
    assert_int_equal(come(table, -1, "192.0.2.2", 5), -1);
    assert_int_equal(come(table, 1 << 20, "192.0.2.2", 5), -1);
    connection_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_run_short),       cmocka_unit_test(room_is_made_ahead),
        cmocka_unit_test(one_network_is_bounded), cmocka_unit_test(late_ones_are_shut),
        cmocka_unit_test(descriptors_of_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
