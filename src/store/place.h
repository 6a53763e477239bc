/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * place.h - whether a file may be a SQLite database: made for its owner only,
 * and on a disk of this machine.
 */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include "base/err.h"

/*
 * The file is there (made empty with mode 0600 when `create`) and may be used.
 * ERR_NOT_FOUND, ERR_DENIED, ERR_IO, or ERR_INVALID for what is not a file and
 * for a network file system (CABINA_ALLOW_FS=1 lets those pass).
 */
MUST_CHECK enum err place_check(const char *path, bool create, struct fault *);

#endif
