/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letter.c - the files that go along with a letter.
 */
#include "core/letter.h"

/* What is read of "1, 3 4". */
struct picks {
	int64_t v[LETTER_FILES];
	size_t n;
};

static enum err
pick(struct core *c, struct str word, struct picks *p)
{
	int64_t number;

	if (!str_int(word, &number) || number < 1)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is no number of a file; say them as 1,3"), word.s);
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i] == number)
			return fail(&c->fault, ERR_INVALID,
			    _("file %lld is named twice; once is enough"),
			    (long long)number);
	if (p->n == LETTER_FILES)
		return fail(&c->fault, ERR_INVALID,
		    _("a letter takes %d files at most; send two letters"),
		    LETTER_FILES);
	p->v[p->n++] = number;
	return OK;
}

static enum err
read_numbers(struct core *c, struct str text, struct picks *p)
{
	struct str plain = str_copy(&c->scratch, text), word;
	enum err rc = OK;

	for (char *z = (char *)(uintptr_t)plain.s; *z != '\0'; z++)
		if (*z == ',')
			*z = ' ';
	while (rc == OK && str_next(&c->scratch, &plain, ' ', &word))
		if (word.len > 0)
			rc = pick(c, word, p);
	return rc;
}

static enum err
attach(struct core *c, struct id message, struct id ticket, int64_t number,
    int64_t *bytes, struct buf *names)
{
	struct row_letter_file_pick row;
	enum err rc =
	    q_letter_file_pick(c->db, &c->scratch, ticket, number, &row);

	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("the ticket has no file %lld; 'attachment list' shows "
		      "them"),
		    (long long)number);
	if (rc != OK)
		return core_db(c, rc);
	*bytes += row.size;
	if (*bytes > LETTER_BYTES)
		return fail(&c->fault, ERR_INVALID,
		    _("the files of a letter have at most %lld MB together; "
		      "send two letters"),
		    (long long)(LETTER_BYTES >> 20));
	buf_printf(names, "%s%s", names->len > 0 ? ", " : "", row.name.s);
	return core_db(c, q_letter_file_add(c->db, message, row.id, NULL));
}

enum err
letter_attach(struct core *c, struct write *w, struct id message,
    struct id ticket, struct str numbers)
{
	struct picks p = { .n = 0 };
	struct buf names = { 0 };
	int64_t bytes = 0;
	enum err rc = read_numbers(c, numbers, &p);

	for (size_t i = 0; rc == OK && i < p.n; i++)
		rc = attach(c, message, ticket, p.v[i], &bytes, &names);
	if (rc == OK && names.len > 0)
		write_set(c, w, "files", STR_NONE,
		    buf_copy(&c->scratch, &names));
	buf_done(&names);
	return rc;
}

enum err
letter_files(struct core *c, struct arena *a, struct id message,
    struct rows_letter_file_list *rows)
{
	return core_db(c, q_letter_file_list(c->db, a, message, rows));
}

enum err
letter_back(struct core *c, struct arena *a, struct id message,
    struct letter_back *out)
{
	struct rows_letter_file_list files;
	struct row_letter_words row;
	struct str numbers = STR_NONE;
	enum err rc = q_letter_words(c->db, a, message, &row);

	if (rc != OK ||
	    (rc = letter_files(c, &c->scratch, message, &files)) != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < files.n; i++)
		numbers = str_printf(a, "%s%s%lld", numbers.s, i > 0 ? "," : "",
		    (long long)files.v[i].position);
	*out = (struct letter_back){ row.channel, row.body, numbers };
	return OK;
}
