/* Whom the limits of a day count. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <string.h>

#include "headend/http/client_address.h"

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
        {"127.0.0.1", "198.51.100.1:55", "198.51.100.1"},
        {"127.0.0.1", "\"198.51.100.1:65535\"", "198.51.100.1"},
        {"127.0.0.1", "\"198.51.100.1\"", "198.51.100.1"},
        {"127.0.0.1", "203.0.113.9:1, 198.51.100.1:55", "198.51.100.1"},
        {"127.0.0.1", "203.0.113.9, 198.51.100.1, ,", "198.51.100.1"},
        {"127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.1:", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.1:x", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.1:123456", "127.0.0.1"},
        {"127.0.0.1", "198.51.100", "127.0.0.1"},
        {"127.0.0.1", "[2001:db8:1:2:3::4]:55", "2001:db8:1:2::"},
        {"127.0.0.1", "[2001:db8:1:2:3::4]", "2001:db8:1:2::"},
        {"127.0.0.1", "\"[2001:db8:1:2:3::4]:55\"", "2001:db8:1:2::"},
        {"127.0.0.1", "[2001:db8:1:2:3::4", "127.0.0.1"},
        {"127.0.0.1", "[2001:db8:1:2:3::4]55", "127.0.0.1"},
        {"127.0.0.1", "[::ffff:198.51.100.1]:55", "198.51.100.1"},
        {"127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"},
        {"127.0.0.1", "[2001:0db8:0001:0002:0003:0004:198.051.100.001]:65535", "127.0.0.1"},
        {"127.0.0.1", "[]:55", "127.0.0.1"},
        {"127.0.0.1", "\"\"", "127.0.0.1"},
        {"127.0.0.1", "unknown", "127.0.0.1"},
        {"127.0.0.1", "_hidden, _SEVKISEK", "127.0.0.1"},
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
