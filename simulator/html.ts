/** Markup that is safe to send: made by {@link html}, or vouched for with {@link trusted}. */
export interface Html {
  readonly markup: string
}

type Part = Html | readonly Html[] | string | number | undefined

/** Template tag. Whatever is put in is escaped, unless it is markup already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let markup = strings[0] ?? ''
  for (const [position, part] of parts.entries()) {
    markup += render(part) + (strings[position + 1] ?? '')
  }
  return { markup }
}

/** Takes markup from oidc-provider as it is; never for text from a request. */
export function trusted(markup: string): Html {
  return { markup }
}

function render(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escapeText(part)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

function escapeText(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
