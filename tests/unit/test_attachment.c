/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_attachment.c - files of tickets: told by what is in them, kept once,
 * bounded, whole or not at all.
 */
#include "tickettest.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/attachment.h"
#include "core/undo.h"

static enum err
add(struct world *w, struct id t, const char *bytes, size_t n, const char *name)
{
	int64_t position = 0;

	return attachment_add_bytes(&w->c, t, (struct str){ bytes, n },
	    str_of(name), &position);
}

static int64_t
rows(struct world *w, const char *table)
{
	return ask_int(w,
	    str_printf(&w->c.arena, "SELECT count(*) FROM %s", table).s);
}

static void
what_is_in_it_tells_what_it_is(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *kind; /* NULL: refused */
	} files[] = {
		{ "%PDF-1.7 x", 10, "pdf" },
		{ "\x89PNG\r\n\x1a\nIHDR", 12, "png" },
		{ "\xff\xd8\xff\xe0", 4, "jpeg" },
		{ "RIFF1234WAVEfmt ", 16, "wav" },
		{ "RIFF\1\2\3\4AVI LIST", 16, NULL },
		{ "Hola, ¿qué tal?\r\n", 19, "text" },
		{ "a\tb\n\xf1\n", 6, "text" }, /* Latin-1 */
		{ "\x7f"
		  "ELF\2\1\1",
		    7, NULL },
		{ "MZ\x90", 3, NULL },
		{ "#!/bin/sh\nrm x\n", 15, NULL },
		{ "a\0b", 3, NULL },
		{ "\x1b[2J hola", 9, NULL },
		{ "PK\3\4__________________________[Content_Types].xml", 49,
		    "office" },
		{ "PK\3\4__________________________[Content_Types].xml "
		  "word/vbaProject.bin",
		    69, NULL },
		{ "PK\3\4__________________________a.txt", 35, "zip" },
	};

	(void)state;
	for (size_t i = 0; i < countof(files); i++) {
		const char *why = NULL;
		const char *kind =
		    attachment_kind(files[i].bytes, files[i].n, &why);

		if ((kind == NULL) != (files[i].kind == NULL) ||
		    (kind != NULL && strcmp(kind, files[i].kind) != 0))
			fail_msg("%zu: %s, not %s", i, kind, files[i].kind);
		assert_true((kind == NULL) == (why != NULL));
	}
}

static void
the_same_in_two_files_is_kept_once(void **state)
{
	struct world *w = *state;
	struct id one = make(w, question(w)), two = make(w, question(w));
	struct buf b = { 0 };
	struct row_attachment_list row;
	char *big = malloc(200000);

	memset(big, 'x', 200000);
	fine(w, add(w, one, big, 200000, "largo.txt"));
	fine(w, add(w, two, big, 200000, "otro.txt"));
	refused(w, add(w, one, big, 200000, "copia.txt"), ERR_INVALID,
	    "same file already: 1, largo.txt");
	assert_int_equal(rows(w, "attachment"), 2);
	assert_int_equal(rows(w, "content"), 1);
	assert_int_equal(rows(w, "content_part"), 5);
	fine(w, attachment_get(&w->c, &w->c.arena, two, 1, &row));
	assert_string_equal(row.name.s, "otro.txt");
	assert_string_equal(row.kind.s, "text");
	fine(w, attachment_read(&w->c, row.hash, row.size, &b));
	assert_int_equal(b.len, 200000);
	assert_memory_equal(b.s, big, b.len);
	buf_done(&b);
	free(big);
}

/* Of 100,000 bytes when all of it is known to be there. */
static void
each_limit_is_kept(void **state)
{
	struct world *w = *state;
	struct id one = make(w, question(w)), two = make(w, question(w));
	struct attachment_limits l = { 1000, 1500, 2000 };
	char bytes[1001];

	memset(bytes, 'a', sizeof(bytes));
	fine(w, attachment_limit(&w->c, &l));
	refused(w, attachment_limit(&w->c, &l), ERR_INVALID, "so already");
	refused(w, add(w, one, bytes, 1001, "a"), ERR_INVALID, "a file has");
	fine(w, add(w, one, bytes, 1000, "a"));
	refused(w, add(w, one, bytes, 501, "b"), ERR_INVALID,
	    "files of a ticket");
	fine(w, add(w, one, bytes, 500, "b"));
	refused(w, add(w, two, bytes, 501, "c"), ERR_INVALID,
	    "all files together");
	l = (struct attachment_limits){ .file = 1600 };
	refused(w, attachment_limit(&w->c, &l), ERR_INVALID,
	    "no more than its ticket");
	refused(w, add(w, one, "", 0, "d"), ERR_INVALID, "is empty");
	refused(w, add(w, one, "MZ", 2, "carta.pdf"), ERR_INVALID, "a program");
	refused(w, add(w, one, "hola", 4, "a\033[2Jb"), ERR_INVALID, "name");
	assert_int_equal(rows(w, "content"), 2);
}

