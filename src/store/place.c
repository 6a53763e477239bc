/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * place.c - the file of a SQLite database: who may read it and on which disk.
 *
 * An existing file is never opened here: closing it would drop the locks that
 * SQLite holds on it in this process.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/str.h"
#include "store/place.h"

/* The write-ahead log shares memory between processes: these cannot. */
static const struct {
	unsigned magic;
	const char *name;
} remote[] = {
	{ 0x00006969, "NFS" },
	{ 0x0000517b, "SMB" },
	{ 0xfe534d42, "SMB2" },
	{ 0xff534d42, "CIFS" },
	{ 0x01021997, "9P" },
	{ 0x65735546, "FUSE" },
	{ 0x5346414f, "AFS" },
	{ 0x6b414653, "AFS" },
	{ 0x73757245, "Coda" },
	{ 0x00c36400, "Ceph" },
	{ 0x0bd00bd0, "Lustre" },
	{ 0x01161970, "GFS2" },
	{ 0x7461636f, "OCFS2" },
	{ 0x786f4256, "VirtualBox" },
	{ 0x47504653, "GPFS" },
	{ 0x19830326, "BeeGFS" },
};

/* `at` is the file, or the folder it will be made in. */
static enum err
check_disk(const char *path, const char *at, struct fault *f)
{
	const char *allow = getenv("CABINA_ALLOW_FS");
	struct statfs fs;

	if (allow != NULL && strcmp(allow, "1") == 0)
		return OK;
	if (statfs(at, &fs) != 0)
		return errno == ENOENT
		    ? OK /* told when it is made */
		    : fail(f, ERR_IO,
			  _("%s cannot be looked at (%s): check its disk"),
			  path, strerror(errno));
	for (size_t i = 0; i < countof(remote); i++) {
		if ((unsigned)fs.f_type == remote[i].magic)
			return fail(f, ERR_INVALID,
			    _("%s is on %s, where several processes would "
			      "damage it: put it on a disk of this machine, or "
			      "use PostgreSQL"),
			    path, remote[i].name);
	}
	return OK;
}

static enum err
make(const char *path, struct fault *f)
{
	int flags = O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW;
	int fd = open(path, flags, 0600);

	if (fd >= 0 || errno == EEXIST) {
		if (fd >= 0)
			close(fd);
		return OK;
	}
	if (errno == ENOENT || errno == ENOTDIR)
		return fail(f, ERR_NOT_FOUND,
		    _("the folder of %s does not exist: make it first"), path);
	return fail(f, errno == EACCES || errno == EPERM ? ERR_DENIED : ERR_IO,
	    _("%s cannot be made: %s"), path, strerror(errno));
}

/* Looks before it makes, so that nothing is left where it may not be. */
static enum err
make_here(const char *path, struct fault *f)
{
	const char *slash = strrchr(path, '/');
	struct buf folder = { 0 };
	enum err rc;

	buf_add(&folder, path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
	rc = check_disk(path, folder.len > 0 ? folder.s : ".", f);
	buf_done(&folder);
	return rc == OK ? make(path, f) : rc;
}

static enum err
missing(const char *path, int e, struct fault *f)
{
	if (e == ENOENT || e == ENOTDIR)
		return fail(f, ERR_NOT_FOUND,
		    _("there is no database at %s: make one with cabina init, "
		      "or name another with --db"),
		    path);
	return fail(f, e == EACCES ? ERR_DENIED : ERR_IO,
	    _("%s cannot be looked at: %s"), path, strerror(e));
}

static enum err
not_writable(const char *path, int e, struct fault *f)
{
	if (e == EROFS)
		return fail(f, ERR_DENIED,
		    _("the disk of %s may only be read: have it mounted for "
		      "writing"),
		    path);
	return fail(f, ERR_DENIED,
	    _("%s is not yours to write: ask who owns it"), path);
}

/* What is being written lies beside the file until it is in it. */
static enum err
check_folder(const char *path, struct fault *f)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash != NULL ? (size_t)(slash - path) : 0;
	struct arena a = { 0 };
	struct str folder = slash == NULL ? STR(".")
	    : n == 0			  ? STR("/")
					  : str_copyn(&a, path, n);
	enum err rc = OK;

	if (access(folder.s, W_OK | X_OK) != 0)
		rc = not_writable(folder.s, errno, f);
	arena_done(&a);
	return rc;
}

enum err
place_check(const char *path, bool create, struct fault *f)
{
	struct stat st;
	enum err rc;

	if (create && (rc = make_here(path, f)) != OK)
		return rc;
	if (stat(path, &st) != 0)
		return missing(path, errno, f);
	if (!S_ISREG(st.st_mode))
		return fail(f, ERR_INVALID,
		    _("%s is not a file: name the database's file"), path);
	if (access(path, R_OK | W_OK) != 0)
		return not_writable(path, errno, f);
	if ((rc = check_folder(path, f)) != OK)
		return rc;
	return check_disk(path, path, f);
}
