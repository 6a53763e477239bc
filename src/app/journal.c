/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal.c - the file of drafts and unanswered writes.
 */
#include "app/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/option.h"
#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"

#define CONSOLES 9	      /* of one person on one machine */
#define GROWN	 (256u << 10) /* then it is written anew */
#define LENGTH	 4	      /* bytes */

enum { STATE = 's', SENT = 'w', DONE = 'd', FOCUS = 'f' };

struct journal {
	int fd;
	unsigned char key[SECRET_KEY];
	struct arena arena; /* of path and who */
	struct str path, who;
	size_t size, nrecords;
	struct buf state;  /* the last told */
	struct buf focus;  /* the same */
	struct buf writes; /* struct kept, not yet answered */
};

struct kept {
	struct id op;
	char *json; /* heap */
};

/* ---- records ------------------------------------------------------------ */

/* Each record is sealed for its place in its file. */
static struct str
about(struct arena *a, struct str who, size_t n)
{
	return str_printf(a, "%s\n%zu", who.s, n);
}

static void
add_record(const unsigned char key[SECRET_KEY], struct str who, size_t n,
    struct str plain, struct buf *out)
{
	uint32_t size = (uint32_t)(plain.len + SECRET_EXTRA);
	unsigned char length[LENGTH] = { size & 0xff, size >> 8 & 0xff,
		size >> 16 & 0xff, size >> 24 & 0xff };
	struct arena a = { 0 };

	buf_add(out, length, sizeof(length));
	secret_seal(key, about(&a, who, n), plain.s, plain.len, out);
	arena_done(&a);
}

static void
print_write(const struct journal_write *w, struct buf *out)
{
	struct json *j = json_object_new();

	json_set_str(j, "op", str_of(w->op.s));
	json_set_int(j, "at", w->at);
	json_set_str(j, "words", w->words);
	buf_c(out, SENT);
	json_print(j, out, false);
	json_free(j);
}

/* ---- reading ------------------------------------------------------------ */

static void
forget(struct journal_past *p, struct id op)
{
	size_t n = 0;

	for (size_t i = 0; i < p->writes.n; i++)
		if (!id_eq(p->writes.v[i].op, op))
			p->writes.v[n++] = p->writes.v[i];
	p->writes.n = n;
}

static void
read_write(struct arena *a, struct str text, struct journal_past *p)
{
	struct journal_write w = { .at = 0 };
	struct json *j;

	if (json_parse(text, &j, NULL) != OK)
		return;
	w.at = json_int(json_get(j, "at"));
	w.words = str_copy(a, json_str(json_get(j, "words")));
	if (id_parse(json_str(json_get(j, "op")), &w.op) && w.words.len > 0)
		*vec_push(a, &p->writes) = w;
	json_free(j);
}

static bool
take(struct arena *a, struct str plain, struct journal_past *p)
{
	struct str rest = { plain.s + 1, plain.len - 1 };
	struct id op;

	switch (plain.s[0]) {
	case STATE:
		p->state = str_copy(a, rest);
		return true;
	case FOCUS:
		p->focus = str_copy(a, rest);
		return true;
	case SENT:
		read_write(a, rest, p);
		return true;
	case DONE:
		if (id_parse(rest, &op))
			forget(p, op);
		return true;
	default:
		return false;
	}
}

