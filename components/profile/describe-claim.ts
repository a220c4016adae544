const words: Readonly<Record<string, string>> = {
  sub: 'User ID',
  name: 'Name',
  given_name: 'First name',
  middle_name: 'Middle name',
  family_name: 'Last name',
  preferred_username: 'Username',
  email: 'Email',
  email_verified: 'Email verified',
  phone_number: 'Phone',
  locale: 'Language',
  zoneinfo: 'Time zone',
  picture: 'Picture',
}

/** A claim's name in words; one nobody has words for is shown as the provider calls it. */
export function describeClaim(name: string): string {
  return words[name] ?? name
}
