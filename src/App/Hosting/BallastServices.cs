using System.Text.Json;
using System.Text.Json.Serialization;
using App.Api;
using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Idempotency;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Models;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Data.Operations;
using App.Data.Providers;
using App.Features.Accounts;
using App.Features.Admin;
using App.Features.Batches;
using App.Features.Calculations;
using App.Features.CommandCenter;
using App.Features.Limits;
using App.Features.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace App.Hosting;

/// <summary>Composes the application: configuration in, services out.</summary>
internal static class BallastServices
{
    public static void AddBallast(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        ConfigurationCheck.Check(configuration);
        services.AddTelemetry(configuration);
        services.AddSingleton(TimeProvider.System);
        var database = DatabaseOptions.From(configuration.GetConnectionString("Ballast"), configuration["Database:Provider"]);
        services.AddAppData(database);
        services.AddDataProtection().SetApplicationName("Ballast");
        services.AddSingleton<IXmlRepository, DatabaseKeyRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = provider.GetRequiredService<IXmlRepository>()));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        AddIds(builder);
        AddUseCases(services, configuration);
        AddCalculation(services, configuration, database, MarketDataOptions.From(configuration, builder.Environment));
        services.AddAudit();
        services.AddHealth();
        AddPages(services);
        AddApi(services);
        builder.AddLimits();
        services.AddMail(configuration);
        services.AddWebhooks(configuration);
        services.AddAdministration(configuration);
    }

    private static void AddIds(WebApplicationBuilder builder)
    {
        var deterministic = builder.Configuration.GetValue("Ids:Deterministic", builder.Environment.IsDevelopment());
        var demo = DemoOptions.DomainOf(builder.Configuration);
        builder.Services.AddSingleton<IIdGenerator>(provider => deterministic
            ? new DeterministicIds(provider.GetRequiredService<TimeProvider>())
            : new DemoOrRandomIds(provider.GetRequiredService<TimeProvider>(), demo));
    }

    private static void AddUseCases(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddSingleton(TradingCalendar.Nyse);
        services.AddSingleton(BetaOptions.From(configuration));
        services.AddSingleton(OnboardingOf(configuration));
        services.AddSingleton<RegisterUser>();
        services.AddLeaving();
        services.AddSingleton<TemplateImport>();
        services.AddSingleton<FileImport>();
        services.AddSingleton<EntryPrices>();
        services.AddSingleton<PreviewFile>();
        services.AddSingleton<AnnotateFile>();
        services.AddSingleton<ImportAccounts>();
        services.AddSingleton<PreviewUpdate>();
        services.AddSingleton<CompareAccounts>();
        services.AddSingleton<UpdatePortfolio>();
        services.AddSingleton<UndoImport>();
        services.AddSingleton<PortfolioFormRules>();
        services.AddSingleton<CheckImport>();
        services.AddSingleton<ImportPortfolio>();
        services.AddSingleton<FindAccount>();
        services.AddSingleton<DeletePortfolio>();
        services.AddSingleton<ListPortfolios>();
        services.AddSingleton<PortfolioItemRules>();
        services.AddSingleton<CreatePortfolios>();
        services.AddSingleton<PreviewPortfolios>();
        services.AddSingleton<SearchPortfolios>();
        services.AddSingleton<ChangePortfolio>();
        services.AddSingleton<IOperationHandler, UpdatePortfolioOperation>();
        services.AddSingleton<IOperationHandler, UpdateOrderOperation>();
        services.AddSingleton<BulkWritePositions>();
        services.AddSingleton<BulkWriteSecurities>();
        services.AddSingleton<ChangePositions>();
        services.AddSingleton<IOperationHandler, UpdatePositionOperation>();
        services.AddSingleton<IOperationHandler, DeleteOperation>();
        services.AddSingleton<IResourceDeleter, PortfolioDeleter>();
        services.AddSingleton<IResourceDeleter, PositionDeleter>();
        services.AddSingleton<IResourceDeleter, ModelDeleter>();
        services.AddSingleton<IResourceDeleter, OrderDeleter>();
        services.AddSingleton<IOperationHandler, CustomOperation>();
        services.AddSingleton<IOperationHandler, UpdateUserOperation>();
        services.AddSingleton<IOperationHandler, ApproveUserOperation>();
        services.AddSingleton<ChangeProfile>();
        services.AddSingleton<ExecuteBatch>();
        services.AddSingleton<SubmitBatch>();
        services.AddSingleton<RetryBatch>();
        services.AddSingleton<BatchSignals>();
        services.AddSingleton<WatchBatch>();
        services.AddSingleton<SaveBatchTemplate>();
        services.AddSingleton<RunBatchTemplate>();
        services.AddSingleton<CreateModel>();
        services.AddSingleton<ChangeModel>();
        services.AddSingleton<DeleteModel>();
        services.AddSingleton<ListModels>();
        services.AddSingleton<ChangeOrder>();
        services.AddSingleton<DeleteOrder>();
        services.AddSingleton<OrderFile>();
        services.AddSingleton<ListPositionViews>();
        services.AddSingleton<SavePositionView>();
        services.AddSingleton<RemovePositionView>();
        services.AddSingleton<GetOverview>();
        services.AddSingleton<GetAggregateOverview>();
        services.AddSingleton<GetExposures>();
        services.AddSingleton<GetSecurity>();
        services.AddSingleton<ListSessions>();
        services.AddSingleton<ListSnapshots>();
        services.AddSingleton<GetNavHistory>();
        services.AddSingleton<GetAggregateNavHistory>();
        services.AddSingleton<ListTargets>();
        services.AddSingleton<SetTargets>();
        services.AddSingleton<SetTarget>();
        services.AddSingleton<RemoveTarget>();
        services.AddSingleton<ImportTargets>();
        services.AddSingleton<GetExpectedReturns>();
    }

    private static OnboardingOptions OnboardingOf(ConfigurationManager configuration)
    {
        var options = configuration.GetSection("Onboarding").Get<OnboardingOptions>() ?? new OnboardingOptions();
        return options.MaxEquityBalance > 0
            ? options
            : throw new FormatException($"Onboarding:MaxEquityBalance is {options.MaxEquityBalance}. It has to be above 0.");
    }

    private static void AddCalculation(IServiceCollection services, ConfigurationManager configuration, DatabaseOptions database, MarketDataOptions sources)
    {
        var options = configuration.GetSection("Calculation").Get<CalculationOptions>() ?? new CalculationOptions();
        if (options.Fault() is { } fault)
        {
            throw new FormatException(fault);
        }

        services.AddSingleton(options);
        services.AddSingleton(sources);
        services.AddSingleton(NodeName.OfThisProcess());
        services.AddSingleton(provider => new CollectMarketData(
            sources.Create(provider),
            provider.GetRequiredService<IMarketDataStore>(),
            provider.GetRequiredService<TradingCalendar>(),
            provider.GetRequiredService<IIdGenerator>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddRunFeed(database);
        services.AddSingleton<StartCalculation>();
        services.AddSingleton<FindRun>();
        services.AddSingleton<CancelRun>();
        services.AddSingleton<ListRuns>();
        services.AddSingleton<WatchRun>();
        services.AddSingleton<BookMarker>();
        services.AddSingleton<MarketDataPhase>();
        services.AddSingleton<OvertakenSessions>();
        services.AddSingleton<MarkingPhase>();
        services.AddSingleton<SnapshotPhase>();
        services.AddSingleton<PositionValuePhase>();
        services.AddSingleton<RiskLoader>();
        services.AddSingleton<LoadBooks>();
        services.AddSingleton<RiskMemory>();
        services.AddSingleton<ComputeRisk>();
        services.AddSingleton<GetRisk>();
        services.AddSingleton<ChangeRiskSettings>();
        services.AddSingleton<ListRiskSettings>();
        services.AddSingleton(AnalyticSet.Standard);
        services.AddSingleton<SessionSummaries>();
        services.AddSingleton<AnalyticsPhase>();
        services.AddSingleton<RunPipeline>();
        services.AddSingleton<RunsInHand>();
        services.AddSingleton<ExecuteRun>();
        services.AddSingleton<ChangeChain>();
        services.AddSingleton<RecordCashEntry>();
        services.AddSingleton<RecordValuation>();
        services.AddSingleton<ListValuations>();
        services.AddSingleton<VerifySnapshots>();
        services.AddSingleton<ReplaySnapshots>();
        services.AddSingleton<EndOfDaySignal>();
        services.AddSingleton<StartEndOfDay>();
        services.AddSingleton<CancelEndOfDay>();
        services.AddSingleton<ReleaseClaims>();
        services.AddSingleton<PrepareEndOfDay>();
        services.AddSingleton<ExecuteChunk>();
        services.AddSingleton<WorkEndOfDay>();
        services.AddRunScheduling(database, options);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSingleton<CenterLoader>();
        services.AddHttpContextAccessor();
        services.Configure<RequestLocalizationOptions>(Cultures.Configure);
    }

    private static void AddApi(IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => ApiProblems.Complete(context.ProblemDetails));
        services.AddExceptionHandler<FaultHandler>();

        // What is answered by a handler is not logged unless that is asked for; a fault of ours has to be found there. What a caller did wrong is told to the caller.
        services.Configure<ExceptionHandlerOptions>(options => options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException);

        // In every environment, so that what could not be read is said by one voice.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Description) = ("Ballast", "What the pages do, for programs. Errors are problem details whose type is the page of their code.");
            return Task.CompletedTask;
        }).AddOperationTransformer(Idempotency.Describe));
        services.AddSingleton(provider => new KeptRows("Replies", provider.GetRequiredService<IIdempotencyStore>().ClearAsync));
        services.AddSingleton(provider => new KeptRows("Batches", (now, token) => provider.GetRequiredService<IBatchStore>().RemoveEndedAsync(now - BatchRules.KeptFor, token)));
        services.AddHostedService<Retention>();
        services.AddSingleton<DatabasePulse>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabasePulse>());
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddSignalR().AddJsonProtocol(hub =>
        {
            hub.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            hub.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
    }
}
