using System.Text.Json;
using System.Text.Json.Serialization;
using App.Api;
using App.Core.Accounts;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Operations;
using App.Data.Providers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Radzen;

namespace App.Hosting;

/// <summary>Composes the application: configuration in, services out.</summary>
internal static class BallastServices
{
    public static void AddBallast(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddAppData(DatabaseOptions.From(configuration.GetConnectionString("Ballast"), configuration["Database:Provider"]));
        services.AddDataProtection().SetApplicationName("Ballast");
        services.AddSingleton<IXmlRepository, DatabaseKeyRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = provider.GetRequiredService<IXmlRepository>()));
        AddIds(builder);
        AddUseCases(services, configuration);
        AddPages(services);
        AddApi(services);
    }

    private static void AddIds(WebApplicationBuilder builder)
    {
        var deterministic = builder.Configuration.GetValue("Ids:Deterministic", builder.Environment.IsDevelopment());
        builder.Services.AddSingleton<IIdGenerator>(provider => deterministic
            ? new DeterministicIds(provider.GetRequiredService<TimeProvider>())
            : new TimeOrderedIds(provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddUseCases(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddSingleton(TradingCalendar.Nyse);
        services.AddSingleton(BetaOptions.From(configuration));
        services.AddSingleton(configuration.GetSection("Onboarding").Get<OnboardingOptions>() ?? new OnboardingOptions());
        services.AddSingleton<RegisterUser>();
        services.AddSingleton<PortfolioFormRules>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.Configure<RequestLocalizationOptions>(Cultures.Configure);
    }

    private static void AddApi(IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => ApiProblems.Complete(context.ProblemDetails));
        services.AddExceptionHandler<FaultHandler>();

        // In every environment, so that what could not be read is said by one voice.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1");
        services.AddHealthChecks();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
    }
}
