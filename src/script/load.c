/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load.c - scripts and translations out of files, and all of one as a bundle.
 */
#include "script/load.h"

#include "base/conf.h"
#include "script/po.h"

/* ---- files -------------------------------------------------------------- */

/* The folder of a path, with its slash; "" for none. */
static struct str
folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? STR_NONE
			     : str_copyn(a, path, (size_t)(slash - path) + 1);
}

static void
read_translation(struct script *s, struct script_part *part, struct str dir,
    struct str lang, struct script_problems *p)
{
	struct str path =
	    str_printf(&s->arena, "%s%s.%s.po", dir.s, part->name.s, lang.s);
	struct str text;
	struct fault f;
	enum err rc = file_read(path.s, SCRIPT_BYTES_MAX, &s->arena, &text, &f);

	if (rc == OK)
		script_po_read(s, lang, path, text, p);
	else if (rc != ERR_NOT_FOUND)
		script_wrong(p, part->at, "%s", f.text);
}

/* Each script that is called, once; one that is not there is told by the
 * check, where it is called. */
static void
read_called(struct script *s, struct str dir, struct script_problems *p)
{
	struct str tried[SCRIPT_PARTS_MAX * 2], text, path;
	size_t n = 0;

	for (size_t i = 0; i < s->steps.n; i++) {
		struct str name = s->steps.v[i].call;
		bool done =
		    name.len == 0 || script_part_find(s, name) != SCRIPT_NONE;

		for (size_t k = 0; k < n && !done; k++)
			done = str_eq(tried[k], name);
		if (done || n == countof(tried))
			continue;
		tried[n++] = name;
		path = str_printf(&s->arena, "%s%s.call", dir.s, name.s);
		if (file_read(path.s, SCRIPT_BYTES_MAX, &s->arena, &text,
			NULL) == OK)
			script_read(s, path, text, p);
	}
}

enum err
script_load(struct script *s, const char *path, struct script_problems *p,
    struct fault *f)
{
	struct str dir = folder_of(&s->arena, path), text;
	enum err rc =
	    file_read(path, SCRIPT_BYTES_MAX + 1, &s->arena, &text, f);

	if (rc != OK)
		return rc;
	script_read(s, str_of(path), text, p);
	read_called(s, dir, p);
	for (size_t i = 0; i < s->nparts; i++)
		for (size_t l = 1; l < s->parts[i].nlangs; l++)
			read_translation(s, &s->parts[i], dir,
			    s->parts[i].langs[l], p);
	return OK;
}

/* ---- a bundle ----------------------------------------------------------- */

#define MARK "#>> "

void
script_bundle(const struct script *s, struct buf *b)
{
	for (size_t i = 0; i < s->nparts; i++) {
		const struct script_part *p = &s->parts[i];

		if (p->text.len == 0)
			continue; /* came in an earlier part's file */
		buf_printf(b, MARK "call %s\n", p->name.s);
		buf_str(b, p->text);
		if (b->len > 0 && b->s[b->len - 1] != '\n')
			buf_c(b, '\n');
	}
	for (size_t i = 0; i < s->nparts; i++)
		for (size_t l = 1; l < s->parts[i].nlangs; l++) {
			buf_printf(b, MARK "po %s\n", s->parts[i].langs[l].s);
			script_po_write(s, (int)i, s->parts[i].langs[l], b);
		}
}

static void
read_piece(struct script *s, struct str head, struct str body,
    struct script_problems *p)
{
	struct str rest = head, kind, name;

	if (!str_next(&s->arena, &rest, ' ', &kind) ||
	    !str_next(&s->arena, &rest, ' ', &name))
		return;
	if (str_is(kind, "call"))
		script_read(s, str_printf(&s->arena, "%s.call", name.s), body,
		    p);
	else if (str_is(kind, "po"))
		script_po_read(s, name, str_printf(&s->arena, "%s.po", name.s),
		    body, p);
}

void
script_bundle_read(struct script *s, struct str bundle,
    struct script_problems *p)
{
	const char *at = bundle.s, *line, *next;

	while (strncmp(at, MARK, strlen(MARK)) == 0) {
		struct str head, body;

		at += strlen(MARK);
		line = strchr(at, '\n');
		if (line == NULL)
			return;
		head = str_copyn(&s->arena, at, (size_t)(line - at));
		next = strstr(line, "\n" MARK);
		next = next != NULL ? next + 1 : bundle.s + bundle.len;
		body =
		    str_copyn(&s->arena, line + 1, (size_t)(next - line - 1));
		read_piece(s, head, body, p);
		at = next;
	}
}
