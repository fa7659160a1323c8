# Builds and runs Ballast: docker build -t ballast . && docker run -p 8080:8080 -v ballast-data:/app/data ballast
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
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

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
# The system's SQLite is newer than the one the packages bring, and is used where it is there. curl asks for health.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsqlite3-0 curl \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir -p /app/data \
    && chown "$APP_UID" /app/data
COPY --from=build /published .
ENV ASPNETCORE_HTTP_PORTS=8080 ASPNETCORE_ENVIRONMENT=Production
EXPOSE 8080
VOLUME /app/data
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
ENTRYPOINT ["dotnet", "App.dll"]