static size_t
length_at(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.s + at;

	return (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 |
	    (size_t)p[3] << 24;
}

static enum err
read_record(struct str sealed, const unsigned char key[SECRET_KEY],
    struct str who, size_t n, struct arena *a, struct journal_past *p)
{
	struct buf plain = { 0 };
	enum err rc =
	    secret_unseal(key, about(a, who, n), sealed.s, sealed.len, &plain);

	if (rc == OK &&
	    (plain.len == 0 || !utf8_ok(buf_view(&plain)) ||
		!take(a, buf_view(&plain), p)))
		rc = ERR_INVALID;
	if (plain.len > 0)
		secret_wipe(plain.s, plain.len);
	buf_done(&plain);
	return rc == OK ? OK : ERR_INVALID;
}

enum err
journal_read(struct str b, const unsigned char key[SECRET_KEY], struct str who,
    struct arena *a, struct journal_past *out, size_t *whole, size_t *nrecords)
{
	struct journal_past p = {
		.state = STR_NONE, .focus = STR_NONE, .aside = STR_NONE
	};
	size_t at = sizeof(JOURNAL_MARK) - 1, n = 0;

	if (!str_starts(b, STR(JOURNAL_MARK)))
		return ERR_INVALID;
	while (b.len - at >= LENGTH) {
		size_t size = length_at(b, at);

		if (size > JOURNAL_MAX || size < SECRET_EXTRA)
			return ERR_INVALID;
		if (b.len - at - LENGTH < size)
			break; /* cut off in the middle of a record */
		if (read_record((struct str){ b.s + at + LENGTH, size }, key,
			who, n, a, &p) != OK)
			return ERR_INVALID;
		at += LENGTH + size;
		n++;
	}
	*out = p;
	*whole = at;
	*nrecords = n;
	return OK;
}

/* ---- writing ------------------------------------------------------------ */

static enum err
write_all(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, s, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return ERR_IO;
		s += done;
		n -= (size_t)done;
	}
	return OK;
}

/* A record that got only half onto a full disk is taken off again: what comes
 * after it must be found. */
static enum err
append(struct journal *j, struct str plain)
{
	struct buf b = { 0 };
	enum err rc;

	add_record(j->key, j->who, j->nrecords, plain, &b);
	rc = write_all(j->fd, b.s, b.len);
	if (rc == OK) {
		j->size += b.len;
		j->nrecords++;
	} else if (ftruncate(j->fd, (off_t)j->size) != 0) {
		log_warn("journal.torn errno=%d", errno);
	}
	buf_done(&b);
	return rc;
}

static struct kept *
kept(const struct journal *j, size_t *n)
{
	*n = j->writes.len / sizeof(struct kept);
	return (struct kept *)(void *)j->writes.s;
}

/* All that counts, as a new file in the old one's place. */
static enum err
fill(struct journal *j, int fd)
{
	struct buf b = { 0 };
	size_t n, records = 0;
	struct kept *k = kept(j, &n);
	enum err rc;

	buf_z(&b, JOURNAL_MARK);
	if (j->state.len > 0)
		add_record(j->key, j->who, records++, buf_view(&j->state), &b);
	if (j->focus.len > 0)
		add_record(j->key, j->who, records++, buf_view(&j->focus), &b);
	for (size_t i = 0; i < n; i++)
		add_record(j->key, j->who, records++, str_of(k[i].json), &b);
	if ((rc = write_all(fd, b.s, b.len)) == OK) {
		j->size = b.len;
		j->nrecords = records;
	}
	buf_done(&b);
	return rc;
}

/* Appends like the first file: what a full disk tears off leaves no hole. */
static enum err
renew(struct journal *j)
{
	struct arena a = { 0 };
	struct str path = str_printf(&a, "%s.new", j->path.s);
	int fd = open(path.s,
	    O_WRONLY | O_APPEND | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	enum err rc = ERR_IO;

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
	    (rc = fill(j, fd)) == OK && rename(path.s, j->path.s) != 0)
		rc = ERR_IO;
	if (rc == OK) {
		close(j->fd);
		j->fd = fd;
	} else if (fd >= 0) {
		close(fd);
		(void)unlink(path.s);
	}
	arena_done(&a);
	return rc;
}

static enum err
told(struct journal *j, struct str plain)
{
	if (plain.len > JOURNAL_MAX - SECRET_EXTRA)
		return ERR_IO;
	if (j->size > GROWN + 4 * j->state.len && renew(j) == OK)
		return OK;
	return append(j, plain);
}

