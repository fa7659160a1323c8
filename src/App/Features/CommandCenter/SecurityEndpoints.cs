using App.Api;
using App.Core.Market;

namespace App.Features.CommandCenter;

internal sealed record SecurityPriceResponse(decimal? Close, DateOnly? Date, string? Source, bool IsSample, int? SessionsBehind, bool IsStale, bool IsTooOld, string? Reason);

internal sealed record FundamentalsResponse(
    DateOnly AsOf,
    string? Source,
    decimal? MarketCap,
    decimal? SharesOutstanding,
    double? PriceToEarnings,
    double? PriceToBook,
    double? EarningsPerShare,
    decimal? Revenue,
    double? DividendPerShare);

internal sealed record CorporateActionResponse(DateOnly ExDate, CorporateActionKind Kind, decimal Value);

internal sealed record UntoldActionsResponse(DateOnly From, DateOnly To);

internal sealed record SecurityResponse(
    string Symbol,
    string? Name,
    string? Kind,
    string? Sector,
    string? Industry,
    string? Exchange,
    string? Currency,
    double? Beta,
    double? DividendYield,
    DateTimeOffset? ProfiledAt,
    DateOnly Session,
    SecurityPriceResponse Price,
    FundamentalsResponse? Fundamentals,
    DateTimeOffset? FundamentalsAskedAt,
    IReadOnlyList<CorporateActionResponse> CorporateActions,
    UntoldActionsResponse? UntoldActions)
{
    public static SecurityResponse From(SecurityView view)
    {
        var (entry, newest, figures, actions) = view.Facts;
        return new(
            entry.Symbol,
            entry.Name,
            entry.Kind,
            entry.Sector,
            entry.Industry,
            entry.Exchange,
            entry.Currency,
            entry.Beta,
            entry.DividendYield,
            entry.ProfiledAt,
            view.Session,
            new(newest?.Close, newest?.Date, newest is null ? null : entry.Source, entry.IsSample, view.SessionsBehind, view.IsStale, view.IsTooOld, newest is null ? entry.Missing ?? "no source was asked yet" : null),
            figures is null ? null : new(
                figures.AsOf,
                view.FiguresSource,
                figures.MarketCap,
                figures.SharesOutstanding,
                figures.PriceToEarnings,
                figures.PriceToBook,
                figures.EarningsPerShare,
                figures.Revenue,
                figures.DividendPerShare),
            entry.FundamentalsAt,
            [.. actions.Select(action => new CorporateActionResponse(action.ExDate, action.Kind, action.Value))],
            view.UntoldActions is var (from, to) ? new(from, to) : null);
    }
}

/// <summary>What is known of single symbols, for programs.</summary>
internal static class SecurityEndpoints
{
    public static void MapSecurities(this IEndpointRouteBuilder api) => api.MapGroup("/securities").WithTags("Securities").RequireAuthorization().ProducesProblem(401)
        .MapGet("/{symbol}", GetAsync)
        .WithName("get_security")
        .WithSummary("What is stored of a symbol: profile, newest close with its age and source, fundamentals with their day and source, splits and dividends of the last year. No source is asked.")
        .Produces<SecurityResponse>().ProducesProblem(404);

    private static async Task<IResult> GetAsync(GetSecurity get, string symbol, CancellationToken cancellationToken) =>
        (await get.HandleAsync(symbol, cancellationToken)).ToHttp(view => TypedResults.Ok(SecurityResponse.From(view)));
}
