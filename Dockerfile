# Not tried yet, no Docker was at hand: try it before you rely on it.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

# glibc, not musl: the explorer's bundler and the embedded PostgreSQL of development are built for it.
FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Read at run time only by the sandbox: the explorer's examples, and the shipped sample of the NPPES file.
COPY --from=build /app/schema/operations ./schema/operations
COPY --from=build /app/src/sources/samples ./src/sources/samples
# The operator's commands, by their name.
RUN chmod +x dist/scripts/pgw.js && ln -s /app/dist/scripts/pgw.js /usr/local/bin/pgw
USER node
EXPOSE 4000
# A worker (ROLE=worker) listens too, for /healthz and /metrics.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A young generation of 64 MiB: answers with lists make garbage faster than the usual 16 MiB can take.
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "dist/src/main.js"]
