/* A person's housing fund at 1920×1080. From the bytes of ten years of ledger to the first complete frame of
 * it: decoded, put into rows and drawn. The chart of 120 months: drawn, and moved through by a key. Medians
 * after the first, whose letters are drawn for the first time. Prints NAME value unit (budget …); exit 1 when
 * one is over. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "backend-client/records/housing_fund_decode.h"
#include "screens/housing-fund/fund_sections.h"
#include "tests/bench/timing.h"

enum {
    MONTHS = 120,
    ROWS = 300, /* two deposits a month, interest, withdrawals */
    RUNS = 101,
    LEDGER_US = 12000,
    CHART_US = 4000,
    KEY_US = 2000,
    WIDTH = 1920,
    HEIGHT = 1080
};

static double now_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* --- Ten years, the same at every run --- */

struct answer {
    char *text;
    size_t length;
};

static int make_answer(struct answer *answer)
{
    static struct fund_entry entries[ROWS];
    static struct fund_point points[MONTHS];
    struct fund_account account = {.tail = "8321",
                                   .balance = 15832177,
                                   .entries = entries,
                                   .entry_count = ROWS,
                                   .points = points,
                                   .point_count = MONTHS};
    struct housing_fund fund = {
        .name = "", .source = "", .accounts = &account, .account_count = 1, .as_of = 1};
    for (int i = 0; i < ROWS; i++) {
        int month = (ROWS - 1 - i) * MONTHS / ROWS;
        entries[i] =
            (struct fund_entry){.date = (2016 + month / 12) * 10000 + (month % 12 + 1) * 100 + 1 + i % 28,
                                .kind = i % 25 == 0 ? FUND_WITHDRAWAL : FUND_DEPOSIT,
                                .amount = i % 25 == 0 ? -1200000 : 100800 + i * 37,
                                .interest = i % 31 == 0 ? 87133 : 0,
                                .reason = i % 25 == 0 ? FUND_REASON_REPAYMENT : FUND_REASON_NOT_SAID};
    }
    for (int i = 0; i < MONTHS; i++) {
        points[i] = (struct fund_point){(2016 + i / 12) * 100 + i % 12 + 1, 500000 + i * 131071 % 15000000};
    }
    answer->text = record_encode_text(&housing_fund_table, &fund, &answer->length);
    return answer->text != NULL ? 0 : -1;
}

/* --- The hall around it --- */

struct hall {
    struct theme theme;
    struct stage stage;
    struct fund_sections sections;
};

static int open_hall(struct hall *hall)
{
    static const struct font_source faces[] = {
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, TEXT_REGULAR, 0},
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2, TEXT_BOLD, 0},
    };
    struct canvas_options canvas = {.system = "dummy", .width = WIDTH, .height = HEIGHT};
    struct stage *stage = &hall->stage;
    int edge = HEIGHT / 20;
    stage->kit = (struct kit){canvas_open(&canvas), fonts_new(faces, 2), &hall->theme, 0};
    stage->full_theme = &hall->theme;
    stage->safe_area = (struct rect){edge, edge, WIDTH - 2 * edge, HEIGHT - 2 * edge};
    stage->strings = strings_read("assets/strings/zh-CN.xml");
    stage->now_us = 1000000;
    if (stage->kit.canvas == NULL || stage->kit.fonts == NULL || stage->strings == NULL ||
        theme_read("assets/theme/dusk.xml", HEIGHT, &hall->theme) != 0) {
        return -1;
    }
    stage->icons = icon_set_new("build/assets", HEIGHT);
    return stage->icons != NULL ? 0 : -1;
}

static void draw(void *context, struct canvas *canvas, struct rect clip)
{
    struct hall *hall = context;
    (void)clip;
    fund_sections_cover(&hall->sections);
    canvas_ground(canvas, hall->theme.background);
    fund_sections_draw(&hall->sections);
}

static enum key_result press(struct hall *hall, enum remote_key key)
{
    return fund_sections_key(&hall->sections, &(struct remote_event){.key = key, .press = REMOTE_PRESS});
}

/* --- What is measured --- */

/* us; -1: it was not shown. */
static double open_ledger(struct hall *hall, const struct answer *answer)
{
    char error[JSON_ERROR_SIZE];
    double start = now_us();
    struct housing_fund *fund = housing_fund_decode(answer->text, answer->length, error);
    fund_sections_start(&hall->sections, &hall->stage);
    reveal_toggle(&hall->sections.view.reveal, &hall->stage);
    fund_sections_place(&hall->sections, fund, 0, frame_body(&hall->stage));
    (void)press(hall, REMOTE_KEY_2);
    canvas_damage_all(hall->stage.kit.canvas);
    canvas_flush(hall->stage.kit.canvas, draw, hall);
    double took = now_us() - start;
    int is_shown = fund != NULL && fund_sections_is_list(&hall->sections);
    fund_sections_free(&hall->sections);
    housing_fund_free(fund);
    return is_shown ? took : -1;
}

static double draw_chart(struct hall *hall)
{
    double start = now_us();
    chart_damage(hall->sections.chart);
    canvas_flush(hall->stage.kit.canvas, draw, hall);
    return now_us() - start;
}

static double move_in_chart(struct hall *hall)
{
    double start = now_us();
    enum key_result result = press(hall, REMOTE_KEY_LEFT);
    canvas_flush(hall->stage.kit.canvas, draw, hall);
    return result == KEY_DONE ? now_us() - start : -1;
}

static int judge(const char *name, double *runs, int budget)
{
    double median = median_of(runs, RUNS);
    printf("%s %.0f us (budget %d)\n", name, median, budget);
    return runs[0] >= 0 && median <= budget ? 0 : -1;
}

static int measure_ledger(struct hall *hall, const struct answer *answer)
{
    static double runs[RUNS];
    printf("fund-ledger-first %.0f us\n", open_ledger(hall, answer));
    for (int i = 0; i < RUNS; i++) {
        runs[i] = open_ledger(hall, answer);
    }
    return judge("fund-ledger", runs, LEDGER_US);
}

static int measure_chart(struct hall *hall, const struct answer *answer)
{
    static double drawn[RUNS];
    static double moved[RUNS];
    char error[JSON_ERROR_SIZE];
    struct housing_fund *fund = housing_fund_decode(answer->text, answer->length, error);
    fund_sections_start(&hall->sections, &hall->stage);
    reveal_toggle(&hall->sections.view.reveal, &hall->stage);
    fund_sections_place(&hall->sections, fund, 0, frame_body(&hall->stage));
    (void)press(hall, REMOTE_KEY_5);
    (void)press(hall, REMOTE_KEY_DOWN);
    if (fund == NULL || hall->sections.chart == NULL) {
        return -1;
    }
    (void)draw_chart(hall);
    for (int i = 0; i < RUNS; i++) {
        drawn[i] = draw_chart(hall);
    }
    for (int i = 0; i < RUNS; i++) {
        moved[i] = move_in_chart(hall);
    }
    int result = judge("chart-of-120-months", drawn, CHART_US) | judge("chart-key", moved, KEY_US);
    fund_sections_free(&hall->sections);
    housing_fund_free(fund);
    return result;
}

int main(void)
{
    static struct hall hall;
    struct answer answer;
    int result = make_answer(&answer) | open_hall(&hall);
    result = result == 0 ? measure_ledger(&hall, &answer) | measure_chart(&hall, &answer) : result;
    (void)fflush(stdout);
    _exit(result == 0 ? 0 : 1); /* threads of DirectFB may outlive canvas_close (docs/decisions/0020) */
}
