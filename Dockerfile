# Builds and runs Ballast: docker build -t ballast . && docker run -p 8080:8080 -v ballast-data:/app/data ballast
# Everything but the data may be read-only: docker run --read-only --tmpfs /tmp --cap-drop ALL …
# The versions are those the tests were last run with; raise both together.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY build/ build/
COPY src/App.Core/App.Core.csproj src/App.Core/packages.lock.json src/App.Core/
COPY src/App.Data/App.Data.csproj src/App.Data/packages.lock.json src/App.Data/
COPY src/App/App.csproj src/App/packages.lock.json src/App/
RUN dotnet restore src/App --locked-mode
COPY docs/guide/ docs/guide/
COPY src/ src/
RUN dotnet publish src/App -c Release --no-restore -o /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12
WORKDIR /app
# The system's SQLite is newer than the one the packages bring, and is used where it is there. curl asks for health.
# The data belongs to the user below, by number; everything else to root, so that the application cannot change itself.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsqlite3-0 curl \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 1654 -g 1654 -m 700 /app/data
COPY --from=build /published .
# Without diagnostics the runtime makes no pipes and files of its own under /tmp.
ENV ASPNETCORE_HTTP_PORTS=8080 ASPNETCORE_ENVIRONMENT=Production DOTNET_EnableDiagnostics=0
EXPOSE 8080
VOLUME /app/data
# The "app" user of the base image, by number: a volume's owner can be named, and Kubernetes sees that it is not root.
USER 1654:1654
# Asked to end it gives back the runs it works on, within 20 seconds.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
ENTRYPOINT ["dotnet", "App.dll"]
