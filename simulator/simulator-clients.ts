import { oddApplication, simulatorSecret } from './external-applications.ts'

/** Ids of the External Applications, and the secrets of those that have one. */
export interface SimulatorClients {
  readonly basic: string
  readonly post: string
  readonly privateKey: string
  /** A service account: client credentials only. */
  readonly service: string
  /** Its id and its secret have to be form-encoded. */
  readonly odd: string
  readonly forInstitution: (institutionId: string) => string
  readonly privateKeyForInstitution: (institutionId: string) => string
  readonly serviceForInstitution: (institutionId: string) => string
  /** Of every application with a secret, save the odd one. */
  readonly secret: string
  readonly oddSecret: string
}

/** The same for every simulator. */
export const simulatorClients: SimulatorClients = {
  basic: 'starter',
  post: 'starter-post',
  privateKey: 'starter-key',
  service: 'starter-service',
  odd: oddApplication.clientId,
  forInstitution: (institutionId) => `starter-${institutionId}`,
  privateKeyForInstitution: (institutionId) => `starter-key-${institutionId}`,
  serviceForInstitution: (institutionId) => `starter-service-${institutionId}`,
  secret: simulatorSecret,
  oddSecret: oddApplication.secret,
}
