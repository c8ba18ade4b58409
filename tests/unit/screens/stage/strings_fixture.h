#ifndef TESTS_UNIT_SCREENS_STAGE_STRINGS_FIXTURE_H
#define TESTS_UNIT_SCREENS_STAGE_STRINGS_FIXTURE_H

/* The strings that are delivered, in both languages. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screens/stage/strings.h"

static struct strings *chinese;
static struct strings *english;

static int open_strings(void **state)
{
    (void)state;
    chinese = strings_read("assets/strings/zh-CN.xml");
    english = strings_read("assets/strings/en.xml");
    return chinese != NULL && english != NULL ? 0 : -1;
}

static int close_strings(void **state)
{
    (void)state;
    strings_free(chinese);
    strings_free(english);
    return 0;
}

#endif
