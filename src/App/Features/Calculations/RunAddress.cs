using App.Core.Calculations;
using App.Core.Results;

namespace App.Features.Calculations;

/// <summary>Where a run is followed.</summary>
internal static class RunAddress
{
    /// <summary>The page of a run.</summary>
    public static string Of(Guid portfolioId, Guid runId) => $"/portfolios/{portfolioId}/runs/{runId}";

    /// <summary>The page of all runs of a portfolio.</summary>
    public static string AllOf(Guid portfolioId) => $"/portfolios/{portfolioId}/runs";

    /// <summary>The page of the run that was asked for, or of the one that was going already; null when there is neither.</summary>
    public static string? Of(Guid portfolioId, Result<RunView> asked) => asked switch
    {
        { IsSuccess: true } => Of(portfolioId, asked.Value.Id),
        _ when asked.Error.Code == CalculationErrors.AlreadyRunning.Code && asked.Error.Details.GetValueOrDefault("run_id") is Guid running => Of(portfolioId, running),
        _ => null,
    };
}
