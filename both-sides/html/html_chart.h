#ifndef BOTH_SIDES_HTML_HTML_CHART_H
#define BOTH_SIDES_HTML_HTML_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/html/html_tag.h"

/* A table that its author wants drawn: <table data-chart="line" data-unit="元">, or "bars". The first row has
 * the headings, the first column says what each row is (a month, a year, words); the others are numbers of
 * one unit. The headend keeps the mark where html_chart_end says that it is a chart, the box draws those;
 * both ask here. For operators: docs/operators.md. */

enum {
    HTML_CHART_ROWS_MAX = 120,
    HTML_CHART_COLUMNS_MAX = 3, /* of numbers */
    HTML_CHARTS_MAX = 12,       /* of one text */
    HTML_CHART_TITLE_SIZE = 160,
    HTML_CHART_NAME_SIZE = 37, /* 12 Chinese characters */
    HTML_CHART_LABEL_SIZE = 49,
    HTML_CHART_UNIT_SIZE = 25,
    HTML_CHART_PROBLEM_SIZE = 240
};

#define HTML_CHART_GAP       INT64_MIN
#define HTML_CHART_VALUE_MAX INT64_C(10000000000000000)

enum html_chart_form { HTML_CHART_LINE, HTML_CHART_BARS };

struct html_chart {
    enum html_chart_form form;
    char title[HTML_CHART_TITLE_SIZE]; /* the table's caption; "": none */
    char unit[HTML_CHART_UNIT_SIZE];   /* of all numbers; "": none */
    size_t columns, rows;              /* of numbers; at least 1 each */
    int decimals;                      /* 10^decimals of a value is one */
    char names[HTML_CHART_COLUMNS_MAX][HTML_CHART_NAME_SIZE];
    char labels[HTML_CHART_ROWS_MAX][HTML_CHART_LABEL_SIZE];
    /* Within ±HTML_CHART_VALUE_MAX, or HTML_CHART_GAP; one at least is none. */
    int64_t values[HTML_CHART_COLUMNS_MAX][HTML_CHART_ROWS_MAX];
    /* How many decimals the number was written with. */
    unsigned char written_decimals[HTML_CHART_COLUMNS_MAX][HTML_CHART_ROWS_MAX];
};

enum html_chart_result {
    HTML_CHART_NONE, /* no table with the mark has ended */
    HTML_CHART_READ,
    HTML_CHART_REFUSED, /* it stays a table, for the reason in `problem` */
};

/* Is told what html_read tells, of one text. All 0 at first. */
struct html_chart_reader {
    struct html_chart chart;
    char problem[HTML_CHART_PROBLEM_SIZE]; /* in English, for the operator; "": none yet */

    /* --- For html_chart.c --- */
    int tables; /* that are open, one in another */
    int opened; /* the one of them that has the mark; 0: none */
    int field;  /* where text goes */
    char text[HTML_CHART_TITLE_SIZE];
    size_t length;
    int blank;            /* a blank stands before what follows */
    int row;              /* as the author counts, from 1 */
    size_t cells;         /* of this row */
    int row_says;         /* one of them is not empty */
    int row_is_heading;   /* one of them is a <th> */
    size_t row_unnumeric; /* of those behind the first */
    int has_names;        /* the row of the headings has been read */
    size_t numbers, percents;
    size_t read; /* charts of this text */
};

void html_chart_start(struct html_chart_reader *reader, const struct html_tag *tag);
void html_chart_text(struct html_chart_reader *reader, const char *text, size_t length);
/* What has ended with this element: then `chart` or `problem` holds until the next table. */
enum html_chart_result html_chart_end(struct html_chart_reader *reader, const struct html_element *element);

#endif
