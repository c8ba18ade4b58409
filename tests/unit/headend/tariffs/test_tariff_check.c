#include "tests/unit/headend/tariffs/tariff_fixture.h"

/* What tariff_check refuses and warns of, each with its line and element; and what it lets pass. */

struct one {
    const char *name, *text;
    int line;
    const char *element, *says; /* a part of what is wrong or allowed; NULL: nothing is */
};

#define TIERS(inside)               TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(inside)))
#define PEOPLE(more, inside)        TARIFF(MONTHLY, VERSION("from='20260101' " more, SEASON(inside)))
#define SEASONS(attributes, inside) TARIFF(attributes, VERSION("from='20260101'", inside))
#define OF(spans, end)                                                                                       \
    "<season name='s" end "'>" spans "<tier name='1' end='" end "' price='5880'/><tier name='2' "            \
    "price='8880'/></season>\n"
#define SPAN(from, to) "<span from='" from "' to='" to "'/>"
#define COUNTED(more)  "kind='electricity' unit='kwh' rounding='total' " more

static const struct one good_ones[] = {
    {"three tiers", TIERS(THREE_TIERS), 0, NULL, NULL},
    {"one tier", TIERS("<tier name='1' price='5880'/>"), 0, NULL, NULL},
    {"peak and valley", TIERS("<tier name='1' peak='5880' valley='2880'/>"), 0, NULL, NULL},
    {"versions without a to",
     TARIFF(MONTHLY,
            VERSION("from='20260101'", SEASON(THREE_TIERS)) VERSION("from='20240101'", SEASON(THREE_TIERS))),
     0, NULL, NULL},
    {"versions end to end",
     TARIFF(MONTHLY, VERSION("from='20240101' to='20251231'", SEASON(THREE_TIERS))
                         VERSION("from='20260101'", SEASON(THREE_TIERS))),
     0, NULL, NULL},
    {"seasons over the new year",
     SEASONS(MONTHLY, OF(SPAN("0501", "1031"), "260000") OF(SPAN("1101", "0430"), "200000")), 0, NULL, NULL},
    {"quarters that begin with December",
     SEASONS(COUNTED("cycle='quarter' start='12' period='whole'"),
             OF(SPAN("1201", "0229"), "260000") OF(SPAN("0301", "1130"), "200000")),
     0, NULL, NULL},
    {"seasons that begin anywhere, by days",
     SEASONS(COUNTED("cycle='month' period='days'"),
             OF(SPAN("0615", "0914"), "260000") OF(SPAN("0915", "0614"), "200000")),
     0, NULL, NULL},
    {"seasons of a year with the same ends",
     SEASONS(COUNTED("cycle='year' start='1' period='split'"),
             OF(SPAN("0615", "0914"), "260000") OF(SPAN("0915", "0614"), "260000")),
     0, NULL, NULL},
    {"a year from the opening",
     SEASONS(COUNTED("cycle='year' start='opening' period='split'"), SEASON(THREE_TIERS)), 0, NULL, NULL},
    {"more for people",
     PEOPLE("people='4' family-from='5'",
            "<tier name='1' end='200000' each-more='10000' family-add='100000' price='5880'/>"
            "<tier name='2' end='400000' each-more='10000' price='6880'/><tier name='3' price='8880'/>"),
     0, NULL, NULL},
};

