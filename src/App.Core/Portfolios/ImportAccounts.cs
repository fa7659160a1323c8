using System.Globalization;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>An account of a broker's file that is to become a portfolio.</summary>
/// <param name="Account">Its <see cref="ReadAccount.Index"/>.</param>
/// <param name="Form">The portfolio's form. Fields left empty are taken from the file's proposals.</param>
public sealed record AccountChoice(int Account, PortfolioForm Form);

/// <summary>Makes a portfolio of each chosen account of a broker's file: of all of them, or of none.</summary>
/// <remarks>
/// Side effects: stores portfolios, positions and records of the import in one transaction. No prices are fetched and nothing is calculated. Errors:
/// those of the file's positions in the chosen accounts, ERR_BROKER_003, and for each account those of its form, which name the account in their details.
/// </remarks>
public sealed class ImportAccounts(PortfolioFormRules rules, IPortfolioStore portfolios, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Stores them.</summary>
    public async Task<Result<IReadOnlyList<ImportedPortfolio>>> HandleAsync(
        Guid ownerId, BrokerReading reading, IReadOnlyList<AccountChoice> choices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(choices);
        var chosen = choices.Select(choice => (Choice: choice, Account: reading.Accounts.FirstOrDefault(account => account.Index == choice.Account))).ToList();
        if (choices.Count == 0 || chosen.Exists(pair => pair.Account is null) || choices.DistinctBy(choice => choice.Account).Count() < choices.Count)
        {
            return BrokerErrors.NoSuchAccount.Because(
                $"Choose among the accounts of the file, each once: {string.Join(", ", reading.Accounts.Select(account => FormattableString.Invariant($"{account.Index} ({account.ProposedName})")))}.");
        }

        var (errors, added) = (reading.ErrorsOf(choices.Select(choice => choice.Account)).ToList(), new List<NewPortfolio>());
        HashSet<string> names = [];
        foreach (var (choice, account) in chosen)
        {
            var form = Completed(choice.Form, account!, reading);
            var terms = await rules.CheckAsync(form, async key => !names.Add(key) || await portfolios.FindByAccountAsync(ownerId, key, cancellationToken) is not null);
            if (!terms.IsSuccess)
            {
                errors.AddRange(terms.Errors.Select(error => OfAccount(error, account!)));
                continue;
            }

            var generation = await portfolios.CountDeletedAsync(ownerId, Portfolio.KeyOf(terms.Value.AccountName), cancellationToken);
            var drafts = account!.Positions.Select(position => position.Draft).OfType<PositionDraft>().ToList();
            added.Add(NewPortfolio.Of(ownerId, terms.Value, drafts, (reading.FileName, account.Positions.Sum(position => position.Lines.Count)), generation, ids, time.GetUtcNow()));
        }

        if (errors.Count > 0)
        {
            return Result<IReadOnlyList<ImportedPortfolio>>.Failed(errors);
        }

        return await portfolios.AddAsync(added, cancellationToken) switch
        {
            PortfolioAddition.Added => Result<IReadOnlyList<ImportedPortfolio>>.Of([.. added.Select(each => new ImportedPortfolio(each.Portfolio, each.Import!))]),
            _ => PortfolioErrors.AccountNameTaken.Because("One of the account names was taken a moment ago. Check them and import again.", "Account name"),
        };
    }

    /// <summary>The form with what is empty filled from the file: names, type, what the account is worth and the session of that.</summary>
    public static PortfolioForm Completed(PortfolioForm form, ReadAccount account, BrokerReading reading)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(reading);
        var session = reading.AsOf is { } day ? TradingCalendar.Nyse.FindSessionOnOrBefore(day) : null;
        return form with
        {
            PortfolioName = Or(form.PortfolioName, account.ProposedName),
            AccountName = Or(form.AccountName, account.ProposedName),
            AccountType = Or(form.AccountType, Codes.AccountTypes.NameOf(account.ProposedType)),
            EquityBalance = Or(form.EquityBalance, account.Equity > 0 ? Math.Round(account.Equity, 2).ToString(CultureInfo.InvariantCulture) : null),
            EquityAsOf = Or(form.EquityAsOf, session?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        };
    }

    private static string? Or(string? given, string? proposed) => string.IsNullOrWhiteSpace(given) ? proposed : given;

    private static Error OfAccount(Error error, ReadAccount account) => error.Definition.Because(
        error.Message, error.Field, error.Row, new Dictionary<string, object?>(error.Details) { ["account"] = account.Index, ["account_name"] = account.ProposedName });
}
