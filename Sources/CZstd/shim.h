// Everything that Storage uses of libzstd: the streaming and frame functions of the stable API.
#pragma once
#include <zstd.h>
#include <zstd_errors.h>