static const struct one bad_ones[] = {
    /* The form. */
    {"a cycle start that is no month",
     TARIFF(COUNTED("cycle='year' start='13' period='whole'"),
            VERSION("from='20260101'", SEASON(THREE_TIERS))),
     1, "tariff", "start=\"13\" is not allowed"},
    {"a price of nothing", TIERS("<tier name='1' price='0'/>"), 4, "tier",
     "a whole number from 1 to 1000000"},
    {"a price with a point", TIERS("<tier name='1' price='0.588'/>"), 4, "tier", "price=\"0.588\""},
    {"a price below nothing", TIERS("<tier name='1' price='-5880'/>"), 4, "tier", "price=\"-5880\""},
    {"an enormous end", TIERS("<tier name='1' end='9223372036854775808' price='5880'/>"), 4, "tier",
     "a whole number from 1 to 1000000000"},
    {"no tier", TIERS("<span from='0101' to='1231'/>"), 3, "season", "<tier> is missing"},
    {"no version", TARIFF(MONTHLY, ""), 1, "tariff", "<version> is missing"},
    {"no source",
     TARIFF(MONTHLY, "<version from='20260101' source-date='20260101'>" SEASON(THREE_TIERS) "</version>"), 2,
     "version", "<source> is missing"},
    {"a day that is none", PEOPLE("to='20260230'", THREE_TIERS), 2, "version", "a day as YYYYMMDD"},
    /* Tiers. */
    {"ends that fall",
     TIERS("<tier name='1' end='350000' price='5880'/>\n<tier name='2' end='200000' price='6380'/>\n"
           "<tier name='3' price='8880'/>"),
     5, "tier", "ends at 200000, the one before at 350000"},
    {"an end twice",
     TIERS("<tier name='1' end='200000' price='5880'/>\n<tier name='2' end='200000' price='6380'/>\n"
           "<tier name='3' price='8880'/>"),
     5, "tier", "ends at 200000, the one before at 200000"},
    {"ends that fall for a large household",
     PEOPLE("people='4'", "<tier name='1' end='200000' each-more='60000' price='5880'/>\n"
                          "<tier name='2' end='350000' price='6380'/>\n<tier name='3' price='8880'/>"),
     5, "tier", "ends at 350000, the one before at 380000 (people: 7)"},
    {"a gap above", TIERS("<tier name='1' end='200000' price='5880'/>"), 4, "tier",
     "a gap: nothing is said of use beyond the end of 1, 200000"},
    {"an end missing in the middle", TIERS("<tier name='1' price='5880'/>\n<tier name='2' price='8880'/>"), 4,
     "tier", "the tier 1 has no end, and others follow"},
    {"an end in whole kWh", TIERS("<tier name='1' end='200' price='5880'/>\n<tier name='2' price='8880'/>"),
     4, "tier", "end=\"200\" is absurd for a cycle of 1 months"},
    {"an end beyond a household",
     TIERS("<tier name='1' end='10000001' price='5880'/>\n<tier name='2' price='8880'/>"), 4, "tier",
     "10 to 10000 kWh a month"},
    {"no price", TIERS("<tier name='1'/>"), 4, "tier", "the tier 1 has no price"},
    {"a peak alone", TIERS("<tier name='1' price='5880' peak='6880'/>"), 4, "tier", "has one of the two"},
    {"times in one tier only",
     TIERS("<tier name='1' end='200000' price='5880' peak='6880' valley='2880'/>\n"
           "<tier name='2' price='8880'/>"),
     5, "tier", "has prices of other times than the first tier"},
    {"a price that is too small", TIERS("<tier name='1' price='499'/>"), 4, "tier",
     "price=\"499\" is absurd for electricity"},
    {"a price that is too large", TIERS("<tier name='1' price='50001'/>"), 4, "tier",
     "0.05 to 5 yuan a kWh, in 1/10000 yuan: 500 to 50000"},
    {"a valley that is absurd", TIERS("<tier name='1' peak='5880' valley='58'/>"), 4, "tier",
     "valley=\"58\" is absurd"},
    {"a price of water for gas",
     TARIFF("kind='gas' unit='m3' cycle='month' period='whole' rounding='line'",
            VERSION("from='20260101'", SEASON("<tier name='1' price='4200'/>"))),
     4, "tier", "0.5 to 20 yuan a cubic metre"},
    {"an extra that is absurd",
     TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(THREE_TIERS) "<extra name='x' price='60000'/>")), 8,
     "extra", "price=\"60000\" is absurd"},
    {"more for people of nobody",
     TIERS("<tier name='1' end='200000' each-more='1000' price='5880'/>\n"
           "<tier name='2' price='8880'/>"),
     4, "tier", "does not say from how many"},
    {"more for a family of nobody",
     PEOPLE("people='4'", "<tier name='1' end='200000' family-add='1000' price='5880'/>\n"
                          "<tier name='2' price='8880'/>"),
     4, "tier", "does not say from how many"},
    {"more of no end", PEOPLE("people='4'", "<tier name='1' each-more='1000' price='5880'/>"), 4, "tier",
     "has no end to which they could be added"},
    /* Versions. */
    {"two versions of one day",
     TARIFF(MONTHLY,
            VERSION("from='20260101'", SEASON(THREE_TIERS)) VERSION("from='20260101'", SEASON(THREE_TIERS))),
     9, "version", "two versions from 20260101, the other in line 2"},
    {"a version without a day", PEOPLE("to='20251231'", THREE_TIERS), 2, "version", "has no day"},
    {"versions that overlap",
     TARIFF(MONTHLY, VERSION("from='20240101' to='20260101'", SEASON(THREE_TIERS))
                         VERSION("from='20260101'", SEASON(THREE_TIERS))),
     9, "version", "holds from 20260101, the one before it to 20260101"},
    {"a gap between versions",
     TARIFF(MONTHLY, VERSION("from='20240101' to='20251230'", SEASON(THREE_TIERS))
                         VERSION("from='20260101'", SEASON(THREE_TIERS))),
     9, "version", "no version holds after 20251230 and before 20260101"},
    /* Seasons. */
    {"days in no season",
     SEASONS(MONTHLY, OF(SPAN("0501", "0930"), "260000") OF(SPAN("1101", "0430"), "200000")), 2, "version",
     "no season has the days from 1001 to 1031"},
    {"the leap day in no season",
     SEASONS(MONTHLY, OF(SPAN("0301", "1231"), "260000") OF(SPAN("0101", "0228"), "200000")), 2, "version",
     "no season has the days from 0229 to 0229"},
    {"days in two seasons",
     SEASONS(MONTHLY, OF(SPAN("0501", "1031"), "260000") OF(SPAN("1031", "0430"), "200000")), 4, "span",
     "1031 is in s260000 already"},
    {"a day of a season that is none",
     SEASONS(MONTHLY, OF(SPAN("0501", "0931"), "260000") OF(SPAN("1001", "0430"), "200000")), 3, "span",
     "from 0501 to 0931: that is no day"},
    {"a season without its days", SEASONS(MONTHLY, OF(SPAN("0501", "1031"), "260000") OF("", "200000")), 4,
     "season", "does not say when it is"},
    {"a season that begins within a month",
     SEASONS(MONTHLY, OF(SPAN("0502", "1031"), "260000") OF(SPAN("1101", "0501"), "200000")), 3, "season",
     "the ends change on 0502, within a cycle (month)"},
    {"a season that begins within two months",
     SEASONS(COUNTED("cycle='two-months' start='1' period='split'"),
             OF(SPAN("0601", "1031"), "260000") OF(SPAN("1101", "0531"), "200000")),
     3, "season", "the ends change on 0601, within a cycle (two-months)"},
    {"a season within a year",
     SEASONS(COUNTED("cycle='year' start='1' period='split'"),
             OF(SPAN("0101", "0630"), "260000") OF(SPAN("0701", "1231"), "200000")),
     3, "season", "within a cycle (year)"},
    {"a season within a quarter that nobody knows",
     SEASONS(COUNTED("cycle='quarter' start='opening' period='split'"),
             OF(SPAN("0101", "0630"), "260000") OF(SPAN("0701", "1231"), "200000")),
     3, "season", "within a cycle (quarter)"},
    /* Counting. */
    {"a year without its start",
     TARIFF(COUNTED("cycle='year' period='whole'"), VERSION("from='20260101'", SEASON(THREE_TIERS))), 1,
     "tariff", "a cycle of year without its start"},
    {"a year by days",
     TARIFF(COUNTED("cycle='year' start='1' period='days'"), VERSION("from='20260101'", SEASON(THREE_TIERS))),
     1, "tariff", "counts on from bill to bill"},
    {"a change by days of a year",
     TARIFF(COUNTED("cycle='year' start='1' period='whole' change='days'"),
            VERSION("from='20260101'", SEASON(THREE_TIERS))),
     1, "tariff", "counts on from bill to bill"},
    {"electricity in cubic metres",
     TARIFF("kind='electricity' unit='m3' cycle='month' period='whole' rounding='total'",
            VERSION("from='20260101'", SEASON(THREE_TIERS))),
     1, "tariff", "electricity in m3"},
    {"nobody's tariff",
     "<tariff id='t' " MONTHLY "><name>n</name>" VERSION("from='20260101'", SEASON(THREE_TIERS)) "</tariff>",
     1, "tariff", "nothing says where it holds"},
};

