import type { Messages } from '../engine/core/messages.js'
import { createPlural } from '../engine/core/plural.js'
import { ERRORS_DE } from './errors/de.js'

const plural = /*#__PURE__*/ createPlural('de')
const also = (detail: string | null): string => (detail === null ? '' : ` ${detail}.`)

/** All words in German. */
export const de: Messages = {
  common: {
    moment: { in: (duration) => `in ${duration}`, at: (time) => `um ${time} Uhr` },
    link: {
      connecting: 'Verbindung zum Download-Dienst wird hergestellt …',
      open: null,
      lost: 'Verbindung zum Download-Dienst wird wiederhergestellt …',
      closed: 'Der Download-Dienst wurde beendet',
    },
  },
  download: {
    status: {
      missing: 'Nicht heruntergeladen',
      queued: 'In der Warteschlange',
      preparing: 'Wird vorbereitet',
      downloading: 'Wird heruntergeladen',
      waiting: 'Wartet',
      paused: 'Angehalten',
      verifying: 'Wird geprüft',
      completed: 'Einsatzbereit',
      failed: 'Download fehlgeschlagen',
      cancelled: 'Abgebrochen',
    },
    announcement: {
      missing: (name) => `${name} wurde von diesem Gerät entfernt.`,
      queued: (name) => `${name} steht in der Warteschlange.`,
      preparing: (name) => `Der Download von ${name} wird vorbereitet.`,
      downloading: (name) => `${name} wird heruntergeladen.`,
      waiting: (name, detail) => `${name} wartet.${also(detail)}`,
      paused: (name) => `${name} ist angehalten.`,
      verifying: (name) => `${name} ist vollständig und wird geprüft.`,
      completed: (name) => `${name} ist einsatzbereit.`,
      failed: (name, detail) => `${name} konnte nicht heruntergeladen werden.${also(detail)}`,
      cancelled: (name) => `Der Download von ${name} wurde abgebrochen.`,
    },
    reason: {
      retry: (moment) => `Die Verbindung ist fehlgeschlagen. Nächster Versuch ${moment ?? 'in Kürze'}`,
      'rate-limited': (moment) => `Der Server bittet um eine Pause. Nächster Versuch ${moment ?? 'in Kürze'}`,
      offline: () => 'Keine Internetverbindung. Es geht weiter, sobald Sie wieder online sind',
      metered: () => 'Diese Verbindung ist getaktet. Es geht weiter, sobald eine andere da ist',
      schedule: (moment) =>
        `Außerhalb der Download-Zeiten. Es geht weiter${moment === null ? ', sobald sie beginnen' : ` ${moment}`}`,
      yield: () => 'Macht Platz, solange die App beschäftigt ist. Danach geht es weiter',
      lock: () => 'Ein anderes Fenster oder eine andere App verwendet den Modellordner. Danach geht es weiter',
    },
    error: ERRORS_DE,
    action: {
      download: (size) => (size === null ? 'Herunterladen' : `${size} herunterladen`),
      pause: 'Anhalten',
      resume: 'Fortsetzen',
      resumeDownload: 'Download fortsetzen',
      cancel: 'Abbrechen',
      retry: 'Erneut versuchen',
      retryNow: 'Jetzt versuchen',
      startNow: 'Jetzt starten',
      allowMetered: 'Trotzdem herunterladen',
      remove: 'Entfernen',
      update: (size) => (size === null ? 'Aktualisieren' : `Aktualisieren, ${size}`),
      removePartial: 'Teildownload löschen',
      named: (label, name) => `${label}, ${name}`,
    },
    progress: {
      pair: (done, total) => `${done} von ${total}`,
      soFar: (done) => `bisher ${done}`,
      timeLeft: (duration) => `noch etwa ${duration}`,
      verifying: (percent) => `${percent} geprüft`,
      stalled: 'Es kommen keine Daten an',
      position: (position) => (position === 1 ? 'Als Nächstes an der Reihe' : `Platz ${position} in der Warteschlange`),
      checking: 'Gerät wird durchsucht …',
      partial: 'Teilweise heruntergeladen',
      updateAvailable: 'Aktualisierung verfügbar',
      updating: 'Wird aktualisiert',
      unverified: 'nicht geprüft',
      join: (parts) => parts.join(', '),
    },
    confirmCancel: {
      title: (name) => `Download von ${name} abbrechen?`,
      body: (size) =>
        `${size} sind schon auf diesem Gerät. Behalten Sie sie, um später dort weiterzumachen, oder löschen Sie sie, um den Platz freizugeben.`,
      keep: 'Abbrechen und behalten',
      discard: 'Abbrechen und löschen',
      back: 'Weiter herunterladen',
    },
    confirmRemove: {
      title: (name) => `${name} von diesem Gerät entfernen?`,
      body: (size) =>
        `${size === null ? '' : `Das gibt ${size} frei. `}Vor der nächsten Verwendung muss das Modell erneut heruntergeladen werden.`,
      discard: 'Entfernen',
      back: 'Behalten',
    },
  },
  offer: {
    gate: {
      title: (name) => `Dafür wird ${name} benötigt`,
      body: 'Es wird einmal heruntergeladen und funktioniert danach auf diesem Gerät, auch ohne Verbindung.',
    },
    plan: {
      title: (name) => `Was der Download von ${name} erfordert`,
      size: 'Download',
      unknownSize: 'Größe noch unbekannt',
      present: (toFetch, present) => `${toFetch} (${present} sind schon da)`,
      time: 'Dauer',
      duration: (duration) => `etwa ${duration}`,
      space: 'Danach auf dem Datenträger',
      free: (size) => `${size} frei`,
      source: 'Quelle',
      license: 'Lizenz',
      missing: (size) => `Nicht genug Speicherplatz: Geben Sie zuerst ${size} frei.`,
      metered: 'Diese Verbindung ist getaktet: Der Download kann Geld kosten.',
    },
  },
  network: {
    offline: 'Keine Internetverbindung',
    metered: 'Diese Verbindung ist getaktet',
    waiting: (count) => plural(count, { one: '# Download wartet.', other: '# Downloads warten.' }),
    allow: 'Trotzdem herunterladen',
  },
  toasts: {
    title: 'Download-Mitteilungen',
    dismiss: 'Schließen',
    many: (status, count) => `${plural(count, { one: '# Modell', other: '# Modelle' })}: ${status}.`,
  },
  queue: {
    title: 'Downloads',
    section: {
      running: 'Wird heruntergeladen',
      failed: 'Erfordert Ihre Aufmerksamkeit',
      queued: 'Als Nächstes',
      waiting: 'Wartet',
      paused: 'Angehalten',
      completed: 'Einsatzbereit',
      cancelled: 'Abgebrochen',
    },
    action: { pauseAll: 'Alle anhalten', resumeAll: 'Alle fortsetzen', moveUp: 'Nach oben', moveDown: 'Nach unten' },
    announcement: {
      moved: (name, place, count) => `${name} ist jetzt auf Platz ${place} von ${count}.`,
      stays: (name, place, count) => `${name} bleibt auf Platz ${place} von ${count}.`,
      many: (section, count) => `${section}: ${plural(count, { one: '# Download', other: '# Downloads' })}.`,
    },
    graph: (now, peak) => `Geschwindigkeit der letzten drei Minuten: jetzt ${now}, höchstens ${peak}`,
    empty: { title: 'Keine Downloads', hint: 'Hier erscheinen Modelle, die Sie herunterladen.' },
  },
  settings: {
    setting: {
      bytesPerSecondLimit: 'Höchstgeschwindigkeit',
      concurrency: 'Gleichzeitige Downloads',
      connections: 'Verbindungen je Download',
      metered: 'Getaktete Verbindungen',
      schedule: 'Nur zu bestimmten Zeiten',
    },
    hint: {
      bytesPerSecondLimit: 'Für alle Downloads zusammen. Leer lassen für keine Begrenzung.',
      concurrency: 'Die übrigen warten in der Warteschlange.',
      connections: 'Mehr kann bei weit entfernten Servern schneller sein.',
      metered: 'Etwa der Hotspot eines Telefons, bei dem jedes Gigabyte kostet.',
      schedule: 'Außerhalb dieser Zeiten warten Downloads.',
    },
    metered: {
      ask: 'Bei jedem Download nachfragen',
      allow: 'Wie gewohnt herunterladen',
      wait: 'Auf eine andere Verbindung warten',
    },
    label: {
      title: 'Download-Einstellungen',
      unit: 'Einheit der Höchstgeschwindigkeit',
      noLimit: 'Unbegrenzt',
      windows: 'Download-Zeiten',
      window: (number) => `Zeitraum ${number}`,
      days: 'Tage',
      from: 'Von',
      to: 'Bis',
      windowLimit: (unit) => `Höchstgeschwindigkeit in diesem Zeitraum, ${unit}`,
      timeZone: 'Zeitzone',
      ownTimeZone: 'Zeit dieses Geräts',
    },
    action: { addWindow: 'Zeitraum hinzufügen', removeWindow: 'Entfernen' },
    problem: {
      limit: 'Geben Sie eine Zahl über 0 ein, etwa 5, oder lassen Sie das Feld leer.',
      concurrency: 'Geben Sie eine ganze Zahl von 1 bis 100 ein.',
      days: 'Wählen Sie mindestens einen Tag.',
      time: 'Geben Sie an, wann dieser Zeitraum beginnt und endet.',
    },
  },
  storage: {
    title: 'Speicher',
    section: { models: 'Modelle', partials: 'Unvollständig', orphans: 'Andere Dateien' },
    summary: { used: (size) => `${size} belegt`, free: (size) => `${size} frei` },
    fact: {
      pair: (done, total) => `${done} von ${total}`,
      soFar: (done) => `bisher ${done}`,
      changed: (when) => `geändert: ${when}`,
      used: (when) => `zuletzt verwendet: ${when}`,
      shared: (size) => `${size} gemeinsam mit einem anderen Modell`,
      leftover: 'Rest eines unterbrochenen Downloads',
      foreign: 'nicht von dieser App',
      verifying: (percent) => `wird geprüft, ${percent}`,
      busy: 'unterwegs',
    },
    action: {
      remove: 'Entfernen',
      discard: 'Löschen',
      verify: 'Prüfen',
      sweep: 'Aufräumen',
      adopt: (name) => `Vorhandene Datei für ${name} verwenden …`,
    },
    sweepLabel: 'Was aufgeräumt wird',
    olderThan: (days) =>
      days === 0
        ? 'alles Unvollständige'
        : plural(days, { one: 'seit einem Tag unberührt', other: 'seit # Tagen unberührt' }),
    confirm: {
      title: (name) => `${name} von diesem Gerät entfernen?`,
      body: (size) =>
        `Das gibt ${size} frei. Vor der nächsten Verwendung muss das Modell erneut heruntergeladen werden.`,
      remove: 'Entfernen',
      back: 'Behalten',
    },
    announcement: {
      removed: (name) => `${name} wurde entfernt.`,
      swept: (size) => `${size} freigegeben.`,
      sweptNothing: 'Es gab nichts aufzuräumen.',
      verifying: (name) => `${name} wird geprüft.`,
      adopting: (name) => `Die Datei für ${name} wird übernommen.`,
    },
    pending: 'Speicher wird durchsucht …',
    empty: {
      title: 'Keine Modelle auf diesem Gerät',
      hint: 'Hier steht, wie viel Platz heruntergeladene Modelle belegen.',
    },
  },
}
