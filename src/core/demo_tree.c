/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_tree.c - the demo centre's typification tree: query, complaint,
 * request, suggestion, sale; area; motive. Data only.
 *
 * A row without a weight is a branch of the tree. `voice` picks the texts that
 * a customer would write about it. Others' scripts rely on consulta-general:
 * a leaf that asks for no field.
 */
#include "core/demo_data.h"

#define AT  "atencion"
#define VE  "ventas"
#define SE  "servicio"
#define RE  "repuestos"
#define BO  "back-office"
#define LO  "logistica"
#define FI  "finanzas"
#define GA  "garantias"
#define FL  "flotas"
#define NO  "[]"
#define PLA "[\"plate\"]"

#define ROOT(kind, code, es, en)                                               \
	{                                                                      \
		code, "", kind, AT, NO, 3, 0, ' ', es, en, ""                  \
	}
#define AREA(kind, up, code, team, es, en)                                     \
	{                                                                      \
		up "-" code, up, kind, team, NO, 3, 0, ' ', es, en, ""         \
	}
#define LEAF(kind, up, code, team, fields, prio, weight, voice, es, en, what)  \
	{                                                                      \
		up "-" code, up, kind, team, fields, prio, weight, voice, es,  \
		    en, what                                                   \
	}
#define Q(up, code, team, ...)                                                 \
	LEAF("query", "consulta" up, code, team, NO, 3, __VA_ARGS__)
#define C(up, code, team, fields, prio, ...)                                   \
	LEAF("complaint", "reclamo" up, code, team, fields, prio, __VA_ARGS__)
#define R(up, code, team, fields, prio, ...)                                   \
	LEAF("request", "solicitud" up, code, team, fields, prio, __VA_ARGS__)
#define U(up, code, team, ...)                                                 \
	LEAF("suggestion", "sugerencia" up, code, team, NO, 4, __VA_ARGS__)
#define S(up, code, team, ...)                                                 \
	LEAF("sale", "venta" up, code, team, NO, 3, __VA_ARGS__)

