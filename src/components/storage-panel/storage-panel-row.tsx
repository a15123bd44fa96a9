'use client'

import type { JSX } from 'react'
import { StorageDiscard } from './storage-discard.js'
import { StorageFacts } from './storage-facts.js'
import { StorageItem } from './storage-item.js'
import { StorageName } from './storage-name.js'
import { StorageProblem } from './storage-problem.js'
import { StorageRemove } from './storage-remove.js'
import { StorageRemoveDialog } from './storage-remove-dialog.js'
import { StorageSize } from './storage-size.js'
import { StorageVerify } from './storage-verify.js'

/** A row of the storage panel. */
export function StoragePanelRow(): JSX.Element {
  return (
    <StorageItem className="weightlift-row weightlift-stored">
      <StorageName className="weightlift-title" />
      <div className="weightlift-facts">
        <StorageSize />
        <StorageFacts className="weightlift-stored-facts" />
      </div>
      <div className="weightlift-controls">
        <StorageVerify className="weightlift-button weightlift-button-quiet" />
        <StorageDiscard className="weightlift-button weightlift-button-quiet" />
        <StorageRemove
          className="weightlift-button weightlift-button-quiet"
          dialog={<StorageRemoveDialog className="weightlift-dialog" />}
        />
      </div>
      <StorageProblem className="weightlift-error" />
    </StorageItem>
  )
}
