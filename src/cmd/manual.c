/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * manual.c - the rows as manual pages, in man(7).
 */
#include "cmd/manual.h"

#include <errno.h>
#include <sys/stat.h>

#include "cmd/shell.h"

/* Text that troff must not read as its own. */
static void
put(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '\\')
			buf_z(b, "\\e");
		else if (*s == '-')
			buf_z(b, "\\-");
		else
			buf_c(b, *s);
	}
}

static void
paragraph(struct buf *b, const char *text)
{
	if (text[0] == '.' || text[0] == '\'')
		buf_z(b, "\\&");
	put(b, text);
	buf_c(b, '\n');
}

static void
head(struct buf *b, struct str noun, const char *what)
{
	bool top = noun.len == 0;

	buf_printf(b, ".TH CABINA%s%s 1 \"\" \"cabina " CABINA_VERSION "\"\n",
	    top ? "" : "\\-", noun.s);
	/* Words of a command are to be copied: neither stretched nor cut. */
	buf_z(b, ".ad l\n.nh\n");
	buf_printf(b, ".SH %s\ncabina%s%s \\- ", _("NAME"), top ? "" : "\\-",
	    noun.s);
	paragraph(b, what);
}

static enum err
row(struct arena *a, const struct cmd_def *d, struct buf *b, struct fault *f)
{
	struct args *args = NEW(a, struct args);
	enum err rc = args_spec(a, d->args, d->writes, args, f);

	if (rc != OK)
		return rc;
	buf_printf(b, ".TP\n.B ");
	put(b, str_printf(a, "cabina %s %s", d->name, args_usage(a, args).s).s);
	buf_c(b, '\n');
	paragraph(b,
	    str_printf(a, "%s. %s", _(d->help),
		d->more != NULL ? _(d->more) : "")
		.s);
	for (size_t i = 0; i < args->n; i++) {
		buf_z(b, ".br\n\\fI");
		put(b, args->def[i].name.s);
		buf_z(b, "\\fR: ");
		paragraph(b, _(args->def[i].type->help));
	}
	return OK;
}

static enum err
noun_page(struct arena *a, struct str noun, struct buf *b, struct fault *f)
{
	enum err rc;

	head(b, noun, str_printf(a, _("the commands of '%s'"), noun.s).s);
	buf_printf(b, ".SH %s\n", _("COMMANDS"));
	for (cmd_each(d))
		if (!d->hidden && str_eq(cmd_noun(a, d), noun) &&
		    (rc = row(a, d, b, f)) != OK)
			return rc;
	buf_printf(b, ".SH %s\n.BR cabina (1)\n", _("SEE ALSO"));
	return OK;
}

static void
top_page(struct arena *a, struct buf *b)
{
	head(b, STR_NONE, _("a contact centre in a terminal"));
	buf_printf(b, ".SH %s\n.B cabina\n", _("SYNOPSIS"));
	paragraph(b, _("COMMAND [NAME=VALUE ...] [--OPTION ...]"));
	buf_printf(b, ".SH %s\n", _("OPTIONS"));
	for (size_t i = 0; i < nshell_defs; i++) {
		buf_z(b, ".TP\n.B ");
		put(b,
		    str_printf(a, "--%s %s", shell_defs[i].name,
			shell_defs[i].meta != NULL ? _(shell_defs[i].meta) : "")
			.s);
		buf_c(b, '\n');
		paragraph(b, _(shell_defs[i].help));
	}
	buf_printf(b, ".SH %s\n", _("COMMANDS"));
	for (cmd_each(d)) {
		if (d->hidden)
			continue;
		buf_printf(b, ".TP\n.B ");
		put(b, d->name);
		buf_c(b, '\n');
		paragraph(b, _(d->help));
	}
	buf_printf(b, ".SH %s\n", _("EXIT STATUS"));
	paragraph(b,
	    _("0 done; 1 refused or failed, nothing was changed and "
	      "one sentence on standard error says why; 2 the words were "
	      "wrong."));
}

enum err
manual_page(struct arena *a, struct str noun, struct buf *b, struct fault *f)
{
	if (noun.len > 0)
		return noun_page(a, noun, b, f);
	top_page(a, b);
	return OK;
}

static enum err
write_page(struct arena *a, struct str folder, struct str noun, struct fault *f)
{
	struct str path = str_printf(a, "%s/cabina%s%s.1", folder.s,
	    noun.len > 0 ? "-" : "", noun.s);
	struct buf b = { 0 };
	FILE *to = fopen(path.s, "we");
	enum err rc;

	if (to == NULL)
		return fail(f, ERR_IO, _("cannot write %s: %s"), path.s,
		    strerror(errno));
	rc = manual_page(a, noun, &b, f);
	if (rc == OK && fwrite(b.s, 1, b.len, to) != b.len)
		rc = fail(f, ERR_IO, _("cannot write %s: %s"), path.s,
		    strerror(errno));
	if (fclose(to) != 0 && rc == OK)
		rc = fail(f, ERR_IO, _("cannot write %s: %s"), path.s,
		    strerror(errno));
	buf_done(&b);
	return rc;
}

enum err
manual_write(struct arena *a, struct str folder, struct fault *f)
{
	struct str before = STR_NONE;
	enum err rc;

	if (mkdir(folder.s, 0777) != 0 && errno != EEXIST)
		return fail(f, ERR_IO, _("cannot make the folder %s: %s"),
		    folder.s, strerror(errno));
	rc = write_page(a, folder, STR_NONE, f);

	for (cmd_each(d)) {
		struct str noun = cmd_noun(a, d);

		if (rc != OK)
			return rc;
		if (!d->hidden && !str_eq(noun, before))
			rc = write_page(a, folder, noun, f);
		before = noun;
	}
	return rc;
}