const struct demo_type demo_types[] = {
	ROOT("query", "consulta", "Consulta", "Query"),
	Q("", "general", AT, 40, 'g', "Consulta general", "General query",
	    "Consulta general"),
	AREA("query", "consulta", "ventas", VE, "Ventas", "Sales"),
	Q("-ventas", "precio", VE, 60, 'v', "Precio de un producto",
	    "Price of a product", "Precio de {model}"),
	Q("-ventas", "stock", VE, 30, 'v', "Stock y colores",
	    "Stock and colours", "Disponibilidad de {model} en {branch}"),
	Q("-ventas", "credito", VE, 30, 'f', "Crédito y financiamiento",
	    "Credit and finance", "Crédito para {model}, pie de {amount}"),
	Q("-ventas", "permuta", VE, 12, 'v', "Auto en parte de pago",
	    "Trade-in", "Tasación de vehículo en parte de pago"),
	Q("-ventas", "prueba", VE, 14, 'v', "Prueba de manejo", "Test drive",
	    "Prueba de manejo de {model}"),
	AREA("query", "consulta", "servicio", SE, "Servicio Técnico",
	    "Service"),
	Q("-servicio", "mantencion", SE, 40, 's', "Cuándo toca la mantención",
	    "When maintenance is due", "Próxima mantención de {model}"),
	Q("-servicio", "valor", SE, 30, 's', "Valor de un servicio",
	    "Price of a service", "Valor de servicio para {model}"),
	Q("-servicio", "garantia", GA, 24, 'k', "Qué cubre la garantía",
	    "What the warranty covers", "Cobertura de garantía de {model}"),
	Q("-servicio", "revision", SE, 12, 's', "Revisión técnica",
	    "Technical inspection", "Rechazo en revisión técnica"),
	Q("-servicio", "manual", SE, 8, 'g', "Uso y manual", "Use and manual",
	    "Cómo usar {model}"),
	AREA("query", "consulta", "repuestos", RE, "Repuestos", "Spare parts"),
	Q("-repuestos", "stock", RE, 44, 'r', "Disponibilidad de repuesto",
	    "Part availability", "Stock de {part}"),
	Q("-repuestos", "valor", RE, 30, 'r', "Valor de repuesto",
	    "Price of a part", "Valor de {part}"),
	Q("-repuestos", "compatible", RE, 14, 'r', "Compatibilidad",
	    "Compatibility", "¿{part} sirve para {model}?"),
	AREA("query", "consulta", "sucursal", AT, "Sucursales", "Branches"),
	Q("-sucursal", "horario", AT, 26, 'g', "Horario", "Opening hours",
	    "Horario de {branch}"),
	Q("-sucursal", "direccion", AT, 14, 'g', "Dirección y contacto",
	    "Address and contact", "Dirección de {branch}"),
	AREA("query", "consulta", "pedido", LO, "Pedidos", "Orders"),
	Q("-pedido", "estado", LO, 46, 'd', "Estado de un pedido",
	    "State of an order", "Estado del pedido {order}"),
	Q("-pedido", "despacho", LO, 20, 'd', "Despacho y plazos",
	    "Delivery and terms", "Plazo de despacho a {city}"),
	AREA("query", "consulta", "cuenta", FI, "Cuenta y pagos",
	    "Account and payments"),
	Q("-cuenta", "factura", FI, 20, 'f', "Factura o boleta",
	    "Invoice or receipt", "Factura del pedido {order}"),
	Q("-cuenta", "saldo", FI, 14, 'f', "Saldo y cuotas",
	    "Balance and instalments", "Saldo pendiente de {amount}"),

	ROOT("complaint", "reclamo", "Reclamo", "Complaint"),
	AREA("complaint", "reclamo", "servicio", SE, "Servicio Técnico",
	    "Service"),
	C("-servicio", "demora", SE, PLA, 2, 36, 's', "Demora en el taller",
	    "Delay in the workshop", "{model} lleva {days} días en el taller"),
	C("-servicio", "trabajo", SE, PLA, 2, 26, 's', "Trabajo mal hecho",
	    "Bad workmanship",
	    "Falla repetida después del servicio de {model}"),
	C("-servicio", "cobro", SE, NO, 3, 18, 'f', "Cobro no informado",
	    "Charge not announced", "Cobro de {amount} no informado"),
	C("-servicio", "trato", AT, NO, 2, 14, 'g', "Mal trato",
	    "Bad treatment", "Mala atención en {branch}"),
	AREA("complaint", "reclamo", "producto", GA, "Producto", "Product"),
	C("-producto", "motor", GA, PLA, 1, 24, 'p', "Falla de motor",
	    "Engine fault", "{model}: falla de motor"),
	C("-producto", "electrica", GA, PLA, 2, 18, 'p', "Falla eléctrica",
	    "Electrical fault", "{model}: falla eléctrica"),
	C("-producto", "equipo", GA, "[\"serial\"]", 2, 20, 'p',
	    "Falla de producto de fuerza", "Power product fault",
	    "Equipo no parte: {model}"),
	C("-producto", "accesorio", GA, NO, 3, 10, 'p', "Accesorio defectuoso",
	    "Faulty accessory", "{part} con defecto"),
	AREA("complaint", "reclamo", "garantia", GA, "Garantía", "Warranty"),
	C("-garantia", "rechazo", GA, NO, 2, 14, 'k', "Garantía rechazada",
	    "Warranty refused", "Rechazo de garantía de {model}"),
	C("-garantia", "repuesto", RE, NO, 2, 22, 'r',
	    "Demora de repuesto en garantía", "Warranty part delayed",
	    "{part} sin llegar hace {days} días"),
	AREA("complaint", "reclamo", "ventas", VE, "Ventas", "Sales"),
	C("-ventas", "entrega", VE, NO, 2, 20, 'd', "Entrega atrasada",
	    "Late delivery", "Entrega atrasada de {model}"),
	C("-ventas", "documentos", BO, NO, 2, 18, 'x', "Inscripción y patente",
	    "Registration and plates", "Inscripción de {model} pendiente"),
	C("-ventas", "promesa", VE, NO, 3, 10, 'v', "Promesa no cumplida",
	    "Promise not kept", "No respetan la oferta de {amount}"),
	AREA("complaint", "reclamo", "despacho", LO, "Despacho", "Delivery"),
	C("-despacho", "no-llega", LO, "[\"order\"]", 2, 26, 'd',
	    "El pedido no llega", "Order does not arrive",
	    "Pedido {order} no llega"),
	C("-despacho", "danado", LO, "[\"order\"]", 2, 14, 'd', "Llegó dañado",
	    "Arrived damaged", "Pedido {order} llegó dañado"),
	AREA("complaint", "reclamo", "facturacion", FI, "Facturación",
	    "Invoicing"),
	C("-facturacion", "doble", FI, NO, 2, 12, 'f', "Cobro doble",
	    "Charged twice", "Cobro doble de {amount}"),
	C("-facturacion", "nota", FI, NO, 3, 12, 'f',
	    "Nota de crédito pendiente", "Credit note pending",
	    "Nota de crédito por {amount} pendiente"),

	ROOT("request", "solicitud", "Solicitud", "Request"),
	AREA("request", "solicitud", "servicio", SE, "Servicio Técnico",
	    "Service"),
	R("-servicio", "hora", SE, PLA, 3, 60, 's', "Agendar hora",
	    "Book an appointment", "Hora de servicio en {branch}: {model}"),
	R("-servicio", "grua", SE, "[\"plate\",\"place\"]", 1, 14, 's',
	    "Grúa o asistencia en ruta", "Tow or roadside help",
	    "Asistencia en ruta para {model}"),
	R("-servicio", "presupuesto", SE, NO, 3, 18, 's', "Presupuesto",
	    "Quote for a repair", "Presupuesto de reparación de {model}"),
	R("-servicio", "domicilio", SE, NO, 3, 12, 's', "Servicio a domicilio",
	    "Service at home", "Retiro a domicilio de {model}"),
	AREA("request", "solicitud", "documentos", BO, "Documentos",
	    "Documents"),
	R("-documentos", "certificado", BO, NO, 3, 12, 'x', "Certificado",
	    "Certificate", "Certificado de compra de {model}"),
	R("-documentos", "copia", FI, NO, 4, 14, 'f', "Copia de factura",
	    "Copy of an invoice", "Copia de factura {order}"),
	R("-documentos", "llave", BO, PLA, 3, 10, 'x', "Duplicado de llave",
	    "Spare key", "Duplicado de llave de {model}"),
	AREA("request", "solicitud", "datos", BO, "Datos personales",
	    "Personal data"),
	R("-datos", "cambio", BO, NO, 4, 20, 'x', "Actualizar datos",
	    "Update my data", "Cambio de dirección y teléfono"),
	R("-datos", "eliminar", BO, NO, 2, 4, 'x', "Eliminar datos",
	    "Erase my data", "Eliminación de datos personales"),
	R("-datos", "no-llamar", BO, NO, 3, 8, 'x', "No llamar más",
	    "Do not call", "Pide no recibir más llamadas"),
	AREA("request", "solicitud", "repuestos", RE, "Repuestos",
	    "Spare parts"),
	R("-repuestos", "pedido", RE, NO, 3, 22, 'r', "Pedido especial",
	    "Special order", "Pedido especial: {part}"),
	R("-repuestos", "cotizacion", RE, NO, 3, 30, 'r', "Cotización", "Quote",
	    "Cotización de {part} para {model}"),
	AREA("request", "solicitud", "comercial", VE, "Comercial",
	    "Commercial"),
	R("-comercial", "devolucion", LO, "[\"order\"]", 3, 16, 'd',
	    "Devolución", "Return", "Devolución del pedido {order}"),
	R("-comercial", "cambio", VE, NO, 3, 10, 'v', "Cambio de producto",
	    "Exchange", "Cambio de {part}"),

	ROOT("suggestion", "sugerencia", "Sugerencia", "Suggestion"),
	AREA("suggestion", "sugerencia", "mejora", AT, "Mejora", "Improvement"),
	U("-mejora", "atencion", AT, 8, 'u', "Atención", "Service",
	    "Sugerencia sobre la atención en {branch}"),
	U("-mejora", "web", AT, 6, 'u', "Sitio web", "Web site",
	    "Sugerencia sobre el sitio web"),
	U("", "felicitacion", AT, 10, 'u', "Felicitación", "Praise",
	    "Felicitaciones para {branch}"),

	ROOT("sale", "venta", "Venta", "Sale"),
	AREA("sale", "venta", "vehiculo", VE, "Vehículos", "Vehicles"),
	S("-vehiculo", "auto", VE, 26, 'v', "Auto nuevo", "New car",
	    "Cotización de {car}"),
	S("-vehiculo", "moto", VE, 22, 'v', "Moto nueva", "New motorcycle",
	    "Cotización de {bike}"),
	S("-vehiculo", "usado", VE, 10, 'v', "Usado", "Used vehicle",
	    "Interés en vehículo usado"),
	AREA("sale", "venta", "fuerza", VE, "Productos de fuerza",
	    "Power products"),
	S("-fuerza", "generador", VE, 16, 'v', "Generador", "Generator",
	    "Cotización de {power}"),
	S("-fuerza", "motobomba", VE, 8, 'v', "Motobomba", "Water pump",
	    "Cotización de motobomba"),
	S("-fuerza", "fuera-borda", VE, 8, 'v', "Motor fuera de borda",
	    "Outboard motor", "Cotización de motor fuera de borda"),
	S("-fuerza", "jardin", VE, 10, 'v', "Jardín y bosque",
	    "Garden and forest", "Cotización de {power}"),
	AREA("sale", "venta", "postventa", RE, "Posventa", "After sales"),
	S("-postventa", "repuesto", RE, 24, 'r', "Repuesto", "Spare part",
	    "Venta de {part}"),
	S("-postventa", "accesorio", RE, 10, 'r', "Accesorio", "Accessory",
	    "Accesorio para {model}"),
	S("-postventa", "plan", SE, 10, 's', "Plan de mantención",
	    "Maintenance plan", "Plan de mantención para {model}"),
	S("-postventa", "extendida", GA, 8, 'k', "Garantía extendida",
	    "Extended warranty", "Garantía extendida de {model}"),
	AREA("sale", "venta", "empresa", FL, "Empresas", "Companies"),
	S("-empresa", "flota", FL, 8, 'v', "Flota", "Fleet",
	    "Cotización de flota: {days} unidades"),
};
const size_t demo_ntypes = countof(demo_types);

const struct demo_field demo_fields[] = {
	{ "plate", 0, "Patente", "Plate" },
	{ "serial", 0, "Número de serie", "Serial number" },
	{ "order", 0, "Número de pedido", "Order number" },
	{ "place", 1, "Lugar", "Place" },
};
const size_t demo_nfields = countof(demo_fields);
