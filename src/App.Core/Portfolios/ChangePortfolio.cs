using System.Globalization;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>What is to be changed of a portfolio; null leaves a field as it is, an empty description takes it away.</summary>
public sealed record PortfolioPatch(string? Name = null, string? AccountName = null, string? AccountType = null, string? EquityBalance = null, string? EquityAsOf = null, string? Description = null)
{
    /// <summary>The version that the change is made for; null for whichever it has.</summary>
    public int? Version { get; init; }

    /// <summary>The fields that are changed, as errors name them.</summary>
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(
        from field in new[] { ("Portfolio name", Name), ("Account name", AccountName), ("Account type", AccountType), ("Equity balance", EquityBalance), ("Equity as of", EquityAsOf), ("Description", Description) }
        where field.Item2 is not null
        select field.Item1);
}

/// <summary>Changes what an owner says of a portfolio: its name, its account, its equity, its description. By the rules of the form; what is not changed is not judged.</summary>
/// <remarks>
/// Side effects: the portfolio, its version one higher, an entry of the audit trail. With another equity or session of it runs that are going on are stopped and the snapshots go: the chain begins elsewhere. Nothing is calculated.
/// Errors: ERR_PORT_001 to 006, 009 to 012, 014, 019.
/// </remarks>
public sealed class ChangePortfolio(IPortfolioStore portfolios, IPortfolioEditStore edits, PortfolioFormRules rules, TimeProvider time)
{
    private const int MostRounds = 5;

    /// <summary>Changes it.</summary>
    public async Task<Result<Portfolio>> HandleAsync(Guid ownerId, Guid portfolioId, PortfolioPatch patch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        for (var round = 1; ; round++)
        {
            if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
            {
                return Portfolio.NotFound();
            }

            if (patch.Version is { } wanted && wanted != portfolio.Version)
            {
                return Other(portfolio, wanted);
            }

            var terms = await rules.CheckAsync(
                FormOf(portfolio, patch), async key => key != portfolio.AccountKey && await portfolios.FindByAccountAsync(ownerId, key, cancellationToken) is not null, patch.Fields);
            if (!terms.IsSuccess)
            {
                return Result<Portfolio>.Failed(terms.Errors);
            }

            switch (await edits.ChangeAsync(ownerId, portfolioId, portfolio.Version, terms.Value, time.GetUtcNow(), cancellationToken))
            {
                case PortfolioEdit.Changed:
                    return (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken))!;
                case PortfolioEdit.NotFound:
                    return Portfolio.NotFound();
                case PortfolioEdit.AccountNameTaken:
                    return PortfolioFormRules.AccountNameTaken(terms.Value.AccountName);
                case var _ when patch.Version is null && round < MostRounds:
                    // Changed between the look and the write: what is to be changed is judged beside what it is now.
                    break;
                default:
                    return Other(portfolio, portfolio.Version);
            }
        }
    }

    // A name of a bulk call may be longer than one of the form: what is stored is handed on as it is.
    private static PortfolioForm FormOf(Portfolio portfolio, PortfolioPatch patch) => new(
        patch.Name ?? portfolio.Name,
        patch.AccountName ?? portfolio.AccountName,
        patch.AccountType ?? Codes.AccountTypes.NameOf(portfolio.AccountType),
        patch.EquityBalance ?? portfolio.EquityBalance.ToString(CultureInfo.InvariantCulture),
        patch.EquityAsOf ?? portfolio.EquityAsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        patch.Description ?? portfolio.Description);

    private static Error Other(Portfolio portfolio, int wanted) => PortfolioErrors.VersionChanged.Because(
        $"“{portfolio.Name}” has version {portfolio.Version}; the change was made for {wanted}. Read it and decide anew.",
        "version", details: new Dictionary<string, object?> { [ErrorDetails.Found] = wanted, ["stored"] = portfolio.Version });
}
