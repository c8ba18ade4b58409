#ifndef BOTH_SIDES_ASSET_DIRECTORY_H
#define BOTH_SIDES_ASSET_DIRECTORY_H

enum { ASSET_DIRECTORY_SIZE = 384 };

/* Where what is read that is not code stands (theme, icons, strings, schemas), found from the program's own
 * file: PREFIX/share/tv-hall of an installed PREFIX/bin/PROGRAM, build/assets of build/FLAVOUR/PROGRAM. So
 * no prefix is compiled in, and an installation may be moved. Returns -1 when neither is there; `out` is then
 * the installed place, to be named in a message. */
int asset_directory_find(char out[ASSET_DIRECTORY_SIZE]);

#endif
