/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ask.c - one question to the person at the terminal of a shell command.
 */
#include "app/ask.h"

#include <termios.h>

#include "base/secret.h"

#define ANSWER_MAX 1000

static enum err
read_line(struct arena *a, FILE *from, struct str *out, struct fault *f)
{
	char line[ANSWER_MAX];
	bool got = fgets(line, sizeof(line), from) != NULL;

	if (got)
		*out = str_copyn(a, line, strcspn(line, "\r\n"));
	secret_wipe(line, sizeof(line));
	if (!got || out->len == 0)
		return fail(f, ERR_CANCELLED,
		    _("nothing was answered; nothing was changed"));
	return OK;
}

static enum err
ask(struct arena *a, FILE *tty, const char *question, bool hidden,
    struct str *out, struct fault *f)
{
	struct termios was, quiet;
	enum err rc;

	if (tcgetattr(fileno(tty), &was) != 0)
		return fail(f, ERR_NEED_ARG,
		    _("%s is missing, and there is no "
		      "terminal to ask on"),
		    question);
	quiet = was;
	if (hidden)
		quiet.c_lflag &= ~(tcflag_t)ECHO;
	(void)tcsetattr(fileno(tty), TCSAFLUSH, &quiet);
	fprintf(tty, "%s: ", question);
	fflush(tty);
	rc = read_line(a, tty, out, f);
	(void)tcsetattr(fileno(tty), TCSAFLUSH, &was);
	if (hidden)
		fputc('\n', tty);
	return rc;
}

enum err
ask_terminal(struct arena *a, const char *question, bool hidden,
    struct str *out, struct fault *f)
{
	FILE *tty = fopen("/dev/tty", "r+e");
	enum err rc;

	if (tty == NULL)
		return fail(f, ERR_NEED_ARG,
		    _("%s is missing, and there is no "
		      "terminal to ask on"),
		    question);
	setvbuf(tty, NULL, _IONBF, 0);
	rc = ask(a, tty, question, hidden, out, f);
	fclose(tty);
	return rc;
}

enum err
ask_input(struct arena *a, struct str *out, struct fault *f)
{
	return read_line(a, stdin, out, f);
}
