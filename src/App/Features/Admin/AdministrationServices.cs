using System.Security.Cryptography;
using App.Api;
using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Admin;

/// <summary>Registers what operators look at and do.</summary>
internal static class AdministrationServices
{
    public static void AddAdministration(this IServiceCollection services, IConfiguration configuration)
    {
        var alerts = configuration.GetSection("Alerts").Get<AlertOptions>() ?? new AlertOptions();
        services.AddSingleton(alerts.Fault() is { } fault ? throw new FormatException(fault) : alerts);
        services.AddSingleton<ListUsers>();
        services.AddSingleton<GetUser>();
        services.AddSingleton<AdministerUser>();
        services.AddSingleton<ListInviteCodes>();
        services.AddSingleton<RevokeInviteCode>();
        services.AddSingleton(provider => new MakeInviteCode(
            provider.GetRequiredService<IInviteCodeList>(), RandomNumberGenerator.GetBytes, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OverseeRuns>();
        services.AddSingleton<GetMetrics>();
        services.AddSingleton<CheckAlerts>();
        services.AddSingleton<AcknowledgeAlert>();
        services.AddSingleton<GetMarketHealth>();
        services.AddSingleton<GetAdminOverview>();
        services.AddSingleton<SchedulerJobs>();
        services.AddSingleton<OpenAlerts>();
        services.AddHostedService<AlertWatch>();
        services.AddHostedService<ActivityWriter>();
        services.PostConfigure<ProblemDetailsOptions>(CountErrors);
    }

    public static void MapAdministration(this IEndpointRouteBuilder admin)
    {
        admin.MapAdminUsers();
        admin.MapAdminRuns();
        admin.MapMonitoring();
    }

    // Every problem that the API answers with comes by here, whoever made it.
    private static void CountErrors(ProblemDetailsOptions options)
    {
        var before = options.CustomizeProblemDetails;
        options.CustomizeProblemDetails = context =>
        {
            before?.Invoke(context);
            context.HttpContext.RequestServices.GetRequiredService<IActivityCounter>().CountErrors(CodesOf(context.ProblemDetails));
        };
    }

    private static IEnumerable<string> CodesOf(ProblemDetails problem)
    {
        if (problem.Extensions.TryGetValue("code", out var code) && code is string headline)
        {
            yield return headline;
        }

        foreach (var error in problem.Extensions.TryGetValue("errors", out var errors) && errors is IEnumerable<ApiError> all ? all : [])
        {
            yield return error.Code;
        }
    }
}
