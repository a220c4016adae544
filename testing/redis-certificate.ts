import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from '../scripts/find-program.mjs'

/** Paths of a certificate for loopback, its key, and the throw-away authority that signed it. */
export interface ServerCertificate {
  readonly caFile: string
  readonly certificateFile: string
  readonly keyFile: string
}

const openSslSettings = `
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
`

/** Makes them in the folder with `openssl`, valid for a day. */
export async function createServerCertificate(folder: string): Promise<ServerCertificate> {
  const program = findProgram('openssl')
  if (program === undefined) {
    throw new Error('openssl is missing: install it to run a server with TLS')
  }
  const run = (command: string) => promisify(execFile)(program, command.split(' '), { cwd: folder })
  const newKey = 'req -config openssl.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
  writeFileSync(join(folder, 'openssl.cnf'), openSslSettings)
  await run(
    `${newKey} -x509 -extensions authority -days 1 -subj /CN=tests -keyout ca.key -out ca.pem`,
  )
  await run(`${newKey} -subj /CN=localhost -keyout server.key -out server.csr`)
  await run(
    'x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 ' +
      '-extfile openssl.cnf -extensions server -out server.pem',
  )
  return {
    caFile: join(folder, 'ca.pem'),
    certificateFile: join(folder, 'server.pem'),
    keyFile: join(folder, 'server.key'),
  }
}
