/* Amounts from text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/money.h"

struct amount {
    const char *text;
    int64_t fen;
};

static const struct amount good[] = {
    {"0", 0},
    {"0.00", 0},
    {"-0.00", 0},
    {"1", 100},
    {"1.5", 150},
    {"1.05", 105},
    {"1234.50", 123450},
    {"-1234.50", -123450},
    {"0012.3", 1230},
    {"12.3400", 1234},
    {"  88.10  ", 8810},
    {"0.01", 1},
    {"-0.01", -1},
    {"100000000000", MONEY_FEN_MAX},
    {"-100000000000.00", -MONEY_FEN_MAX},
    {"99999999999.99", MONEY_FEN_MAX - 1},
};

static const char *const bad[] = {
    "",
    " ",
    "-",
    ".",
    ".5",
    "1.",
    "+1",
    "--1",
    "- 1",
    "1 2",
    "1,234.50",
    "1e3",
    "1E3",
    "0x10",
    "1.5e2",
    "1.005",
    "1.001",
    "12.345",
    "１２",
    "1．5",
    "1.2.3",
    "1-",
    "(1.00)",
    "1元",
    ("\xC2\xA5"
     "1"),
    "nan",
    "inf",
    "100000000000.01",
    "99999999999999999999",
    "1\n",
    "\t1",
    "一百",
};

static void what_is_an_amount_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        int64_t fen = -7;
        if (money_read(good[i].text, &fen) != 0 || fen != good[i].fen) {
            fail_msg("\"%s\": expected %lld fen, got %lld", good[i].text, (long long)good[i].fen,
                     (long long)fen);
        }
    }
}

static void what_is_none_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t fen = 0;
        if (money_read(bad[i], &fen) == 0) {
            fail_msg("\"%s\" was read as %lld fen", bad[i], (long long)fen);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_an_amount_is_read),
        cmocka_unit_test(what_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
