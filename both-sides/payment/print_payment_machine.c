#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/payment/payment_machine.h"

/* Prints what follows from the table of edges: `make schemas` writes it into docs/payment-machine.md and
 * tests/model/payment_machine.pml, and tests/contract/test_payment_machine.py holds them together. */

/* Names of the model are the words in capital letters. */
static void print_capitals(const char *word)
{
    for (; *word != '\0'; word++) {
        (void)putchar(toupper((unsigned char)*word));
    }
}

static void print_actors(unsigned actors)
{
    (void)fputs((actors & PAYMENT_BY_PERSON) != 0 ? "two persons" : "engine, sweeper", stdout);
}

static void print_drawing(void)
{
    size_t count = 0;
    const struct payment_edge *edges = payment_machine_edges(&count);
    (void)printf("```mermaid\nstateDiagram-v2\n    [*] --> %s\n", payment_state_word(PAYMENT_CREATED));
    for (size_t i = 0; i < count; i++) {
        (void)printf("    %s --> %s : %s\n", payment_state_word(edges[i].from),
                     payment_state_word(edges[i].to), payment_event_word(edges[i].event));
    }
    for (enum payment_state state = PAYMENT_CREATED; state < PAYMENT_STATE_COUNT; state++) {
        if (payment_state_is_end(state)) {
            (void)printf("    %s --> [*]\n", payment_state_word(state));
        }
    }
    (void)puts("```\n\n| from | event | to | taken by | synced at once |\n|---|---|---|---|---|");
    for (size_t i = 0; i < count; i++) {
        (void)printf("| %s | %s | %s | ", payment_state_word(edges[i].from),
                     payment_event_word(edges[i].event), payment_state_word(edges[i].to));
        print_actors(edges[i].actors);
        (void)printf(" | %s |\n", edges[i].is_derivable ? "no" : "yes");
    }
}

static void print_model(void)
{
    size_t count = 0;
    const struct payment_edge *edges = payment_machine_edges(&count);
    (void)puts("/* Printed from both-sides/payment/payment_machine.c by `make schemas`. */");
    for (int state = 0; state < PAYMENT_STATE_COUNT; state++) {
        (void)fputs("#define ", stdout);
        print_capitals(payment_state_word((enum payment_state)state));
        (void)printf(" %d\n", state);
    }
    (void)puts("#define NO_STATE 255");
    for (int event = 0; event < PAYMENT_EVENT_COUNT; event++) {
        (void)fputs("#define EVENT_", stdout);
        print_capitals(payment_event_word((enum payment_event)event));
        (void)printf(" %d\n", event);
    }
    (void)puts(
        "/* Where an event leads from a state, else NO_STATE; derivable: it may be lost in a power cut. */\n"
        "inline next_state(state, event, result, derivable)\n{\n    result = NO_STATE; derivable = 0;\n"
        "    if");
    for (size_t i = 0; i < count; i++) {
        (void)fputs("    :: state == ", stdout);
        print_capitals(payment_state_word(edges[i].from));
        (void)fputs(" && event == EVENT_", stdout);
        print_capitals(payment_event_word(edges[i].event));
        (void)fputs(" -> result = ", stdout);
        print_capitals(payment_state_word(edges[i].to));
        (void)printf("; derivable = %d\n", edges[i].is_derivable);
    }
    (void)puts("    :: else -> skip\n    fi\n}");
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "drawing") == 0) {
        print_drawing();
    } else if (argc == 2 && strcmp(argv[1], "model") == 0) {
        print_model();
    } else {
        (void)fputs("usage: print-payment-machine drawing|model\n", stderr);
        return 2;
    }
    return fflush(stdout) != 0;
}
