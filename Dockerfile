# The bot with Node 24, as an unprivileged user; it writes only to /data. docs/deploy.md has the commands.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has Node already, so the copy among the optional packages is omitted.
RUN npm ci --omit=dev --omit=optional
COPY . .

FROM node:24-bookworm-slim
RUN install -d -o node -g node -m 0700 /data
COPY --from=build /app /app
# The working folder makes /data/claimcheck.sqlite the default store, even if an env file sets CLAIMCHECK_DATABASE to nothing.
WORKDIR /
ENV NODE_ENV=production STATUS_PORT=8087
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.STATUS_PORT}/healthz`).then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=8", "/app/bin/claimcheck.mjs"]
CMD ["start"]
