/* Whose page a browser's post comes from. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/http/same_origin.h"

static void origins(void **state)
{
    static const struct {
        struct origin_headers headers;
        int same;
    } cases[] = {
        /* host, Sec-Fetch-Site, Origin, Referer */
        {{"hall.example", "same-origin", "https://hall.example", NULL}, 1},
        {{"hall.example", "same-origin", NULL, NULL}, 1},
        {{"hall.example", "same-origin", "null", NULL}, 1},
        {{"hall.example", "same-origin", "https://evil.example", NULL}, 0},
        {{"hall.example", "same-site", "https://hall.example", NULL}, 0},
        {{"hall.example", "cross-site", "https://hall.example", NULL}, 0},
        {{"hall.example", "none", NULL, NULL}, 0},
        {{"hall.example", "", NULL, NULL}, 0},
        {{"hall.example", NULL, "https://hall.example", NULL}, 1},
        {{"hall.example", NULL, "http://hall.example", NULL}, 1},
        {{"hall.example", NULL, "HTTPS://Hall.Example", NULL}, 1},
        {{"hall.example", NULL, "https://hall.example:443", NULL}, 1},
        {{"hall.example:443", NULL, "https://hall.example", NULL}, 1},
        {{"hall.example:8080", NULL, "http://hall.example:8080", NULL}, 1},
        {{"[::1]:8080", NULL, "http://[::1]:8080", NULL}, 1},
        {{"hall.example", NULL, "http://hall.example:8080", NULL}, 0},
        {{"hall.example:8080", NULL, "http://hall.example", NULL}, 0},
        {{"hall.example", NULL, "https://hall.example.evil.example", NULL}, 0},
        {{"hall.example", NULL, "https://evil-hall.example", NULL}, 0},
        {{"hall.example", NULL, "https://hall.exampl", NULL}, 0},
        {{"hall.example", NULL, "https://evil.example/hall.example", NULL}, 0},
        {{"hall.example", NULL, "https://hall.example@evil.example", NULL}, 0},
        {{"hall.example", NULL, "null", NULL}, 0},
        {{"hall.example", NULL, "null", "https://hall.example/p"}, 0},
        {{"hall.example", NULL, "", NULL}, 0},
        {{"hall.example", NULL, "https://", NULL}, 0},
        {{"hall.example", NULL, "file://hall.example", NULL}, 0},
        {{"hall.example", NULL, "hall.example", NULL}, 0},
        {{"hall.example", NULL, "https://evil.example", "https://hall.example/p"}, 0},
        {{"hall.example", NULL, NULL, "https://hall.example/p/log-in?a=b"}, 1},
        {{"hall.example", NULL, NULL, "https://hall.example"}, 1},
        {{"hall.example", NULL, NULL, "https://evil.example/?https://hall.example/"}, 0},
        {{"hall.example", NULL, NULL, "https://evil.example#hall.example"}, 0},
        {{"hall.example", NULL, NULL, NULL}, 0},
        {{NULL, "same-origin", NULL, NULL}, 0},
        {{"", NULL, "https://", NULL}, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct origin_headers *headers = &cases[i].headers;
        if (is_same_origin(headers) != cases[i].same) {
            fail_msg("Host %s, Sec-Fetch-Site %s, Origin %s, Referer %s: wanted %s", headers->host,
                     headers->fetch_site, headers->origin, headers->referer,
                     cases[i].same ? "to be taken" : "a refusal");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(origins)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
