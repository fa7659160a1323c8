using App.Api;
using App.Core.Market;

namespace App.Features.Admin;

internal sealed record QuarantinedPriceResponse(string Symbol, DateOnly Date, decimal Close, decimal? Before, decimal? After, string? Source)
{
    public static QuarantinedPriceResponse From(QuarantinedPrice price) => new(price.Symbol, price.Date, price.Close, price.Before, price.After, price.Source);
}

internal sealed record QuarantineResponse(IReadOnlyList<QuarantinedPriceResponse> Quarantine, int Total, int Limit, int Offset);

/// <summary>The prices that are left out of everything, for operators.</summary>
internal static class QuarantineEndpoints
{
    public static void MapQuarantine(this IEndpointRouteBuilder admin) => admin.MapGroup("/market").WithTags("Administration").MapGet("/quarantine", ListAsync)
        .WithName("list_quarantine")
        .WithSummary("The stored prices that stand out from their neighbours and are left out, the newest first; of one symbol when asked for it. The source is that of the symbol's newest price.")
        .Produces<QuarantineResponse>();

    private static async Task<IResult> ListAsync(IPriceStore prices, string? symbol, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var page = await prices.ListQuarantinedAsync(string.IsNullOrWhiteSpace(symbol) ? null : symbol.Trim().ToUpperInvariant(), most, skip, cancellationToken);
        return TypedResults.Ok(new QuarantineResponse([.. page.Items.Select(QuarantinedPriceResponse.From)], page.Total, most, skip));
    }
}
