#ifndef STB_APP_GIVE_BACK_H
#define STB_APP_GIVE_BACK_H

/* The start runs through code of some fifty libraries (links, TLS, X11, XML) that is not needed again. This
 * gives those pages back to the system: they are clean and come from the file again if they should be needed.
 * Returns the number of bytes that were mapped for code. */
long give_back_start_code(void);

#endif
