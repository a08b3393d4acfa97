// Everything that Reading uses of libxml2: the parser context, the tree, XPath, and the error handler.
#pragma once
#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, and its encoding.h then includes ICU's headers, which clash with the ICU inside
// Foundation. Without this macro the struct of a character encoding handler looks shorter; nothing here touches one.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>

/// libxml2 names its `free` in a global variable, which Swift rightly distrusts.
static inline void jibu_xml_free(void *pointer) { xmlFree(pointer); }
