#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# deps.sh - sees which Debian packages are missing, says so, installs them.
#
# usage: dist/deps.sh [PACKAGE...]	(default: all that build and tests need)

build='gcc libc6-dev make meson ninja-build pkg-config python3 libsodium-dev
libutf8proc-dev libjansson-dev libcsv-dev uuid-dev liboath-dev
libsqlite3-dev libpq-dev libical-dev libgmime-3.0-dev libncurses-dev libreadline-dev libuv1-dev gettext'
tests='clang clang-format libclang-common-14-dev libclang-rt-14-dev llvm libcmocka-dev libvterm-dev ncurses-term
postgresql-15 util-linux procps'
# The same without Debian's names, for a system without apt.
tools='cc meson ninja pkg-config python3 msgfmt'
libs='libsodium libutf8proc jansson uuid liboath sqlite3 libpq libical gmime-3.0 ncursesw readline libuv'

say() {
	printf 'cabina: %s\n' "$*" >&2
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		DEBIAN_FRONTEND=noninteractive "$@"
	else
		sudo DEBIAN_FRONTEND=noninteractive "$@"
	fi
}

# Prints each package of "$@" that is not installed.
missing() {
	have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" \
	    2>/dev/null | sed -n 's/^installed //p')
	for one; do
		echo "$have" | grep -qxF "$one" || printf '%s ' "$one"
	done
}

# Prints what a system without apt lacks.
lacks() {
	for one in $tools; do
		command -v "$one" >/dev/null 2>&1 || printf '%s ' "$one"
	done
	command -v pkg-config >/dev/null 2>&1 || return 0
	for one in $libs; do
		pkg-config --exists "$one" || printf '%s ' "$one"
	done
}

# The tests want the server's programs, not a cluster of the machine's own.
no_cluster() {
	conf=/etc/postgresql-common/createcluster.conf
	[ -e $conf ] && return 0
	as_root mkdir -p "${conf%/*}" &&
	    echo 'create_main_cluster = false' | as_root tee $conf >/dev/null
}

fetch() {
	as_root apt-get install -qy --no-install-recommends \
	    -o Dpkg::Options::=--force-confold "$@"
}

without_apt() {
	need=$(lacks)
	[ -n "$need" ] || exit 0
	say "no apt-get here, and missing: $need"
	say "install what Debian 12 calls: $(echo "$@"); then run this again"
	exit 1
}

# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $build $tests
command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 ||
    without_apt "$@"
need=$(missing "$@")
[ -n "$need" ] || exit 0
say "missing packages: $need"
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
	say "neither root nor sudo: ask an administrator to run" \
	    "apt-get install $need"
	exit 1
fi
no_cluster
# shellcheck disable=SC2086
apt-cache show $need >/dev/null 2>&1 || as_root apt-get update -q
# shellcheck disable=SC2086
if ! fetch $need && ! { as_root apt-get update -q && fetch $need; }; then
	say "apt-get could not install: $need"
	exit 1
fi
