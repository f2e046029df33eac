# syntax=docker/dockerfile:1
# Built in one image, shipped in another: compilers and tests stay behind.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-semi-space-size=64
RUN groupadd --gid 10001 fedpass \
 && useradd --uid 10001 --gid fedpass --no-create-home --shell /usr/sbin/nologin fedpass \
 && install -d -o fedpass -g fedpass /project /project/.fedpass
WORKDIR /opt/fedpass
COPY --from=build /build/package.json /build/LICENSE /build/NOTICE ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
RUN ln -s /opt/fedpass/dist/cli/main.js /usr/local/bin/fedpass
# The project is mounted here: fedpass.yaml, policies/ and subgraphs/.
WORKDIR /project
USER 10001:10001
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["fedpass"]
CMD ["start"]