static const struct one doubtful_ones[] = {
    {"a valley that costs more", TIERS("<tier name='1' peak='5880' valley='5881'/>"), 4, "tier",
     "asks 5881 in the valley and 5880 in the peak"},
    {"more that costs less",
     TIERS("<tier name='1' end='200000' price='5880'/>\n<tier name='2' price='5879'/>"), 5, "tier",
     "is cheaper (5879) than the one before it (5880)"},
};

static int is_found(const struct config_errors *errors, const struct one *one)
{
    char line[700];
    for (size_t i = 0; i < errors->count; i++) {
        const struct config_error *error = &errors->items[i];
        assert_int_equal(config_error_format(error, "f", line, sizeof line), 0);
        if (error->line == one->line && strcmp(error->element, one->element) == 0 &&
            strstr(line, one->says) != NULL) {
            return 1;
        }
    }
    return 0;
}

static void look_at(struct tariff_fixture *fixture, const struct one *one)
{
    tariff_fixture_read(fixture, one->text);
    if (fixture->errors.count == 0) {
        tariff_check(&fixture->tariff, &fixture->errors, &fixture->warnings);
    }
}

static void print_all(const struct config_errors *errors)
{
    char line[700];
    for (size_t i = 0; i < errors->count; i++) {
        (void)config_error_format(&errors->items[i], "f", line, sizeof line);
        print_error("%s\n", line);
    }
}

