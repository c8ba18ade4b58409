#include "headend/social-security/contribution_rows.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"
#include "headend/social-security/insurance_codes.h"
#include "headend/social-security/insurance_values.h"
#include "headend/upstream/plain_value.h"

static int read_row(const struct json_value *from, int account, struct contribution_row *row)
{
    int wrong = from->kind != JSON_OBJECT;
    char flag[INSURANCE_CODE_SIZE];
    memset(row, 0, sizeof *row);
    row->account = account;
    plain_code(from, "aae140", row->insurance, sizeof row->insurance, &wrong);
    plain_code(from, "aaa115", row->kind, sizeof row->kind, &wrong);
    plain_code(from, "aae114", flag, sizeof flag, &wrong);
    row->month = insurance_value_month(from, "aae003", &wrong);
    row->base = insurance_value_fen(from, "aae180", 0, &wrong);
    row->personal = insurance_value_fen(from, "aae082", 0, &wrong);
    row->employer = insurance_value_fen(from, "aae020", 0, &wrong);
    row->is_paid = contribution_is_paid(flag);
    return wrong || row->insurance[0] == '\0' || row->month == 0 ? -1 : 0;
}

static int make_room(struct contribution_rows *rows, size_t more)
{
    if (rows->size - rows->count >= more) {
        return 0;
    }
    size_t size = rows->size * 2 > rows->count + more ? rows->size * 2 : rows->count + more;
    struct contribution_row *larger = calloc(size, sizeof *larger);
    if (larger == NULL) {
        return -1;
    }
    if (rows->count > 0) {
        memcpy(larger, rows->rows, rows->count * sizeof *larger);
        explicit_bzero(rows->rows, rows->count * sizeof *larger);
    }
    free(rows->rows);
    rows->rows = larger;
    rows->size = size;
    return 0;
}

/* NULL: the answer is none. */
static const struct json_value *page_of(const struct json_value *answer)
{
    int wrong = 0;
    char code[INSURANCE_CODE_SIZE];
    plain_code(answer, "code", code, sizeof code, &wrong);
    return !wrong && strcmp(code, "0") == 0 ? json_value_part(answer, "data") : NULL;
}

int contribution_rows_add(struct contribution_rows *rows, const struct json_value *answer, int account,
                          size_t *total)
{
    const struct json_value *page = page_of(answer);
    int wrong = 0;
    const struct json_value *list = json_value_part(page, "rows");
    int64_t said = 0;
    char room[NARROW_SIZE];
    *total = 0;
    wrong =
        digits_read(plain_text(page, "total", room, &wrong), 0, CONTRIBUTION_ROWS_MAX, &said) != 0 || wrong;
    if (wrong || list == NULL || list->kind != JSON_LIST || list->count > CONTRIBUTION_PAGE_ROWS ||
        make_room(rows, list->count) != 0) {
        return -1;
    }
    for (const struct json_value *row = list->first; row != NULL; row = row->next) {
        struct contribution_row *next = &rows->rows[rows->count];
        if (read_row(row, account, next) != 0) {
            return -1;
        }
        next->order = rows->count++;
    }
    *total = (size_t)said;
    return 0;
}

static int compare(const void *one, const void *other)
{
    const struct contribution_row *left = one;
    const struct contribution_row *right = other;
    if (left->account != right->account) {
        return left->account < right->account ? -1 : 1;
    }
    int order = strcmp(left->insurance, right->insurance);
    if (order != 0) {
        return order;
    }
    if (left->month != right->month) {
        return left->month < right->month ? -1 : 1;
    }
    order = strcmp(left->kind, right->kind);
    return order != 0 ? order : left->order < right->order ? -1 : left->order > right->order;
}

void contribution_rows_sort(struct contribution_rows *rows)
{
    if (rows->count > 0) {
        qsort(rows->rows, rows->count, sizeof *rows->rows, compare);
    }
}

void contribution_rows_wipe(struct contribution_rows *rows)
{
    if (rows->rows != NULL) {
        explicit_bzero(rows->rows, rows->size * sizeof *rows->rows);
    }
    free(rows->rows);
    memset(rows, 0, sizeof *rows);
}
