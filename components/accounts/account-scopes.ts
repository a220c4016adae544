/** What the application must have been given before anybody can change accounts by it. */
export const writeScope = 'https://jackhenry.com/account-services/accounts.write'
