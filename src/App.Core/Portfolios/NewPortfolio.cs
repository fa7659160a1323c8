using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Operations;

namespace App.Core.Portfolios;

/// <summary>A portfolio about to be stored, with all that belongs to it.</summary>
public sealed record NewPortfolio(Portfolio Portfolio, IReadOnlyList<Position> Positions, ImportRecord? Import)
{
    /// <summary>The columns as the owner chose them for the file; null when they were not chosen.</summary>
    public ColumnMapping? Columns { get; init; }

    /// <summary>Makes it of what was checked.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="terms">The form.</param>
    /// <param name="holdings">The positions, and the file they come from.</param>
    /// <param name="generation">How many deleted portfolios of the owner had the account's name.</param>
    /// <param name="ids">Makes the ids.</param>
    /// <param name="now">The time of the import.</param>
    public static NewPortfolio Of(Guid ownerId, PortfolioTerms terms, FileHoldings holdings, int generation, IIdGenerator ids, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(holdings);
        ArgumentNullException.ThrowIfNull(ids);
        var portfolio = terms.ToPortfolio(ownerId, generation, ids, now);
        (portfolio.PositionsAsOf, portfolio.Source) = (holdings.AsOf, holdings.Source);
        var positions = holdings.Drafts.Select((draft, ordinal) => Position.From(draft, ids.ForPosition(portfolio.Id, draft), portfolio.Id, ordinal)).ToList();
        var import = holdings.ToRecord(ids.Next(), portfolio.Id, now) with { PositionsImported = positions.Count, Added = positions.Count };
        return new(portfolio, positions, import) { Columns = holdings.ToMapping(portfolio.Id, now) };
    }
}