/* What was told last stands for all that was told before. */
static enum err
last(struct journal *j, struct buf *is, char letter, struct str json)
{
	buf_reset(is);
	buf_c(is, letter);
	buf_str(is, json);
	return told(j, buf_view(is));
}

enum err
journal_state(struct journal *j, struct str json)
{
	return last(j, &j->state, STATE, json);
}

enum err
journal_focus(struct journal *j, struct str json)
{
	return last(j, &j->focus, FOCUS, json);
}

static void
keep(struct journal *j, const struct journal_write *w, struct buf *plain)
{
	struct kept k = { .op = w->op };

	print_write(w, plain);
	if ((k.json = strndup(plain->s, plain->len)) == NULL)
		die("out of memory");
	buf_add(&j->writes, &k, sizeof(k));
}

enum err
journal_sent(struct journal *j, const struct journal_write *w)
{
	struct buf plain = { 0 };
	enum err rc;

	keep(j, w, &plain);
	rc = told(j, buf_view(&plain));
	buf_done(&plain);
	return rc;
}

enum err
journal_done(struct journal *j, struct id op)
{
	size_t n;
	struct kept *k = kept(j, &n);
	struct buf plain = { 0 };
	enum err rc;

	for (size_t i = 0; i < n; i++)
		if (id_eq(k[i].op, op)) {
			free(k[i].json);
			memmove(k + i, k + i + 1, (n - i - 1) * sizeof(*k));
			j->writes.len -= sizeof(*k);
			break;
		}
	buf_c(&plain, DONE);
	buf_z(&plain, op.s);
	rc = told(j, buf_view(&plain));
	buf_done(&plain);
	return rc;
}

/* ---- opening ------------------------------------------------------------ */

/* What the system says is not for the journal's owner to repair: told. */
static enum err
no_journal(struct fault *f, const char *path)
{
	return fail(f, ERR_IO,
	    _("what you type cannot be kept on this machine (%s: %s); the "
	      "database keeps it"),
	    path, strerror(errno));
}

static bool
read_key(int fd, unsigned char key[SECRET_KEY])
{
	return pread(fd, key, SECRET_KEY, 0) == SECRET_KEY;
}

/* One key for all journals of the account, made at the first. Two consoles
 * that start at once: the lock lets one make it. */
static enum err
find_key(struct arena *a, const char *folder, unsigned char key[SECRET_KEY],
    struct fault *f)
{
	struct str path = str_printf(a, "%s/journal.key", folder);
	int fd = open(path.s, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good = false;

	if (fd < 0)
		return no_journal(f, path.s);
	if (flock(fd, LOCK_EX) == 0 && !(good = read_key(fd, key))) {
		secret_random(key, SECRET_KEY);
		good = ftruncate(fd, 0) == 0 &&
		    pwrite(fd, key, SECRET_KEY, 0) == SECRET_KEY &&
		    fdatasync(fd) == 0;
	}
	close(fd);
	return good ? OK : no_journal(f, path.s);
}

static enum err
slurp(int fd, struct buf *b)
{
	char part[16384];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) > 0)
		buf_add(b, part, (size_t)n);
	return n < 0 ? ERR_IO : OK;
}

static void
remember(struct journal *j, const struct journal_past *p)
{
	struct buf plain = { 0 };

	if (p->state.len > 0) {
		buf_c(&j->state, STATE);
		buf_str(&j->state, p->state);
	}
	if (p->focus.len > 0) {
		buf_c(&j->focus, FOCUS);
		buf_str(&j->focus, p->focus);
	}
	for (size_t i = 0; i < p->writes.n; i++) {
		buf_reset(&plain);
		keep(j, &p->writes.v[i], &plain);
	}
	buf_done(&plain);
}

static enum err
begin(struct journal *j)
{
	j->nrecords = 0;
	j->size = sizeof(JOURNAL_MARK) - 1;
	if (ftruncate(j->fd, 0) != 0)
		return ERR_IO;
	return write_all(j->fd, JOURNAL_MARK, j->size);
}

