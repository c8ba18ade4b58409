/* How long one key of a search takes over 3,600 titles (1,000 notices, 2,516 stations, guides and policies),
 * by what was typed: the slowest of the queries counts. Prints NAME value unit (budget …); exit 1 when one is
 * over. */

#include <stdio.h>
#include <stdlib.h>

#include "screens/search/search_index.h"
#include "tests/bench/timing.h"

enum { ITEMS = 3600, RUNS = 201, BUDGET_US = 1000, BUILD_BUDGET_US = 10000 };

static const char *const queries[] = {"4", "45", "455", "4558", "11111111", "1111111111111114", "9"};
enum { QUERIES = sizeof queries / sizeof queries[0] };

/* Titles of 20 to 44 characters, one in twelve with a second reading, in parts of about nine: the same at
 * every run. */
static void make_title(unsigned *seed, char *out)
{
    static const char letters[] = "abcdefghjklmnpqrstwxyz";
    int length = 20 + (int)(*seed >> 16) % 25;
    for (int i = 0; i < length; i++) {
        *seed = *seed * 1103515245u + 12345u;
        char letter = letters[(*seed >> 16) % (sizeof letters - 1)];
        if ((*seed >> 20) % 12 == 0) {
            *out++ = '[';
            *out++ = letter;
            *out++ = 'z';
            *out++ = ']';
        } else {
            *out++ = letter;
        }
        if (i % 9 == 8) {
            *out++ = ' ';
        }
    }
    *out = '\0';
}

static double median_of_query(struct search_index *index, const char *query, uint32_t *found)
{
    static double runs[RUNS];
    for (int i = 0; i < RUNS; i++) {
        double start = 1000 * thread_ms();
        (void)search_index_find(index, query, found, ITEMS);
        runs[i] = 1000 * thread_ms() - start;
    }
    return median_of(runs, RUNS);
}

int main(void)
{
    static uint32_t found[ITEMS];
    unsigned seed = 1;
    double slowest = 0;
    struct search_index *index = search_index_new();
    if (index == NULL) {
        return 1;
    }
    double start = 1000 * thread_ms();
    for (int i = 0; i < ITEMS; i++) {
        char title[400];
        make_title(&seed, title);
        if (search_index_add(index, title, i % 2) != 0) {
            search_index_free(index);
            return 1;
        }
    }
    double built = 1000 * thread_ms() - start;
    for (int i = 0; i < QUERIES; i++) {
        double median = median_of_query(index, queries[i], found);
        slowest = median > slowest ? median : slowest;
    }
    search_index_free(index);
    printf("search-key %.0f us (budget %d)\n", slowest, BUDGET_US);
    printf("search-index-build %.0f us (budget %d)\n", built, BUILD_BUDGET_US);
    return slowest > BUDGET_US || built > BUILD_BUDGET_US;
}
