#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# deps.sh - sees which Debian packages are missing, says so, installs them.
#
# usage: dist/deps.sh [PACKAGE...]	(default: all that build and tests need)

build='gcc meson ninja-build pkg-config python3 libsodium-dev
libutf8proc-dev libjansson-dev libcsv-dev libinih-dev uuid-dev liboath-dev
libsqlite3-dev libpq-dev'
tests='clang clang-format llvm libcmocka-dev postgresql-15 util-linux
locales'

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
		case "
$have
" in
		*"
$one
"*) ;;
		*) printf '%s ' "$one" ;;
		esac
	done
}

# A cluster of the machine's own is not wanted, only the server's programs.
install() {
	if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
		as_root mkdir -p /etc/postgresql-common
		echo 'create_main_cluster = false' |
		    as_root tee /etc/postgresql-common/createcluster.conf \
		    >/dev/null
	fi
	if ! apt-cache show "$@" >/dev/null 2>&1; then
		as_root apt-get update -q || return 1
	fi
	as_root apt-get install -qy --no-install-recommends "$@" ||
	    { as_root apt-get update -q &&
	    as_root apt-get install -qy --no-install-recommends "$@"; }
}

# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $build $tests

if ! command -v dpkg-query >/dev/null 2>&1 ||
    ! command -v apt-get >/dev/null 2>&1; then
	for tool in gcc meson ninja pkg-config python3; do
		command -v "$tool" >/dev/null 2>&1 && continue
		say "this system has no apt-get, and $tool is missing. Install" \
		    "what Debian 12 calls: $*"
		exit 1
	done
	say 'this system has no apt-get; going on with what is installed.'
	exit 0
fi
need=$(missing "$@")
[ -n "$need" ] || exit 0
say "missing packages: $need"
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
	say "neither root nor sudo: ask an administrator to run" \
	    "apt-get install $need"
	exit 1
fi
# shellcheck disable=SC2086
if ! install $need; then
	say "apt-get could not install: $need"
	exit 1
fi
