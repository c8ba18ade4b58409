#ifndef TESTS_UNIT_HEADEND_TARIFFS_TARIFF_FIXTURE_H
#define TESTS_UNIT_HEADEND_TARIFFS_TARIFF_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/arena.h"
#include "both-sides/xml/config_document.h"
#include "both-sides/xml/record_xml.h"
#include "headend/tariffs/tariff_check.h"

/* A tariff from the text of its element. */

#define SOURCE                       "<source>s</source>"
#define NAMED                        "<name>n</name><area>a</area>"
#define MONTHLY                      "kind='electricity' unit='kwh' cycle='month' period='whole' rounding='total'"
#define TARIFF(attributes, versions) "<tariff id='t' " attributes ">" NAMED "\n" versions "</tariff>"
#define VERSION(attributes, inside)                                                                          \
    "<version source-date='20260101' " attributes ">" SOURCE "\n" inside "</version>\n"
#define SEASON(inside) "<season>\n" inside "</season>\n"
#define THREE_TIERS                                                                                          \
    "<tier name='1' end='200000' price='5880'/>\n<tier name='2' end='350000' price='6380'/>\n"               \
    "<tier name='3' price='8880'/>\n"

struct tariff_fixture {
    struct tariff tariff;
    struct arena *arena;
    xmlDoc *document;
    struct config_errors errors, warnings; /* of the form; then of tariff_check */
};

/* What is wrong with its form is in `errors`. */
static inline void tariff_fixture_read(struct tariff_fixture *fixture, const char *text)
{
    memset(fixture, 0, sizeof *fixture);
    fixture->arena = arena_new(4096, 1024 * 1024);
    assert_non_null(fixture->arena);
    fixture->document = config_document_read(text, strlen(text), &fixture->errors);
    assert_non_null(fixture->document);
    assert_int_equal(record_xml_read(xmlDocGetRootElement(fixture->document), &tariff_table, &fixture->tariff,
                                     fixture->arena, &fixture->errors),
                     0);
}

static inline void tariff_fixture_free(struct tariff_fixture *fixture)
{
    xmlFreeDoc(fixture->document);
    arena_free(fixture->arena);
}

/* One that must be of the form; what tariff_check finds is not looked at. */
static inline void tariff_fixture_use(struct tariff_fixture *fixture, const char *text)
{
    tariff_fixture_read(fixture, text);
    if (fixture->errors.count > 0) {
        fail_msg("line %d: %s: %s", fixture->errors.items[0].line, fixture->errors.items[0].problem, text);
    }
}

#endif
