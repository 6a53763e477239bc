/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - the language, what no other process may see, and one command.
 */
#include <sys/prctl.h>

#include "app/once.h"
#include "app/speak.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define CABINA_SANITIZED
#endif
#endif

/* Passwords and customers are in this memory: no core files of it, and no
 * other process of the account may look. The leak checker of a sanitized build
 * is such a process. */
static void
hide(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(CABINA_SANITIZED)
	(void)prctl(PR_SET_DUMPABLE, 0);
#endif
}

int
main(int argc, char **argv)
{
	hide();
	speak_start();
	return once_run(argc, argv);
}
