import { z } from 'zod'

// The content security policy forbids code made from strings, which zod would otherwise try when a schema is built.
z.config({ jitless: true })
