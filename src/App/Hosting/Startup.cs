using App.Api;
using App.Cli;
using App.Core.Accounts;
using App.Core.Market;
using App.Core.Risk;
using App.Features.Accounts;
using App.Features.Accounts.Sessions;
using App.Features.Admin;
using App.Features.Batches;
using App.Features.Calculations;
using App.Features.CommandCenter;
using App.Features.Imports;
using App.Features.Limits;
using App.Features.Models;
using App.Features.Orders;
using App.Features.Portfolios;
using App.Features.Targets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace App.Hosting;

/// <summary>What happens between building the host and serving the first request.</summary>
internal static class Startup
{
    /// <summary>Brings the database up to date, seeds what every installation has, and says where the application listens.</summary>
    /// <param name="app">The host.</param>
    /// <param name="verb">What the process was started for; null for the server.</param>
    public static async Task PrepareAsync(this WebApplication app, Verb? verb)
    {
        if (verb is { LeavesDatabaseAlone: true })
        {
            return;
        }

        await StartGate.MigrateAsync(app, verb);
        await RemoveInventedPricesAsync(app.Services, app.Lifetime.ApplicationStopping);
        var invite = app.Services.GetRequiredService<BetaOptions>().InviteCode;
        await app.Services.GetRequiredService<IInviteCodes>().EnsureAsync(
            invite, "beta", app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), app.Lifetime.ApplicationStopping);
        await SeedRiskSettingsAsync(app.Services, app.Lifetime.ApplicationStopping);
        if (verb is null)
        {
            await StartGate.CheckAsync(app);
        }

        app.Lifetime.ApplicationStarted.Register(() => Announce(app, invite));
    }

    private static async Task SeedRiskSettingsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IRiskSettingsStore>();
        if ((await store.ListAsync(1, cancellationToken)).Count == 0)
        {
            // Another node may be quicker, which is what was wanted.
            await store.AddAsync(new RiskSettingsVersion(RiskSettings.Standard, services.GetRequiredService<TimeProvider>().GetUtcNow(), null, null), cancellationToken);
        }
    }

    // An installation that was tried with the sample market and now has real sources: a series never goes on from one to the other.
    private static async Task RemoveInventedPricesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<CollectMarketData>().UsesSampleData
            && await services.GetRequiredService<IMarketDataStore>().RemoveSampleAsync(cancellationToken) is > 0 and var removed)
        {
            services.GetRequiredService<ILogger<CollectMarketData>>().LogWarning(
                "Removed the invented prices of {Symbols} symbols: the sample market is no longer among the sources. Snapshots made of them stay until their chains are replayed", removed);
        }
    }

    public static void UseBallast(this WebApplication app)
    {
        app.UseKnownProxies();
        app.UseSecurityHeaders();
        app.UseCorrelationIds();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseExceptionHandler();
        app.UseRequestLocalization();
        app.UseStatusPages();
        app.UseAuthentication();
        app.UseActors();
        app.UseOriginGuard();
        app.UseLimits();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<IdempotencyPipeline>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapHealth();
        var api = app.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapSessions();
        api.MapImpersonations();
        api.MapLeaving();
        api.MapAccountRecovery();
        api.MapOnboarding();
        api.MapImports();
        api.MapUpdates();
        api.MapPortfolios();
        api.MapCashEntries();
        api.MapValuations();
        api.MapPositionViews();
        api.MapRuns();
        api.MapSecurities();
        api.MapAnalytics();
        api.MapAggregateAnalytics();
        api.MapTargets();
        api.MapExpectedReturns();
        api.MapSnapshotChecks();
        api.MapActivity();
        api.MapBatches();
        api.MapWebhooks();
        api.MapModels();
        api.MapOrders();
        var admin = api.MapGroup("/admin").RequireAuthorization(Policies.Operators).ProducesProblem(401).ProducesProblem(403);
        admin.MapEndOfDays();
        admin.MapSnapshotOperations();
        admin.MapRiskSettings();
        admin.MapQuarantine();
        admin.MapAudit();
        admin.MapInviteCodes();
        admin.MapAdministration();
        var second = app.MapGroup("/api/v2");
        second.MapPortfolioBulk();
        second.MapBulkWrites();
        app.MapHub<RunHub>(RunHub.Path);
        app.MapHub<BatchHub>(BatchHub.Path);
    }

    private static void Announce(WebApplication app, string invite)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

        // For the person at the terminal, whatever the log is set to.
        Console.WriteLine();
        Console.WriteLine($"  Ballast is ready at  {string.Join("  ", addresses)}");
        Console.WriteLine($"  Invite code          {invite}");
        Console.WriteLine();
    }
}
