/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arg_file.c - which files commands may take and write: any, or those of one
 * folder, where many people share the account that runs the program.
 */
#include "cmd/arg.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char only[PATH_MAX]; /* "": any */

enum err
arg_files(struct str folder, struct fault *f)
{
	only[0] = '\0';
	if (folder.len == 0 || realpath(folder.s, only) != NULL)
		return OK;
	only[0] = '\0';
	return fail(f, ERR_IO, _("the folder of files %s cannot be read: %s"),
	    folder.s, strerror(errno));
}

static bool
is_inside(const char *path)
{
	size_t n = strlen(only);

	return strncmp(path, only, n) == 0 &&
	    (path[n] == '/' || path[n] == '\0' || strcmp(only, "/") == 0);
}

/* What is there, or where it would be made, without links and dots. */
static bool
resolve(struct arena *a, struct str path, char out[PATH_MAX])
{
	const char *slash = strrchr(path.s, '/');
	const char *last = slash != NULL ? slash + 1 : path.s;
	char folder[PATH_MAX];

	if (realpath(path.s, out) != NULL)
		return true;
	if (errno != ENOENT || slash == NULL || *last == '\0' ||
	    strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		return false;
	/* A link that leads nowhere is made where it leads. */
	if (readlink(path.s, folder, sizeof(folder)) >= 0 ||
	    realpath(str_copyn(a, path.s, (size_t)(last - path.s)).s, folder) ==
		NULL)
		return false;
	return snprintf(out, PATH_MAX, "%s/%s", folder, last) < PATH_MAX;
}

enum err
arg_file(struct arena *a, struct str *path, struct fault *f)
{
	char full[PATH_MAX];
	struct str from = *path;

	if (only[0] == '\0')
		return OK;
	if (from.s[0] != '/')
		from = str_printf(a, "%s/%s", only, from.s);
	if (!resolve(a, from, full) || !is_inside(full))
		return fail(f, ERR_DENIED,
		    _("here only files of the folder %s are taken and written, "
		      "and %s is none of them"),
		    only, path->s);
	*path = str_printf(a, "%s", full);
	return OK;
}

enum { OFFERED = 100 };

static bool
is_folder(struct arena *a, const char *in, const char *name)
{
	struct stat st;

	return stat(str_printf(a, "%s/%s", in, name).s, &st) == 0 &&
	    S_ISDIR(st.st_mode);
}

/* What is hidden is offered to who begins with its dot. */
static bool
goes_on(const char *name, const char *begun)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	    (name[0] == '.' && begun[0] != '.'))
		return false;
	return strncmp(name, begun, strlen(begun)) == 0;
}

void
arg_file_offer(struct arena *a, struct str begun, arg_offer *offer, void *u)
{
	const char *slash = strrchr(begun.s, '/');
	size_t n = slash != NULL ? (size_t)(slash + 1 - begun.s) : 0;
	struct str head = str_copyn(a, begun.s, n);
	struct str in = str_printf(a, "%s%s%s",
	    only[0] != '\0' && begun.s[0] != '/' ? only : "",
	    only[0] != '\0' && begun.s[0] != '/' ? "/" : "",
	    n > 0 ? head.s : ".");
	struct dirent **v;
	char full[PATH_MAX];
	int found, given = 0;

	if (only[0] != '\0' &&
	    (realpath(in.s, full) == NULL || !is_inside(full)))
		return;
	if ((found = scandir(in.s, &v, NULL, alphasort)) < 0)
		return;
	for (int i = 0; i < found; i++) {
		if (given < OFFERED && goes_on(v[i]->d_name, begun.s + n)) {
			offer(u,
			    str_printf(a, "%s%s%s", head.s, v[i]->d_name,
				is_folder(a, in.s, v[i]->d_name) ? "/" : ""));
			given++;
		}
		free(v[i]);
	}
	free(v);
}
