/** The name people see in the header, in titles and on the sign-in page. */
export const productName = 'Institution Desk'

/** One line under the name on the sign-in page. */
export const productTagline = 'Back-office work for banks and credit unions.'

/** What the identity provider is called on screen. */
export const identityProviderName = 'Jack Henry Identity'

/** Where "Get help" in the footer of every page leads. */
export const helpHref = 'mailto:support@institution-desk.example?subject=Help'

/** Where "Accessibility" in the footer leads: the statement of this product, or of your company. */
export const accessibilityHref = '/accessibility'

/** Where people report a barrier. */
export const accessibilityContact = 'accessibility@institution-desk.example'

/** Under the button of the sign-in page. */
export const signInHelp = "Trouble signing in? Contact your institution's administrator."

/** The header's colour once more, for the bar of a browser on a phone, which reads no style sheet. */
export const browserBarColor = { light: '#12294b', dark: '#0f1e35' }
