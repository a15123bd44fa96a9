import type { DownloadMessages } from '../../engine/core/messages-download.js'

const again = 'Was schon da ist, bleibt erhalten.'

/** What went wrong and what to do, in German. */
export const ERRORS_DE: DownloadMessages['error'] = {
  'invalid-model': {
    title: 'Dieses Modell kann nicht heruntergeladen werden',
    hint: 'Seine Beschreibung enthält einen Fehler. Wenden Sie sich an den Hersteller dieser App.',
  },
  'invalid-command': {
    title: 'Das ist gerade nicht möglich',
    hint: 'Der Download ist vielleicht schon weiter. Versuchen Sie es erneut.',
  },
  unsupported: { title: 'Das kann diese App hier nicht', hint: 'Der verwendete Download-Dienst bietet es nicht an.' },
  'unknown-download': {
    title: 'Diesen Download gibt es nicht mehr',
    hint: 'Er wurde inzwischen entfernt. Starten Sie ihn neu, falls Sie das Modell noch brauchen.',
  },
  network: {
    title: 'Die Verbindung ist abgebrochen',
    hint: `Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut. ${again}`,
  },
  timeout: { title: 'Der Server antwortet nicht', hint: `Versuchen Sie es in ein paar Minuten erneut. ${again}` },
  stalled: {
    title: 'Es kommen keine Daten mehr an',
    hint: `Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut. ${again}`,
  },
  'http-status': { title: 'Der Server meldet ein Problem', hint: `Versuchen Sie es später erneut. ${again}` },
  'not-found': {
    title: 'Das Modell wurde nicht gefunden',
    hint: 'Vielleicht wurde es verschoben oder zurückgezogen. Suchen Sie nach einer neueren Version dieser App.',
  },
  unauthorized: {
    title: 'Anmeldung erforderlich',
    hint: 'Melden Sie sich auf der Website an, von der das Modell kommt, und versuchen Sie es erneut.',
  },
  forbidden: {
    title: 'Zugriff verweigert',
    hint: 'Ihr Konto darf dieses Modell nicht herunterladen. Melden Sie sich mit einem anderen an oder bitten Sie den Herausgeber um Zugriff.',
  },
  gated: {
    title: 'Die Lizenz muss erst angenommen werden',
    hint: 'Nehmen Sie die Lizenz auf der Seite des Modells an und versuchen Sie es erneut.',
  },
  'rate-limited': {
    title: 'Zu viele Anfragen',
    hint: `Der Server bittet um eine Pause. Versuchen Sie es in ein paar Minuten erneut. ${again}`,
  },
  'bad-response': {
    title: 'Der Server hat etwas Unerwartetes gesendet',
    hint: 'Versuchen Sie es erneut. Geschieht es wieder, liegt es vielleicht an einem Proxy oder einer Firewall.',
  },
  'source-changed': {
    title: 'Das Modell hat sich auf dem Server geändert',
    hint: 'Versuchen Sie es erneut, um die neue Version von Anfang an herunterzuladen.',
  },
  'too-many-redirects': {
    title: 'Die Adresse des Modells führt ins Leere',
    hint: 'Suchen Sie nach einer neueren Version dieser App oder wenden Sie sich an ihren Hersteller.',
  },
  'insecure-url': {
    title: 'Die Verbindung wäre nicht sicher',
    hint: 'Der Download wurde zu Ihrem Schutz gestoppt. Wenden Sie sich an den Hersteller dieser App.',
  },
  'captive-portal': {
    title: 'Dieses Netzwerk verlangt eine Anmeldung',
    hint: 'Öffnen Sie Ihren Browser, melden Sie sich im WLAN an und versuchen Sie es erneut.',
  },
  'checksum-mismatch': {
    title: 'Die Datei kam beschädigt an',
    hint: 'Sie entspricht nicht dem, was der Herausgeber zugesagt hat, und wurde gelöscht. Versuchen Sie es erneut, am besten in einem anderen Netzwerk.',
  },
  'size-mismatch': {
    title: 'Die Datei hat die falsche Größe',
    hint: 'Vielleicht hat der Herausgeber das Modell geändert. Suchen Sie nach einer neueren Version dieser App.',
  },
  'disk-full': {
    title: 'Nicht genug Speicherplatz',
    hint: `Geben Sie Speicherplatz frei und versuchen Sie es erneut. ${again}`,
  },
  'storage-denied': {
    title: 'In den Modellordner kann nicht geschrieben werden',
    hint: 'Erlauben Sie dieser App, dort zu schreiben, oder wählen Sie einen anderen Ordner, und versuchen Sie es erneut.',
  },
  'storage-io': {
    title: 'Der Datenträger meldet ein Problem',
    hint: 'Prüfen Sie, ob das Laufwerk angeschlossen und in Ordnung ist, und versuchen Sie es erneut.',
  },
  'quota-exceeded': {
    title: 'Der Browser gibt keinen weiteren Speicherplatz frei',
    hint: 'Entfernen Sie nicht mehr benötigte Modelle oder geben Sie Speicherplatz frei, und versuchen Sie es erneut.',
  },
  locked: {
    title: 'Der Modellordner ist in Gebrauch',
    hint: 'Ein anderes Fenster oder eine andere App verwendet ihn. Schließen Sie es, oder versuchen Sie es später erneut.',
  },
  cancelled: { title: 'Der Download wurde abgebrochen', hint: 'Starten Sie ihn neu, wann immer Sie möchten.' },
  'link-lost': {
    title: 'Der Download-Dienst ist nicht erreichbar',
    hint: 'Die Verbindung wird wiederhergestellt. Nichts geht verloren.',
  },
  closed: { title: 'Der Download-Dienst wurde beendet', hint: `Starten Sie diese App neu, um fortzufahren. ${again}` },
}
