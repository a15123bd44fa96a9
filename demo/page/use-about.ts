import { useQuery } from '@tanstack/react-query'
import { useEngineSnapshot } from 'weightlift'
import type { HostAbout } from '../page-config.js'
import type { Host } from './host.js'

/** What the present engine process tells of itself; asked again when the link comes back, as it may be another one. */
export function useAbout(host: Host): HostAbout | null | undefined {
  const isOpen = useEngineSnapshot((snapshot) => snapshot.link) === 'open'
  return useQuery({ queryKey: ['about'], queryFn: host.about, enabled: isOpen, gcTime: 0, retry: 3 }).data
}
