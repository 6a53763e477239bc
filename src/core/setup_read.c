/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup_read.c - reads the files of a setup folder into objects, checks them,
 * and writes them again.
 */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/utf8.h"
#include "core/holiday.h"
#include "core/setup_own.h"

enum { INI_MOST = 1 << 20, FILES_MOST = 1000 };

/* ---- a file into sections -------------------------------------------------
 */

struct cutting {
	struct core *c;
	struct arena *a;
	struct setup_items *out;
	struct str file; /* its path */
};

/* "[calendar santiago-office]", alone on its line. */
static enum err
name_section(struct cutting *k, struct str head, struct setup_item *is)
{
	struct str name = utf8_trim(k->a, head), word;
	const char *blank;

	if (name.len > 1)
		name = str_copyn(k->a, name.s + 1, name.len - 2);
	blank = strchr(name.s, ' ');
	word = blank != NULL ? str_copyn(k->a, name.s, (size_t)(blank - name.s))
			     : name;
	is->kind = setup_kind_find(word);
	is->name =
	    blank != NULL ? utf8_trim(k->a, str_of(blank + 1)) : STR_NONE;
	if (is->kind != NULL && is->kind->check_file != NULL &&
	    is->name.len > 0)
		return OK;
	return fail(&k->c->fault, ERR_INVALID,
	    _("%s:%d: [%s] is no kind of setup: write [calendar NAME], or "
	      "what 'cabina help setup apply' lists"),
	    is->file.s, is->line, name.s);
}

/* Without blank lines at its ends, with one end of line. */
static struct str
tidy(struct arena *a, const char *s, const char *end)
{
	while (s < end && (*s == '\n' || *s == '\r'))
		s++;
	while (end > s && strchr("\n\r \t", end[-1]) != NULL)
		end--;
	return str_printf(a, "%.*s\n", (int)(end - s), s);
}

/* Comments right above a section are its own; those at the top of the file
 * are the first one's. */
static enum err
cut(struct cutting *k, struct str text)
{
	const char *s = text.s, *end = text.s + text.len, *begin = s;
	const char *glue = NULL;
	struct setup_item *is = NULL;
	enum err rc = OK;
	int line = 0;

	while (rc == OK && s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *next = nl != NULL ? nl + 1 : end;

		line++;
		if (*s == '[') {
			if (is != NULL) {
				begin = glue != NULL ? glue : s;
				is->said.len = (size_t)(begin - is->said.s);
				is->text = tidy(k->a, is->text.s, begin);
			}
			is = vec_push(k->a, k->out);
			*is = (struct setup_item){ .file = k->file,
				.line = line,
				.said = { s, 0 },
				.text = { begin, 0 } };
			rc = name_section(k,
			    str_copyn(k->a, s, (size_t)(next - s)), is);
		}
		if (*s == '#' || *s == ';')
			glue = glue != NULL ? glue : s;
		else
			glue = NULL;
		s = next;
	}
	if (rc == OK && is != NULL) {
		is->said.len = (size_t)(end - is->said.s);
		is->text = tidy(k->a, is->text.s, end);
	}
	return rc;
}

static struct str
without_returns(struct arena *a, struct str text)
{
	struct str bom = STR("\xef\xbb\xbf"), out;
	struct buf b = { 0 };

	for (size_t i = str_starts(text, bom) ? bom.len : 0; i < text.len; i++)
		if (text.s[i] != '\r' || text.s[i + 1] != '\n')
			buf_c(&b, text.s[i]);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static enum err
read_ini(struct cutting *k)
{
	struct fault *f = &k->c->fault;
	struct str text;
	enum err rc;

	if ((rc = file_read(k->file.s, INI_MOST, k->a, &text, f)) != OK)
		return rc;
	text = without_returns(k->a, text);
	if ((rc = cut(k, text)) != OK)
		return rc;
	for (size_t i = 0; rc == OK && i < nsetup_kinds; i++)
		rc = setup_kinds[i]->check_file(k->a, text, k->file.s, f);
	return rc;
}

/* ---- holiday files --------------------------------------------------------
 */

static enum err
read_ics(struct cutting *k, struct str name)
{
	struct fault *f = &k->c->fault;
	struct holidays days;
	struct setup_item *is;
	struct str text;
	enum err rc;

	rc = file_read(k->file.s, HOLIDAY_FILE_MAX, k->a, &text, f);
	if (rc == OK)
		rc = holiday_read(k->a, text, k->file.s, &days, f);
	if (rc != OK)
		return rc;
	is = vec_push(k->a, k->out);
	*is = (struct setup_item){ .kind = &setup_ics,
		.name = name,
		.text = text,
		.file = k->file,
		.line = 1 };
	return OK;
}

/* ---- the folder -----------------------------------------------------------
 */

static bool
ends_in(struct str s, const char *end)
{
	size_t n = strlen(end);

	return s.len > n && strcmp(s.s + s.len - n, end) == 0;
}

static int
by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

struct names {
	struct str *v;
	size_t n, cap;
};

static enum err
list_files(struct core *c, struct arena *a, struct str dir, struct names *out)
{
	DIR *d = opendir(dir.s);
	struct dirent *e;

	if (d == NULL)
		return fail(&c->fault, ERR_IO,
		    _("the folder %s cannot be opened: %s"), dir.s,
		    strerror(errno));
	while ((e = readdir(d)) != NULL) {
		struct str name = str_of(e->d_name);

		if (name.s[0] != '.' &&
		    (ends_in(name, ".ini") || ends_in(name, ".ics")))
			*vec_push(a, out) = str_copy(a, name);
	}
	closedir(d);
	if (out->n > FILES_MOST)
		return fail(&c->fault, ERR_INVALID,
		    _("%s has over %d files: is it the right folder?"), dir.s,
		    FILES_MOST);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), by_name);
	return OK;
}

