using App.Core.Imports;
using App.Core.Operations;

namespace App.Core.Portfolios;

/// <summary>A portfolio about to be stored, with all that belongs to it.</summary>
public sealed record NewPortfolio(Portfolio Portfolio, IReadOnlyList<Position> Positions, ImportRecord? Import)
{
    private const int MaxFileName = 255;

    /// <summary>Makes it of what was checked.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="terms">The form.</param>
    /// <param name="drafts">The positions, in file order.</param>
    /// <param name="file">The file's name and how many rows it has.</param>
    /// <param name="generation">How many deleted portfolios of the owner had the account's name.</param>
    /// <param name="ids">Makes the ids.</param>
    /// <param name="now">The time of the import.</param>
    public static NewPortfolio Of(
        Guid ownerId, PortfolioTerms terms, IReadOnlyList<PositionDraft> drafts, (string Name, int Rows) file, int generation, IIdGenerator ids, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(ids);
        var portfolio = new Portfolio
        {
            Id = ids.ForPortfolio(ownerId, terms.AccountName, generation),
            OwnerId = ownerId,
            Name = terms.PortfolioName,
            AccountName = terms.AccountName,
            AccountKey = Portfolio.KeyOf(terms.AccountName),
            AccountType = terms.AccountType,
            EquityBalance = terms.EquityBalance,
            EquityAsOf = terms.EquityAsOf,
            NetAssetValue = terms.EquityBalance,
            Description = terms.Description,
            CreatedAt = now,
        };
        var positions = drafts.Select((draft, ordinal) => Position.From(draft, ids.ForPosition(portfolio.Id, draft), portfolio.Id, ordinal)).ToList();
        var import = new ImportRecord
        {
            Id = ids.Next(),
            PortfolioId = portfolio.Id,
            FileName = NameOf(file.Name),
            TotalRows = file.Rows,
            PositionsImported = positions.Count,
            ImportedAt = now,
        };
        return new(portfolio, positions, import);
    }

    // Browsers send a bare name; a program may send a path.
    private static string NameOf(string fileName)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        return name.Length <= MaxFileName ? name : name[..MaxFileName];
    }
}
