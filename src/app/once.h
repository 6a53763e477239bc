/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * once.h - one command from a shell, from its words to the exit status.
 */
#ifndef APP_ONCE_H
#define APP_ONCE_H

enum { EXIT_DONE, EXIT_REFUSED, EXIT_MISUSE };

/* Prints to standard output what was answered, or one sentence to standard
 * error, and returns the exit status. */
int once_run(int argc, char **argv);

#endif
