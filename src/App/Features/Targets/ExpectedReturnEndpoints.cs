using System.ComponentModel;
using System.Security.Claims;
using App.Api;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Targets;
using App.Features.Accounts;

namespace App.Features.Targets;

internal sealed record HorizonReturnResponse(Figure ExpectedReturn, Figure Upside, Figure Coverage, int Holdings)
{
    public static HorizonReturnResponse From(HorizonReturn horizon, DateOnly? asOf)
    {
        var coverage = horizon.Coverage.Value;
        return new(
            Figure.Ratio(horizon.Return, asOf, horizon.Holdings, coverage), Figure.Dollars(horizon.Upside, asOf, horizon.Holdings, coverage),
            Figure.Ratio(horizon.Coverage, asOf, horizon.Holdings), horizon.Holdings);
    }
}

internal sealed record HoldingTargetResponse(decimal? Target, Figure ExpectedReturn, Figure Upside);

internal sealed record TargetHoldingResponse(
    string Symbol,
    string Direction,
    string Title,
    string? Name,
    string Class,
    decimal Quantity,
    int Multiplier,
    Figure Price,
    [property: Description("True when a price should be looked for: a lot is valued at an older price or at its entry price. Null before the first calculation.")]
    bool? NeedsPriceUpdate,
    Figure Value,
    Figure Weight,
    IReadOnlyDictionary<string, HoldingTargetResponse> Horizons,
    string? Note)
{
    public static TargetHoldingResponse From(TargetHolding holding, ExpectedReturns returns)
    {
        var (asOf, lots) = (returns.AsOf, holding.Lots.Count);
        return new(
            holding.Key.Symbol,
            TargetCodes.Directions.NameOf(holding.Key.Direction),
            holding.Title,
            holding.Name,
            Codes.InvestmentClasses.NameOf(holding.Class),
            holding.Quantity,
            holding.Multiplier,
            Figure.Dollars(holding.Price, asOf, lots),
            holding.NeedsPriceUpdate,
            Figure.Dollars(holding.Value is { } value ? Measure.Known(value) : Measure.Unknown<decimal>(holding.Price.Reason ?? "It has not been valued yet."), asOf, lots),
            Figure.Ratio(returns.WeightOf(holding), asOf, lots),
            TargetCodes.AllHorizons.ToDictionary(TargetCodes.Horizons.NameOf, horizon => new HoldingTargetResponse(
                holding.Target?.At(horizon), Figure.Ratio(holding.ReturnAt(horizon), asOf, lots), Figure.Dollars(holding.UpsideAt(horizon), asOf, lots))),
            holding.Target?.Note);
    }
}

internal sealed record ExpectedReturnsResponse(
    Guid? PortfolioId,
    DateOnly? AsOf,
    Figure Equity,
    IReadOnlyDictionary<string, HorizonReturnResponse> Horizons,
    IReadOnlyList<TargetHoldingResponse> Holdings,
    IReadOnlyList<TargetResponse> NotHeld)
{
    public static ExpectedReturnsResponse From(Guid? portfolioId, ExpectedReturns returns) => new(
        portfolioId,
        returns.AsOf,
        Figure.Dollars(returns.Equity is { } equity ? Measure.Known(equity) : Measure.Unknown<decimal>(returns.WithoutEquity), returns.AsOf, returns.Holdings.Sum(holding => holding.Lots.Count)),
        returns.Horizons.ToDictionary(horizon => TargetCodes.Horizons.NameOf(horizon.Horizon), horizon => HorizonReturnResponse.From(horizon, returns.AsOf)),
        [.. returns.Holdings.Select(holding => TargetHoldingResponse.From(holding, returns))],
        [.. returns.NotHeld.Select(TargetResponse.From)]);
}

/// <summary>What the caller's targets say of what is held.</summary>
internal static class ExpectedReturnEndpoints
{
    public static void MapExpectedReturns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/portfolios/{id:guid}/analytics/targets", OneAsync).WithTags("Analytics").RequireAuthorization().ProducesProblem(401).ProducesProblem(404)
            .WithName("expected_returns").WithSummary("What the portfolio gains if prices go to the caller's targets: the book by horizon, each symbol and side, and targets of what is not held.")
            .Produces<ExpectedReturnsResponse>();
        api.MapGet("/analytics/aggregate/targets", AllAsync).WithTags("Analytics").RequireAuthorization().ProducesProblem(401)
            .WithName("aggregate_expected_returns").WithSummary("The same of all active portfolios as one book.").Produces<ExpectedReturnsResponse>();
    }

    private static async Task<IResult> OneAsync(ClaimsPrincipal user, GetExpectedReturns get, Guid id, CancellationToken cancellationToken) =>
        (await get.HandleAsync(user.UserId, id, cancellationToken)).ToHttp(returns => TypedResults.Ok(ExpectedReturnsResponse.From(id, returns)));

    private static async Task<IResult> AllAsync(ClaimsPrincipal user, GetExpectedReturns get, CancellationToken cancellationToken) =>
        TypedResults.Ok(ExpectedReturnsResponse.From(null, await get.HandleAsync(user.UserId, cancellationToken)));
}
