// Everything that Reading uses of libxml2: the parser context, the tree, and the error handler.
#pragma once
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
