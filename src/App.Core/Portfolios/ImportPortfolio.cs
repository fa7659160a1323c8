using App.Core.Imports;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>A portfolio that has just been imported.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Import">The record of the import.</param>
public sealed record ImportedPortfolio(Portfolio Portfolio, ImportRecord Import);

/// <summary>Stores a checked form and file as a portfolio. Two confirmations of one import, wherever they come from, make one portfolio.</summary>
/// <remarks>
/// Side effects: stores portfolio, positions and the record of the import in one transaction. No prices are fetched and nothing is calculated.
/// Errors: those of the check when it is not ready; ERR_PORT_001 when the account name was taken since.
/// </remarks>
public sealed class ImportPortfolio(IPortfolioStore portfolios, IIdGenerator ids, TimeProvider time)
{
    private const int MaxFileName = 255;

    /// <summary>Stores it.</summary>
    public async Task<Result<ImportedPortfolio>> HandleAsync(Guid ownerId, ImportCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (!check.IsReady)
        {
            return Result<ImportedPortfolio>.Failed(check.Errors);
        }

        var (terms, reading) = (check.Terms!, check.Reading!);
        var key = Portfolio.KeyOf(terms.AccountName);
        var now = time.GetUtcNow();
        var generation = await portfolios.CountDeletedAsync(ownerId, key, cancellationToken);
        var portfolio = new Portfolio
        {
            Id = ids.ForPortfolio(ownerId, terms.AccountName, generation),
            OwnerId = ownerId,
            Name = terms.PortfolioName,
            AccountName = terms.AccountName,
            AccountKey = key,
            AccountType = terms.AccountType,
            EquityBalance = terms.EquityBalance,
            EquityAsOf = terms.EquityAsOf,
            NetAssetValue = terms.EquityBalance,
            Description = terms.Description,
            CreatedAt = now,
        };
        var positions = reading.Positions
            .Select((draft, ordinal) => Position.From(draft, ids.ForPosition(portfolio.Id, draft), portfolio.Id, ordinal))
            .ToList();
        var import = new ImportRecord
        {
            Id = ids.Next(),
            PortfolioId = portfolio.Id,
            FileName = NameOf(reading.FileName),
            TotalRows = reading.TotalRows,
            PositionsImported = positions.Count,
            ImportedAt = now,
        };
        return await portfolios.AddAsync(portfolio, positions, import, cancellationToken) switch
        {
            PortfolioAddition.Added => new ImportedPortfolio(portfolio, import),
            _ => PortfolioFormRules.AccountNameTaken(terms.AccountName),
        };
    }

    // Browsers send a bare name; a program may send a path.
    private static string NameOf(string fileName)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        return name.Length <= MaxFileName ? name : name[..MaxFileName];
    }
}
