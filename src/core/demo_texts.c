/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_texts.c - what the demo centre's customers and staff write. Data only.
 *
 * Slots in braces are filled by demo_fill.c. An opening's `when` is the voice
 * of its leaf (demo_tree.c); a step's is the ticket state it goes with.
 */
#include "core/demo_data.h"

/* What a customer asks or tells at first. */
const struct demo_text demo_openings[] = {
	{ 'g', "",
	    "Buenas tardes, quisiera saber si atienden los sábados en "
	    "{branch} y hasta qué hora." },
	{ 'g', "",
	    "Hola, necesito hablar con alguien de {branch}. He llamado "
	    "varias veces y nadie contesta." },
	{ 'g', "",
	    "Buenos días. Compré {model} en {city} y no encuentro el manual "
	    "en español. ¿Me lo pueden enviar por correo?" },
	{ 'g', "",
	    "Estimados: el {date} fui a {branch}, esperé más de una hora y "
	    "el trato no fue el adecuado. Me gustaría una explicación." },
	{ 'g', "",
	    "¿Cuál es la dirección de la sucursal más cercana a {city}? "
	    "Gracias de antemano." },

	{ 'v', "",
	    "Hola, me interesa {model}. ¿Qué precio tiene al contado y "
	    "cuánto demora la entrega en {city}?" },
	{ 'v', "",
	    "Buenas, vi una oferta de {amount} por {model} y en {branch} me "
	    "dicen que ya no está. ¿La van a respetar?" },
	{ 'v', "",
	    "Quiero dejar mi auto en parte de pago. Es del año 2016, único "
	    "dueño, 98.000 km. ¿Cuándo lo pueden tasar?" },
	{ 'v', "",
	    "Necesito cotización formal, a nombre de empresa, por {days} "
	    "unidades. Plazo de respuesta: esta semana." },
	{ 'v', "",
	    "¿Tienen {model} para entrega inmediata? Lo busco en rojo o en "
	    "gris, de preferencia en {branch}." },
	{ 'v', "",
	    "Quedaron de llamarme el {date} por la prueba de manejo y aún "
	    "sigo esperando. ¿Pueden darme una hora?" },

	{ 's', "",
	    "Mi vehículo {plate} lleva {days} días en el taller de {branch} "
	    "y nadie me da una fecha. Lo necesito para trabajar." },
	{ 's', "",
	    "Hola, quiero agendar la mantención de {model}, patente {plate}. "
	    "Puedo cualquier mañana, ojalá antes del {soon}." },
	{ 's', "",
	    "Retiré {model} el {date} y volvió el mismo ruido al frenar. "
	    "Pagué {amount} y quedó igual o peor." },
	{ 's', "",
	    "No pasé la revisión técnica por gases. ¿Cuánto sale revisarlo y "
	    "cuánto se demoran?" },
	{ 's', "",
	    "Quedé en pana en la ruta a la altura de {city}. El auto es "
	    "{plate}, estoy con niños. ¿Pueden mandar una grúa?" },
	{ 's', "",
	    "¿Hacen retiro a domicilio? Es un equipo pesado y no tengo cómo "
	    "llevarlo a {branch}." },

	{ 'k', "",
	    "Me rechazaron la garantía de {model} diciendo que fue mal uso. "
	    "No estoy de acuerdo: tengo todas las mantenciones al día." },
	{ 'k', "",
	    "¿La garantía cubre {part}? Tengo {model} comprado el {date}." },
	{ 'k', "",
	    "Quiero extender la garantía de {model} antes de que venza. ¿Qué "
	    "valor tiene y qué incluye?" },

	{ 'r', "",
	    "Buenas, ¿tienen {part} para {model}? Necesito saber precio y si "
	    "lo envían a {city}." },
	{ 'r', "",
	    "Encargué {part} hace {days} días y dejé {amount} de abono. "
	    "Nadie me avisa si llegó." },
	{ 'r', "",
	    "Me vendieron {part} y no calza en {model}. Quiero cambiarlo o "
	    "que me devuelvan el dinero." },
	{ 'r', "",
	    "Soy mecánico en {city}. Necesito {part} con urgencia; pago al "
	    "contado y lo paso a buscar yo." },

	{ 'd', "",
	    "Mi pedido {order} debía llegar el {date} y el courier no sabe "
	    "dónde está. ¿Me ayudan, por favor?" },
	{ 'd', "",
	    "El pedido {order} llegó con la caja rota y {part} viene "
	    "quebrado. Adjunto fotos. Espero el cambio." },
	{ 'd', "",
	    "Pagué {model} completo y la entrega se ha corrido tres veces. "
	    "Ya van {days} días. Exijo una fecha por escrito." },
	{ 'd', "",
	    "¿Cuánto cuesta el despacho a {city} y cuántos días hábiles "
	    "demora?" },
	{ 'd', "",
	    "Quiero devolver el pedido {order}; está sin abrir y con boleta. "
	    "¿Lo dejo en {branch} o lo retiran?" },

	{ 'f', "",
	    "Me aparecen dos cobros de {amount} por la misma compra. "
	    "Solicito la devolución de uno de ellos." },
	{ 'f', "",
	    "Necesito la factura del pedido {order} a nombre de mi empresa; "
	    "me emitieron boleta por error." },
	{ 'f', "",
	    "¿Cuánto pie piden por {model} y en cuántas cuotas se puede "
	    "pagar? Soy independiente con boletas." },
	{ 'f', "",
	    "Prepagué el crédito el {date} y todavía figuro con una cuota de "
	    "{amount}. Eso me afecta en el banco." },
	{ 'f', "",
	    "En el presupuesto decía otra cosa y me cobraron {amount} más, "
	    "sin avisar. Quiero el detalle por ítem." },

	{ 'p', "",
	    "{model} se apaga solo en ralentí y prendió la luz de motor. "
	    "Tiene menos de un año. ¿Qué hago?" },
	{ 'p', "",
	    "El equipo no parte. Lo usé dos veces, con bencina nueva, y el "
	    "{date} dejó de funcionar en pleno corte de luz." },
	{ 'p', "",
	    "Tiene una falla eléctrica intermitente: se apagan las luces y a "
	    "veces no reconoce la llave. Patente {plate}." },
	{ 'p', "",
	    "{part} venía malo de fábrica. Lo instaló su propio taller en "
	    "{branch} y duró {days} días." },

	{ 'x', "",
	    "Compré {model} el {date} y todavía no me entregan la patente ni "
	    "el padrón. No puedo circular." },
	{ 'x', "",
	    "Cambié de domicilio y de teléfono. Solicito actualizar mis "
	    "datos, por favor." },
	{ 'x', "",
	    "Les pido que dejen de llamarme con ofertas y que borren mi "
	    "número de sus bases." },
	{ 'x', "",
	    "Perdí una llave y necesito un duplicado. ¿Qué documentos tengo "
	    "que llevar a {branch}?" },
	{ 'x', "",
	    "Necesito un certificado de compra para el seguro, con el número "
	    "de chasis y el valor pagado." },

	{ 'u', "",
	    "Quiero felicitar al equipo de {branch}: me resolvieron todo el "
	    "mismo día y con muy buena disposición." },
	{ 'u', "",
	    "Sería bueno que en la página se vea el stock por sucursal. Uno "
	    "viaja desde {city} y después no hay." },
	{ 'u', "",
	    "Sugiero que avisen por mensaje cuando el vehículo está listo; "
	    "hoy hay que llamar tres o cuatro veces." },
};
const size_t demo_nopenings = countof(demo_openings);

