import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Groups what every screen loads first, and the calendar's arithmetic; screens stay in chunks of their own. */
const groups = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'zod', test: /node_modules\/zod\/|web\/app\/zod-settings/ },
  { name: 'text', test: /node_modules\/(i18next|react-i18next)\/|web\/i18n\// },
  { name: 'tanstack', test: /node_modules\/@tanstack\// },
  { name: 'calendar', test: /node_modules\/(temporal-polyfill|rrule-temporal)\// },
]

export default defineConfig({
  root: 'web',
  plugins: [react()],
  server: { proxy: { '/api': 'http://localhost:3000' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: address
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
})