/* A copy keeps what we cannot read: another version may. */
static enum err
set_aside(struct journal *j, struct str bytes, struct arena *a,
    struct journal_past *p)
{
	struct str to = str_printf(a, "%s.damaged", j->path.s);
	int fd = open(to.s, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	enum err rc = fd < 0 ? ERR_IO : write_all(fd, bytes.s, bytes.len);

	if (fd >= 0)
		close(fd);
	log_warn("journal.aside bytes=%zu", bytes.len);
	p->aside = to;
	return rc == OK ? begin(j) : rc;
}

static enum err
read_past(struct journal *j, struct arena *a, struct journal_past *p)
{
	struct buf b = { 0 };
	enum err rc = slurp(j->fd, &b);

	*p = (struct journal_past){
		.state = STR_NONE, .focus = STR_NONE, .aside = STR_NONE
	};
	if (rc == OK && b.len == 0)
		rc = begin(j);
	else if (rc == OK &&
	    journal_read(buf_view(&b), j->key, j->who, a, p, &j->size,
		&j->nrecords) != OK)
		rc = set_aside(j, buf_view(&b), a, p);
	else if (rc == OK && j->size < b.len)
		rc = ftruncate(j->fd, (off_t)j->size) == 0 ? OK : ERR_IO;
	remember(j, p);
	buf_done(&b);
	return rc;
}

/* The newest that no other console holds; a new one when all are held. */
static int
hold(struct arena *a, const char *folder, struct str who, struct str *path)
{
	char name[SHA256_HEX];
	struct stat st;
	int best = -1;
	msec newest = -1;

	sha256_hex(who.s, who.len, name);
	for (int i = 1; i <= CONSOLES; i++) {
		struct str p =
		    str_printf(a, "%s/drafts-%.16s-%d", folder, name, i);
		int fd = open(p.s, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
		msec at;

		if (fd < 0 && (errno != ENOENT || best >= 0))
			continue;
		if (fd < 0)
			fd = open(p.s,
			    O_RDWR | O_APPEND | O_CLOEXEC | O_CREAT |
				O_NOFOLLOW,
			    0600);
		if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0 ||
		    fstat(fd, &st) != 0) {
			if (fd >= 0)
				close(fd);
			continue;
		}
		at = st.st_size == 0
		    ? 0
		    : (msec)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
		if (at <= newest) {
			close(fd);
			continue;
		}
		if (best >= 0)
			close(best);
		best = fd;
		newest = at;
		*path = p;
	}
	return best;
}

enum err
journal_open(struct journal **out, const char *folder, struct str who,
    struct arena *a, struct journal_past *past, struct fault *f)
{
	struct journal *j = calloc(1, sizeof(*j));
	enum err rc;

	if (j == NULL)
		die("out of memory");
	j->who = str_copy(&j->arena, who);
	option_folders(&j->arena, str_printf(&j->arena, "%s/", folder));
	if ((rc = find_key(&j->arena, folder, j->key, f)) != OK)
		goto out;
	j->fd = hold(&j->arena, folder, who, &j->path);
	if (j->fd < 0) {
		rc = no_journal(f, folder);
		goto out;
	}
	if (read_past(j, a, past) != OK) {
		rc = no_journal(f, j->path.s);
		close(j->fd);
		goto out;
	}
	*out = j;
	return OK;
out:
	buf_done(&j->state);
	buf_done(&j->focus);
	arena_done(&j->arena);
	secret_wipe(j->key, sizeof(j->key));
	free(j);
	return rc;
}

void
journal_close(struct journal *j)
{
	size_t n;
	struct kept *k;

	if (j == NULL)
		return;
	k = kept(j, &n);
	for (size_t i = 0; i < n; i++)
		free(k[i].json);
	buf_done(&j->writes);
	if (j->state.len > 0)
		secret_wipe(j->state.s, j->state.len);
	buf_done(&j->state);
	buf_done(&j->focus);
	close(j->fd);
	arena_done(&j->arena);
	secret_wipe(j->key, sizeof(j->key));
	free(j);
}
