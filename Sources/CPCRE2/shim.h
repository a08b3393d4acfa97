/* PCRE2 with 8-bit code units: the subject is UTF-8. */
#ifndef JIBU_CPCRE2_SHIM_H
#define JIBU_CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* "No offset" is a macro with a cast, which Swift does not import. */
static inline size_t jibu_pcre2_unset(void) { return PCRE2_UNSET; }

#endif
