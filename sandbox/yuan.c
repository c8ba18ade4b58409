#include "sandbox/yuan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { FEN = 100 };

char *yuan_write(int64_t fen, char out[YUAN_SIZE])
{
    int64_t absolute = llabs(fen);
    (void)snprintf(out, YUAN_SIZE, "%s%" PRId64 ".%02d", fen < 0 ? "-" : "", absolute / FEN,
                   (int)(absolute % FEN));
    return out;
}

void json_yuan(struct json_writer *json, const char *name, int64_t fen)
{
    char text[YUAN_SIZE];
    json_text(json, name, yuan_write(fen, text));
}
