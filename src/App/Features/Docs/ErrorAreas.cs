using App.Core.Results;

namespace App.Features.Docs;

/// <summary>The catalogue by area, for the reference's table of contents.</summary>
/// <param name="Id">The fragment of the area.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Errors">Its entries, by code.</param>
internal sealed record ErrorArea(string Id, string Name, IReadOnlyList<ErrorDefinition> Errors);

/// <summary>Sorts the catalogue's entries by the middle of their codes, those that are names by how they begin; an area without a name of its own here goes by that.</summary>
internal static class ErrorAreas
{
    private static readonly (string Name, string[] Words)[] Named =
    [
        ("Accounts and sign-in", ["INVITE", "USER", "AUTH", "SESSION", "LEAVE"]),
        ("Files", ["CSV", "BROKER"]),
        ("Positions", ["POS"]),
        ("Portfolios", ["PORT", "VIEW"]),
        ("Calculations", ["BATCH"]),
        ("Market data", ["MARKET"]),
        ("Target prices", ["TARGET"]),
        ("Risk settings", ["RISK"]),
        ("Rebalancing", ["REB", "MODEL_", "PORTFOLIO_", "ORDER_"]),
        ("Administration", ["ADMIN"]),
        ("Requests and limits", ["REQUEST", "RATE", "SERVER", "IDEMPOTENCY_", "VALIDATION_", "BUSINESS_", "CONCURRENCY_"]),
        ("Many at once", ["BULK", "LIST", "BATCH_", "MISSING_", "INVALID_", "PERMISSION_", "RESOURCE_", "CONFLICT", "TRANSACTION_"]),
    ];

    public static IReadOnlyList<ErrorArea> All { get; } =
    [
        .. from error in ErrorCatalogue.All
           let word = error.Code.Split('_') switch
           {
               ["ERR", var middle, ..] => middle,
               [var first, _, ..] => first + "_",
               _ => error.Code,
           }
           let place = Array.FindIndex(Named, named => named.Words.Contains(word))
           let name = place < 0 ? word : Named[place].Name
           group error by (Place: place < 0 ? int.MaxValue : place, Name: name) into area
           orderby area.Key.Place, area.Key.Name
           select new ErrorArea(Slug(area.Key.Name), area.Key.Name, [.. area]),
    ];

    private static string Slug(string name) => name.ToLowerInvariant().Replace(' ', '-');
}