/* What happens on the way. w: our first answer; u: news
 * of a complaint; n: note inside; c: we ask; a: the customer answers;
 * t: a third party; s: an appointment; r: lent to another team; R: resolved;
 * o: comes back; X: cancelled; M: merged. The second word lists the voices it
 * fits, "" for all; each occasion has at least one that fits all. */
const struct demo_text demo_steps[] = {
	{ 'n', "",
	    "Llamé al cliente, no contesta. Dejo mensaje de voz y vuelvo a "
	    "intentar a las {hour}." },
	{ 'n', "",
	    "Reviso historial: segunda vez en el año por lo mismo. Tratar "
	    "con prioridad." },
	{ 'n', "skp",
	    "Hablé con el jefe de taller de {branch}: confirma ingreso del "
	    "{date} y queda de enviar informe." },
	{ 'n', "df",
	    "Boleta y orden {order} revisadas; los montos coinciden "
	    "({amount})." },
	{ 'n', "skpdr",
	    "Cliente muy molesto, amenaza con ir al SERNAC. Ojo con el "
	    "plazo." },
	{ 'n', "",
	    "Quien llama es la señora del titular; pide que la llamen a ella "
	    "después de las {hour}." },
	{ 'n', "",
	    "Sin novedad de {branch}. Insisto por correo con copia a la "
	    "jefatura." },
	{ 'n', "r",
	    "Se cotiza {part} en dos proveedores. Falta respuesta de uno." },
	{ 'n', "v",
	    "Cliente compara con otra marca; decide antes del {soon}." },

	{ 'c', "dfkpx",
	    "Estimado(a) {name}: para continuar necesitamos copia de la "
	    "boleta o factura. Puede responder por este mismo medio." },
	{ 'c', "spkx",
	    "Hola {name}, ¿nos confirma la patente o el número de serie del "
	    "equipo, por favor?" },
	{ 'c', "srv",
	    "Estimado(a) {name}: le enviamos el presupuesto por {amount}. "
	    "Quedamos atentos a su aprobación." },
	{ 'c', "",
	    "Hola {name}, intentamos llamarle sin éxito. ¿A qué hora le "
	    "acomoda que conversemos?" },
	{ 'c', "f",
	    "Para la devolución necesitamos sus datos bancarios: banco, tipo "
	    "de cuenta y RUT del titular." },
	{ 'c', "dpr",
	    "Por favor envíenos fotos donde se vea el daño y la etiqueta del "
	    "embalaje." },
	{ 'c', "vg",
	    "Hola {name}, ¿le sirve si lo vemos en {branch}? Díganos qué día "
	    "le acomoda." },

	{ 'a', "", "Adjunto lo solicitado. Quedo atento, gracias." },
	{ 'a', "srv",
	    "Apruebo el presupuesto, pero necesito que esté listo antes del "
	    "{soon}." },
	{ 'a', "", "Ya les mandé esos datos la semana pasada. Los reenvío." },
	{ 'a', "",
	    "Me pueden llamar entre las {hour} y las 18:00, en la mañana no "
	    "puedo hablar." },
	{ 'a', "spk", "Sí, esa es la patente: {plate}. Saludos." },

	{ 't', "rspk",
	    "Solicitado a fábrica con la orden {order}. Plazo informado: "
	    "{days} días hábiles." },
	{ 't', "d",
	    "El courier abre investigación por el bulto; responde en cinco "
	    "días hábiles." },
	{ 't', "x",
	    "Registro Civil informa demora en las inscripciones. Se reitera "
	    "la solicitud." },
	{ 't', "r",
	    "Importador confirma que {part} viene en el contenedor que "
	    "arriba a San Antonio el {soon}." },
	{ 't', "sp",
	    "Se envía el motor a rectificadora externa; prometen respuesta "
	    "para el {soon}." },
	{ 't', "f", "Banco pide comprobante de ambos cargos. Enviado hoy." },
	{ 't', "",
	    "Consultado a casa matriz; prometen respuesta para el {soon}." },

	{ 's', "skp",
	    "Hola {name}, su hora queda agendada para el {soon} a las {hour} "
	    "en {branch}. Traiga el padrón, por favor." },
	{ 's', "sd",
	    "Le confirmamos retiro a domicilio el {soon} entre las {hour} y "
	    "las 19:00." },
	{ 's', "v",
	    "Estimado(a) {name}: la prueba de manejo será el {soon} a las "
	    "{hour}. Debe traer licencia vigente." },
	{ 's', "",
	    "Agendada llamada de seguimiento para el {soon}. Le "
	    "contactaremos cerca de las {hour}." },

	{ 'r', "skp",
	    "Derivo a taller de {branch} para que evalúen y respondan con "
	    "informe técnico." },
	{ 'r', "f",
	    "Derivo a Finanzas: confirmar si el segundo cargo de {amount} "
	    "fue abonado." },
	{ 'r', "dr",
	    "Derivo a Logística para ubicar el bulto de la orden {order}." },
	{ 'r', "k",
	    "Se pide a Garantías revisar el rechazo; el cliente tiene las "
	    "mantenciones al día." },
	{ 'r', "",
	    "Derivo al equipo que corresponde con los antecedentes adjuntos; "
	    "el cliente fue avisado." },

	{ 'R', "f",
	    "Estimado(a) {name}: su caso quedó resuelto. Se devolvió "
	    "{amount} a su cuenta; el abono se refleja en 48 horas." },
	{ 'R', "spk",
	    "Hola {name}, {model} está listo y puede retirarlo en {branch} "
	    "desde las {hour}." },
	{ 'R', "d",
	    "Su pedido {order} fue entregado hoy. Gracias por su paciencia." },
	{ 'R', "kpr",
	    "Se cambió {part} sin costo, dentro de la garantía. Cualquier "
	    "molestia nos avisa." },
	{ 'R', "vr",
	    "Le enviamos la cotización por correo; la oferta vale hasta el "
	    "{soon}." },
	{ 'R', "r",
	    "Hola {name}, {part} llegó a {branch} y está a su nombre. Se "
	    "guarda por diez días." },
	{ 'R', "x", "Sus datos fueron actualizados tal como pidió." },
	{ 'R', "f",
	    "Le enviamos la factura corregida por correo electrónico." },
	{ 'R', "",
	    "Conversamos por teléfono y aclaramos su duda. ¡Que tenga buen "
	    "día, {name}!" },
	{ 'R', "x",
	    "Patente y padrón disponibles en {branch}. Debe venir el titular "
	    "con su cédula." },
	{ 'R', "p",
	    "Lamentamos lo ocurrido. La jefatura de {branch} tomó "
	    "conocimiento y le ofrece una mantención sin costo." },
	{ 'R', "u",
	    "Muchas gracias por escribirnos, {name}. Compartimos su mensaje "
	    "con todo el equipo de {branch}." },

	{ 'o', "",
	    "El problema volvió. Quedó igual que antes; pido que lo revisen "
	    "de nuevo." },
	{ 'o', "f", "Todavía no veo la devolución de {amount} en mi cuenta." },
	{ 'o', "srd",
	    "Me dijeron que estaba listo, fui a {branch} y no estaba." },

	{ 'w', "",
	    "Hola {name}, recibimos su mensaje y ya lo estamos viendo. Le "
	    "contamos apenas tengamos una respuesta." },
	{ 'w', "",
	    "Estimado(a) {name}: gracias por contactarnos. Hoy mismo "
	    "consultamos con {branch} y le escribimos." },
	{ 'w', "skpdr",
	    "Estimado(a) {name}: lamentamos lo ocurrido. Su caso quedó "
	    "asignado y le respondemos dentro del plazo." },
	{ 'w', "v",
	    "Hola {name}, gracias por su interés. Un ejecutivo de {branch} le "
	    "envía hoy la cotización." },

	{ 'u', "",
	    "Hola {name}, su caso sigue en curso: {branch} nos responde antes "
	    "del {soon}." },
	{ 'u', "",
	    "Estimado(a) {name}: aún esperamos el informe. Le escribimos de "
	    "nuevo en dos días, con o sin novedades." },
	{ 'u', "rp",
	    "Hola {name}, {part} viene en camino; confirmamos la fecha el "
	    "{soon}." },

	{ 'X', "", "El cliente desiste: lo resolvió por su cuenta." },
	{ 'X', "", "Ingresado por error; corresponde a otra empresa." },
	{ 'X', "", "Sin respuesta del cliente después de tres intentos." },

	{ 'M', "",
	    "Repetido: el cliente ya había escrito por lo mismo. Se une al "
	    "caso anterior." },
	{ 'M', "",
	    "Mismo asunto por otro canal; se sigue en el caso anterior." },
};
const size_t demo_nsteps = countof(demo_steps);
