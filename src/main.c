/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - the language, what no other process may see, and one command.
 */
#include <malloc.h>
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

/* A console is one of a hundred on its machine: its two threads allocate from
 * one heap, so that what is given back is given back whole. */
static void
be_small(void)
{
#ifdef M_ARENA_MAX
	(void)mallopt(M_ARENA_MAX, 1);
#endif
}

int
main(int argc, char **argv)
{
	hide();
	be_small();
	speak_start();
	return once_run(argc, argv);
}
