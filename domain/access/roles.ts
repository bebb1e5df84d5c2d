/** What somebody is in a territory. Who may do what is `can`, the one table read by server and screens. */
export const ROLES = ['operator', 'regulator', 'professional', 'delegate', 'coordinator', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** Everything that a route may ask for. `anyone` needs a session, whatever the role. */
const PERMISSIONS = {
  'session:use': ROLES,
  'territory:read': ROLES,
  'directory:read': ROLES,
  'request:create': ['operator', 'regulator', 'professional', 'delegate'],
  'request:read': ['operator', 'regulator'],
  'request:work': ['operator', 'regulator'],
  'request:regulate': ['regulator'],
  'identity:read': ['operator', 'regulator', 'professional', 'delegate'],
  'offers:read': ['operator', 'regulator'],
  'booking:hold': ['operator', 'regulator'],
  'booking:cancel': ['operator', 'regulator', 'professional', 'delegate'],
  'booking:answer': ['professional', 'delegate'],
  'booking:outcome': ['operator', 'regulator', 'professional', 'delegate'],
  'agenda:own': ['professional', 'delegate'],
  'agenda:prepare': ['coordinator', 'administrator'],
  'capacity:read': ['operator', 'regulator', 'coordinator', 'administrator'],
  'indicators:read': ['coordinator', 'administrator'],
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof PERMISSIONS

/** Whether `role` may do `permission` in the territory it was granted for. */
export const can = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role)
