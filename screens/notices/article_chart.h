#ifndef SCREENS_NOTICES_ARTICLE_CHART_H
#define SCREENS_NOTICES_ARTICLE_CHART_H

#include "both-sides/html/html_chart.h"
#include "screens/stage/screen.h"
#include "screens/widgets/rich_text.h"

/* The charts of an article in words, which the rich text asks for while it has them. */

struct article_chart {
    const struct html_chart *chart; /* borrowed from the article */
    const struct stage *stage;
};

struct article_charts {
    struct article_chart items[HTML_CHARTS_MAX];
    size_t count;
};

/* At the end of the rich text. -1: without memory, or there is no room for it. */
int article_charts_add(struct article_charts *charts, const struct html_chart *chart,
                       const struct stage *stage, struct rich_text *rich_text);

/* --- For tests --- */

/* "2026-05", "2026/5" and "2026年5月" are 202605, "2026" and "2026年" 202600; words are 0. */
int article_chart_month(const char *label);
/* What a point holds: "2026 年 5 月，降水 120.5 毫米". */
void article_chart_point(const struct article_chart *chart, size_t point, char text[CHART_WORDS_SIZE]);

enum { ARTICLE_CHART_SUMMARY_SIZE = 1024 };

/* Of each column the highest, the lowest and the last number. */
void article_chart_summary(const struct article_chart *chart, char text[ARTICLE_CHART_SUMMARY_SIZE]);

#endif
