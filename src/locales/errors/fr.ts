import type { DownloadMessages } from '../../engine/core/messages-download.js'

const kept = 'Ce qui est arrivé est conservé.'

/** What went wrong and what to do, in French. */
export const ERRORS_FR: DownloadMessages['error'] = {
  'invalid-model': {
    title: 'Ce modèle ne peut pas être téléchargé',
    hint: 'Sa description contient une erreur. Signalez-le aux auteurs de l’application.',
  },
  'invalid-command': {
    title: 'Ce n’est pas possible pour l’instant',
    hint: 'Le téléchargement a peut-être avancé entre-temps. Réessayez.',
  },
  unsupported: {
    title: 'L’application ne peut pas faire cela ici',
    hint: 'Le service de téléchargement utilisé ne le propose pas.',
  },
  'unknown-download': {
    title: 'Ce téléchargement n’existe plus',
    hint: 'Il a été supprimé entre-temps. Relancez-le si vous avez encore besoin du modèle.',
  },
  network: { title: 'La connexion a été perdue', hint: `Vérifiez votre connexion Internet, puis réessayez. ${kept}` },
  timeout: { title: 'Le serveur ne répond pas', hint: `Réessayez dans quelques minutes. ${kept}` },
  stalled: {
    title: 'Plus aucune donnée n’arrive',
    hint: `Vérifiez votre connexion Internet, puis réessayez. ${kept}`,
  },
  'http-status': { title: 'Le serveur signale un problème', hint: `Réessayez plus tard. ${kept}` },
  'not-found': {
    title: 'Le modèle est introuvable',
    hint: 'Il a peut-être été déplacé ou retiré. Cherchez une mise à jour de l’application.',
  },
  unauthorized: {
    title: 'Connexion à un compte requise',
    hint: 'Connectez-vous au site d’où vient le modèle, puis réessayez.',
  },
  forbidden: {
    title: 'Accès refusé',
    hint: 'Votre compte ne permet pas de télécharger ce modèle. Utilisez-en un autre ou demandez l’accès à l’éditeur.',
  },
  gated: {
    title: 'La licence doit d’abord être acceptée',
    hint: 'Acceptez la licence sur la page du modèle, puis réessayez.',
  },
  'rate-limited': {
    title: 'Trop de demandes',
    hint: `Le serveur demande une pause. Réessayez dans quelques minutes. ${kept}`,
  },
  'bad-response': {
    title: 'Le serveur a envoyé quelque chose d’inattendu',
    hint: 'Réessayez. Si cela se reproduit, un proxy ou un pare-feu est peut-être en cause.',
  },
  'source-changed': {
    title: 'Le modèle a changé sur le serveur',
    hint: 'Réessayez pour télécharger la nouvelle version depuis le début.',
  },
  'too-many-redirects': {
    title: 'L’adresse du modèle ne mène nulle part',
    hint: 'Cherchez une mise à jour de l’application ou prévenez ses auteurs.',
  },
  'insecure-url': {
    title: 'La connexion ne serait pas sûre',
    hint: 'Le téléchargement a été arrêté pour vous protéger. Prévenez les auteurs de l’application.',
  },
  'captive-portal': {
    title: 'Ce réseau demande une identification',
    hint: 'Ouvrez votre navigateur, identifiez-vous sur le réseau Wi-Fi, puis réessayez.',
  },
  'checksum-mismatch': {
    title: 'Le fichier est arrivé endommagé',
    hint: 'Il ne correspond pas à ce que l’éditeur a annoncé et a été supprimé. Réessayez, si possible depuis un autre réseau.',
  },
  'size-mismatch': {
    title: 'Le fichier n’a pas la bonne taille',
    hint: 'L’éditeur a peut-être modifié le modèle. Cherchez une mise à jour de l’application.',
  },
  'disk-full': { title: 'Espace disque insuffisant', hint: `Libérez de l’espace, puis réessayez. ${kept}` },
  'storage-denied': {
    title: 'Impossible d’écrire dans le dossier des modèles',
    hint: 'Autorisez l’application à y écrire ou choisissez un autre dossier, puis réessayez.',
  },
  'storage-io': {
    title: 'Le disque signale un problème',
    hint: 'Vérifiez que le disque est branché et en bon état, puis réessayez.',
  },
  'quota-exceeded': {
    title: 'Le navigateur n’accorde plus d’espace',
    hint: 'Supprimez des modèles inutiles ou libérez de l’espace disque, puis réessayez.',
  },
  locked: {
    title: 'Le dossier des modèles est utilisé',
    hint: 'Une autre fenêtre ou application s’en sert. Fermez-la ou réessayez plus tard.',
  },
  cancelled: { title: 'Le téléchargement a été annulé', hint: 'Relancez-le quand vous le souhaitez.' },
  'link-lost': {
    title: 'Le service de téléchargement est injoignable',
    hint: 'La connexion est en cours de rétablissement. Rien n’est perdu.',
  },
  closed: {
    title: 'Le service de téléchargement s’est arrêté',
    hint: `Redémarrez l’application pour continuer. ${kept}`,
  },
}
