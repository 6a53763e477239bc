/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_journal.c - any bytes are a journal or set aside, any state a draft or
 * none; what is read of a draft is printed and read the same.
 *
 * sources: src/app/journal.c src/app/journal_record.c src/app/draft.c
 */
#include "app/draft.h"
#include "app/journal.h"
#include "fuzz.h"

/* No folder is made: nothing is opened. */
void option_folders(struct arena *, struct str);

void
option_folders(struct arena *a, struct str path)
{
	(void)a;
	(void)path;
}

static const unsigned char key[SECRET_KEY] = "a key that everybody may know..";

static void
read_bytes(struct arena *a, struct str s)
{
	struct journal_past past;
	size_t whole = 0, n = 0;

	if (journal_read(s, key, STR("ana"), a, &past, &whole, &n) != OK)
		return;
	HOLDS(whole <= s.len);
	HOLDS(is_ours(past.state));
	for (size_t i = 0; i < past.writes.n; i++)
		HOLDS(is_ours(past.writes.v[i].words));
}

/* The same bytes as the plain text of a record, sealed as we do. */
static void
read_sealed(struct arena *a, struct str s)
{
	struct buf b = { 0 }, sealed = { 0 };
	uint32_t n;

	secret_seal(key, STR("ana\n0"), s.s, s.len, &sealed);
	n = (uint32_t)sealed.len;
	buf_z(&b, JOURNAL_MARK);
	for (int i = 0; i < 4; i++)
		buf_c(&b, (char)(n >> 8 * i & 0xff));
	buf_str(&b, buf_view(&sealed));
	read_bytes(a, buf_view(&b));
	buf_done(&b);
	buf_done(&sealed);
}

static void
read_draft(struct arena *a, struct str s)
{
	static struct draft d, again;
	struct buf one = { 0 }, two = { 0 };

	if (draft_parse(s, a, &d) != OK)
		return;
	HOLDS(d.ntabs <= DRAFT_TABS && d.nforms <= DRAFT_FORMS);
	HOLDS(d.ntabs == 0 || d.tab < d.ntabs);
	draft_print(&d, &one);
	HOLDS(draft_parse(buf_view(&one), a, &again) == OK);
	draft_print(&again, &two);
	HOLDS(str_eq(buf_view(&one), buf_view(&two)));
	buf_done(&one);
	buf_done(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct str in = input(&a, s, n);

	read_bytes(&a, in);
	read_sealed(&a, in);
	read_draft(&a, in);
	arena_done(&a);
	return 0;
}