static void test_what_is_right(void **state)
{
    static struct tariff_fixture fixture;
    (void)state;
    for (size_t i = 0; i < sizeof good_ones / sizeof good_ones[0]; i++) {
        look_at(&fixture, &good_ones[i]);
        if (fixture.errors.count + fixture.warnings.count > 0) {
            print_all(&fixture.errors);
            print_all(&fixture.warnings);
            fail_msg("%s: wanted nothing, found the above", good_ones[i].name);
        }
        tariff_fixture_free(&fixture);
    }
}

/* One line for one mistake, where it is. */
static void test_what_is_wrong(void **state)
{
    static struct tariff_fixture fixture;
    (void)state;
    for (size_t i = 0; i < sizeof bad_ones / sizeof bad_ones[0]; i++) {
        look_at(&fixture, &bad_ones[i]);
        if (!is_found(&fixture.errors, &bad_ones[i]) || fixture.errors.count != 1) {
            print_all(&fixture.errors);
            fail_msg("%s: wanted \"f:%d: %s: … %s …\" and no more, found the %zu above", bad_ones[i].name,
                     bad_ones[i].line, bad_ones[i].element, bad_ones[i].says, fixture.errors.count);
        }
        tariff_fixture_free(&fixture);
    }
}

static void test_what_is_doubtful(void **state)
{
    static struct tariff_fixture fixture;
    (void)state;
    for (size_t i = 0; i < sizeof doubtful_ones / sizeof doubtful_ones[0]; i++) {
        look_at(&fixture, &doubtful_ones[i]);
        if (fixture.errors.count != 0 || fixture.warnings.count != 1 ||
            !is_found(&fixture.warnings, &doubtful_ones[i])) {
            print_all(&fixture.errors);
            print_all(&fixture.warnings);
            fail_msg("%s: wanted one warning \"%s\", found the above", doubtful_ones[i].name,
                     doubtful_ones[i].says);
        }
        tariff_fixture_free(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_right),
        cmocka_unit_test(test_what_is_wrong),
        cmocka_unit_test(test_what_is_doubtful),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
