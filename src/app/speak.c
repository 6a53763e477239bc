/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speak.c - which language the program speaks, and where its words are.
 *
 * gettext takes the language from LANGUAGE, but only in a locale other than C.
 * C.UTF-8 is such a locale and every system has it, so that no other has to be
 * installed for the words of another language.
 */
#include "app/speak.h"

#include <locale.h>
#include <unistd.h>

#define DOMAIN "cabina"

static bool asked; /* LANGUAGE or the option said a language */

static const char *
set_in(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

static bool
is_plain(const char *locale)
{
	return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

/* Later changes replace this in place: no thread finds the environment moved
 * away. Counting the domain anew makes what was translated before forgotten. */
static void
change(const char *language)
{
	(void)setenv("LANGUAGE", language, 1);
	(void)textdomain(DOMAIN);
}

/* Numbers stay as JSON and CSV have them. */
static void
start_locale(void)
{
	const char *wanted = set_in("LC_ALL");
	bool installed = setlocale(LC_ALL, "") != NULL;

	if (wanted == NULL)
		wanted = set_in("LC_MESSAGES");
	/* Who says C for messages wants none translated. */
	if (wanted != NULL && is_plain(wanted))
		change("");
	if (wanted == NULL)
		wanted = set_in("LANG");
	asked = set_in("LANGUAGE") != NULL;
	if (!asked)
		change(installed || wanted == NULL ? "" : wanted);
	if (MB_CUR_MAX == 1)
		(void)setlocale(LC_CTYPE, "C.UTF-8");
	if (is_plain(setlocale(LC_MESSAGES, NULL)))
		(void)setlocale(LC_MESSAGES, "C.UTF-8");
	(void)setlocale(LC_NUMERIC, "C");
}

/* Beside the program first, so that a build tree needs no install. */
static void
find_words(void)
{
	static const char beside[] = "po";
	char path[4096];
	ssize_t n =
	    readlink("/proc/self/exe", path, sizeof(path) - sizeof(beside));

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n > 0)
		memcpy(path + n, beside, sizeof(beside));
	(void)bindtextdomain(DOMAIN,
	    n > 0 && access(path, X_OK) == 0 ? path : CABINA_LOCALE_DIR);
	(void)bind_textdomain_codeset(DOMAIN, "UTF-8");
}

void
speak_start(void)
{
	start_locale();
	find_words();
	(void)textdomain(DOMAIN);
}

/* People write es-CL and gettext es_CL. */
static void
use(struct str language)
{
	struct arena a = { 0 };
	struct str name = str_copy(&a, language);

	for (char *c = (char *)(uintptr_t)name.s; *c != '\0'; c++)
		if (*c == '-')
			*c = '_';
	change(name.s);
	arena_done(&a);
}

void
speak(struct str language)
{
	if (language.len == 0)
		return;
	asked = true;
	use(language);
}

void
speak_as(struct str language)
{
	if (!asked && language.len > 0)
		use(language);
}
