'use client'

import { type CSSProperties, type ForwardRefExoticComponent, forwardRef, type RefAttributes } from 'react'
import type { ModelInput } from '../../engine/core/model.js'
import { StorageAdopt } from './storage-adopt.js'
import { StorageAnnouncer } from './storage-announcer.js'
import { StorageBar } from './storage-bar.js'
import { StorageEmpty } from './storage-empty.js'
import { StorageHeading } from './storage-heading.js'
import { StorageList } from './storage-list.js'
import { StorageNotice } from './storage-notice.js'
import { StoragePanelRow } from './storage-panel-row.js'
import { STORAGE_SECTIONS } from './storage-part-state.js'
import { StorageRoot, type StorageRootOptions } from './storage-root.js'
import { StorageSection } from './storage-section.js'
import { StorageSummary } from './storage-summary.js'
import { StorageSweep } from './storage-sweep.js'
import { StorageSweepAge } from './storage-sweep-age.js'

export interface StoragePanelProps extends StorageRootOptions {
  /** Models that a person may have already: each that is not here is offered to be taken over from a file. Needs `pickLocation`. */
  readonly adoptable?: readonly ModelInput[]
  /** Asks the person where the file of a model is, as by the system's dialog; gives its place on the engine's machine, or null. */
  readonly pickLocation?: (model: ModelInput) => Promise<string | null>
  readonly className?: string
  /** Custom properties go here too: `{ '--weightlift-accent': 'teal' }`. */
  readonly style?: CSSProperties
}

/**
 * What models take on this machine: models, what is not complete, and files that belong to none, with sizes, ages and free space; remove,
 * delete, check, clean up. Controls that the engine cannot serve are not drawn. Needs an `EngineProvider` above it and
 * `weightlift/styles.css` once in the app.
 */
export const StoragePanel: ForwardRefExoticComponent<StoragePanelProps & RefAttributes<HTMLDivElement>> =
  /*#__PURE__*/ forwardRef(function StoragePanel({ adoptable = [], pickLocation, className, ...root }, ref) {
    return (
      <StorageRoot
        {...root}
        ref={ref}
        className={`weightlift-panel weightlift-storage${className === undefined ? '' : ` ${className}`}`}
      >
        <div className="weightlift-storage-head">
          <StorageSummary className="weightlift-summary" />
          <div className="weightlift-sweep">
            <StorageSweepAge className="weightlift-input" />
            <StorageSweep className="weightlift-button" />
          </div>
          <StorageBar className="weightlift-storage-bar" />
        </div>
        <StorageNotice className="weightlift-queue-notice" />
        <StorageEmpty className="weightlift-empty" />
        {STORAGE_SECTIONS.map((name) => (
          <StorageSection key={name} name={name} className="weightlift-section">
            <StorageHeading className="weightlift-section-heading" />
            <StorageList className="weightlift-rows">
              <StoragePanelRow />
            </StorageList>
          </StorageSection>
        ))}
        {pickLocation !== undefined && adoptable.length > 0 && (
          <ul className="weightlift-adopt">
            {adoptable.map((model) => (
              <li key={model.id}>
                <StorageAdopt model={model} pickLocation={pickLocation} className="weightlift-button" />
              </li>
            ))}
          </ul>
        )}
        <StorageAnnouncer className="weightlift-hidden" />
      </StorageRoot>
    )
  })
