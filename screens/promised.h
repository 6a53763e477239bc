/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promised.h - what is done with a promised call, in any list of them.
 */
#ifndef SCREENS_PROMISED_H
#define SCREENS_PROMISED_H

#include "core/callback.h"
#include "screens/screen.h"

/* A verb of the key map on it; SCREEN_IGNORED: none of a call. */
enum screen_key promised_word(const struct row_callback_rows *,
    struct str words, struct buf *say);

#endif
