import type { OfferMessages } from './messages-offer.js'

/** The words of an offer in English. */
export const OFFER_MESSAGES_EN: OfferMessages = {
  gate: {
    title: (name) => `This needs ${name}`,
    body: 'It is downloaded once. After that it works on this device, without a connection.',
  },
  plan: {
    title: (name) => `What the download of ${name} takes`,
    size: 'Download',
    unknownSize: 'Size not known yet',
    present: (toFetch, present) => `${toFetch} (${present} is here already)`,
    time: 'Time',
    duration: (duration) => `about ${duration}`,
    space: 'Left on the disk afterwards',
    free: (size) => `${size} free`,
    source: 'From',
    license: 'License',
    missing: (size) => `Not enough disk space: ${size} more has to be freed first.`,
    metered: 'This connection is metered: the download may cost money.',
  },
}
