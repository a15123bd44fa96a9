'use client'

import type { OfferMessages } from '../../engine/core/messages-offer.js'
import { OFFER_MESSAGES_EN } from '../../engine/core/messages-offer-en.js'
import { useMessages } from '../locale/use-messages.js'

/** The words of an offer to download. */
export function useOfferMessages(): OfferMessages {
  return useMessages('offer', OFFER_MESSAGES_EN)
}
