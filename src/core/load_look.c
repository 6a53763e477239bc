/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_look.c - what a CSV file is made of: its separator, encoding, heading
 * and digest; and its bytes as UTF-8 and back.
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

static const char *const encodings[] = {
	[ENC_AUTO] = "auto",
	[ENC_UTF8] = "utf-8",
	[ENC_LATIN1] = "latin-1",
	[ENC_1252] = "windows-1252",
};

const char *
load_encoding_name(enum load_encoding e)
{
	return encodings[e];
}

const char *
load_separator_name(char c)
{
	for (size_t i = 0; i < countof(separators); i++)
		if (separators[i].c == c)
			return separators[i].name;
	return "?";
}

/* ---- bytes and characters ----------------------------------------------- */

/* 0x80 to 0x9f of windows-1252; 0 where it has nothing. */
static const uint16_t upper[32] = { 0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
	0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178 };

static uint32_t
character(enum load_encoding e, unsigned char c)
{
	if (e == ENC_1252 && c >= 0x80 && c < 0xa0)
		return upper[c - 0x80];
	return c;
}

static const char *
from_bytes(enum load_encoding e, struct arena *a, struct str raw,
    struct str *out)
{
	char *to = arena_take(a, raw.len * 3 + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.len; i++) {
		uint32_t cp = character(e, (unsigned char)raw.s[i]);

		if (cp == 0 && raw.s[i] != 0)
			return e == ENC_1252
			    ? _("has a byte that windows-1252 does not have")
			    : _("has a byte that Latin-1 does not have");
		n += utf8_put(cp, to + n);
	}
	*out = (struct str){ to, n };
	return NULL;
}

static bool
is_ascii(struct str s)
{
	size_t i = 0;

	while (i < s.len && (unsigned char)s.s[i] < 0x80)
		i++;
	return i == s.len;
}

static bool
has_control(struct str s)
{
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (cp == '\n' || cp == '\r' || cp == '\t')
			continue;
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			return true;
	}
	return false;
}

const char *
load_csv_text(const struct load_sheet *sheet, struct arena *a, struct str raw,
    struct str *out)
{
	struct str text = raw;
	const char *why;

	if (is_ascii(raw) || sheet->encoding == ENC_UTF8) {
		if (!utf8_ok(raw))
			return _("has bytes that are not UTF-8");
	} else if ((why = from_bytes(sheet->encoding, a, raw, &text)) != NULL) {
		return why;
	}
	if (has_control(text))
		return _("has a control character");
	*out = utf8_trim(a, text);
	return NULL;
}

static char
to_byte(enum load_encoding e, uint32_t cp)
{
	if (cp < 0x80 || (cp >= 0xa0 && cp < 0x100))
		return (char)cp;
	for (size_t i = 0; e == ENC_1252 && i < countof(upper); i++)
		if (upper[i] == cp)
			return (char)(0x80 + i);
	return '?';
}

struct str
load_csv_raw(const struct load_sheet *sheet, struct arena *a, struct str s)
{
	char *to;
	size_t n = 0, k;

	if (sheet->encoding == ENC_UTF8 || is_ascii(s))
		return s;
	to = arena_take(a, s.len + 1);
	for (size_t i = 0; i < s.len; i += k)
		to[n++] =
		    to_byte(sheet->encoding, utf8_next(s.s + i, s.len - i, &k));
	return (struct str){ to, n };
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

	if (is_ascii(s))
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
