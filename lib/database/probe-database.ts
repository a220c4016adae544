import 'server-only'

/**
 * Connects to Postgres, asks for its version, and changes nothing.
 *
 * @throws what the driver throws
 */
export async function probeDatabase(connectionString: string): Promise<string> {
  const { Client } = (await import('pg')).default
  const limits = { connectionTimeoutMillis: 4_000, query_timeout: 4_000 }
  const client = new Client({ connectionString, ...limits })
  // Heard here and thrown below.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version ?? ''
  } finally {
    await client.end()
  }
}
