using App.Cli;
using App.Core.Operations;
using App.Data.Providers;

namespace App.Hosting;

/// <summary>What has to hold before the first request is served: the schema is this program's, and nothing that it needs is missing.</summary>
internal static class StartGate
{
    /// <summary>Brings the schema up to date, or says why that is not done.</summary>
    /// <remarks>Switched off by <c>Database:Migrate</c>, for installations whose operators migrate by the command beside a back-up, or whose program may not change tables.</remarks>
    /// <exception cref="StartRefusedException">The schema is newer than the program; or older, and it is not this start's to change.</exception>
    public static async Task MigrateAsync(WebApplication app, Verb? verb)
    {
        var (services, cancellationToken) = (app.Services, app.Lifetime.ApplicationStopping);
        var state = await services.GetRequiredService<ISchemaProbe>().ReadAsync(cancellationToken);
        if (state.Unknown.Count > 0)
        {
            throw new StartRefusedException(StartRefusedException.NotReady, $"The database has a newer schema than this program: it has {string.Join(", ", state.Unknown)}, which this program does not know. "
                + "Nothing was changed. Start the newer version, or restore the back-up made before the upgrade.");
        }

        if (verb?.Migrates == true || app.Configuration.GetValue("Database:Migrate", true))
        {
            await services.GetRequiredService<SchemaMigrator>().MigrateAsync(cancellationToken);
        }
        else if (state.Pending.Count > 0)
        {
            throw new StartRefusedException(StartRefusedException.NotReady, FormattableString.Invariant($"The database has an older schema than this program: {state.Pending.Count} migrations are not applied, the first is {state.Pending[0]}. ")
                + "Database:Migrate is false, so nothing was changed. Make a back-up, then run this program's command “migrate”.");
        }
    }

    /// <summary>Checks the prerequisites. In Production what is missing stops the start, elsewhere it is a warning.</summary>
    /// <exception cref="StartRefusedException">Something is missing, in Production.</exception>
    public static async Task CheckAsync(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StartGate));
        foreach (var unknown in ConfigurationCheck.Unknown(app.Configuration))
        {
            log.LogWarning("{Unknown}", unknown);
        }

        var found = await app.Services.GetRequiredService<CheckPrerequisites>().HandleAsync(app.Lifetime.ApplicationStopping);
        var isSkipped = app.Configuration.GetValue("SKIP_STARTUP_VALIDATION", false);
        foreach (var missing in found.Where(each => !each.Ok))
        {
            log.LogWarning("Prerequisite missing: {Prerequisite}", missing.ToString());
        }

        if (found.Where(each => each.IsInTheWay).ToList() is not { Count: > 0 } inTheWay)
        {
            return;
        }

        if (isSkipped || !app.Environment.IsProduction())
        {
            log.LogWarning("Started all the same, with {Missing} prerequisites missing: {Why}", inTheWay.Count, isSkipped ? "SKIP_STARTUP_VALIDATION is true" : "this is not Production");
            return;
        }

        throw new StartRefusedException(
            StartRefusedException.NotReady,
            $"Not started: {(inTheWay.Count == 1 ? "a prerequisite is" : FormattableString.Invariant($"{inTheWay.Count} prerequisites are"))} missing.\n{string.Join("\n", inTheWay.Select(each => $"  {each}"))}\n"
            + "To start all the same set SKIP_STARTUP_VALIDATION=true.");
    }
}
