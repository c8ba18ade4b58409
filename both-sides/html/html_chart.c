#include "both-sides/html/html_chart.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "both-sides/html/html_chart_number.h"
#include "both-sides/utf8.h"

enum { NO_FIELD, CAPTION_FIELD, CELL_FIELD };
enum { SPAN_MAX = 1000 };

static void refuse(struct html_chart_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The first reason counts. */
static void refuse(struct html_chart_reader *reader, const char *format, ...)
{
    if (reader->problem[0] == '\0') {
        va_list arguments;
        va_start(arguments, format);
        (void)vsnprintf(reader->problem, sizeof reader->problem, format, arguments);
        va_end(arguments);
    }
}

/* 1 while there is something to be read. */
static int reads(const struct html_chart_reader *reader)
{
    return reader->opened != 0 && reader->problem[0] == '\0';
}

/* --- Text --- */

static int is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Control characters and such as have no width. */
static int is_nothing(uint32_t c)
{
    return c < ' ' || c == 0x7F || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

static void put_character(struct html_chart_reader *reader, const char *character, size_t size)
{
    size_t all = size + (reader->blank && reader->length > 0);
    if (reader->field == NO_FIELD) {
        refuse(reader, "text stands outside of its cells");
    } else if (reader->length + all >= sizeof reader->text) {
        refuse(reader, "row %d: a cell or the caption is longer than %zu bytes", reader->row,
               sizeof reader->text - 1);
    } else {
        if (all > size) {
            reader->text[reader->length++] = ' ';
        }
        memcpy(reader->text + reader->length, character, size);
        reader->length += size;
        reader->text[reader->length] = '\0';
    }
    reader->blank = 0;
}

void html_chart_text(struct html_chart_reader *reader, const char *text, size_t length)
{
    size_t step;
    for (size_t at = 0; at < length && reads(reader); at += step) {
        uint32_t c = utf8_decode((const unsigned char *)text + at, length - at, &step);
        if (is_blank(c)) {
            reader->blank = 1;
        } else if (!is_nothing(c)) {
            put_character(reader, text + at, step);
        }
    }
}

static void open_field(struct html_chart_reader *reader, int field)
{
    if (reader->field != NO_FIELD) {
        refuse(reader, "row %d: a cell or caption stands in another", reader->row);
    }
    reader->field = field;
    reader->length = 0;
    reader->text[0] = '\0';
    reader->blank = 0;
}

/* Cuts nothing: what is too long is refused. */
static void keep_text(struct html_chart_reader *reader, char *to, size_t size)
{
    if (reader->length >= size) {
        refuse(reader, "row %d, column %zu: \"%s\" is longer than %zu bytes", reader->row, reader->cells + 1,
               reader->text, size - 1);
        return;
    }
    memcpy(to, reader->text, reader->length + 1);
}

/* --- Cells and rows --- */

/* What stands behind the numbers is their unit, or "%" where no other unit is given. */
static void take_unit(struct html_chart_reader *reader, const char *written)
{
    char unit[NARROW_SIZE];
    const char *own = narrow(reader->chart.unit, unit);
    if (written[0] == '\0' || (own[0] != '\0' && strcmp(written, own) == 0)) {
        return;
    }
    if (own[0] == '\0' && strcmp(written, "%") == 0) {
        reader->percents++;
        return;
    }
    refuse(reader, "row %d, column %zu: \"%s\" does not have the unit of data-unit (%s)", reader->row,
           reader->cells + 1, reader->text, own[0] != '\0' ? own : "none");
}

/* -1: it is no number; the row's first cell is none. */
static int read_number(struct html_chart_reader *reader, struct html_chart_number *number)
{
    int result = html_chart_number_read(reader->text, number);
    reader->row_unnumeric += reader->cells > 0 && result != 0;
    return result;
}

static void take_number(struct html_chart_reader *reader)
{
    struct html_chart *chart = &reader->chart;
    struct html_chart_number number;
    size_t column = reader->cells - 1;
    if (read_number(reader, &number) != 0) {
        refuse(reader, "row %d, column %zu: \"%s\" is no number", reader->row, reader->cells + 1,
               reader->text);
        return;
    }
    chart->values[column][chart->rows] = number.is_gap ? HTML_CHART_GAP : number.digits;
    chart->written_decimals[column][chart->rows] = (unsigned char)number.decimals;
    chart->decimals = number.decimals > chart->decimals ? number.decimals : chart->decimals;
    if (!number.is_gap) {
        reader->numbers++;
        take_unit(reader, number.unit);
    }
}

/* The first cell only says what stands below it. */
static void take_name(struct html_chart_reader *reader)
{
    struct html_chart_number number;
    if (reader->cells > HTML_CHART_COLUMNS_MAX) {
        refuse(reader, "it has more than %d columns of numbers", HTML_CHART_COLUMNS_MAX);
    } else if (reader->cells > 0) {
        (void)read_number(reader, &number);
        keep_text(reader, reader->chart.names[reader->cells - 1], sizeof reader->chart.names[0]);
    }
}

static void take_cell(struct html_chart_reader *reader)
{
    struct html_chart *chart = &reader->chart;
    reader->row_says |= reader->length > 0;
    if (!reader->has_names) {
        take_name(reader);
    } else if (chart->rows >= HTML_CHART_ROWS_MAX) {
        if (reader->length > 0) {
            refuse(reader, "it has more than %d rows of numbers", HTML_CHART_ROWS_MAX);
        }
    } else if (reader->cells == 0) {
        keep_text(reader, chart->labels[chart->rows], sizeof chart->labels[0]);
    } else if (reader->cells <= chart->columns) {
        take_number(reader);
    }
    reader->cells++;
}

static void take_names(struct html_chart_reader *reader)
{
    struct html_chart *chart = &reader->chart;
    if (reader->cells < 2) {
        refuse(reader, "row %d: there is no column of numbers", reader->row);
    } else if (!reader->row_is_heading && reader->row_unnumeric == 0) {
        refuse(reader, "row %d: the first row has no headings", reader->row);
    } else {
        chart->columns = reader->cells - 1;
        reader->has_names = 1;
        for (size_t i = 0; i < chart->columns; i++) {
            if (chart->names[i][0] == '\0') {
                refuse(reader, "row %d: column %zu has no heading", reader->row, i + 2);
            }
        }
    }
}

/* A row in which nothing stands is no row. */
static void take_row(struct html_chart_reader *reader)
{
    struct html_chart *chart = &reader->chart;
    if (!reader->row_says) {
        return;
    }
    if (!reader->has_names) {
        take_names(reader);
    } else if (reader->cells != chart->columns + 1) {
        refuse(reader, "row %d has %zu cells instead of %zu", reader->row, reader->cells, chart->columns + 1);
    } else if (chart->labels[chart->rows][0] == '\0') {
        refuse(reader, "row %d: its first cell is empty", reader->row);
    } else {
        chart->rows++;
    }
}

/* --- The whole --- */

/* All numbers get as many decimals as the one that has most. */
static void scale(struct html_chart_reader *reader)
{
    struct html_chart *chart = &reader->chart;
    for (size_t c = 0; c < chart->columns; c++) {
        for (size_t r = 0; r < chart->rows; r++) {
            int64_t *value = &chart->values[c][r];
            int missing = chart->decimals - chart->written_decimals[c][r];
            for (; missing > 0 && *value != HTML_CHART_GAP && reads(reader); missing--) {
                if (*value > HTML_CHART_VALUE_MAX / 10 || *value < -HTML_CHART_VALUE_MAX / 10) {
                    refuse(reader, "\"%s\" is too large beside numbers with %d decimals", chart->labels[r],
                           chart->decimals);
                } else {
                    *value *= 10;
                }
            }
        }
    }
}

static void check(struct html_chart_reader *reader)
{
    struct html_chart *chart = &reader->chart;
    if (reader->numbers == 0) {
        refuse(reader, "not one number stands in it");
    } else if (reader->percents > 0 && reader->percents < reader->numbers) {
        refuse(reader, "some numbers have a %% sign and some have none");
    } else if (reader->read >= HTML_CHARTS_MAX) {
        refuse(reader, "the text has %d charts already", HTML_CHARTS_MAX);
    } else if (reader->percents > 0) {
        (void)snprintf(chart->unit, sizeof chart->unit, "%%");
    }
    scale(reader);
}

/* "" where there is none; folded as all text here. */
static void read_unit(struct html_chart_reader *reader, const char *unit)
{
    if (unit != NULL) {
        open_field(reader, CAPTION_FIELD);
        html_chart_text(reader, unit, strlen(unit));
        if (reader->length >= sizeof reader->chart.unit) {
            refuse(reader, "its data-unit is longer than %zu bytes", sizeof reader->chart.unit - 1);
        } else {
            memcpy(reader->chart.unit, reader->text, reader->length + 1);
        }
        reader->field = NO_FIELD;
    }
}

static void open_chart(struct html_chart_reader *reader, const struct html_tag *tag)
{
    const char *form = tag->values[HTML_ATTRIBUTE_DATA_CHART];
    int tables = reader->tables;
    size_t read = reader->read;
    *reader = (struct html_chart_reader){.tables = tables, .opened = tables, .read = read};
    if (strcasecmp(form, "line") != 0 && strcasecmp(form, "bars") != 0) {
        refuse(reader, "data-chart=\"%.40s\" is neither \"line\" nor \"bars\"", form);
    } else if (tables > 1) {
        refuse(reader, "it stands in another table");
    }
    reader->chart.form = strcasecmp(form, "bars") == 0 ? HTML_CHART_BARS : HTML_CHART_LINE;
    read_unit(reader, tag->values[HTML_ATTRIBUTE_DATA_UNIT]);
}

static void start_cell(struct html_chart_reader *reader, const struct html_tag *tag)
{
    if (reader->row == 0) {
        refuse(reader, "a cell stands in no row");
    }
    if (html_tag_number(tag, HTML_ATTRIBUTE_COLSPAN, 0, SPAN_MAX, 1) != 1 ||
        html_tag_number(tag, HTML_ATTRIBUTE_ROWSPAN, 0, SPAN_MAX, 1) != 1) {
        refuse(reader, "row %d: a cell reaches over several rows or columns", reader->row);
    }
    reader->row_is_heading |= tag->element->kind == HTML_HEADER_CELL;
    open_field(reader, CELL_FIELD);
}

/* What a chart would not show is not lost: such a table stays one. */
static void start_within(struct html_chart_reader *reader, const struct html_tag *tag)
{
    if (tag->style.shift != 0 || tag->style.struck) {
        refuse(reader, "row %d: raised, lowered or struck text stands in it", reader->row);
    }
    switch (tag->element->kind) {
    case HTML_CAPTION:
        if (reader->chart.title[0] != '\0') {
            refuse(reader, "it has two captions");
        }
        open_field(reader, CAPTION_FIELD);
        break;
    case HTML_ROW:
        reader->row++;
        reader->cells = 0;
        reader->row_unnumeric = 0;
        reader->row_says = reader->row_is_heading = 0;
        break;
    case HTML_CELL:
    case HTML_HEADER_CELL:
        start_cell(reader, tag);
        break;
    case HTML_BREAK:
    case HTML_BLOCK:
    case HTML_PARAGRAPH:
    case HTML_CENTRE:
        reader->blank = 1;
        break;
    case HTML_THROUGH:
    case HTML_NOTHING:
    case HTML_ROW_GROUP:
    case HTML_BOLD:
    case HTML_LINK:
    case HTML_FALLBACK:
        break;
    default: /* all other elements mean something that a chart does not show */
        refuse(reader, "row %d: <%s> stands in it", reader->row, tag->element->name);
        break;
    }
}

void html_chart_start(struct html_chart_reader *reader, const struct html_tag *tag)
{
    int is_table = tag->element->kind == HTML_TABLE;
    reader->tables += is_table;
    if (is_table && reader->opened == 0 && tag->values[HTML_ATTRIBUTE_DATA_CHART] != NULL) {
        open_chart(reader, tag);
    } else if (reads(reader)) {
        start_within(reader, tag);
    }
}

static void end_within(struct html_chart_reader *reader, enum html_element_kind kind)
{
    switch (kind) {
    case HTML_CAPTION:
        keep_text(reader, reader->chart.title, sizeof reader->chart.title);
        reader->field = NO_FIELD;
        break;
    case HTML_CELL:
    case HTML_HEADER_CELL:
        take_cell(reader);
        reader->field = NO_FIELD;
        break;
    case HTML_ROW:
        take_row(reader);
        break;
    default: /* all other elements end nothing but a word */
        reader->blank |= kind == HTML_BLOCK || kind == HTML_PARAGRAPH || kind == HTML_CENTRE;
        break;
    }
}

enum html_chart_result html_chart_end(struct html_chart_reader *reader, const struct html_element *element)
{
    int is_table = element->kind == HTML_TABLE;
    int is_chart = is_table && reader->opened != 0 && reader->opened == reader->tables;
    reader->tables -= is_table;
    if (is_chart) {
        if (reads(reader)) {
            check(reader);
        }
        int is_read = reads(reader);
        reader->opened = 0;
        reader->read += (size_t)is_read;
        return is_read ? HTML_CHART_READ : HTML_CHART_REFUSED;
    }
    if (reads(reader)) {
        end_within(reader, element->kind);
    }
    return HTML_CHART_NONE;
}
