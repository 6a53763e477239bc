/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_look.c - what a CSV file is made of: its separator, encoding, heading
 * and digest.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "core/load_scan.h"

static const struct {
	char c;
	const char *name;
} separators[] = { { ',', "," }, { ';', ";" }, { '\t', "tab" }, { '|', "|" } };

const char *
load_separator_name(char c)
{
	for (size_t i = 0; i < countof(separators); i++)
		if (separators[i].c == c)
			return separators[i].name;
	return "?";
}

/* ---- opening ------------------------------------------------------------ */

int64_t
scan_mtime(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000 +
	    st->st_mtim.tv_nsec / 1000;
}

enum err
scan_open(struct str path, int *fd, struct stat *st, struct fault *f)
{
	int h = open(path.s, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (h < 0)
		return fail(f, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
		    "%s: %s", path.s, strerror(errno));
	if (fstat(h, st) != 0 || !S_ISREG(st->st_mode)) {
		close(h);
		return fail(f, ERR_INVALID,
		    _("%s is no file; a load reads its file twice, so save "
		      "it first"),
		    path.s);
	}
	*fd = h;
	return OK;
}

static const struct {
	const char *begin;
	size_t len;
	const char *why;
} not_csv[] = {
	{ "\x1f\x8b", 2, N_("%s is compressed; unpack it with gunzip first") },
	{ "PK\3\4", 4,
	    N_("%s is a spreadsheet or an archive; save it as CSV first") },
	{ "\xff\xfe", 2, N_("%s is UTF-16 text; save it as UTF-8 first") },
	{ "\xfe\xff", 2, N_("%s is UTF-16 text; save it as UTF-8 first") },
};

static enum err
check_begin(struct load_sheet *sheet, struct str begin, struct fault *f)
{
	const char *name = sheet->path.len > 0 ? sheet->path.s : _("this text");

	for (size_t i = 0; i < countof(not_csv); i++)
		if (str_starts(begin,
			(struct str){ not_csv[i].begin, not_csv[i].len }))
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			return fail(f, ERR_INVALID, _(not_csv[i].why), name);
#pragma GCC diagnostic pop
	sheet->mark = str_starts(begin, STR("\xef\xbb\xbf"));
	if (begin.len <= (sheet->mark ? 3u : 0u))
		return fail(f, ERR_INVALID,
		    _("%s is empty; line 1 should be the heading"), name);
	return OK;
}

/* ---- the separator ------------------------------------------------------ */

struct shape {
	size_t columns; /* of the first row */
	size_t rows, alike, last;
	bool alike_last;
};

static enum err
count_row(void *u, const struct load_row *row)
{
	struct shape *s = u;

	if (row->n == 0)
		return OK;
	if (s->rows++ == 0)
		s->columns = row->n;
	s->alike_last = row->n == s->columns;
	s->alike += s->alike_last;
	return OK;
}

/* Thousandths of the rows that are as wide as the first, then the width. */
static size_t
score(struct str sample, bool cut, char separator, struct fault *f)
{
	struct shape s = { 0 };
	struct scan scan = { .path = STR_NONE,
		.separator = separator,
		.sample = true,
		.fn = count_row,
		.u = &s,
		.f = f };

	if (scan_text(&scan, sample) != OK || s.columns < 2)
		return 0;
	if (cut && s.rows > 1) { /* the last may end anywhere */
		s.rows--;
		s.alike -= s.alike_last;
	}
	return s.alike * 1000 / s.rows * 10000 + s.columns;
}

static void
find_separator(struct load_sheet *sheet, struct str sample, bool cut)
{
	struct fault f;
	size_t best = 0, now;

	if (sheet->separator != 0)
		return;
	sheet->separator = ',';
	for (size_t i = 0; i < countof(separators); i++) {
		now = score(sample, cut, separators[i].c, &f);
		if (now > best) {
			best = now;
			sheet->separator = separators[i].c;
		}
	}
}

/* ---- the whole file ----------------------------------------------------- */

struct look {
	struct load_sheet *sheet;
	struct arena *arena;
	struct fault *f;
	struct str *raw; /* the heading */
	bool begun;
	int64_t rows, good, broken; /* characters beyond ASCII */
};

static void
weigh(struct look *k, struct str s)
{
	size_t n;

	if (load_is_ascii(s))
		return;
	for (size_t i = 0; i < s.len; i += n) {
		unsigned char c = (unsigned char)s.s[i];
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (c < 0x80)
			continue;
		if (cp == 0xfffd && !(n == 3 && c == 0xef))
			k->broken++;
		else
			k->good++;
	}
}

static enum err
keep_heading(struct look *k, const struct load_row *row)
{
	struct load_sheet *sheet = k->sheet;

	k->begun = true;
	sheet->ncols = row->n > 0 ? row->n : 1;
	if (row->n == 0 && !sheet->headless)
		return fail(k->f, ERR_INVALID,
		    _("line 1 is blank; it should be the heading"));
	k->raw = NEWN(k->arena, struct str, sheet->ncols);
	for (size_t i = 0; i < sheet->ncols; i++)
		k->raw[i] = row->n > 0 && !sheet->headless
		    ? str_copy(k->arena, row->v[i])
		    : STR_NONE;
	return OK;
}

static enum err
look_at(void *u, const struct load_row *row)
{
	struct look *k = u;
	bool first = !k->begun;
	enum err rc;

	for (size_t i = 0; i < row->n; i++)
		weigh(k, row->v[i]);
	if (first && (rc = keep_heading(k, row)) != OK)
		return rc;
	if (first && !k->sheet->headless)
		return OK;
	k->rows += row->n > 0 || k->sheet->ncols == 1;
	return OK;
}

static void
find_encoding(struct look *k)
{
	struct load_sheet *sheet = k->sheet;

	if (sheet->encoding != ENC_AUTO)
		return;
	if (sheet->mark || k->broken == 0 || k->good > k->broken)
		sheet->encoding = ENC_UTF8;
	else
		sheet->encoding = ENC_1252;
}

static enum err
name_columns(struct look *k)
{
	struct load_sheet *sheet = k->sheet;
	const char *why;

	sheet->heads = NEWN(k->arena, struct str, sheet->ncols);
	for (size_t i = 0; i < sheet->ncols; i++) {
		sheet->heads[i] = STR_NONE;
		why =
		    load_csv_text(sheet, k->arena, k->raw[i], &sheet->heads[i]);
		if (why != NULL)
			return fail(k->f, ERR_INVALID,
			    _("line 1, column %zu: the heading %s; mend it "
			      "and load again"),
			    i + 1, why);
		sheet->heads[i] =
		    str_copy(k->arena, utf8_nfc(k->arena, sheet->heads[i]));
	}
	return OK;
}

/* Once with quotes as they must be; then, if that fails, with blanks around
 * them passed over. The first try's sentence is the one to tell. */
static enum err
walk_through(struct look *k, enum err (*go)(struct scan *, void *), void *src)
{
	struct load_sheet *sheet = k->sheet;
	struct scan s = { .path = sheet->path,
		.separator = sheet->separator,
		.fn = look_at,
		.u = k,
		.f = k->f };
	struct look fresh = *k;
	struct fault again = { .code = OK };
	enum err rc;

	if ((rc = go(&s, src)) != ERR_INVALID)
		return rc;
	*k = fresh;
	s.loose = true;
	s.f = k->f = &again;
	rc = go(&s, src);
	k->f = fresh.f;
	sheet->loose = rc == OK;
	return rc;
}

static enum err
conclude(struct look *k)
{
	if (!k->begun)
		return fail(k->f, ERR_INVALID,
		    _("line 1 is missing; it should be the heading"));
	k->sheet->rows = k->rows;
	find_encoding(k);
	return name_columns(k);
}

static enum err
go_text(struct scan *s, void *src)
{
	return scan_text(s, *(struct str *)src);
}

enum err
load_csv_look_text(struct load_sheet *sheet, struct str bytes, struct arena *a,
    struct fault *f)
{
	struct look k = { .sheet = sheet, .arena = a, .f = f };
	enum err rc;

	if ((rc = check_begin(sheet, bytes, f)) != OK)
		return rc;
	if (sheet->mark) {
		bytes.s += 3;
		bytes.len -= 3;
	}
	sheet->size = (int64_t)bytes.len;
	sha256_hex(bytes.s, bytes.len, sheet->digest);
	find_separator(sheet, bytes, false);
	if ((rc = walk_through(&k, go_text, &bytes)) != OK)
		return rc;
	return conclude(&k);
}

struct source {
	int fd;
	off_t from;
};

static enum err
go_file(struct scan *s, void *src)
{
	struct source *file = src;

	if (lseek(file->fd, file->from, SEEK_SET) != file->from)
		return fail(s->f, ERR_IO, "%s: %s", s->path.s, strerror(errno));
	return scan_file(s, file->fd);
}

static enum err
digest_file(struct load_sheet *sheet, int fd, struct fault *f)
{
	char block[1 << 16];
	struct sha256 sum;
	ssize_t n;
	off_t at = 0;

	sha256_start(&sum);
	while ((n = pread(fd, block, sizeof(block), at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(f, ERR_IO, "%s: %s", sheet->path.s,
			    strerror(errno));
		sha256_add(&sum, block, (size_t)n);
		at += n;
	}
	sha256_end(&sum, sheet->digest);
	return OK;
}

static enum err
look_file(struct load_sheet *sheet, int fd, struct arena *a, struct fault *f)
{
	struct look k = { .sheet = sheet, .arena = a, .f = f };
	struct source file = { fd, 0 };
	char begin[1 << 16];
	ssize_t n = pread(fd, begin, sizeof(begin) - 1, 0);
	struct str sample;
	enum err rc;

	if (n < 0)
		return fail(f, ERR_IO, "%s: %s", sheet->path.s,
		    strerror(errno));
	begin[n] = '\0';
	sample = (struct str){ begin, (size_t)n };
	if ((rc = check_begin(sheet, sample, f)) != OK ||
	    (rc = digest_file(sheet, fd, f)) != OK)
		return rc;
	file.from = sheet->mark ? 3 : 0;
	sample.s += file.from;
	sample.len -= (size_t)file.from;
	find_separator(sheet, sample, n == sizeof(begin) - 1);
	if ((rc = walk_through(&k, go_file, &file)) != OK)
		return rc;
	return conclude(&k);
}

enum err
load_csv_look(struct load_sheet *sheet, struct arena *a, struct fault *f)
{
	struct stat st;
	enum err rc;
	int fd;

	if ((rc = scan_open(sheet->path, &fd, &st, f)) != OK)
		return rc;
	sheet->size = st.st_size;
	sheet->mtime = scan_mtime(&st);
	rc = look_file(sheet, fd, a, f);
	close(fd);
	return rc;
}
