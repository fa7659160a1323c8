using App.Core.Calculations;
using App.Core.Operations;
using App.Data.Calculations;
using App.Data.Providers;

namespace App.Features.Calculations;

/// <summary>Sets up how progress reaches who watches: within the process, and on PostgreSQL from node to node.</summary>
internal static class RunFeeds
{
    public static void AddRunFeed(this IServiceCollection services, DatabaseOptions database)
    {
        if (database.Provider != DatabaseProvider.Postgres)
        {
            services.AddSingleton<IRunFeed, InProcessRunFeed>();
            return;
        }

        services.AddSingleton(provider => new PostgresRunFeed(
            database,
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<IIdGenerator>().Next(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresRunFeed>>()));
        services.AddSingleton<IRunFeed>(provider => provider.GetRequiredService<PostgresRunFeed>());
        services.AddHostedService<RunFeedService>();
    }
}

/// <summary>Tells other nodes of the runs of this one, and hears of theirs, for as long as the application lives.</summary>
internal sealed class RunFeedService(PostgresRunFeed feed) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => feed.RunAsync(stoppingToken);
}
