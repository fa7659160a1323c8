using System.Globalization;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Which of an owner's portfolios are asked for.</summary>
/// <param name="Name">The whole name, compared without regard to case and surrounding spaces; null for any.</param>
/// <param name="NameLike">A part of the name, compared without regard to case; null for any. Not with <paramref name="Name"/>.</param>
/// <param name="Limit">Rows at most, 1 to <see cref="SearchPortfolios.MostRows"/>; 50 when null.</param>
/// <param name="Offset">Rows to skip, from 0; 0 when null.</param>
public sealed record PortfolioSearch(string? Name = null, string? NameLike = null, int? Limit = null, int? Offset = null);

/// <summary>A page of the portfolios that were found.</summary>
/// <param name="Portfolios">The newest first.</param>
/// <param name="Total">How many were found in all.</param>
/// <param name="Limit">Rows of a page.</param>
/// <param name="Offset">Rows before it.</param>
public sealed record PortfolioSearchPage(IReadOnlyList<Portfolio> Portfolios, int Total, int Limit, int Offset);

/// <summary>Finds active portfolios by name, the newest first.</summary>
/// <remarks>Side effects: none. Errors: ERR_BULK_006.</remarks>
public sealed class SearchPortfolios(IPortfolioBulkStore store)
{
    /// <summary>The most rows of a page.</summary>
    public const int MostRows = 1_000;

    private const int UsualRows = 50;
    private const int LongestText = 255;

    /// <summary>Finds them.</summary>
    public async Task<Result<PortfolioSearchPage>> HandleAsync(Guid ownerId, PortfolioSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (FaultsOf(search).ToList() is { Count: > 0 } faults)
        {
            return Result<PortfolioSearchPage>.Failed(faults);
        }

        // Compared here: the two databases fold letters beyond ASCII each in its own way, or not at all.
        var (limit, offset) = (search.Limit ?? UsualRows, search.Offset ?? 0);
        var names = await store.NamesAsync(ownerId, cancellationToken);
        var found = names.Where(IsMeant(search)).OrderByDescending(each => each.CreatedAt).ThenByDescending(each => each.Id).ToList();
        var shown = found.Skip(offset).Take(limit).Select(each => each.Id).ToList();
        var portfolios = (await store.FindAsync(ownerId, shown, cancellationToken)).ToDictionary(portfolio => portfolio.Id);
        return new PortfolioSearchPage([.. shown.Where(portfolios.ContainsKey).Select(id => portfolios[id])], found.Count, limit, offset);
    }

    private static Func<PortfolioName, bool> IsMeant(PortfolioSearch search)
    {
        if (search.Name is { } name)
        {
            return each => Portfolio.KeyOf(each.Name) == Portfolio.KeyOf(name);
        }

        return search.NameLike is { } part ? each => Portfolio.KeyOf(each.Name).Contains(Portfolio.KeyOf(part), StringComparison.Ordinal) : _ => true;
    }

    private static IEnumerable<Error> FaultsOf(PortfolioSearch search)
    {
        if (search is { Name: not null, NameLike: not null })
        {
            yield return Fault("name", "Both name and name_like were sent. Send the whole name as name, or a part of it as name_like.");
        }

        foreach (var (field, text) in new[] { ("name", search.Name), ("name_like", search.NameLike) })
        {
            if (text is not null && string.IsNullOrWhiteSpace(text))
            {
                yield return Fault(field, $"{field} is empty. Give it at least one character, or leave it out for all portfolios.");
            }
            else if (text?.Length > LongestText)
            {
                yield return Fault(field, $"{field} has {text.Length} characters; {LongestText} are allowed.");
            }
            else if (text is not null && PlainText.FirstForeign(text) is { } foreign)
            {
                yield return Fault(field, $"{field} has the character {foreign}, which is not text.");
            }
        }

        if (search.Limit is < 1 or > MostRows)
        {
            yield return Fault("limit", string.Create(CultureInfo.InvariantCulture, $"limit is {search.Limit}. Allowed are 1 to {MostRows}."));
        }

        if (search.Offset < 0)
        {
            yield return Fault("offset", string.Create(CultureInfo.InvariantCulture, $"offset is {search.Offset}. Allowed is 0 or more."));
        }
    }

    private static Error Fault(string field, string message) => BulkErrors.SearchInvalid.Because(message, field);
}
