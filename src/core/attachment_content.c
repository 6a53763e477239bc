/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attachment_content.c - what is in files: read, kept in parts, put together
 * again and proved, saved.
 */
#include "core/attachment_own.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/number.h"
#include "base/secret.h"

enum { PART = 48 * 1024 }; /* bytes; 64 kB of base64 */

/* ---- from a file -------------------------------------------------------- */

static enum err
unreadable(struct core *c, struct str path)
{
	return fail(&c->fault, ERR_IO, _("%s cannot be read: %s"), path.s,
	    strerror(errno));
}

static enum err
read_all(struct core *c, struct str path, int fd, int64_t most, struct buf *b)
{
	char bytes[65536];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return unreadable(c, path);
		buf_add(b, bytes, (size_t)n);
		if ((int64_t)b->len > most)
			return fail(&c->fault, ERR_INVALID,
			    _("a file has at most %s MB here; make it "
			      "smaller"),
			    number_tenths(&c->scratch, most * 10 / 1048576).s);
	}
	return OK;
}

enum err
content_file(struct core *c, struct str path, int64_t most, struct buf *b)
{
	/* Not to wait for who writes into a pipe. */
	int fd = open(path.s, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	enum err rc;

	if (fd < 0)
		return unreadable(c, path);
	if (fstat(fd, &st) != 0)
		rc = unreadable(c, path);
	else if (!S_ISREG(st.st_mode))
		rc = fail(&c->fault, ERR_INVALID,
		    _("%s is no file that can be attached"), path.s);
	else
		rc = read_all(c, path, fd, most, b);
	close(fd);
	return rc;
}

/* ---- into the database -------------------------------------------------- */

static enum err
put_parts(struct core *c, struct str bytes, struct str hash)
{
	struct buf b = { 0 };
	enum err rc = OK;

	for (size_t at = 0; rc == OK && at < bytes.len; at += PART) {
		size_t n = bytes.len - at < PART ? bytes.len - at : PART;

		buf_reset(&b);
		bytes_print(bytes.s + at, n, &b);
		rc = core_db(c,
		    q_content_part_add(c->db, hash, (int64_t)(at / PART),
			buf_view(&b), NULL));
	}
	buf_done(&b);
	return rc;
}

enum err
content_put(struct core *c, struct write *w, struct str bytes,
    const char hash[SHA256_HEX], const char *kind, struct id attachment,
    int64_t position, struct str name)
{
	struct str key = str_copy(&c->scratch, str_of(hash));
	int64_t added = 0;
	struct buf was = { 0 };
	enum err rc;

	rc = core_db(c,
	    q_content_add(c->db, key, (int64_t)bytes.len, str_of(kind), w->now,
		&added));
	if (rc == OK && added > 0)
		rc = put_parts(c, bytes, key);
	if (rc == OK)
		rc = core_db(c,
		    q_attachment_add(c->db, attachment, w->id, position, key,
			name, c->me.id, w->at, NULL));
	/* Somebody else put it there: it is taken on its hash alone. */
	if (rc == OK && added == 0)
		rc = attachment_read(c, key, (int64_t)bytes.len, &was);
	buf_done(&was);
	return rc;
}

/* ---- out of it ---------------------------------------------------------- */

enum err
attachment_read(struct core *c, struct str hash, int64_t size, struct buf *out)
{
	char is[SHA256_HEX];
	struct arena_mark mark = arena_mark(&c->scratch);
	struct buf b = { 0 };
	struct row_content_part_get part;
	enum err rc = OK;

	for (int64_t n = 0; rc == OK && n * PART < size; n++) {
		rc = core_db(c,
		    q_content_part_get(c->db, &c->scratch, hash, n, &part));
		if (rc == OK && !bytes_read(part.data, &b))
			rc = ERR_NOT_FOUND;
		arena_back(&c->scratch, mark);
	}
	sha256_hex(b.s != NULL ? b.s : "", b.len, is);
	if (rc == ERR_NOT_FOUND || (rc == OK && !str_is(hash, is)))
		rc = fail(&c->fault, ERR_DB,
		    _("what is in this file is not what was attached: tell an "
		      "administrator"));
	if (rc == OK)
		buf_add(out, b.s, b.len);
	buf_done(&b);
	return rc;
}

/* ---- into a file -------------------------------------------------------- */

static bool
write_all(int fd, const struct buf *b)
{
	for (size_t at = 0; at < b->len;) {
		ssize_t n = write(fd, b->s + at, b->len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	return fsync(fd) == 0;
}

enum err
content_save(struct core *c, struct str path, const struct buf *b)
{
	struct str part =
	    str_printf(&c->scratch, "%s.%ld.part", path.s, (long)getpid());
	int fd = open(part.s,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good = fd >= 0 && write_all(fd, b);
	int why;

	if (fd >= 0)
		close(fd);
	good = good && link(part.s, path.s) == 0; /* not over another */
	why = errno;
	if (fd >= 0)
		(void)unlink(part.s);
	if (good)
		return OK;
	if (why == EEXIST)
		return fail(&c->fault, ERR_INVALID,
		    _("%s is there already; say another name"), path.s);
	return fail(&c->fault, ERR_IO, _("%s cannot be written: %s"), path.s,
	    strerror(why));
}

enum err
attachment_save(struct core *c, struct id ticket, int64_t position,
    struct str path)
{
	struct row_attachment_list row;
	struct buf b = { 0 };
	enum err rc;

	if ((rc = attachment_get(c, &c->scratch, ticket, position, &row)) != OK)
		return rc;
	path = str_copy(&c->scratch, path);
	if ((rc = attachment_read(c, row.hash, row.size, &b)) == OK)
		rc = content_save(c, path, &b);
	buf_done(&b);
	return rc;
}
