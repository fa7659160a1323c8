using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Calculations;

namespace App.Features.CommandCenter;

/// <summary>Asks for the calculation of what the page shows: where to go when it has been asked for, or what is in its way.</summary>
internal static class CenterStart
{
    /// <summary>Of one portfolio up to a session, null for the newest; one that goes already is gone to.</summary>
    public static async Task<(string? Address, IReadOnlyList<Error> Errors)> OneAsync(
        this StartCalculation start, Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken)
    {
        var result = await start.HandleAsync(new CalculationRequest(ownerId, portfolioId, AsOf: session), cancellationToken);
        return RunAddress.Of(portfolioId, result) is { } address ? (address, []) : (null, result.Errors);
    }

    /// <summary>Of each portfolio up to the newest session; those that go already are as good as asked for.</summary>
    public static async Task<(string? Address, IReadOnlyList<Error> Errors)> AllAsync(
        this StartCalculation start, Guid ownerId, IReadOnlyList<Portfolio> portfolios, CancellationToken cancellationToken)
    {
        List<Error> errors = [];
        foreach (var portfolio in portfolios)
        {
            var result = await start.HandleAsync(new CalculationRequest(ownerId, portfolio.Id), cancellationToken);
            errors.AddRange(result.Errors.Where(error => error.Code != CalculationErrors.AlreadyRunning.Code));
        }

        return (errors.Count == 0 ? "/portfolios" : null, errors);
    }
}
