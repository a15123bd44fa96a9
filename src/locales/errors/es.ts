import type { DownloadMessages } from '../../engine/core/messages-download.js'

const kept = 'Lo que ya ha llegado se conserva.'

/** What went wrong and what to do, in Spanish. */
export const ERRORS_ES: DownloadMessages['error'] = {
  'invalid-model': {
    title: 'Este modelo no se puede descargar',
    hint: 'Su descripción contiene un error. Avisa a los autores de la aplicación.',
  },
  'invalid-command': {
    title: 'Ahora mismo no es posible',
    hint: 'Puede que la descarga haya avanzado entretanto. Inténtalo de nuevo.',
  },
  unsupported: {
    title: 'La aplicación no puede hacer eso aquí',
    hint: 'El servicio de descargas que usa no lo ofrece.',
  },
  'unknown-download': {
    title: 'Esta descarga ya no existe',
    hint: 'Se ha eliminado entretanto. Iníciala otra vez si aún necesitas el modelo.',
  },
  network: {
    title: 'Se ha perdido la conexión',
    hint: `Comprueba tu conexión a Internet e inténtalo de nuevo. ${kept}`,
  },
  timeout: { title: 'El servidor no responde', hint: `Inténtalo de nuevo en unos minutos. ${kept}` },
  stalled: {
    title: 'Han dejado de llegar datos',
    hint: `Comprueba tu conexión a Internet e inténtalo de nuevo. ${kept}`,
  },
  'http-status': { title: 'El servidor ha informado de un problema', hint: `Inténtalo más tarde. ${kept}` },
  'not-found': {
    title: 'No se ha encontrado el modelo',
    hint: 'Puede que se haya movido o retirado. Busca una actualización de la aplicación.',
  },
  unauthorized: {
    title: 'Hay que iniciar sesión',
    hint: 'Inicia sesión en el sitio del que procede el modelo e inténtalo de nuevo.',
  },
  forbidden: {
    title: 'Acceso denegado',
    hint: 'Tu cuenta no permite descargar este modelo. Usa otra o pide acceso a quien lo publica.',
  },
  gated: {
    title: 'Primero hay que aceptar la licencia',
    hint: 'Acepta la licencia en la página del modelo e inténtalo de nuevo.',
  },
  'rate-limited': {
    title: 'Demasiadas solicitudes',
    hint: `El servidor pide una pausa. Inténtalo de nuevo en unos minutos. ${kept}`,
  },
  'bad-response': {
    title: 'El servidor ha enviado algo inesperado',
    hint: 'Inténtalo de nuevo. Si se repite, puede deberse a un proxy o un cortafuegos.',
  },
  'source-changed': {
    title: 'El modelo ha cambiado en el servidor',
    hint: 'Inténtalo de nuevo para descargar la nueva versión desde el principio.',
  },
  'too-many-redirects': {
    title: 'La dirección del modelo no lleva a ninguna parte',
    hint: 'Busca una actualización de la aplicación o avisa a sus autores.',
  },
  'insecure-url': {
    title: 'La conexión no sería segura',
    hint: 'La descarga se ha detenido para protegerte. Avisa a los autores de la aplicación.',
  },
  'captive-portal': {
    title: 'Esta red pide que te identifiques',
    hint: 'Abre el navegador, inicia sesión en la red wifi e inténtalo de nuevo.',
  },
  'checksum-mismatch': {
    title: 'El archivo ha llegado dañado',
    hint: 'No coincide con lo que anunció quien lo publica y se ha eliminado. Inténtalo de nuevo, si es posible desde otra red.',
  },
  'size-mismatch': {
    title: 'El archivo no tiene el tamaño correcto',
    hint: 'Puede que el modelo haya cambiado. Busca una actualización de la aplicación.',
  },
  'disk-full': { title: 'No hay suficiente espacio en disco', hint: `Libera espacio e inténtalo de nuevo. ${kept}` },
  'storage-denied': {
    title: 'No se puede escribir en la carpeta de modelos',
    hint: 'Da permiso a la aplicación para escribir en ella o elige otra carpeta, e inténtalo de nuevo.',
  },
  'storage-io': {
    title: 'El disco ha informado de un problema',
    hint: 'Comprueba que la unidad esté conectada y en buen estado, e inténtalo de nuevo.',
  },
  'quota-exceeded': {
    title: 'El navegador no concede más espacio',
    hint: 'Elimina modelos que ya no necesites o libera espacio en disco, e inténtalo de nuevo.',
  },
  locked: {
    title: 'La carpeta de modelos está en uso',
    hint: 'Otra ventana o aplicación la está usando. Ciérrala o inténtalo más tarde.',
  },
  cancelled: { title: 'Se ha cancelado la descarga', hint: 'Puedes iniciarla de nuevo cuando quieras.' },
  'link-lost': {
    title: 'No se puede acceder al servicio de descargas',
    hint: 'Se está restableciendo la conexión. No se pierde nada.',
  },
  closed: { title: 'El servicio de descargas se ha detenido', hint: `Reinicia la aplicación para continuar. ${kept}` },
}
