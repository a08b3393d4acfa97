// Everything that Reading uses of libxml2: the parser context, the tree, and the error handler.
#pragma once
#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, and its encoding.h then includes ICU's headers, which clash with the ICU inside
// Foundation. Without this macro the struct of a character encoding handler looks shorter; nothing here touches one.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
