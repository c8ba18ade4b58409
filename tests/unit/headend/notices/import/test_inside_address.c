/* Which addresses are inside a network. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <string.h>
#include <sys/socket.h>

#include "headend/notices/import/inside_address.h"

static void addresses(void **state)
{
    static const struct {
        const char *text;
        int inside;
    } cases[] = {
        {"127.0.0.1", 1},
        {"10.1.2.3", 1},
        {"172.16.0.1", 1},
        {"172.31.255.255", 1},
        {"172.32.0.1", 0},
        {"172.15.0.1", 0},
        {"192.168.1.1", 1},
        {"192.169.1.1", 0},
        {"169.254.169.254", 1},
        {"100.64.0.1", 1},
        {"100.128.0.1", 0},
        {"0.0.0.0", 1},
        {"224.0.0.1", 1},
        {"255.255.255.255", 1},
        {"8.8.8.8", 0},
        {"223.5.5.5", 0},
        {"::1", 1},
        {"::", 1},
        {"fe80::1", 1},
        {"fd00::1", 1},
        {"ff02::1", 1},
        {"::ffff:127.0.0.1", 1},
        {"::ffff:10.0.0.1", 1},
        {"::ffff:8.8.8.8", 0},
        {"64:ff9b::7f00:1", 1},
        {"2002:7f00:1::", 1},
        {"2002:808:808::1", 0},
        {"240e::1", 0},
        {"2400:3200::1", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sockaddr_in v4 = {.sin_family = AF_INET};
        struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
        int is_v6 = strchr(cases[i].text, ':') != NULL;
        assert_int_equal(is_v6 ? inet_pton(AF_INET6, cases[i].text, &v6.sin6_addr)
                               : inet_pton(AF_INET, cases[i].text, &v4.sin_addr),
                         1);
        int inside = is_inside_address(is_v6 ? (const struct sockaddr *)&v6 : (const struct sockaddr *)&v4);
        if (inside != cases[i].inside) {
            fail_msg("%s: wanted %d, got %d", cases[i].text, cases[i].inside, inside);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
