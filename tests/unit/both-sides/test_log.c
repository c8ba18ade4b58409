#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "both-sides/log.h"

/* What log_line writes to standard error, caught in a temporary file. */
struct caught {
    FILE *file;
    int kept;
};

static void catch_start(struct caught *caught)
{
    caught->file = tmpfile();
    assert_non_null(caught->file);
    caught->kept = dup(STDERR_FILENO);
    assert_true(caught->kept >= 0);
    assert_true(dup2(fileno(caught->file), STDERR_FILENO) >= 0);
}

static size_t catch_end(struct caught *caught, char *out, size_t size)
{
    int restored = dup2(caught->kept, STDERR_FILENO);
    (void)close(caught->kept);
    assert_true(restored >= 0);
    rewind(caught->file);
    size_t length = fread(out, 1, size - 1, caught->file);
    out[length] = '\0';
    (void)fclose(caught->file);
    return length;
}

static void one_line_with_time_level_and_place(void **state)
{
    char line[2000];
    struct caught caught;
    (void)state;
    catch_start(&caught);
    log_line(LOG_LEVEL_WARNING, "feeds", "%d of %s", 3, "郴州");
    (void)catch_end(&caught, line, sizeof line);
    static const char tail[] = "Z warning feeds: 3 of 郴州\n";
    size_t length = strlen(line);
    if (length != 23 + strlen(tail) || strcmp(line + 23, tail) != 0 || line[4] != '-' || line[10] != 'T') {
        fail_msg("got \"%s\", expected a time stamp and \"%s\"", line, tail);
    }
}

static void text_from_outside_stays_on_its_line(void **state)
{
    char line[2000];
    struct caught caught;
    (void)state;
    catch_start(&caught);
    log_line(LOG_LEVEL_ERROR, "a\nb", "%s",
             "x\r\n2026-01-01T00:00:00.000Z error forged: \x1b[2J\xff\xe2\x80\xae");
    size_t length = catch_end(&caught, line, sizeof line);
    assert_int_equal(strcspn(line, "\n"), length - 1);
    assert_non_null(strstr(line, " error a\\x0ab: x\\x0d\\x0a2026"));
    assert_non_null(strstr(line, "\\x1b[2J\\xff\\u202e\n"));
}

static void long_lines_are_cut_between_characters(void **state)
{
    char message[4001] = "";
    char line[5000];
    struct caught caught;
    (void)state;
    for (size_t i = 0; i + 3 < sizeof message; i += 3) {
        memcpy(message + i, "郴", 4);
    }
    catch_start(&caught);
    log_line(LOG_LEVEL_ERROR, "long", "%s", message);
    size_t length = catch_end(&caught, line, sizeof line);
    assert_in_range(length, 990, 1001);
    assert_int_equal(line[length - 1], '\n');
    assert_memory_equal(line + length - 4, "郴", 3);
}

static void levels_above_the_chosen_one_are_dropped(void **state)
{
    char lines[4000];
    struct caught caught;
    (void)state;
    catch_start(&caught);
    log_line(LOG_LEVEL_DEBUG, "t", "hidden");
    log_set_level(LOG_LEVEL_DEBUG);
    log_line(LOG_LEVEL_DEBUG, "t", "shown");
    log_set_level(LOG_LEVEL_ERROR);
    log_line(LOG_LEVEL_WARNING, "t", "hidden");
    log_line(LOG_LEVEL_ERROR, "t", "kept");
    log_set_level(LOG_LEVEL_NOTICE);
    (void)catch_end(&caught, lines, sizeof lines);
    assert_null(strstr(lines, "hidden"));
    assert_non_null(strstr(lines, "debug t: shown\n"));
    assert_non_null(strstr(lines, "error t: kept\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_with_time_level_and_place),
        cmocka_unit_test(text_from_outside_stays_on_its_line),
        cmocka_unit_test(long_lines_are_cut_between_characters),
        cmocka_unit_test(levels_above_the_chosen_one_are_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
