/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log.h - levelled lines to a file, never to the terminal.
 *
 * One line an event: `log_info("ticket.create id=%s ms=%d", …)`: UTC time,
 * level, noun.verb, key=value. Never a customer's words, name or number.
 * Control characters and bad UTF-8 are replaced. Without log_open nothing is
 * written. Safe from any thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

MUST_CHECK enum err log_open(const char *path, struct fault *);
void log_close(void);
void log_error(const char *fmt, ...) PRINTF(1, 2);
void log_warn(const char *fmt, ...) PRINTF(1, 2);
void log_info(const char *fmt, ...) PRINTF(1, 2);
void log_debug(const char *fmt, ...) PRINTF(1, 2); /* CABINA_DEBUG only */

#endif
