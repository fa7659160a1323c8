using App.Core.Calculations;
using App.Core.Portfolios;

namespace App.Features.Calculations;

/// <summary>Where the list of a portfolio's runs is.</summary>
internal abstract record RunsState
{
    private RunsState()
    {
    }

    /// <summary>Asking.</summary>
    public sealed record Loading : RunsState;

    /// <summary>The portfolio has never been calculated.</summary>
    public sealed record Empty(Portfolio Portfolio) : RunsState;

    /// <summary>A page of its runs, newest first; without rows when the filter lets none through.</summary>
    public sealed record Listed(Portfolio Portfolio, Page<RunView> Runs, RunsQuery Query) : RunsState;

    public static RunsState Of(PortfolioRuns found, RunsQuery query) =>
        found.Runs.Total == 0 && query.Status is null ? new Empty(found.Portfolio) : new Listed(found.Portfolio, found.Runs, query);
}
