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

#include "app/journal_record.h"
#include "app/option.h"
#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"

#define CONSOLES 9	      /* of one person on one machine */
#define GROWN	 (256u << 10) /* then it is written anew */

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

	journal_add(j->key, j->who, j->nrecords, plain, &b);
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
		journal_add(j->key, j->who, records++, buf_view(&j->state), &b);
	if (j->focus.len > 0)
		journal_add(j->key, j->who, records++, buf_view(&j->focus), &b);
	for (size_t i = 0; i < n; i++)
		journal_add(j->key, j->who, records++, str_of(k[i].json), &b);
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
	return last(j, &j->state, JOURNAL_STATE, json);
}

enum err
journal_focus(struct journal *j, struct str json)
{
	return last(j, &j->focus, JOURNAL_FOCUS, json);
}

static void
keep(struct journal *j, const struct journal_write *w, struct buf *plain)
{
	struct kept k = { .op = w->op };

	journal_print(w, plain);
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
	buf_c(&plain, JOURNAL_DONE);
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
		buf_c(&j->state, JOURNAL_STATE);
		buf_str(&j->state, p->state);
	}
	if (p->focus.len > 0) {
		buf_c(&j->focus, JOURNAL_FOCUS);
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
