/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - the language, what no other process may see, and one command.
 */
#include <locale.h>
#include <sys/prctl.h>

#include "app/once.h"
#include "base/base.h"

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
	(void)setlocale(LC_ALL, "");
	if (MB_CUR_MAX == 1)
		(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)bindtextdomain("cabina", CABINA_LOCALE_DIR);
	(void)bind_textdomain_codeset("cabina", "UTF-8");
	(void)textdomain("cabina");
	return once_run(argc, argv);
}
