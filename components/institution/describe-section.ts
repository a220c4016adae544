import { keptSections } from '@/components/institution-switcher/kept-sections'

/** What people call a page inside an institution, "Accounts"; null for one that has no name everywhere. */
export function describeSection(inside: string): string | null {
  const [section = ''] = inside.split(/[/?#]/)
  if (!keptSections.includes(section)) return null
  const words = section.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
