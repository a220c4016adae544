import type { ReactNode } from 'react'

/** Makes the anchor of a section, and the link to it. */
export function toAnchor(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z]+/g, '-')
}

/** A section of the gallery, with an anchor to link to. */
export function Specimen({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section id={toAnchor(title)} className="flex min-w-0 scroll-mt-6 flex-col gap-4">
      <h2 className="border-border border-b pb-1.5 font-semibold text-heading">
        <a href={`#${toAnchor(title)}`} className="no-underline hover:underline">
          {title}
        </a>
      </h2>
      {children}
    </section>
  )
}
