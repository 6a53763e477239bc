#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# replay.sh - a sample of three real logs, always the same, is lived through and
# compared with what their files say (tests/replay). CABINA_TEST_DB as for the
# others; `make soak` does it whole. Prints TAP.
exec python3 "$(dirname "$0")/../replay/run" "$CABINA_BUILD" \
    "${CABINA_TEST_DB:-sqlite:}" --sample
