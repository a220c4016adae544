import { institutionHref } from '@/components/institution/institution-href'
import { keptSections } from './kept-sections'

/**
 * Where a switch to another institution leads: to the section in use, if every institution has it,
 * else home. Nothing else of the address is carried along.
 */
export function switchHref(institutionId: string, currentPath: string): string {
  const section = /^\/i\/[^/]+\/([^/]+)\/?$/.exec(currentPath)?.[1]
  const home = institutionHref(institutionId)
  return section !== undefined && keptSections.includes(section) ? `${home}/${section}` : home
}
