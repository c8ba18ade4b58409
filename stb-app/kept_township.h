#ifndef STB_APP_KEPT_TOWNSHIP_H
#define STB_APP_KEPT_TOWNSHIP_H

enum { TOWNSHIP_CODE_SIZE = 13, TOWNSHIP_NAME_SIZE = 64 };

/* The township that the household has chosen, a line "CODE NAME" in the state directory. It says where a box
 * stands, as the operator knows anyway, and nothing of who lives there; the headend hears it as ?area=. The
 * code of the whole region, without a name, says that nobody is to be asked again. */
struct kept_township {
    char code[TOWNSHIP_CODE_SIZE]; /* "": none is chosen */
    char name[TOWNSHIP_NAME_SIZE];
};

/* What is kept, if it is whole; else none. */
void kept_township_read(const char *state_directory, struct kept_township *township);
/* 0, or -1 where it could not be kept: it holds until the next start. */
int kept_township_write(const char *state_directory, const struct kept_township *township);

#endif