/* What another put there under a hash that it has not is not believed. */
static void
what_is_kept_is_proved(void **state)
{
	struct world *w = *state;
	struct id one = make(w, question(w)), two = make(w, question(w));
	int64_t before;

	fine(w, add(w, one, "hola", 4, "a.txt"));
	dbtest_do(w->db, "UPDATE content_part SET data = 'Y2hhbw=='");
	before = events(w);
	assert_int_equal(add(w, two, "hola", 4, "b.txt"), ERR_DB);
	assert_int_equal(events(w), before);
	assert_int_equal(rows(w, "attachment"), 1);
	assert_int_equal(attachment_save(&w->c, one, 1, STR("/tmp/cabina-no")),
	    ERR_DB);
	assert_int_equal(access("/tmp/cabina-no", F_OK), -1);
}

static void
it_goes_and_comes_back(void **state)
{
	struct world *w = *state;
	struct id t = make(w, question(w));
	struct rows_attachment_list all;
	struct undo_done done;

	fine(w, add(w, t, "hola", 4, "a.txt"));
	fine(w, attachment_remove(&w->c, t, 1));
	refused(w, attachment_remove(&w->c, t, 1), ERR_INVALID,
	    "removed already");
	fine(w, attachment_list(&w->c, &w->c.arena, t, false, &all));
	assert_int_equal(all.n, 0);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	fine(w, attachment_list(&w->c, &w->c.arena, t, false, &all));
	assert_int_equal(all.n, 1);
	refused(w, attachment_remove(&w->c, t, 2), ERR_NOT_FOUND, "no file 2");
}

/* A new file, of its owner alone; never over another, never half. */
static void
it_is_saved_where_a_person_says(void **state)
{
	struct world *w = *state;
	struct id t = make(w, question(w));
	char dir[] = "/tmp/cabina-attach-XXXXXX", text[8] = "";
	struct arena a = { 0 };
	struct stat st;
	struct str path;
	int64_t position;
	FILE *f;

	assert_non_null(mkdtemp(dir));
	path = str_printf(&a, "%s/hola.txt", dir);
	fine(w, add(w, t, "hola", 4, "a.txt"));
	fine(w, attachment_save(&w->c, t, 1, path));
	assert_int_equal(stat(path.s, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_nlink, 1);
	f = fopen(path.s, "r");
	assert_int_equal(fread(text, 1, sizeof(text), f), 4);
	fclose(f);
	assert_string_equal(text, "hola");
	refused(w, attachment_save(&w->c, t, 1, path), ERR_INVALID,
	    "there already");
	assert_int_equal(attachment_save(&w->c, t, 1,
			     str_printf(&a, "%s/no/hay", dir)),
	    ERR_IO);
	refused(w, attachment_add(&w->c, t, str_of(dir), STR_NONE, &position),
	    ERR_INVALID, "no file that can be attached");
	assert_int_equal(attachment_add(&w->c, t,
			     str_printf(&a, "%s/nada", dir), STR_NONE,
			     &position),
	    ERR_IO);
	/* Of a name that is a path, its last part. */
	fine(w,
	    attachment_add(&w->c, make(w, question(w)), path,
		STR("../../etc/hola.txt"), &position));
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT name FROM attachment ORDER BY at DESC, "
				"id DESC "
				"LIMIT 1")
				.s,
	    "hola.txt");
	unlink(path.s);
	assert_int_equal(rmdir(dir), 0);
	arena_done(&a);
}

static void
it_is_as_far_as_its_ticket(void **state)
{
	struct world *w = *state;
	struct id t = make(w, question(w));
	struct rows_attachment_list all;
	struct row_attachment_list row;

	fine(w, add(w, t, "hola", 4, "a.txt"));
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, attachment_list(&w->c, &w->c.arena, t, false, &all));
	assert_int_equal(all.n, 0);
	assert_int_equal(attachment_get(&w->c, &w->c.arena, t, 1, &row),
	    ERR_NOT_FOUND);
	assert_int_equal(attachment_save(&w->c, t, 1, STR("/tmp/cabina-no")),
	    ERR_NOT_FOUND);
	assert_int_equal(add(w, t, "chao", 4, "b.txt"), ERR_NOT_FOUND);
	assert_int_equal(attachment_remove(&w->c, t, 1), ERR_NOT_FOUND);
	act(w, LUIS, "luis", SCOPE_ALL);
	allow(w, MAY_TICKET_EDIT, SCOPE_OWN);
	assert_int_equal(add(w, t, "chao", 4, "b.txt"), ERR_DENIED);
	assert_int_equal(rows(w, "content"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_in_it_tells_what_it_is),
		TEST(the_same_in_two_files_is_kept_once),
		TEST(each_limit_is_kept),
		TEST(what_is_kept_is_proved),
		TEST(it_goes_and_comes_back),
		TEST(it_is_saved_where_a_person_says),
		TEST(it_is_as_far_as_its_ticket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
