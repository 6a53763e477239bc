/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_goods.c - what the demo centre sells: invented brands and models with
 * believable prices, in thousands of pesos; and the months they sell in. Data
 * only.
 */
#include "core/demo_data.h"

static const struct demo_good cars[] = {
	{ "Austral", "Quillay 1.2 City", 8990 },
	{ "Austral", "Quillay 1.4 Sedán", 10490 },
	{ "Austral", "Raulí 1.6 SUV", 14990 },
	{ "Austral", "Raulí 2.0 4x4 Automático", 19790 },
	{ "Austral", "Lenga 2.4 Diésel Doble Cabina", 21990 },
	{ "Austral", "Lenga 2.4 Diésel 4x4 Ñirre Edición Limitada", 26490 },
	{ "Kayuma", "Pudú 1.0", 7690 },
	{ "Kayuma", "Güiña 1.5 Híbrido", 17990 },
	{ "Kayuma", "Huemul 7 Asientos", 20990 },
	{ "Kayuma", "Cóndor Furgón L2H2", 18490 },
	{ "Nortada", "Camanchaca E Eléctrico", 24990 },
	{ "Nortada", "Puelche 3/4 Camión", 23490 },
};
static const struct demo_good bikes[] = {
	{ "Veloz", "Zorzal 125", 1290 },
	{ "Veloz", "Zorzal 150 Reparto", 1490 },
	{ "Veloz", "Tiuque 200 Enduro", 2190 },
	{ "Veloz", "Peuco 300 Naked", 3690 },
	{ "Veloz", "Traro 500 Touring", 5890 },
	{ "Kayuma", "Chercán 110 Automática", 1390 },
	{ "Kayuma", "Loica 250 Trail", 2790 },
	{ "Kayuma", "Ñandú 650 Adventure", 7290 },
	{ "Nortada", "Colibrí Scooter Eléctrico", 1990 },
	{ "Veloz", "Cernícalo 450 Cross", 6490 },
};
static const struct demo_good power[] = {
	{ "Norwind", "Generador Temporal 2.2 kW", 349 },
	{ "Norwind", "Generador Temporal 5.5 kW Partida Eléctrica", 749 },
	{ "Norwind", "Generador Travesía 12 kVA Trifásico", 2890 },
	{ "Norwind", "Generador Inverter Brisa 2000i", 899 },
	{ "Tormax", "Motobomba Estero 2 pulgadas", 269 },
	{ "Tormax", "Motobomba Aluvión 3 pulgadas Aguas Sucias", 419 },
	{ "Norwind", "Motor Fuera de Borda Chilote 15 HP", 1990 },
	{ "Norwind", "Motor Fuera de Borda Chilote 60 HP 4 Tiempos", 6490 },
	{ "Norwind", "Motor Fuera de Borda Canales 150 HP", 13990 },
	{ "Tormax", "Cortacésped Pradera 18 pulgadas", 329 },
	{ "Tormax", "Tractor Cortacésped Pradera 42", 2190 },
	{ "Tormax", "Orilladora Quila 26 cc", 189 },
	{ "Tormax", "Motosierra Coigüe 52 cc", 229 },
	{ "Tormax", "Motocultivador Surco 7 HP", 679 },
};
static const struct demo_good parts[] = {
	{ "", "Kit de embrague", 189 },
	{ "", "Pastillas de freno delanteras", 39 },
	{ "", "Correa de distribución con bomba de agua", 129 },
	{ "", "Filtro de aire", 14 },
	{ "", "Batería 55 Ah", 69 },
	{ "", "Parabrisas con sensor de lluvia", 219 },
	{ "", "Espejo retrovisor izquierdo", 84 },
	{ "", "Cadena y piñones, juego", 74 },
	{ "", "Neumático trasero 130/70", 59 },
	{ "", "Carburador completo", 94 },
	{ "", "Tarjeta AVR para generador", 57 },
	{ "", "Hélice de aluminio 10 1/8 x 12", 112 },
	{ "", "Cuchilla de corte 42 pulgadas", 34 },
	{ "", "Bujía de iridio", 9 },
	{ "", "Sensor de oxígeno", 76 },
	{ "", "Amortiguador delantero derecho", 98 },
};
static const struct demo_good services[] = {
	{ "", "Mantención 10.000 km", 119 },
	{ "", "Mantención 20.000 km", 169 },
	{ "", "Mantención 40.000 km con cambio de líquidos", 289 },
	{ "", "Cambio de aceite y filtro", 59 },
	{ "", "Alineación y balanceo", 34 },
	{ "", "Revisión de frenos", 49 },
	{ "", "Diagnóstico electrónico", 39 },
	{ "", "Puesta a punto de invierno", 79 },
	{ "", "Desabolladura y pintura de parachoques", 239 },
	{ "", "Servicio anual de generador o motobomba", 64 },
};

const struct demo_goods demo_goods[DEMO_GOODS] = {
	[GOOD_CAR] = { "car", cars, countof(cars) },
	[GOOD_BIKE] = { "motorcycle", bikes, countof(bikes) },
	[GOOD_POWER] = { "power", power, countof(power) },
	[GOOD_PART] = { "part", parts, countof(parts) },
	[GOOD_SERVICE] = { "service", services, countof(services) },
};

/* How much of each sells in a month, January first: motorcycles when it is
 * warm, generators with the storms, everything before Christmas. */
const unsigned char demo_season[DEMO_GOODS][12] = {
	[GOOD_CAR] = { 30, 28, 36, 30, 28, 28, 30, 32, 34, 36, 38, 46 },
	[GOOD_BIKE] = { 26, 22, 18, 12, 8, 7, 8, 12, 24, 30, 34, 44 },
	[GOOD_POWER] = { 14, 12, 14, 16, 30, 44, 46, 34, 22, 22, 20, 26 },
	[GOOD_PART] = { 14, 14, 16, 14, 14, 14, 14, 14, 14, 14, 16, 18 },
	[GOOD_SERVICE] = { 10, 14, 8, 8, 8, 8, 8, 8, 8, 8, 10, 14 },
};
