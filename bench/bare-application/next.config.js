// Here so that Next.js does not look further up and find the application's own.
// biome-ignore lint/style/noDefaultExport: this is what Next.js reads.
export default {}
