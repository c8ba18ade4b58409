#ifndef STB_APP_GIVE_BACK_H
#define STB_APP_GIVE_BACK_H

/* The start and each fetch run through code of some fifty libraries (links, TLS, X11, XML) that is not needed
 * while nothing happens. This gives those pages back to the system: they are clean and come from the page
 * cache again at the next key. Returns the number of bytes that were mapped for code. */
long give_back_code(void);

#endif
