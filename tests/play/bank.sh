#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bank.sh - loads the real bank set into CABINA_DB, as an administrator would,
# and hires who will work on it.
#
# usage: bank.sh	(CABINA: the program; CABINA_DATA; PLAY: a folder)
set -eu
data=${CABINA_DATA:-../shared/data}/retail-bank-crm
gzip -dc "$data/crm_events.csv.gz" >"$PLAY/events.csv"
"$CABINA" load customer "$data/completedclient.csv" map=tests/maps/retail-clients.map
"$CABINA" load typification "$PLAY/events.csv" map=tests/maps/retail-products.map
"$CABINA" load typification "$PLAY/events.csv" map=tests/maps/retail-issues.map
"$CABINA" load ticket "$PLAY/events.csv" map=tests/maps/retail-complaints.map
"$CABINA" load interaction "$data/CRMCallCenterLogs.csv" map=tests/maps/retail-calls.map
"$CABINA" team add cards name=Cards
"$CABINA" agent add login=marcela.soto name='Marcela Soto' role=agent teams=cards
rm -f "$PLAY/events.csv"
