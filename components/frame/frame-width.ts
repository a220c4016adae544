/** How wide header, content and footer get, so that their edges line up. */
export const frameWidth = 'max-w-frame'