static enum err
twice(struct core *c, const struct setup_items *all, size_t i)
{
	const struct setup_item *is = &all->v[i], *other;

	for (size_t j = 0; j < i; j++) {
		other = &all->v[j];
		if (other->kind == is->kind && other->from == is->from &&
		    str_eq(other->name, is->name))
			return fail(&c->fault, ERR_INVALID,
			    _("%s:%d: %s '%s' stands in %s:%d already: two "
			      "versions need a valid-from of their own"),
			    is->file.s, is->line, is->kind->name, is->name.s,
			    other->file.s, other->line);
	}
	return OK;
}

static enum err
check_all(struct core *c, struct arena *a, struct setup_items *all)
{
	struct fault *f = &c->fault;
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < all->n; i++)
		if (all->v[i].kind->tidy != NULL)
			rc = all->v[i].kind->tidy(c, a, &all->v[i]);
	for (size_t i = 0; rc == OK && i < all->n; i++) {
		struct setup_item *is = &all->v[i];

		rc = is->kind->from(is->text, &is->from, f);
		if (rc == OK)
			rc = twice(c, all, i);
		if (rc == OK && is->kind->check_item != NULL)
			rc = is->kind->check_item(c, is, all, f);
	}
	return rc;
}

enum err
setup_read(struct core *c, struct arena *a, struct str dir,
    struct setup_items *out)
{
	struct setup_items all = { 0 };
	struct names files = { 0 };
	enum err rc = list_files(c, a, dir, &files);

	for (size_t i = 0; rc == OK && i < files.n; i++) {
		struct cutting k = { c, a, &all,
			str_printf(a, "%s/%s", dir.s, files.v[i].s) };

		rc = ends_in(files.v[i], ".ini") ? read_ini(&k)
						 : read_ics(&k, files.v[i]);
	}
	if (rc == OK)
		rc = check_all(c, a, &all);
	if (rc == OK)
		*out = all;
	return rc;
}

/* ---- and out again ----------------------------------------------------------
 */

/* A file is there whole, or as it was. */
static enum err
write_file(struct core *c, struct arena *a, struct str path, struct str text)
{
	struct str part = str_printf(a, "%s.part", path.s);
	FILE *to = fopen(part.s, "we");
	bool good = to != NULL && fwrite(text.s, 1, text.len, to) == text.len;

	if (to != NULL)
		good = fclose(to) == 0 && good;
	if (good && rename(part.s, path.s) == 0)
		return OK;
	fail(&c->fault, ERR_IO, _("%s cannot be written: %s"), path.s,
	    strerror(errno));
	(void)unlink(part.s);
	return ERR_IO;
}

/* Versions of one name share a file; of some kinds, all objects do. */
static size_t
same_file(const struct setup_items *all, size_t i)
{
	size_t j = i + 1;

	while (j < all->n && all->v[j].kind == all->v[i].kind &&
	    all->v[i].kind != &setup_ics &&
	    (all->v[i].kind->one_file ||
		str_eq(all->v[j].name, all->v[i].name)))
		j++;
	return j;
}

static struct str
file_path(struct arena *a, struct str dir, const struct setup_item *is)
{
	if (is->kind == &setup_ics)
		return str_printf(a, "%s/%s", dir.s, is->name.s);
	if (is->kind->one_file)
		return str_printf(a, "%s/%s.ini", dir.s, is->kind->name);
	return str_printf(a, "%s/%s-%s.ini", dir.s, is->kind->name, is->name.s);
}

enum err
setup_write(struct core *c, struct arena *a, struct str dir,
    const struct setup_items *all, size_t *n)
{
	enum err rc = OK;

	*n = 0;
	if (mkdir(dir.s, 0777) != 0 && errno != EEXIST)
		return fail(&c->fault, ERR_IO,
		    _("the folder %s cannot be made: %s"), dir.s,
		    strerror(errno));
	for (size_t i = 0, next; rc == OK && i < all->n; i = next) {
		const struct setup_item *is = &all->v[i];
		struct buf b = { 0 };
		struct str path = file_path(a, dir, is);

		next = same_file(all, i);
		for (size_t j = i; j < next; j++) {
			buf_z(&b, j > i ? "\n" : "");
			buf_str(&b, all->v[j].text);
		}
		rc = write_file(c, a, path, buf_view(&b));
		buf_done(&b);
		(*n)++;
	}
	return rc;
}
