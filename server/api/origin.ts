import type { FastifyRequest } from 'fastify'

/** Where whoever asks found us: what links that we give begin with. */
export const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`
