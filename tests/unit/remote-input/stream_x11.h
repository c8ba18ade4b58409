/* A held Down key of Xvfb 21.1 (Debian 12) over XTEST, let go after 1.5 s: milliseconds and what came.
 * Repeats come as a release and a press in one. Included by test_key_repeat.c. */
static const struct stream_row x11_held[] = {
    {0, DOWN},    {661, UP},  {661, DOWN},  {701, UP},  {701, DOWN},  {741, UP},  {741, DOWN},  {784, UP},
    {784, DOWN},  {824, UP},  {824, DOWN},  {864, UP},  {864, DOWN},  {907, UP},  {907, DOWN},  {948, UP},
    {948, DOWN},  {988, UP},  {988, DOWN},  {1028, UP}, {1028, DOWN}, {1068, UP}, {1068, DOWN}, {1108, UP},
    {1108, DOWN}, {1149, UP}, {1149, DOWN}, {1189, UP}, {1189, DOWN}, {1229, UP}, {1229, DOWN}, {1269, UP},
    {1269, DOWN}, {1309, UP}, {1309, DOWN}, {1349, UP}, {1349, DOWN}, {1389, UP}, {1389, DOWN}, {1429, UP},
    {1429, DOWN}, {1470, UP}, {1470, DOWN}, {1501, UP},
};
